package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String FUNCTIONS = """
        (module
          (func (export "i32") (param i32) (result i32) (local.get 0))
          (func (export "i64") (param i64) (result i64) (local.get 0))
          (func (export "f32") (param f32) (result f32) (local.get 0))
          (func (export "f64") (param f64) (result f64) (local.get 0))
          (func (export "v128") (param v128) (result v128) (local.get 0))
          (func (export "externref") (param externref) (result externref) (local.get 0))
          (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2))
          (func (export "nothing"))
          (func $inner (i32.div_u (i32.const 1) (i32.const 0)) (drop))
          (func $outer (export "trap") (call $inner)))
        """;

    @TempDir
    Path temp;

    @Test
    void theExitCodeOfAProgramIsTheCommands() throws IOException {
        for (int code : new int[] {0, 1, 42, 255}) {
            Path file = write("exit.wat", """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 0)
                  (func (export "_start") (call $exit (i32.const %d))))
                """.formatted(code));
            assertEquals(new CommandRun(code, "", ""), CommandRun.of("run", file));
        }
    }

    @Test
    void aProgramThatReturnsSucceeds() throws IOException {
        assertEquals(
                new CommandRun(0, "", ""), CommandRun.of("run", write("m.wat", "(module (func (export \"_start\")))")));
    }

    @Test
    void invokedFunctionsTakeAndReturnValuesOfAllTypes() throws IOException {
        assertInvoked("-1\n", "i32", "-1");
        assertInvoked("-1\n", "i32", "4294967295");
        assertInvoked("-2147483648\n", "i32", "0x80000000");
        assertInvoked("-9223372036854775808\n", "i64", "-9223372036854775808");
        assertInvoked("-1\n", "i64", "0xffffffffffffffff");
        assertInvoked("1.5\n", "f32", "1.5");
        assertInvoked("300\n", "f32", "300");
        assertInvoked("-inf\n", "f32", "-inf");
        assertInvoked("nan\n", "f64", "nan");
        assertInvoked("24\n", "f64", "0x1.8p4");
        assertInvoked("16\n", "f64", "0x10");
        assertInvoked("-1.0E-300\n", "f64", "-1e-300");
        assertInvoked("000102030405060708090a0b0c0d0e0f\n", "v128", "000102030405060708090a0b0c0d0e0f");
        assertInvoked("null\n", "externref", "null");
        assertInvoked("1\n2\n", "both");
        assertInvoked("", "nothing");
    }

    private void assertInvoked(String expected, String function, String... args) throws IOException {
        Path file = write("functions.wat", FUNCTIONS);
        Object[] command = new Object[4 + args.length];
        command[0] = "run";
        command[1] = "--invoke";
        command[2] = function;
        command[3] = file;
        System.arraycopy(args, 0, command, 4, args.length);
        assertEquals(new CommandRun(0, expected, ""), CommandRun.of(command));
    }

    @Test
    void aModuleThatIsNoProgramMayBeFollowedByTheInvocation() throws IOException {
        Path file = write("functions.wat", FUNCTIONS);
        assertEquals(new CommandRun(0, "7\n", ""), CommandRun.of("run", file, "--invoke", "i32", "7"));
    }

    @Test
    void argumentsThatDoNotFitAreUsageErrors() throws IOException {
        Path file = write("functions.wat", FUNCTIONS);
        assertUsageError("i32 takes 1 argument, not 0: it is of type [i32] -> [i32]", "run", "--invoke", "i32", file);
        assertUsageError(
                "both takes 0 arguments, not 1: it is of type [] -> [i32 i64]", "run", "--invoke", "both", file, "1");
        for (String text : new String[] {"x", "", "1.5", "4294967296", "-2147483649", "0x", "--5"}) {
            assertUsageError(
                    "argument 1 of i32 must be of type i32: '" + text + "'", "run", "--invoke", "i32", file, text);
        }
        assertUsageError("argument 1 of v128 must be of type v128: '1'", "run", "--invoke", "v128", file, "1");
        assertUsageError(
                "argument 1 of externref must be of type externref: '1'", "run", "--invoke", "externref", file, "1");
    }

    @Test
    void trapsPrintABacktraceAndEndWith134() throws IOException {
        CommandRun run = CommandRun.of("run", "--invoke", "trap", write("functions.wat", FUNCTIONS));
        assertEquals(134, run.exitCode());
        String[] lines = run.err().split("\n");
        assertEquals("terrace: trap: integer divide by zero", lines[0]);
        assertTrue(lines[1].startsWith("    at func 8 @ 0x") || lines[1].contains("inner (func 8) @ 0x"), lines[1]);
        assertTrue(lines[2].startsWith("    at func 9 @ 0x") || lines[2].contains("outer (func 9) @ 0x"), lines[2]);
    }

    @Test
    void theBacktraceOfARunawayRecursionIsCut() throws IOException {
        Path file = write("deep.wat", "(module (func $f (export \"_start\") (call $f)))");
        CommandRun run = CommandRun.of("run", file);
        assertEquals(134, run.exitCode());
        assertTrue(run.err().startsWith("terrace: trap: call stack exhausted\n"), run.err());
        assertTrue(run.err().endsWith("    ...\n"), run.err());
        assertTrue(run.err().lines().count() < 40, run.err());
    }

    @Test
    void filesThatAreNoModulesAreNamedInTheError() throws IOException {
        Path missing = temp.resolve("missing.wasm");
        assertUsageError(missing + ": no such file or directory", "run", missing);
        assertUsageError(temp + ": is a directory, not a module", "run", temp);
        Path text = write("text.wasm", "hello");
        assertUsageError(text + ": magic header not detected (at offset 0x0)", "run", text);
        Path bad = write("bad.wat", "(module\n  (func (i32.const)))");
        CommandRun run = CommandRun.of("run", bad);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("terrace: " + bad + ": "), run.err());
        assertTrue(run.err().contains("2:"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void modulesThatAreNoProgramsSayWhatTheyExport() throws IOException {
        Path file = write("m.wat", "(module (func (export \"f\")) (func (export \"g\")) (memory (export \"m\") 1))");
        assertUsageError(
                file + ": exports no function '_start', so it is no program; call one of its functions with --invoke. "
                        + "Its functions: f, g.",
                "run",
                file);
        assertUsageError(file + ": exports no function 'm'. Its functions: f, g.", "run", "--invoke", "m", file);
        Path start = write("start.wat", "(module (func (export \"_start\") (param i32)))");
        assertUsageError(
                start + ": exports a '_start' that is no function without parameters and results", "run", start);
    }

    @Test
    void importsThatNobodyProvidesAreErrorsTrapsOrDefaults() throws IOException {
        Path file = write("m.wat", """
            (module
              (import "env" "f" (func $f (result i32)))
              (func (export "_start") (drop (call $f)))
              (func (export "get") (result i32) (call $f)))
            """);
        String expected = "unknown import \"env\" \"f\" (func [] -> [i32]); there is no module \"env\"";
        assertUsageError(file + ": " + expected, "run", file);
        assertUsageError(file + ": " + expected, "run", "--unknown-imports=error", file);
        CommandRun trap = CommandRun.of("run", "--unknown-imports=trap", file);
        assertEquals(134, trap.exitCode());
        assertTrue(trap.err().startsWith("terrace: trap: unknown import called: \"env\" \"f\""), trap.err());
        assertEquals(new CommandRun(0, "", ""), CommandRun.of("run", "--unknown-imports=default", file));
        assertEquals(
                new CommandRun(0, "0\n", ""),
                CommandRun.of("run", "--unknown-imports", "default", "--invoke", "get", file));
        CommandRun bad = CommandRun.of("run", "--unknown-imports=maybe", file);
        assertEquals(2, bad.exitCode());
        assertTrue(bad.err().contains("expected one of error, trap, default, not 'maybe'"), bad.err());
    }

    @Test
    void whatAGuestMayUseUpIsLimitedByFlags() throws IOException {
        Path loop = write("loop.wat", "(module (func $main (export \"_start\") (loop (br 0))))");
        CommandRun fuel = CommandRun.of("run", "--fuel=1000", loop);
        assertEquals(134, fuel.exitCode());
        assertEquals(
                "terrace: trap: out of fuel", fuel.err().lines().findFirst().orElseThrow());
        for (String tier : new String[] {"auto", "interp", "jvm"}) {
            CommandRun timeout = CommandRun.of("run", "--tier=" + tier, "--timeout=20ms", loop);
            assertEquals(134, timeout.exitCode());
            assertTrue(
                    timeout.err().startsWith("terrace: trap: deadline exceeded\n    at main (func 0)"), timeout.err());
        }
        Path grow = write("grow.wat", """
            (module
              (memory 1)
              (table 1 funcref)
              (func (export "memory") (result i32) (memory.grow (i32.const 16)))
              (func (export "table") (result i32) (table.grow (ref.null func) (i32.const 10))))
            """);
        assertEquals(
                new CommandRun(0, "-1\n", ""), CommandRun.of("run", "--max-memory=1M", "--invoke", "memory", grow));
        assertEquals(
                new CommandRun(0, "1\n", ""), CommandRun.of("run", "--max-memory=1114112", "--invoke", "memory", grow));
        assertEquals(new CommandRun(0, "-1\n", ""), CommandRun.of("run", "--max-table=10", "--invoke", "table", grow));
        assertEquals(new CommandRun(0, "1\n", ""), CommandRun.of("run", "--max-table=11", "--invoke", "table", grow));
        assertUsageError(
                grow + ": a memory of 1 pages of 65536 bytes is larger than the limit of 65535 bytes",
                "run",
                "--max-memory=65535",
                "--invoke",
                "memory",
                grow);
        assertUsageError("--fuel: fuel must not be negative: -1", "run", "--fuel=-1", loop);
        assertEquals(2, CommandRun.of("run", "--timeout=soon", loop).exitCode());
        assertEquals(2, CommandRun.of("run", "--max-memory=1X", loop).exitCode());
    }

    @Test
    void flagsThatCannotBeUsedAreUsageErrors() throws IOException {
        Path file = write("m.wat", "(module (func (export \"_start\")))");
        assertUsageError(
                "--dir: there is no directory '" + temp.resolve("no") + "'", "run", "--dir", temp.resolve("no"), file);
        assertUsageError("--dir: there is no directory '" + file + "'", "run", "--dir", file + "::/x", file);
        assertUsageError("--env: a variable needs a name: '=x'", "run", "--env", "=x", file);
        assertUsageError(
                "--max-stack: maxStackBytes must be from 65536 to 8589934592: 1", "run", "--max-stack=1", file);
        CommandRun feature = CommandRun.of("run", "--wasm=magic", file);
        assertEquals(2, feature.exitCode());
        assertTrue(feature.err().startsWith("terrace: unknown feature 'magic' in --wasm; there are "), feature.err());
        CommandRun tier = CommandRun.of("run", "--tier=warp", file);
        assertEquals(2, tier.exitCode());
        assertTrue(tier.err().contains("expected one of auto, interp, jvm, native, not 'warp'"), tier.err());
        CommandRun unknown = CommandRun.of("run", "--bogus", file);
        assertEquals(2, unknown.exitCode());
        assertEquals("terrace: Unknown option: '--bogus'\nTry 'terrace run --help'.\n", unknown.err());
    }

    @Test
    void featuresCanBeTurnedOff() throws IOException {
        Path file = write("m.wat", "(module (func (export \"_start\") (drop (i8x16.splat (i32.const 0)))))");
        assertEquals(0, CommandRun.of("run", file).exitCode());
        assertEquals(2, CommandRun.of("run", "--wasm=-simd", file).exitCode());
        assertEquals(2, CommandRun.of("run", "--wasm=wasm1", file).exitCode());
        assertEquals(0, CommandRun.of("run", "--wasm=wasm1,simd", file).exitCode());
    }

    @Test
    void reactorsAreInitialisedBeforeTheirFunctionsAreCalled() throws IOException {
        Path file = write("m.wat", """
            (module
              (global $ready (mut i32) (i32.const 0))
              (func (export "_initialize") (global.set $ready (i32.const 1)))
              (func (export "ready") (result i32) (global.get $ready)))
            """);
        assertEquals(new CommandRun(0, "1\n", ""), CommandRun.of("run", "--invoke", "ready", file));
    }

    private static void assertUsageError(String message, Object... command) {
        assertEquals(new CommandRun(2, "", "terrace: " + message + "\n"), CommandRun.of(command));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }
}
