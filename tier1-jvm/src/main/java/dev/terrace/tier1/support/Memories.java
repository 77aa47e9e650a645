package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.LinearMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What generated code needs for accesses to memories, which are calls of a segment's own methods. It keeps the segment of
 * its first memory in a variable, which it loads where a method begins and behind everything that can make the memory grow.
 *
 * <p>The bounds check is the segment's own, and an access is as fast as one to a Java array if the compiler knows the
 * segment's exact class. Profiles cannot tell it, as soon as the program uses segments of other classes too; so {@link
 * #bytes} says it with a cast.
 */
public final class Memories {
    /** The class of segments outside the Java heap. */
    private static final Class<?> NATIVE = MemorySegment.NULL.getClass();

    /** The layouts of all accesses. */
    public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    public static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfChar CHAR =
            ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memories() {}

    /** Returns the bytes of a memory that is not shared. */
    public static MemorySegment bytes(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.unsharedSegment());
    }

    /** Returns the bytes that a memory, which other threads may make larger, has now. */
    public static MemorySegment bytesNow(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.segment());
    }

    /**
     * Returns where an access to a memory with 64-bit addresses is. If that is no 64-bit number, it is a negative one, and
     * stays so when a few bytes are added.
     */
    public static long place(long address, long offset) {
        long place = address + offset;
        return (address | offset | place) < 0 ? Long.MIN_VALUE : place;
    }

    /** Returns where an atomic access is. */
    public static long placeOfAtomic(int address, long offset) {
        return (address & 0xFFFF_FFFFL) + offset;
    }

    /**
     * Returns where an atomic access is.
     *
     * @throws Trap if that is no 64-bit number: whether it is aligned cannot be told then, but it is outside
     */
    public static long placeOfAtomic(long address, long offset) {
        long place = place(address, offset);
        if (place < 0) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return place;
    }

    /** Returns the trap that a segment's exception stands for: it says the same place in the code. */
    public static Trap outside(IndexOutOfBoundsException exception) {
        Trap trap = new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        trap.setStackTrace(exception.getStackTrace());
        return trap;
    }
}
