package dev.terrace.wasi;

/** The functions of WASI about clocks. */
final class ClockFunctions {
    // The numbers of clocks ({@code clockid}).
    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    static final int PROCESS_CPU_TIME = 2;
    static final int THREAD_CPU_TIME = 3;

    private ClockFunctions() {}

    /** Returns the time that a clock shows, in nanoseconds. */
    static long now(Clocks clocks, int id) {
        return switch (id) {
            case REALTIME -> clocks.realtime();
            case MONOTONIC -> clocks.monotonic();
            case PROCESS_CPU_TIME -> clocks.processTime();
            case THREAD_CPU_TIME -> clocks.threadTime();
            default -> throw new WasiException(Errno.INVAL);
        };
    }

    @WasiFunction("clock_res_get")
    public static void clockResGet(Call call, int id, int result) {
        long resolution = switch (id) {
            // The host's clocks tick in nanoseconds, but for the processor time of a process.
            case REALTIME, MONOTONIC, THREAD_CPU_TIME -> 1;
            case PROCESS_CPU_TIME -> 10_000_000;
            default -> throw new WasiException(Errno.INVAL);
        };
        call.memory().putLong(result, resolution);
    }

    @WasiFunction("clock_time_get")
    public static void clockTimeGet(Call call, int id, long precision, int result) {
        call.memory().putLong(result, now(call.context().clocks(), id));
    }
}
