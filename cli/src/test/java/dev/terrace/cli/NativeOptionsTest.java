package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The options that are about machine code: when there is some, and what it is like. */
class NativeOptionsTest {
    @TempDir
    private Path temp;

    private Path module;

    @BeforeEach
    void write() throws IOException {
        module = Files.writeString(temp.resolve("m.wat"), """
            (module
              (memory 1)
              (func $once (export "once"))
              (func (export "f") (param i32) (result i32) (local $sum i32)
                (loop $again
                  (call $once)
                  (local.set $sum (i32.add
                    (local.get $sum)
                    (i32.shl (i32.load (i32.const 8)) (local.get 0))))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get $sum)))
            """);
    }

    private String error(String... options) {
        CommandRun run = run("once", (Object[]) options);
        assertEquals(2, run.exitCode(), run.out());
        return run.err().lines().findFirst().orElseThrow();
    }

    private CommandRun run(String function, Object... options) {
        List<Object> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(options));
        words.addAll(List.of("--invoke", function, module));
        if (function.equals("f")) {
            words.add("100");
        }
        return CommandRun.of(words.toArray());
    }

    @Test
    void valuesThatAreNoneAreRefused() {
        assertEquals(
                "terrace: --native-call-threshold: nativeCallThreshold must be from 1 to 2147483647: 0",
                error("--native-call-threshold=0"));
        assertEquals(
                "terrace: --native-loop-threshold: nativeLoopThreshold must be from 1 to 2147483647: -1",
                error("--native-loop-threshold=-1"));
        assertEquals("terrace: --opt-level: optLevel must be 0 or 2: 1", error("--opt-level=1"));
        assertEquals(
                "terrace: Invalid value for option '--signals': expected one of on, off, not 'maybe'",
                error("--signals=maybe"));
    }

    @Test
    void aFormNeedsAFunctionToPrint() {
        CommandRun run = CommandRun.of("print", "--as=ssa", module);
        assertEquals(2, run.exitCode());
        assertEquals("terrace: --as: only a function that --code names has such forms\n", run.err());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void featuresOfProcessorsThatThereAreNotAreRefused() {
        assertEquals(
                "terrace: --cpu: CPU feature \"avx2\" needs + or - before its name, as in +avx2,-bmi2",
                error("--cpu=avx2"));
        assertEquals("terrace: --cpu: unknown CPU feature \"avx9\"; did you mean avx or avx2?", error("--cpu=+avx9"));
    }

    /** Returns where the log says that functions and loops have climbed to. */
    private List<String> climbed(Object... options) throws IOException {
        Path log = temp.resolve("log");
        List<Object> words = new ArrayList<>(List.of(options));
        words.addAll(List.of(
                "--compile=sync", "--climb=steps", "--call-threshold=1", "--loop-threshold=1", "--tier-log", log));
        CommandRun run = run("f", words.toArray());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("0\n", run.out());
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("\"event\":\"compiled\""))
                .map(line -> line.replaceFirst(".*\"function\":(\\d+).*\"to\":\"(\\w+)\".*", "$1 $2"))
                .toList();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void functionsClimbToMachineCodeWhenTheThresholdsAreReached() throws IOException {
        List<String> byLoop = climbed("--native-loop-threshold=50");
        assertTrue(byLoop.contains("1 native") && !byLoop.contains("0 native"), byLoop::toString);
        List<String> byCalls = climbed("--native-call-threshold=50");
        assertTrue(byCalls.contains("0 native") && !byCalls.contains("1 native"), byCalls::toString);
        List<String> never = climbed("--native-call-threshold=1000", "--native-loop-threshold=1000");
        assertEquals(List.of("1 interp", "1 jvm", "1 jvm"), never);
    }

    private String asm(String option) {
        CommandRun run = CommandRun.of("print", "--tier=native", "--code", "f", "--as", "asm", option, module);
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void machineCodeIsAsItIsWanted() {
        assertTrue(asm("--cpu=+bmi2").contains("shlx"));
        assertFalse(asm("--cpu=-bmi2").contains("shlx"));
        assertNotEquals(asm("--signals=on"), asm("--signals=off"));
        assertNotEquals(asm("--opt-level=2"), asm("--opt-level=0"));
    }
}
