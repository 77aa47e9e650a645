package dev.terrace.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The functions of WASI about the process itself: arguments, environment, exit and scheduling. */
final class ProcessFunctions {
    /** The signal with the largest number, {@code sys}. */
    private static final int MAX_SIGNAL = 30;

    /** What a shell adds to a signal's number when it reports a process that the signal ended. */
    private static final int SIGNAL_EXIT_CODE = 128;

    /** No signal at all, {@code chld}, {@code cont}, {@code urg} and {@code winch}. */
    private static final Set<Integer> IGNORED_SIGNALS = Set.of(0, 16, 17, 22, 27);

    /** {@code stop}, {@code tstp}, {@code ttin} and {@code ttou}: nobody could let the program go on. */
    private static final Set<Integer> STOPPING_SIGNALS = Set.of(18, 19, 20, 21);

    private ProcessFunctions() {}

    @WasiFunction("args_get")
    public static void argsGet(Call call, int pointers, int buffer) {
        putStrings(call.memory(), call.context().config().args(), pointers, buffer);
    }

    @WasiFunction("args_sizes_get")
    public static void argsSizesGet(Call call, int count, int bytes) {
        putSizes(call.memory(), call.context().config().args(), count, bytes);
    }

    @WasiFunction("environ_get")
    public static void environGet(Call call, int pointers, int buffer) {
        putStrings(call.memory(), call.context().config().environment(), pointers, buffer);
    }

    @WasiFunction("environ_sizes_get")
    public static void environSizesGet(Call call, int count, int bytes) {
        putSizes(call.memory(), call.context().config().environment(), count, bytes);
    }

    @WasiFunction("proc_exit")
    public static void procExit(Call call, int code) {
        throw new WasiExit(code);
    }

    /**
     * Ends the program as the signal would, or does nothing where that is what the signal does. A program has no handlers of
     * signals.
     */
    @WasiFunction("proc_raise")
    public static void procRaise(Call call, int signal) {
        if (signal < 0 || signal > MAX_SIGNAL) {
            throw new WasiException(Errno.INVAL);
        }
        if (STOPPING_SIGNALS.contains(signal)) {
            throw new WasiException(Errno.NOTSUP);
        }
        if (!IGNORED_SIGNALS.contains(signal)) {
            throw new WasiExit(SIGNAL_EXIT_CODE + signal);
        }
    }

    @WasiFunction("sched_yield")
    public static void schedYield(Call call) {
        Thread.yield();
    }

    /** Writes strings that end with a NUL one after the other, and a pointer to each. */
    private static void putStrings(GuestMemory memory, List<String> strings, int pointers, int buffer) {
        memory.check(pointers, (long) strings.size() * Integer.BYTES);
        memory.check(buffer, bytes(strings));
        int at = buffer;
        for (int i = 0; i < strings.size(); i++) {
            byte[] bytes = strings.get(i).getBytes(StandardCharsets.UTF_8);
            memory.putInt(pointers, i * Integer.BYTES, at);
            memory.put(at, bytes);
            memory.putByte(at, bytes.length, 0);
            at += bytes.length + 1;
        }
    }

    private static void putSizes(GuestMemory memory, List<String> strings, int count, int bytes) {
        memory.putInt(count, strings.size());
        memory.putInt(bytes, (int) bytes(strings));
    }

    /** Returns how much memory strings take. */
    static long bytes(List<String> strings) {
        long bytes = 0;
        for (String string : strings) {
            bytes += string.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return bytes;
    }
}
