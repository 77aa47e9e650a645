package dev.terrace.wasi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** The functions of WASI about clocks. */
final class ClockFunctions {
    /** The clocks ({@code clockid}): the constant's ordinal is its number. */
    enum Clock {
        REALTIME,
        MONOTONIC,
        PROCESS_CPU_TIME,
        THREAD_CPU_TIME;

        private static final List<Clock> BY_NUMBER = List.of(values());

        static Clock of(int id) {
            if (id < 0 || id >= BY_NUMBER.size()) {
                throw new WasiException(Errno.INVAL);
            }
            return BY_NUMBER.get(id);
        }

        /** Returns the time in nanoseconds. */
        long now(WasiConfig config) {
            return switch (this) {
                case REALTIME -> config.realtime().getAsLong();
                case MONOTONIC -> config.monotonic().getAsLong();
                case PROCESS_CPU_TIME -> processCpuTime();
                case THREAD_CPU_TIME -> threadCpuTime();
            };
        }

        private static long processCpuTime() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow(() -> new WasiException(Errno.NOTSUP))
                    .toNanos();
        }

        private static long threadCpuTime() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            if (!threads.isCurrentThreadCpuTimeSupported()
                    || Thread.currentThread().isVirtual()) {
                throw new WasiException(Errno.NOTSUP);
            }
            return threads.getCurrentThreadCpuTime();
        }
    }

    private ClockFunctions() {}

    @WasiFunction("clock_res_get")
    static void clockResGet(Call call, int id, int result) {
        // The host's clocks tick in nanoseconds, but for the processor time of a process.
        call.memory().putLong(result, Clock.of(id) == Clock.PROCESS_CPU_TIME ? 10_000_000 : 1);
    }

    @WasiFunction("clock_time_get")
    static void clockTimeGet(Call call, int id, long precision, int result) {
        call.memory().putLong(result, Clock.of(id).now(call.context().config()));
    }
}
