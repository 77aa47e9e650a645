package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.LinearMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The accesses of generated code to memories on the Java heap. HotSpot's last compiler inlines them, and an access becomes an
 * instruction behind two comparisons: with the memory's size, and with the array's. It often finds the second to be unneeded.
 *
 * <p>The one before leaves almost all of these methods to be called, as they are larger than the 35 bytes of bytecode that it
 * inlines: where there are hundreds of accesses, inlining would take it seconds.
 *
 * <p>An address is unsigned. An offset is one that an instruction has, or {@link #MAX_OFFSET} if that is larger: no memory
 * is large enough for it.
 */
public final class HeapBytes {
    /** The largest offset that accesses take. */
    public static final int MAX_OFFSET = Integer.MAX_VALUE - 15;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private HeapBytes() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    private static Trap outside() {
        return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }

    /** Reads a {@code byte}. */
    public static byte getByte(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset)) >= 0) {
            throw outside();
        }
        return memory.array[address + offset];
    }

    /** Writes a {@code byte}. */
    public static void setByte(int address, byte value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset)) >= 0) {
            throw outside();
        }
        memory.array[address + offset] = value;
    }

    /** Reads a {@code short}. */
    public static short getShort(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Short.BYTES - 1))) >= 0) {
            throw outside();
        }
        return (short) SHORT.get(memory.array, address + offset);
    }

    /** Writes a {@code short}. */
    public static void setShort(int address, short value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Short.BYTES - 1))) >= 0) {
            throw outside();
        }
        SHORT.set(memory.array, address + offset, value);
    }

    /** Reads a {@code int}. */
    public static int getInt(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Integer.BYTES - 1))) >= 0) {
            throw outside();
        }
        return (int) INT.get(memory.array, address + offset);
    }

    /** Writes a {@code int}. */
    public static void setInt(int address, int value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Integer.BYTES - 1))) >= 0) {
            throw outside();
        }
        INT.set(memory.array, address + offset, value);
    }

    /** Reads a {@code long}. */
    public static long getLong(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Long.BYTES - 1))) >= 0) {
            throw outside();
        }
        return (long) LONG.get(memory.array, address + offset);
    }

    /** Writes a {@code long}. */
    public static void setLong(int address, long value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Long.BYTES - 1))) >= 0) {
            throw outside();
        }
        LONG.set(memory.array, address + offset, value);
    }

    /** Reads a {@code float}. */
    public static float getFloat(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Float.BYTES - 1))) >= 0) {
            throw outside();
        }
        return (float) FLOAT.get(memory.array, address + offset);
    }

    /** Writes a {@code float}. */
    public static void setFloat(int address, float value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Float.BYTES - 1))) >= 0) {
            throw outside();
        }
        FLOAT.set(memory.array, address + offset, value);
    }

    /** Reads a {@code double}. */
    public static double getDouble(int address, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Double.BYTES - 1))) >= 0) {
            throw outside();
        }
        return (double) DOUBLE.get(memory.array, address + offset);
    }

    /** Writes a {@code double}. */
    public static void setDouble(int address, double value, LinearMemory memory, int offset) {
        if (Integer.compareUnsigned(address, Math.max(0, memory.size - offset - (Double.BYTES - 1))) >= 0) {
            throw outside();
        }
        DOUBLE.set(memory.array, address + offset, value);
    }
}
