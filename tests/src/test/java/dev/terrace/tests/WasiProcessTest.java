package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import dev.terrace.wasi.WasiExit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WASI's functions about arguments, environment, clocks, randomness and exit. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiProcessTest extends WasiTestCase {
    private static final int PAGE = 0x10000;
    private static final int POINTERS = 0x400;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;

    private long now = 1_700_000_000_123_456_789L;

    @Override
    WasiConfig.Builder config() throws IOException {
        return super.config()
                .args("program", "", "ünï")
                .environment("B", "2")
                .environment("A", "x=y")
                .clocks(() -> now, () -> now + 1)
                .random(new Random(7));
    }

    @Test
    void everyFunctionOfThePreviewIsThere() {
        WasiGuest.functions().forEach(name -> guest.instance().func(name));
    }

    @Test
    void aStoreThatWasGivenNothingSaysWhatIsMissing() {
        try (Engine engine = Engine.create(Config.builder().tiers(tier).build());
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Module module = Module.fromWat(engine, """
                (module
                  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
                  (memory (export "memory") 1)
                  (func (export "yield") (result i32) (call $yield)))
                """);
            Func yield = linker.instantiate(store, module).func("yield");
            assertTrue(assertThrows(IllegalStateException.class, yield::call)
                    .getMessage()
                    .contains("Wasi.attach"));
        }
    }

    @Test
    void argumentsArriveInOrderEachEndingWithNul() {
        guest.succeed("args_sizes_get", POINTERS, POINTERS + 4);
        assertEquals(3, guest.memory().readInt(POINTERS));
        assertEquals(8 + 1 + 6, guest.memory().readInt(POINTERS + 4));
        guest.succeed("args_get", POINTERS, WasiGuest.BUFFER);
        assertEquals("program", guest.memory().readCString(guest.memory().readInt(POINTERS)));
        assertEquals("", guest.memory().readCString(guest.memory().readInt(POINTERS + 4)));
        assertEquals("ünï", guest.memory().readCString(guest.memory().readInt(POINTERS + 8)));
    }

    @Test
    void environmentArrivesInTheOrderInWhichItWasSet() {
        guest.succeed("environ_sizes_get", POINTERS, POINTERS + 4);
        assertEquals(2, guest.memory().readInt(POINTERS));
        assertEquals(4 + 6, guest.memory().readInt(POINTERS + 4));
        guest.succeed("environ_get", POINTERS, WasiGuest.BUFFER);
        assertEquals("B=2", guest.memory().readCString(guest.memory().readInt(POINTERS)));
        assertEquals("A=x=y", guest.memory().readCString(guest.memory().readInt(POINTERS + 4)));
    }

    @Test
    void stringsThatDoNotFitIntoMemoryAreAFaultAndNothingIsWritten() {
        assertErrno(Errno.FAULT, "args_get", POINTERS, PAGE - 14);
        assertErrno(Errno.FAULT, "args_get", PAGE - 8, WasiGuest.BUFFER);
        assertErrno(Errno.FAULT, "environ_get", -1, WasiGuest.BUFFER);
        assertErrno(Errno.FAULT, "args_sizes_get", PAGE - 3, POINTERS);
        assertArrayEquals(new byte[14], guest.memory().readBytes(PAGE - 14, 14));
    }

    @Test
    void clocksGiveWhatTheEmbedderSays() {
        guest.succeed("clock_time_get", REALTIME, 0L, WasiGuest.RESULT);
        assertEquals(now, guest.memory().readLong(WasiGuest.RESULT));
        guest.succeed("clock_time_get", MONOTONIC, 1_000_000_000L, WasiGuest.RESULT);
        assertEquals(now + 1, guest.memory().readLong(WasiGuest.RESULT));
    }

    @Test
    void everyClockHasAResolution() {
        for (int clock = 0; clock < 4; clock++) {
            guest.succeed("clock_res_get", clock, WasiGuest.RESULT);
            assertTrue(guest.memory().readLong(WasiGuest.RESULT) > 0);
        }
    }

    @Test
    void clocksThatDoNotExistAreInvalid() {
        assertErrno(Errno.INVAL, "clock_time_get", 4, 0L, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "clock_res_get", -1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "clock_time_get", REALTIME, 0L, PAGE - 7);
    }

    @Test
    void randomBytesFillTheBufferAndNothingElse() {
        guest.memory().fill(WasiGuest.BUFFER, 0x5000, (byte) 0);
        guest.succeed("random_get", WasiGuest.BUFFER, 0x3001);
        byte[] bytes = guest.memory().readBytes(WasiGuest.BUFFER, 0x3001);
        byte[] expected = new byte[0x4000];
        new Random(7).nextBytes(expected);
        assertArrayEquals(Arrays.copyOf(expected, 0x2000), Arrays.copyOf(bytes, 0x2000));
        assertEquals(0, guest.memory().readByte(WasiGuest.BUFFER + 0x3001));
        guest.succeed("random_get", PAGE, 0);
        assertErrno(Errno.FAULT, "random_get", PAGE - 1, 2);
        assertErrno(Errno.FAULT, "random_get", 0, -1);
    }

    @Test
    void exitCodesReachTheEmbedder() {
        for (int code : new int[] {0, 1, 42, 255, -1}) {
            WasiExit exit = assertThrows(
                    WasiExit.class, () -> guest.instance().func("proc_exit").call(code));
            assertEquals(code, exit.code());
        }
    }

    @Test
    void raisedSignalsEndTheGuestAsTheyEndAProcess() {
        assertEquals(
                134,
                assertThrows(WasiExit.class, () -> guest.call("proc_raise", 6)).code());
        guest.succeed("proc_raise", 0);
        guest.succeed("proc_raise", 16);
        assertErrno(Errno.NOTSUP, "proc_raise", 18);
        assertErrno(Errno.INVAL, "proc_raise", 31);
    }

    @Test
    void yieldingSucceeds() {
        guest.succeed("sched_yield");
    }
}
