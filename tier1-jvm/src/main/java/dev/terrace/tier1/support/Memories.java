package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.LinearMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.ByteOrder;

/**
 * What generated code needs for accesses to memories, which are calls of method handles with a segment. It keeps the
 * segment of its first memory in a variable, which it loads where a method begins and behind everything that can make the
 * memory grow. These calls stand in generated code itself and not in methods of ours, since HotSpot inlines them however
 * large the code has become.
 *
 * <p>The bounds check is the segment's own, and an access is as fast as one to a Java array if the compiler knows the
 * segment's exact class. Profiles cannot tell it, as soon as the program uses segments of other classes too; so {@link
 * #bytes} says it with a cast.
 */
public final class Memories {
    /** How the names of generated classes begin. */
    private static final String GENERATED = "wasm.m";

    /** What a host function that generated code called has thrown in this thread, while it is on its way. */
    private static final ThreadLocal<IndexOutOfBoundsException> OF_HOST = new ThreadLocal<>();

    /** The class of segments outside the Java heap. */
    private static final Class<?> NATIVE = MemorySegment.NULL.getClass();

    private static final ValueLayout.OfByte LAYOUT_OF_BYTE = ValueLayout.JAVA_BYTE.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort LAYOUT_OF_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LAYOUT_OF_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LAYOUT_OF_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat LAYOUT_OF_FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble LAYOUT_OF_DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final MethodHandle GET_BYTE = handle(AccessMode.GET, ValueLayout.JAVA_BYTE);
    private static final MethodHandle GET_SHORT = handle(AccessMode.GET, ValueLayout.JAVA_SHORT_UNALIGNED);
    private static final MethodHandle GET_INT = handle(AccessMode.GET, ValueLayout.JAVA_INT_UNALIGNED);
    private static final MethodHandle GET_LONG = handle(AccessMode.GET, ValueLayout.JAVA_LONG_UNALIGNED);
    private static final MethodHandle GET_FLOAT = handle(AccessMode.GET, ValueLayout.JAVA_FLOAT_UNALIGNED);
    private static final MethodHandle GET_DOUBLE = handle(AccessMode.GET, ValueLayout.JAVA_DOUBLE_UNALIGNED);
    private static final MethodHandle SET_BYTE = handle(AccessMode.SET, ValueLayout.JAVA_BYTE);
    private static final MethodHandle SET_SHORT = handle(AccessMode.SET, ValueLayout.JAVA_SHORT_UNALIGNED);
    private static final MethodHandle SET_INT = handle(AccessMode.SET, ValueLayout.JAVA_INT_UNALIGNED);
    private static final MethodHandle SET_LONG = handle(AccessMode.SET, ValueLayout.JAVA_LONG_UNALIGNED);
    private static final MethodHandle SET_FLOAT = handle(AccessMode.SET, ValueLayout.JAVA_FLOAT_UNALIGNED);
    private static final MethodHandle SET_DOUBLE = handle(AccessMode.SET, ValueLayout.JAVA_DOUBLE_UNALIGNED);

    private Memories() {}

    private static MethodHandle handle(AccessMode mode, ValueLayout layout) {
        return layout.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle().toMethodHandle(mode);
    }

    /**
     * Returns the handle of a kind of access, by the number of the kind.
     *
     * <p>Generated code calls this where a method or a loop begins, and keeps the handle in a variable. To HotSpot's last
     * compiler, which inlines the call, the handle is a constant, and an access becomes an instruction. To the one before,
     * which does not inline a method as large as this, it is just a variable, and an access stays a call: inlined, a hundred
     * accesses take that compiler seconds.
     */
    public static MethodHandle handle(int access) {
        return switch (access) {
            case 0 -> GET_BYTE;
            case 1 -> GET_SHORT;
            case 2 -> GET_INT;
            case 3 -> GET_LONG;
            case 4 -> GET_FLOAT;
            case 5 -> GET_DOUBLE;
            case 6 -> SET_BYTE;
            case 7 -> SET_SHORT;
            case 8 -> SET_INT;
            case 9 -> SET_LONG;
            case 10 -> SET_FLOAT;
            case 11 -> SET_DOUBLE;
            default -> throw new IllegalArgumentException("no kind of access: " + access);
        };
    }

