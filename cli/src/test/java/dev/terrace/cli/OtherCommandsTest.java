package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands besides {@code run}. */
class OtherCommandsTest {
    @TempDir
    Path temp;

    @Test
    void validModulesAreAccepted() throws IOException {
        Path good = write("good.wat", "(module (func (result i32) (i32.const 1)))");
        assertEquals(new CommandRun(0, "", ""), CommandRun.of("validate", good, good));
    }

    @Test
    void everyInvalidModuleIsReportedWithItsPosition() throws IOException {
        Path good = write("good.wat", "(module)");
        Path invalid = write("invalid.wat", "(module\n  (func (result i32)))");
        Path malformed = write("malformed.wasm", "\0asm\1\0\0\0\u007f");
        CommandRun run = CommandRun.of("validate", invalid, good, malformed);
        assertEquals(1, run.exitCode());
        String[] lines = run.err().split("\n");
        assertEquals(2, lines.length, run.err());
        assertTrue(lines[0].startsWith(invalid + ": type mismatch"), lines[0]);
        assertTrue(lines[0].contains("2:"), lines[0]);
        assertTrue(lines[1].startsWith(malformed + ": "), lines[1]);
        assertTrue(lines[1].contains("(at offset 0x8)"), lines[1]);
    }

    @Test
    void whatCannotBeReadIsNoValidationFailure() {
        Path missing = temp.resolve("missing");
        assertEquals(
                new CommandRun(2, "", "terrace: " + missing + ": no such file or directory\n"),
                CommandRun.of("validate", missing));
        assertEquals(
                new CommandRun(2, "", "terrace: " + temp + ": is a directory, not a module\n"),
                CommandRun.of("validate", temp));
    }

