package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The accesses of generated code to memories outside the Java heap.
 *
 * <p>The segment's own bounds check follows ours, which throws the trap. An access is fast only if the compiler knows the
 * segment's exact class. Profiles cannot tell it, as soon as the program uses segments of other classes too; so a cast says
 * it. {@link HeapBytes} tells why these are methods.
 */
public final class NativeBytes {
    /** The class of segments outside the Java heap. */
    private static final Class<?> NATIVE = MemorySegment.NULL.getClass();

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private NativeBytes() {}

    /** Returns the bytes of a memory that is not shared. */
    public static MemorySegment unshared(LinearMemory memory) {
        return memory.unsharedSegment();
    }

    /** Returns the bytes that a memory, which other threads may make larger, has now. */
    public static MemorySegment shared(LinearMemory memory) {
        return memory.segment();
    }

    /** Returns where an access to a memory with 32-bit addresses is. */
    static long place(int address, long offset) {
        return (address & 0xFFFF_FFFFL) + offset;
    }

    /**
     * Returns where an access to a memory with 64-bit addresses is. If that is no 64-bit number, it is a negative one, and
     * stays so when a few bytes are added.
     */
    static long place(long address, long offset) {
        long place = address + offset;
        return (address | offset | place) < 0 ? Long.MIN_VALUE : place;
    }

    /** Returns the bytes as what they are, after a check that some of them exist. */
    private static MemorySegment checked(MemorySegment memory, long place, int count) {
        MemorySegment bytes = (MemorySegment) NATIVE.cast(memory);
        if (place < 0 || place > bytes.byteSize() - count) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes;
    }

    /** Reads a {@code byte}. */
    public static byte getByte(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Byte.BYTES).get(BYTE, place);
    }

    /** Writes a {@code byte}. */
    public static void setByte(int address, byte value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Byte.BYTES).set(BYTE, place, value);
    }

    /** Reads a {@code byte}. */
    public static byte getByte(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Byte.BYTES).get(BYTE, place);
    }

    /** Writes a {@code byte}. */
    public static void setByte(long address, byte value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Byte.BYTES).set(BYTE, place, value);
    }

    /** Reads a {@code short}. */
    public static short getShort(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Short.BYTES).get(LittleEndian.SHORT, place);
    }

    /** Writes a {@code short}. */
    public static void setShort(int address, short value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Short.BYTES).set(LittleEndian.SHORT, place, value);
    }

    /** Reads a {@code short}. */
    public static short getShort(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Short.BYTES).get(LittleEndian.SHORT, place);
    }

    /** Writes a {@code short}. */
    public static void setShort(long address, short value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Short.BYTES).set(LittleEndian.SHORT, place, value);
    }

    /** Reads a {@code int}. */
    public static int getInt(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Integer.BYTES).get(LittleEndian.INT, place);
    }

    /** Writes a {@code int}. */
    public static void setInt(int address, int value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Integer.BYTES).set(LittleEndian.INT, place, value);
    }

    /** Reads a {@code int}. */
    public static int getInt(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Integer.BYTES).get(LittleEndian.INT, place);
    }

    /** Writes a {@code int}. */
    public static void setInt(long address, int value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Integer.BYTES).set(LittleEndian.INT, place, value);
    }

    /** Reads a {@code long}. */
    public static long getLong(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Long.BYTES).get(LittleEndian.LONG, place);
    }

    /** Writes a {@code long}. */
    public static void setLong(int address, long value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Long.BYTES).set(LittleEndian.LONG, place, value);
    }

    /** Reads a {@code long}. */
    public static long getLong(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Long.BYTES).get(LittleEndian.LONG, place);
    }

    /** Writes a {@code long}. */
    public static void setLong(long address, long value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Long.BYTES).set(LittleEndian.LONG, place, value);
    }

    /** Reads a {@code float}. */
    public static float getFloat(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Float.BYTES).get(LittleEndian.FLOAT, place);
    }

    /** Writes a {@code float}. */
    public static void setFloat(int address, float value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Float.BYTES).set(LittleEndian.FLOAT, place, value);
    }

    /** Reads a {@code float}. */
    public static float getFloat(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Float.BYTES).get(LittleEndian.FLOAT, place);
    }

    /** Writes a {@code float}. */
    public static void setFloat(long address, float value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Float.BYTES).set(LittleEndian.FLOAT, place, value);
    }

    /** Reads a {@code double}. */
    public static double getDouble(int address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Double.BYTES).get(LittleEndian.DOUBLE, place);
    }

    /** Writes a {@code double}. */
    public static void setDouble(int address, double value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Double.BYTES).set(LittleEndian.DOUBLE, place, value);
    }

    /** Reads a {@code double}. */
    public static double getDouble(long address, MemorySegment memory, long offset) {
        long place = place(address, offset);
        return checked(memory, place, Double.BYTES).get(LittleEndian.DOUBLE, place);
    }

    /** Writes a {@code double}. */
    public static void setDouble(long address, double value, MemorySegment memory, long offset) {
        long place = place(address, offset);
        checked(memory, place, Double.BYTES).set(LittleEndian.DOUBLE, place, value);
    }
}
