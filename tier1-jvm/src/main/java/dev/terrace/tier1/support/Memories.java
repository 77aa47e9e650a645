package dev.terrace.tier1.support;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.LinearMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Accesses to memories. Generated code keeps the segment of its first memory in a variable, which it loads where a method
 * begins and behind everything that can make the memory grow.
 *
 * <p>The bounds check is the segment's own, and an access is as fast as one to a Java array if the compiler knows the
 * segment's exact class. Profiles cannot tell it, as soon as the program uses segments of other classes too; so {@link
 * #bytes} says it with a cast.
 *
 * <p>Addresses of 32 bits come as an int, those of 64 bits as a long; both are unsigned, and so are offsets.
 */
public final class Memories {
    /** The class of segments outside the Java heap. */
    private static final Class<?> NATIVE = MemorySegment.NULL.getClass();

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memories() {}

    /** Returns the bytes of a memory that is not shared. */
    public static MemorySegment bytes(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.unsharedSegment());
    }

    /** Returns the bytes that a memory, which other threads may make larger, has now. */
    public static MemorySegment bytesNow(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.segment());
    }

    private static long place(int address, long offset) {
        return (address & 0xFFFF_FFFFL) + offset;
    }

    /** Returns where an access is; -1, which is outside of every memory, if that is no 64-bit number. */
    private static long place(long address, long offset) {
        long place = address + offset;
        return (address | offset | place) < 0 ? -1 : place;
    }

    /** Returns where the high half of a vector is, or a negative number. */
    private static long highPlace(long address, long offset) {
        long place = place(address, offset);
        return place < 0 ? -1 : place + Long.BYTES;
    }

    /** Returns where an atomic access is. */
    public static long placeOfAtomic(int address, long offset) {
        return place(address, offset);
    }

    /**
     * Returns where an atomic access is.
     *
     * @throws Trap if that is no 64-bit number: whether it is aligned cannot be told then, but it is outside
     */
    public static long placeOfAtomic(long address, long offset) {
        long place = place(address, offset);
        if (place < 0) {
            throw outside();
        }
        return place;
    }

    private static Trap outside() {
        return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }

    private static byte getByte(MemorySegment memory, long place) {
        try {
            return memory.get(JAVA_BYTE, place);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static short getShort(MemorySegment memory, long place) {
        try {
            return memory.get(SHORT, place);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static int getInt(MemorySegment memory, long place) {
        try {
            return memory.get(INT, place);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static long getLong(MemorySegment memory, long place) {
        try {
            return memory.get(LONG, place);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static void setByte(MemorySegment memory, long place, int value) {
        try {
            memory.set(JAVA_BYTE, place, (byte) value);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static void setShort(MemorySegment memory, long place, int value) {
        try {
            memory.set(SHORT, place, (short) value);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static void setInt(MemorySegment memory, long place, int value) {
        try {
            memory.set(INT, place, value);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    private static void setLong(MemorySegment memory, long place, long value) {
        try {
            memory.set(LONG, place, value);
        } catch (IndexOutOfBoundsException _) {
            throw outside();
        }
    }

    // Loads and stores of 32-bit memories

    /** Loads a byte, sign-extended. */
    public static int load8(int address, MemorySegment memory, long offset) {
        return getByte(memory, place(address, offset));
    }

    /** Loads a byte, zero-extended. */
    public static int load8U(int address, MemorySegment memory, long offset) {
        return getByte(memory, place(address, offset)) & 0xFF;
    }

    /** Loads 2 bytes, sign-extended. */
    public static int load16(int address, MemorySegment memory, long offset) {
        return getShort(memory, place(address, offset));
    }

    /** Loads 2 bytes, zero-extended. */
    public static int load16U(int address, MemorySegment memory, long offset) {
        return getShort(memory, place(address, offset)) & 0xFFFF;
    }

    /** Loads 4 bytes. */
    public static int load32(int address, MemorySegment memory, long offset) {
        return getInt(memory, place(address, offset));
    }

    /** Loads 8 bytes. */
    public static long load64(int address, MemorySegment memory, long offset) {
        return getLong(memory, place(address, offset));
    }

    /** Loads a float of 4 bytes. */
    public static float loadFloat(int address, MemorySegment memory, long offset) {
        return Float.intBitsToFloat(getInt(memory, place(address, offset)));
    }

    /** Loads a float of 8 bytes. */
    public static double loadDouble(int address, MemorySegment memory, long offset) {
        return Double.longBitsToDouble(getLong(memory, place(address, offset)));
    }

    /** Stores the lowest byte. */
    public static void store8(int address, int value, MemorySegment memory, long offset) {
        setByte(memory, place(address, offset), value);
    }

    /** Stores the lowest 2 bytes. */
    public static void store16(int address, int value, MemorySegment memory, long offset) {
        setShort(memory, place(address, offset), value);
    }

    /** Stores 4 bytes. */
    public static void store32(int address, int value, MemorySegment memory, long offset) {
        setInt(memory, place(address, offset), value);
    }

    /** Stores 8 bytes. */
    public static void store64(int address, long value, MemorySegment memory, long offset) {
        setLong(memory, place(address, offset), value);
    }

    /** Stores a float of 4 bytes. */
    public static void storeFloat(int address, float value, MemorySegment memory, long offset) {
        setInt(memory, place(address, offset), Float.floatToRawIntBits(value));
    }

    /** Stores a float of 8 bytes. */
    public static void storeDouble(int address, double value, MemorySegment memory, long offset) {
        setLong(memory, place(address, offset), Double.doubleToRawLongBits(value));
    }

    /** Loads the last 8 bytes of 16. */
    public static long loadHigh(int address, MemorySegment memory, long offset) {
        return getLong(memory, place(address, offset) + Long.BYTES);
    }

    /** Stores 16 bytes: all of them or, if not all are inside, none. */
    public static void storeVector(int address, long low, long high, MemorySegment memory, long offset) {
        setLong(memory, place(address, offset) + Long.BYTES, high);
        setLong(memory, place(address, offset), low);
    }

    // Loads and stores of 64-bit memories

    /** Loads a byte, sign-extended. */
    public static int load8(long address, MemorySegment memory, long offset) {
        return getByte(memory, place(address, offset));
    }

    /** Loads a byte, zero-extended. */
    public static int load8U(long address, MemorySegment memory, long offset) {
        return getByte(memory, place(address, offset)) & 0xFF;
    }

    /** Loads 2 bytes, sign-extended. */
    public static int load16(long address, MemorySegment memory, long offset) {
        return getShort(memory, place(address, offset));
    }

    /** Loads 2 bytes, zero-extended. */
    public static int load16U(long address, MemorySegment memory, long offset) {
        return getShort(memory, place(address, offset)) & 0xFFFF;
    }

    /** Loads 4 bytes. */
    public static int load32(long address, MemorySegment memory, long offset) {
        return getInt(memory, place(address, offset));
    }

    /** Loads 8 bytes. */
    public static long load64(long address, MemorySegment memory, long offset) {
        return getLong(memory, place(address, offset));
    }

    /** Loads a float of 4 bytes. */
    public static float loadFloat(long address, MemorySegment memory, long offset) {
        return Float.intBitsToFloat(getInt(memory, place(address, offset)));
    }

    /** Loads a float of 8 bytes. */
    public static double loadDouble(long address, MemorySegment memory, long offset) {
        return Double.longBitsToDouble(getLong(memory, place(address, offset)));
    }

    /** Stores the lowest byte. */
    public static void store8(long address, int value, MemorySegment memory, long offset) {
        setByte(memory, place(address, offset), value);
    }

    /** Stores the lowest 2 bytes. */
    public static void store16(long address, int value, MemorySegment memory, long offset) {
        setShort(memory, place(address, offset), value);
    }

    /** Stores 4 bytes. */
    public static void store32(long address, int value, MemorySegment memory, long offset) {
        setInt(memory, place(address, offset), value);
    }

    /** Stores 8 bytes. */
    public static void store64(long address, long value, MemorySegment memory, long offset) {
        setLong(memory, place(address, offset), value);
    }

    /** Stores a float of 4 bytes. */
    public static void storeFloat(long address, float value, MemorySegment memory, long offset) {
        setInt(memory, place(address, offset), Float.floatToRawIntBits(value));
    }

    /** Stores a float of 8 bytes. */
    public static void storeDouble(long address, double value, MemorySegment memory, long offset) {
        setLong(memory, place(address, offset), Double.doubleToRawLongBits(value));
    }

    /** Loads the last 8 bytes of 16. */
    public static long loadHigh(long address, MemorySegment memory, long offset) {
        return getLong(memory, highPlace(address, offset));
    }

    /** Stores 16 bytes: all of them or, if not all are inside, none. */
    public static void storeVector(long address, long low, long high, MemorySegment memory, long offset) {
        setLong(memory, highPlace(address, offset), high);
        setLong(memory, place(address, offset), low);
    }
}