    @Test
    void aModuleThatIsTooLargeForATierIsValidButNotRun() throws IOException {
        Path file = write("wide.wat", "(module (func (export \"f\") (local " + "i32 ".repeat(40_000) + ")))");
        assertEquals(new CommandRun(0, "", ""), CommandRun.of("validate", file));
        CommandRun run = CommandRun.of("run", "--tier=interp", "--invoke", "f", file);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("terrace: " + file + ": function 0 needs a frame of 40000 slots"), run.err());
    }

    @Test
    void printedModulesPrintTheSameAgain() throws IOException {
        Path file = write("m.wat", """
            (module $name
              (memory (export "memory") 1)
              (data (i32.const 8) "text")
              (func $f (export "f") (param $x i32) (result i32)
                (if (result i32) (local.get $x) (then (i32.const 1)) (else (i32.const 2)))))
            """);
        CommandRun first = CommandRun.of("print", file);
        assertEquals(0, first.exitCode(), first.err());
        CommandRun second = CommandRun.of("print", write("printed.wat", first.out()));
        assertEquals(first, second);
        Path output = temp.resolve("output.wat");
        assertEquals(new CommandRun(0, "", ""), CommandRun.of("print", "-o", output, file));
        assertEquals(first.out(), Files.readString(output));
        assertEquals(new CommandRun(0, "2\n", ""), CommandRun.of("run", "--invoke", "f", output, "0"));
    }

    @Test
    void theCodeOfATierIsPrintedForOneFunction() throws IOException {
        Path file = write("m.wat", """
            (module
              (func $add (export "sum") (param i32 i32) (result i32)
                (i32.add (local.get 0) (local.get 1))))
            """);
        String code =
                CommandRun.of("print", "--tier=interp", "--code", "add", file).out();
        assertTrue(code.startsWith("add (func 0): "), code);
        assertEquals(
                code,
                CommandRun.of("print", "--tier=interp", "--code", "sum", file).out());
        assertEquals(
                code,
                CommandRun.of("print", "--tier=interp", "--code", "0", file).out());
        CommandRun unknown = CommandRun.of("print", "--code", "oops", file);
        assertEquals(2, unknown.exitCode());
        assertEquals(
                "terrace: " + file + ": the module defines no function 'oops'; there are functions 0 to 0\n",
                unknown.err());
        assertEquals(
                code,
                CommandRun.of("print", "--tier=interp", "--code", "0", "--as", "code", file)
                        .out());
        CommandRun form = CommandRun.of("print", "--tier=interp", "--code", "0", "--as", "asm", file);
        assertEquals(2, form.exitCode());
        assertEquals(
                "terrace: " + file + ": the tier interp has no form \"asm\" of functions; it has: code\n", form.err());
    }

    @Test
    void printingNeedsAModule() throws IOException {
        Path file = write("m.wat", "(module (func $f (call $g)))");
        CommandRun run = CommandRun.of("print", file);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("terrace: " + file + ": unknown func"), run.err());
        assertEquals(2, CommandRun.of("print", temp).exitCode());
        assertEquals(2, CommandRun.of("print").exitCode());
    }

    @Test
    void scriptsAreCountedAndFailuresNamedByLine() throws IOException {
        Path good = write("good.wast", """
            (module (func (export "f") (result i32) (i32.const 1)))
            (assert_return (invoke "f") (i32.const 1))
            (assert_malformed (module quote "(func (oops))") "unknown operator")
            """);
        CommandRun run = CommandRun.of("wast", good);
        assertEquals(0, run.exitCode(), run.out());
        assertEquals("2 passed, 0 failed, 0 skipped\n", run.out());
        CommandRun tiers = CommandRun.of("wast", "--tier=interp", "--tiers", good);
        assertEquals("interp: 1 functions compiled\n2 passed, 0 failed, 0 skipped\n", tiers.out());
        Path bad = write("bad.wast", """
            (module (func (export "f") (result i32) (i32.const 1)))
            (assert_return (invoke "f") (i32.const 1))
            (assert_return (invoke "f")
              (i32.const 2))
            """);
        CommandRun failing = CommandRun.of("wast", temp);
        assertEquals(1, failing.exitCode());
        String[] lines = failing.out().split("\n");
        assertTrue(lines[0].startsWith(bad + ":3:"), failing.out());
        assertEquals("3 passed, 1 failed, 0 skipped", lines[lines.length - 1]);
    }

    @Test
    void scriptsThatCannotBeParsedFail() throws IOException {
        CommandRun run = CommandRun.of("wast", write("bad.wast", "(module"));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().endsWith("0 passed, 1 failed, 0 skipped\n"), run.out());
    }

    @Test
    void scriptsMustBeThere() {
        assertEquals(2, CommandRun.of("wast", temp.resolve("none")).exitCode());
        assertEquals(
                new CommandRun(2, "", "terrace: " + temp + ": there are no scripts in it, whose names end in .wast\n"),
                CommandRun.of("wast", temp));
        assertEquals(2, CommandRun.of("wast").exitCode());
    }

    @Test
    void theVersionAndTheHelpArePrinted() {
        CommandRun version = CommandRun.of("--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().startsWith("terrace "), version.out());
        for (String command : new String[] {"run", "wast", "validate", "print"}) {
            CommandRun help = CommandRun.of(command, "--help");
            assertEquals(0, help.exitCode());
            assertTrue(help.out().startsWith("Usage: terrace " + command), help.out());
            assertTrue(CommandRun.of("--help").out().contains("  " + command + " "));
        }
    }

    @Test
    void completionIsGenerated() {
        CommandRun run = CommandRun.of("generate-completion");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("complete -F _complete_terrace"), run.out());
        assertTrue(run.out().contains("--unknown-imports"), run.out());
    }

    @Test
    void unknownCommandsAreUsageErrors() {
        CommandRun run = CommandRun.of("rum");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("terrace: Unmatched argument at index 0: 'rum'\n"), run.err());
        assertTrue(run.err().contains("Did you mean: "), run.err());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }
}
