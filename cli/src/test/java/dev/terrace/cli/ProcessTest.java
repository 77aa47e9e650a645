package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own: what programs do with their standard streams, environment and directories. */
class ProcessTest {
    private static final Path ROOT = Path.of(System.getProperty("terrace.root"));

    @TempDir
    Path temp;

    @Test
    void theFirstExamplePrintsItsGreeting() throws Exception {
        Process process = start("run", ROOT.resolve("examples/hello.wat"));
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        assertEquals("Hello from Terrace! 🌿\n", new String(output, StandardCharsets.UTF_8));
    }

    @Test
    void programsUseTheStandardStreamsOfTheProcess() throws Exception {
        Process process = start("run", ROOT.resolve("tests/programs/bin/wordcount.wasm"));
        try (OutputStream input = process.getOutputStream()) {
            input.write("one two\nthree\n".getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(output.contains("3 words"), output);
    }

    @Test
    void programsGetArgumentsThatLookLikeOptionsAndTheEnvironmentThatIsGiven() throws Exception {
        Process process = start(
                "run",
                "--env",
                "GREETING=hi",
                "--env=FROM_OUTSIDE",
                ROOT.resolve("tests/programs/bin/hello.wasm"),
                "--exit",
                "42",
                "--tier=x",
                "-h");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(42, process.waitFor(), output);
        assertTrue(output.contains("argument 3: \"--tier=x\""), output);
        assertTrue(output.contains("environment: GREETING=hi\nenvironment: FROM_OUTSIDE=yes\n"), output);
    }

    @Test
    void programsSeeTheDirectoriesThatTheyAreGiven() throws Exception {
        Files.createDirectory(temp.resolve("inputs"));
        Files.copy(ROOT.resolve("tests/programs/inputs/document.json"), temp.resolve("inputs/document.json"));
        Process process = start(
                "run",
                "--dir",
                temp.resolve("inputs") + "::/in",
                ROOT.resolve("tests/programs/bin/json.wasm"),
                "/in/document.json");
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        assertEquals(
                Files.readString(ROOT.resolve("tests/programs/expected/json.out")),
                new String(output, StandardCharsets.UTF_8));
    }

    @Test
    void aProgramWhoseOutputNobodyReadsEndsQuietly() throws Exception {
        Path file = Files.writeString(temp.resolve("yes.wat"), """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\10\\00\\00\\00" "\\02\\00\\00\\00")
              (data (i32.const 16) "y\\n")
              (func (export "_start")
                (loop $again
                  (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                  (br $again))))
            """);
        Process process = start("run", file);
        try (BufferedReader output = process.inputReader()) {
            assertEquals("y", output.readLine());
        }
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(141, process.waitFor());
        assertEquals("", error);
    }

    private static Process start(Object... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FROM_OUTSIDE", "yes");
        return builder.start();
    }
}
