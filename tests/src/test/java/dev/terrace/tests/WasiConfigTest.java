package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.wasi.CapturedOutput;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an embedder decides for its WASI guests: streams, clocks, randomness, limits, and what happens when they end. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiConfigTest {
    private static final String GREETING = """
        (module
          (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "_start")
            (drop (call $args_get (i32.const 0) (i32.const 100)))
            (i32.store (i32.const 8) (i32.const 100))
            (i32.store (i32.const 12) (i32.const 3))
            (drop (call $fd_write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
        """;

    @Parameter
    TierStrategy tier;

    private Engine engine() {
        return Engine.create(Config.builder().tiers(tier).build());
    }

    private WasiGuest guest(WasiConfig.Builder config) {
        return new WasiGuest(tier, config.build());
    }

    @Test
    void storesOfOneLinkedModuleHaveStatesOfTheirOwn() {
        CapturedOutput first = new CapturedOutput(100);
        CapturedOutput second = new CapturedOutput(100);
        try (Engine engine = engine();
                Store one = new Store(engine);
                Store other = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            LinkedModule module = linker.link(Module.fromWat(engine, GREETING));
            Wasi.attach(one, WasiConfig.builder().args("one").output(first).build());
            Wasi.attach(other, WasiConfig.builder().args("two").output(second).build());
            assertEquals(0, Wasi.run(module, one));
            assertEquals(0, Wasi.run(module, other));
        }
        assertEquals("one", first.text());
        assertEquals("two", second.text());
    }

    @Test
    void capturedOutputIsLimited() {
        CapturedOutput out = new CapturedOutput(4);
        try (WasiGuest guest = guest(WasiConfig.builder().output(out).error(out))) {
            guest.memory().writeString(WasiGuest.BUFFER, "abcdef");
            guest.setVector(WasiGuest.BUFFER, 3);
            guest.succeed("fd_write", 1, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            assertEquals(3, guest.result());
            guest.succeed("fd_write", 2, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            assertEquals(1, guest.result());
            assertEquals(Errno.NOSPC, guest.call("fd_write", 1, WasiGuest.VECTOR, 1, WasiGuest.RESULT));
            assertEquals("abca", out.text());
            out.clear();
            guest.succeed("fd_write", 1, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            assertArrayEquals("abc".getBytes(StandardCharsets.UTF_8), out.toByteArray());
        }
        assertThrows(IllegalArgumentException.class, () -> new CapturedOutput(-1));
    }

    @Test
    void everyGuestReadsAGivenInputFromItsBeginning() {
        WasiConfig.Builder config = WasiConfig.builder().input("input".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 2; i++) {
            try (WasiGuest guest = guest(config)) {
                assertEquals("inp", guest.read(0, 3));
                assertEquals("ut", guest.read(0, 3));
                assertEquals("", guest.read(0, 3));
            }
        }
    }

    @Test
    void fixedClocksAndSeededRandomBytesAreTheSameInEveryRun() {
        WasiConfig.Builder config = WasiConfig.builder()
                .fixedClocks(Instant.parse("2020-02-02T20:20:20.000000002Z"), Duration.ofMillis(1))
                .randomSeed(42);
        List<List<Long>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Long> seen = new ArrayList<>();
            try (WasiGuest guest = guest(config)) {
                for (int clock = 0; clock < 4; clock++) {
                    guest.succeed("clock_time_get", clock, 0L, WasiGuest.RESULT);
                    seen.add(guest.memory().readLong(WasiGuest.RESULT));
                }
                guest.succeed("random_get", WasiGuest.RESULT, 8);
                seen.add(guest.memory().readLong(WasiGuest.RESULT));
            }
            runs.add(seen);
        }
        assertEquals(runs.getFirst(), runs.getLast());
        assertEquals(
                List.of(1_580_674_820_000_000_002L, 1_000_000L, 2_000_000L, 3_000_000L),
                runs.getFirst().subList(0, 4));
    }

    @Test
    void clocksCannotBeFixedToTimesThatDoNotExist() {
        WasiConfig.Builder config = WasiConfig.builder();
        assertThrows(IllegalArgumentException.class, () -> config.fixedClocks(Instant.EPOCH, Duration.ofNanos(-1)));
        assertThrows(ArithmeticException.class, () -> config.fixedClocks(Instant.MAX, Duration.ZERO));
    }

    @Test
    void systemClocksAdvanceAndAreNotNegative() {
        try (WasiGuest guest = guest(WasiConfig.builder())) {
            for (int clock = 0; clock < 4; clock++) {
                guest.succeed("clock_time_get", clock, 0L, WasiGuest.RESULT);
                long first = guest.memory().readLong(WasiGuest.RESULT);
                guest.succeed("clock_time_get", clock, 0L, WasiGuest.RESULT);
                assertTrue(first >= 0 && guest.memory().readLong(WasiGuest.RESULT) >= first, "clock " + clock);
            }
        }
    }

    @Test
    void aCallGetsOnlySoManyRandomBytes() {
        try (WasiGuest guest = guest(WasiConfig.builder().maxRandomBytes(100))) {
            guest.succeed("random_get", WasiGuest.BUFFER, 100);
            assertEquals(Errno.INVAL, guest.call("random_get", WasiGuest.BUFFER, 101));
            assertEquals(Errno.FAULT, guest.call("random_get", WasiGuest.BUFFER, -1));
        }
    }

    @Test
    void noMoreDescriptorsAreOpenThanAllowed(@TempDir Path temp) throws IOException {
        try (WasiGuest guest = guest(WasiConfig.builder().directory(temp, "/").maxDescriptors(5))) {
            guest.create("file", "");
            int fd = guest.open("file");
            assertEquals(Errno.MFILE, guest.tryOpen(WasiGuest.DIR, "file", 0, 0));
            assertEquals(Errno.MFILE, guest.tryOpen(WasiGuest.DIR, "new", WasiGuest.CREATE, 0));
            guest.succeed("fd_close", fd);
            guest.open("file");
        }
    }

    @Test
    void whatIsTooMuchCannotBeGiven() {
        WasiConfig.Builder builder = WasiConfig.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.maxDescriptors(2));
        assertThrows(IllegalArgumentException.class, () -> builder.maxRandomBytes(-1));
        builder.args("x".repeat(1 << 20)).environment("A", "y".repeat(1 << 20));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void exitCodesAreResultsWhereverTheProgramExits() {
        assertEquals(7, run("(start $exit)"));
        assertEquals(7, run("(func (export \"_start\") (call $exit))"));
        assertEquals(7, run("(func (export \"_initialize\") (call $exit))"));
        assertEquals(0, run("(func (export \"_start\"))"));
        assertEquals(0, run(""));
    }

    @Test
    void nothingInAGuestKeepsItFromExiting() {
        assertEquals(7, run("""
            (func (export "_start")
              (block $caught (try_table (catch_all $caught) (call $exit))) (unreachable))
            """));
    }

    private int run(String functions) {
        try (Engine engine = engine();
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Wasi.attach(store, WasiConfig.builder().build());
            // Without a memory: exiting needs none.
            return Wasi.run(linker.link(Module.fromWat(engine, """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
                  (func $exit (call $proc_exit (i32.const 7)))
                  %s)
                """.formatted(functions))), store);
        }
    }

    @Test
    void guestsWithoutAMemoryHaveNoValidPointers() {
        try (Engine engine = engine();
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Wasi.attach(store, WasiConfig.builder().build());
            Module module = Module.fromWat(engine, """
                (module
                  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
                  (func (export "random") (param i32) (result i32) (call $random_get (i32.const 0) (local.get 0))))
                """);
            var random = linker.instantiate(store, module).func("random");
            assertEquals(Errno.FAULT.code(), random.call(1)[0]);
            assertEquals(Errno.SUCCESS.code(), random.call(0)[0]);
        }
    }
}
