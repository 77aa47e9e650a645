package dev.terrace.tier1.support;

import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.StackReserve;

/** The instructions on whole memories and on ranges of them. Ints are unsigned. */
public final class Bulk {
    private Bulk() {}

    /** Executes {@code memory.grow}. */
    public static long grow(long pages, LinearMemory memory) {
        StackReserve.check();
        return memory.grow(pages);
    }

    /** Executes {@code memory.fill}. */
    public static void fill(int address, int value, int length, LinearMemory memory) {
        memory.fill(Integer.toUnsignedLong(address), value, Integer.toUnsignedLong(length));
    }

    /** Executes {@code memory.fill}. */
    public static void fill(long address, int value, long length, LinearMemory memory) {
        memory.fill(address, value, length);
    }

    /** Executes {@code memory.copy}. */
    public static void copy(int to, int from, int length, LinearMemory memory, LinearMemory source) {
        copy(Integer.toUnsignedLong(to), Integer.toUnsignedLong(from), Integer.toUnsignedLong(length), memory, source);
    }

    /** Executes {@code memory.copy}. */
    public static void copy(long to, int from, int length, LinearMemory memory, LinearMemory source) {
        copy(to, Integer.toUnsignedLong(from), Integer.toUnsignedLong(length), memory, source);
    }

    /** Executes {@code memory.copy}. */
    public static void copy(int to, long from, int length, LinearMemory memory, LinearMemory source) {
        copy(Integer.toUnsignedLong(to), from, Integer.toUnsignedLong(length), memory, source);
    }

    /** Executes {@code memory.copy}. */
    public static void copy(long to, long from, long length, LinearMemory memory, LinearMemory source) {
        memory.copy(to, source, from, length);
    }

    /** Executes {@code memory.init}. */
    public static void init(int to, int from, int length, Context context, int data, int memory) {
        init(Integer.toUnsignedLong(to), from, length, context, data, memory);
    }

    /** Executes {@code memory.init}. */
    public static void init(long to, int from, int length, Context context, int data, int memory) {
        context.memory(memory)
                .init(to, context.instance.data(data), Integer.toUnsignedLong(from), Integer.toUnsignedLong(length));
    }

    /** Executes {@code data.drop}. */
    public static void dropData(Context context, int data) {
        context.instance.dropData(data);
    }
}