    /** Returns the bytes of a memory that is not shared. */
    public static MemorySegment bytes(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.unsharedSegment());
    }

    /** Returns the same bytes, and says of which class they are. */
    public static MemorySegment nativeBytes(MemorySegment bytes) {
        return (MemorySegment) NATIVE.cast(bytes);
    }

    /** Returns the bytes that a memory, which other threads may make larger, has now. */
    public static MemorySegment bytesNow(LinearMemory memory) {
        return (MemorySegment) NATIVE.cast(memory.segment());
    }

    // Accesses of functions that make many of them. Each method is too large for HotSpot's first compiler to inline.

    /** Reads a {@code byte}. */
    public static byte getByte(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Byte.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_BYTE, place);
    }

    /** Writes a {@code byte}. */
    public static void setByte(MemorySegment memory, long place, byte value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Byte.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_BYTE, place, value);
    }

    /** Reads a {@code short}. */
    public static short getShort(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Short.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_SHORT, place);
    }

    /** Writes a {@code short}. */
    public static void setShort(MemorySegment memory, long place, short value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Short.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_SHORT, place, value);
    }

    /** Reads an {@code int}. */
    public static int getInt(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Integer.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_INT, place);
    }

    /** Writes an {@code int}. */
    public static void setInt(MemorySegment memory, long place, int value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Integer.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_INT, place, value);
    }

    /** Reads a {@code long}. */
    public static long getLong(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Long.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_LONG, place);
    }

    /** Writes a {@code long}. */
    public static void setLong(MemorySegment memory, long place, long value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Long.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_LONG, place, value);
    }

    /** Reads a {@code float}. */
    public static float getFloat(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Float.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_FLOAT, place);
    }

    /** Writes a {@code float}. */
    public static void setFloat(MemorySegment memory, long place, float value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Float.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_FLOAT, place, value);
    }

    /** Reads a {@code double}. */
    public static double getDouble(MemorySegment memory, long place) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Double.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return bytes.get(LAYOUT_OF_DOUBLE, place);
    }

    /** Writes a {@code double}. */
    public static void setDouble(MemorySegment memory, long place, double value) {
        MemorySegment bytes = nativeBytes(memory);
        if (place < 0 || place > bytes.byteSize() - Double.BYTES) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        bytes.set(LAYOUT_OF_DOUBLE, place, value);
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

    /** Remembers an exception that a host function has thrown: it is no trap. */
    public static IndexOutOfBoundsException ofHost(IndexOutOfBoundsException exception) {
        OF_HOST.set(exception);
        return exception;
    }

    /**
     * Returns the trap that an exception stands for which leaves generated code, if it is the segment's; else the exception.
     *
     * <p>Generated code does not catch it: handlers in large methods are what HotSpot's compilers fail at. So the stack
     * trace says where it is from: from the Java library, called by a generated method.
     */
    public static RuntimeException outside(IndexOutOfBoundsException exception) {
        boolean ofHost = OF_HOST.get() == exception;
        OF_HOST.remove();
        if (ofHost || exception.getClass() != IndexOutOfBoundsException.class) {
            return exception;
        }
        StackTraceElement[] trace = exception.getStackTrace();
        int frame = 0;
        while (frame < trace.length && isJava(trace[frame].getClassName())) {
            frame++;
        }
        if (frame == trace.length || !trace[frame].getClassName().startsWith(GENERATED)) {
            return exception;
        }
        Trap trap = new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        trap.setStackTrace(trace);
        return trap;
    }

    private static boolean isJava(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.");
    }
}
