package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.UNUSED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Arguments, environment, clocks, randomness, exit, yielding and waiting. */
final class WasiProcessCases {
    private static final int POINTERS = 0x400;
    private static final int SUBSCRIPTION = 0x2000;
    private static final int EVENT = 0x3000;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int CLOCKS = 4;
    private static final int RESULT = WasiGuest.RESULT;
    private static final int BUFFER = WasiGuest.BUFFER;

    static final List<WasiCase> ALL = List.of(
            WasiCase.of("args_sizes_get", Errno.SUCCESS, "three arguments", s -> {
                s.succeed("args_sizes_get", POINTERS, POINTERS + 4);
                assertEquals(3, s.intAt(POINTERS));
                assertEquals("program".length() + 1 + 1 + "ünï".length() + 2 + 1, s.intAt(POINTERS + 4));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "args_sizes_get",
                    Errno.FAULT,
                    "a count outside of memory",
                    s -> s.call("args_sizes_get", PAGE - 3, POINTERS)),
            WasiCase.of(
                    "args_sizes_get",
                    Errno.FAULT,
                    "a size outside of memory",
                    s -> s.call("args_sizes_get", POINTERS, -4)),
            WasiCase.of("args_get", Errno.SUCCESS, "three arguments, each with a NUL at its end", s -> {
                s.succeed("args_get", POINTERS, BUFFER);
                assertEquals(List.of("program", "", "ünï"), strings(s, 3));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "args_get", Errno.FAULT, "pointers outside of memory", s -> s.call("args_get", PAGE - 8, BUFFER)),
            WasiCase.of(
                    "args_get", Errno.FAULT, "strings outside of memory", s -> s.call("args_get", POINTERS, PAGE - 14)),
            WasiCase.of("environ_sizes_get", Errno.SUCCESS, "two variables", s -> {
                s.succeed("environ_sizes_get", POINTERS, POINTERS + 4);
                assertEquals(2, s.intAt(POINTERS));
                assertEquals(4 + 6, s.intAt(POINTERS + 4));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "environ_sizes_get",
                    Errno.FAULT,
                    "a count outside of memory",
                    s -> s.call("environ_sizes_get", -1, POINTERS)),
            WasiCase.of(
                    "environ_sizes_get",
                    Errno.FAULT,
                    "a size outside of memory",
                    s -> s.call("environ_sizes_get", POINTERS, PAGE - 2)),
            WasiCase.of("environ_get", Errno.SUCCESS, "two variables, in the order in which they were set", s -> {
                s.succeed("environ_get", POINTERS, BUFFER);
                assertEquals(List.of("B=2", "A=x=y"), strings(s, 2));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "environ_get",
                    Errno.FAULT,
                    "pointers outside of memory",
                    s -> s.call("environ_get", PAGE - 4, BUFFER)),
            WasiCase.of(
                    "environ_get",
                    Errno.FAULT,
                    "strings outside of memory",
                    s -> s.call("environ_get", POINTERS, PAGE - 9)),
            WasiCase.of("clock_res_get", Errno.SUCCESS, "all four clocks", s -> {
                for (int clock = 0; clock < CLOCKS; clock++) {
                    s.succeed("clock_res_get", clock, RESULT);
                    assertTrue(s.longAt(RESULT) > 0);
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("clock_res_get", Errno.INVAL, "an unknown clock", s -> s.call("clock_res_get", CLOCKS, RESULT)),
            WasiCase.of(
                    "clock_res_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("clock_res_get", REALTIME, PAGE - 7)),
            WasiCase.of("clock_time_get", Errno.SUCCESS, "the real time, which the host agrees with", s -> {
                long before = System.currentTimeMillis();
                s.succeed("clock_time_get", REALTIME, 1L, RESULT);
                long time = s.longAt(RESULT) / 1_000_000;
                assertTrue(before <= time && time <= System.currentTimeMillis());
                return Errno.SUCCESS;
            }),
            WasiCase.of("clock_time_get", Errno.SUCCESS, "the monotonic time, which never goes back", s -> {
                long last = Long.MIN_VALUE;
                for (int i = 0; i < 100; i++) {
                    s.succeed("clock_time_get", MONOTONIC, 0L, RESULT);
                    assertTrue(s.longAt(RESULT) >= last);
                    last = s.longAt(RESULT);
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("clock_time_get", Errno.SUCCESS, "the processor time of process and thread", s -> {
                s.succeed("clock_time_get", 2, 0L, RESULT);
                assertTrue(s.longAt(RESULT) > 0);
                return s.call("clock_time_get", 3, 0L, RESULT);
            }),
            WasiCase.of(
                    "clock_time_get",
                    Errno.INVAL,
                    "an unknown clock",
                    s -> s.call("clock_time_get", CLOCKS, 0L, RESULT)),
            WasiCase.of(
                    "clock_time_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("clock_time_get", REALTIME, 0L, PAGE - 7)),
            WasiCase.of("random_get", Errno.SUCCESS, "bytes that fill the buffer and nothing else", s -> {
                s.succeed("random_get", BUFFER, 0x101);
                byte[] expected = new byte[0x102];
                new Random(7).nextBytes(expected);
                assertArrayEquals(
                        Arrays.copyOf(expected, 0x100), s.guest.memory().readBytes(BUFFER, 0x100));
                assertEquals(0, s.byteAt(BUFFER + 0x101));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "random_get", Errno.SUCCESS, "no bytes at the end of memory", s -> s.call("random_get", PAGE, 0)),
            WasiCase.of(
                    "random_get",
                    Errno.FAULT,
                    "a buffer that ends outside of memory",
                    s -> s.call("random_get", 1, -1)),
            WasiCase.of("proc_exit", Errno.SUCCESS, "every exit code, which reaches the embedder", s -> {
                for (int code : new int[] {0, 1, 125, 255, Integer.MAX_VALUE, -1}) {
                    assertEquals(code, s.guest.callToExit("proc_exit", code));
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("proc_raise", Errno.SUCCESS, "a signal that ends the guest, as a shell reports it", s -> {
                assertEquals(128 + 6, s.guest.callToExit("proc_raise", 6));
                return Errno.SUCCESS;
            }),
            WasiCase.of("proc_raise", Errno.SUCCESS, "no signal, and one that is ignored", s -> {
                s.succeed("proc_raise", 0);
                return s.call("proc_raise", 16);
            }),
            WasiCase.of(
                    "proc_raise", Errno.NOTSUP, "a signal that would stop the process", s -> s.call("proc_raise", 18)),
            WasiCase.of("proc_raise", Errno.INVAL, "a number that is no signal", s -> s.call("proc_raise", 31)),
            WasiCase.of("sched_yield", Errno.SUCCESS, "any thread", s -> s.call("sched_yield")),
            WasiCase.of("poll_oneoff", Errno.SUCCESS, "a relative time that is over", s -> {
                clock(s, 0, 11, MONOTONIC, 0, 0);
                s.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 1, RESULT);
                assertEquals(1, s.result());
                return event(s, 0, 11, 0);
            }),
            WasiCase.of("poll_oneoff", Errno.SUCCESS, "an absolute time that is over, and one far away", s -> {
                clock(s, 0, 11, REALTIME, 1, 1);
                clock(s, 1, 12, REALTIME, Long.MAX_VALUE, 1);
                s.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 2, RESULT);
                assertEquals(1, s.result());
                return event(s, 0, 11, 0);
            }),
            WasiCase.of("poll_oneoff", Errno.SUCCESS, "a time that passes while it waits", s -> {
                s.succeed("clock_time_get", MONOTONIC, 0L, RESULT);
                long before = s.longAt(RESULT);
                clock(s, 0, 11, MONOTONIC, 2_000_000, 0);
                s.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 1, RESULT);
                assertEquals(1, s.result());
                s.succeed("clock_time_get", MONOTONIC, 0L, RESULT);
                assertTrue(s.longAt(RESULT) - before >= 2_000_000);
                return event(s, 0, 11, 0);
            }),
            WasiCase.of("poll_oneoff", Errno.SUCCESS, "a file, which is ready before any time", s -> {
                int fd = s.open("file");
                clock(s, 0, 1, MONOTONIC, 3_600_000_000_000L, 0);
                descriptor(s, 1, 2, 1, fd);
                descriptor(s, 2, 3, 2, fd);
                s.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 3, RESULT);
                assertEquals(2, s.result());
                assertEquals(Errno.SUCCESS, event(s, 0, 2, 1));
                assertEquals(10, s.longAt(EVENT + 16));
                return event(s, 1, 3, 2);
            }),
            WasiCase.of("poll_oneoff", Errno.SUCCESS, "errors, each with its subscription", s -> {
                descriptor(s, 0, 1, 1, UNUSED);
                descriptor(s, 1, 2, 2, UNUSED);
                clock(s, 2, 3, 9, 0, 0);
                s.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 3, RESULT);
                assertEquals(3, s.result());
                assertEquals(Errno.BADF, event(s, 0, 1, 1));
                assertEquals(Errno.BADF, event(s, 1, 2, 2));
                assertEquals(Errno.INVAL, event(s, 2, 3, 0));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "poll_oneoff",
                    Errno.INVAL,
                    "no subscriptions",
                    s -> s.call("poll_oneoff", SUBSCRIPTION, EVENT, 0, RESULT)),
            WasiCase.of("poll_oneoff", Errno.INVAL, "a subscription to something unknown", s -> {
                descriptor(s, 0, 1, 3, DIR);
                return s.call("poll_oneoff", SUBSCRIPTION, EVENT, 1, RESULT);
            }),
            WasiCase.of(
                    "poll_oneoff",
                    Errno.FAULT,
                    "subscriptions outside of memory",
                    s -> s.call("poll_oneoff", PAGE - 47, EVENT, 1, RESULT)),
            WasiCase.of("poll_oneoff", Errno.FAULT, "events outside of memory", s -> {
                clock(s, 0, 11, MONOTONIC, 0, 0);
                return s.call("poll_oneoff", SUBSCRIPTION, PAGE - 31, 1, RESULT);
            }),
            WasiCase.of("poll_oneoff", Errno.FAULT, "a result outside of memory", s -> {
                clock(s, 0, 11, MONOTONIC, 0, 0);
                return s.call("poll_oneoff", SUBSCRIPTION, EVENT, 1, PAGE - 3);
            }));

    private WasiProcessCases() {}

    private static List<String> strings(WasiScene scene, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> scene.guest.memory().readCString(scene.intAt(POINTERS + 4 * i)))
                .toList();
    }

    private static void clock(WasiScene scene, int index, long userData, int clock, long timeout, int flags) {
        int at = SUBSCRIPTION + 48 * index;
        scene.guest.memory().fill(at, 48, (byte) 0);
        scene.guest.memory().writeLong(at, userData);
        scene.guest.memory().writeInt(at + 16, clock);
        scene.guest.memory().writeLong(at + 24, timeout);
        scene.guest.memory().writeShort(at + 40, (short) flags);
    }

    private static void descriptor(WasiScene scene, int index, long userData, int tag, int fd) {
        int at = SUBSCRIPTION + 48 * index;
        scene.guest.memory().fill(at, 48, (byte) 0);
        scene.guest.memory().writeLong(at, userData);
        scene.guest.memory().writeByte(at + 8, (byte) tag);
        scene.guest.memory().writeInt(at + 16, fd);
    }

    /** Checks whose event it is, and returns its error number. */
    private static Errno event(WasiScene scene, int index, long userData, int tag) {
        int at = EVENT + 32 * index;
        assertEquals(userData, scene.longAt(at));
        assertEquals(tag, scene.byteAt(at + 10));
        return Errno.values()[scene.shortAt(at + 8)];
    }
}
