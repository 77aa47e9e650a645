package dev.terrace.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The functions of WASI about the process itself: arguments, environment, exit and scheduling. */
final class ProcessFunctions {
    private ProcessFunctions() {}

    @WasiFunction("args_get")
    static void argsGet(Call call, int pointers, int buffer) {
        putStrings(call.memory(), call.context().config().args(), pointers, buffer);
    }

    @WasiFunction("args_sizes_get")
    static void argsSizesGet(Call call, int count, int bytes) {
        putSizes(call.memory(), call.context().config().args(), count, bytes);
    }

    @WasiFunction("environ_get")
    static void environGet(Call call, int pointers, int buffer) {
        putStrings(call.memory(), call.context().config().environment(), pointers, buffer);
    }

    @WasiFunction("environ_sizes_get")
    static void environSizesGet(Call call, int count, int bytes) {
        putSizes(call.memory(), call.context().config().environment(), count, bytes);
    }

    @WasiFunction("proc_exit")
    static void procExit(Call call, int code) {
        throw new WasiExit(code);
    }

    @WasiFunction("sched_yield")
    static void schedYield(Call call) {
        Thread.yield();
    }

    /** Writes strings that end with a NUL one after the other, and a pointer to each. */
    private static void putStrings(GuestMemory memory, List<String> strings, int pointers, int buffer) {
        int at = buffer;
        for (int i = 0; i < strings.size(); i++) {
            byte[] bytes = strings.get(i).getBytes(StandardCharsets.UTF_8);
            memory.putInt(pointers, i * 4, at);
            memory.put(at, bytes);
            memory.putByte(at, bytes.length, 0);
            at += bytes.length + 1;
        }
    }

    private static void putSizes(GuestMemory memory, List<String> strings, int count, int bytes) {
        int total = 0;
        for (String string : strings) {
            total += string.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        memory.putInt(count, strings.size());
        memory.putInt(bytes, total);
    }
}
