package dev.terrace.runtime;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The atomic accesses of the threads proposal. Those to shared memories are sequentially consistent; to others they are just
 * accesses, since no other thread is there. Values have the width of the access: results are zero-extended to 64 bits, and of
 * operands only the low bits count.
 *
 * <p>Java has atomic updates for 32 and 64 bits. A narrower one replaces the whole aligned 32 bits around it, and is tried
 * again when any of those has changed meanwhile:
 *
 * <pre>
 *   address & ~3          address
 *   |  byte   |  byte   |  byte   |  byte   |
 *                       |<-shift->|
 * </pre>
 */
public final class Atomics {
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private Atomics() {}

    /** What a read-modify-write access makes of the old value and an operand. */
    public enum Update {
        ADD {
            @Override
            long apply(long old, long operand) {
                return old + operand;
            }
        },
        SUB {
            @Override
            long apply(long old, long operand) {
                return old - operand;
            }
        },
        AND {
            @Override
            long apply(long old, long operand) {
                return old & operand;
            }
        },
        OR {
            @Override
            long apply(long old, long operand) {
                return old | operand;
            }
        },
        XOR {
            @Override
            long apply(long old, long operand) {
                return old ^ operand;
            }
        },
        XCHG {
            @Override
            long apply(long old, long operand) {
                return operand;
            }
        };

        abstract long apply(long old, long operand);
    }

    /**
     * Returns where an access is.
     *
     * @param index the address that the program gives, zero-extended
     * @param offset the offset in the instruction
     * @throws Trap if that is no 64-bit number: whether it is aligned cannot be told then, but it is outside
     */
    public static long place(long index, long offset) {
        long place = index + offset;
        if (place < 0 || Long.compareUnsigned(place, index) < 0) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return place;
    }

    /**
     * Returns the bytes to access.
     *
     * @throws Trap if the address is no multiple of the access's size, or not all of it is inside
     */
    private static MemorySegment checked(LinearMemory memory, long address, int widthLog2) {
        long size = 1L << widthLog2;
        if ((address & (size - 1)) != 0) {
            throw new Trap(TrapKind.UNALIGNED_ATOMIC);
        }
        long bytes = memory.segment().byteSize();
        if (address < 0 || address > bytes - size) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return memory.words();
    }

    /**
     * Reads a value.
     *
     * @param address where it is, in bytes; as in all methods here
     * @param widthLog2 the binary logarithm of its size in bytes; as in all methods here
     * @throws Trap if the address is not aligned, or not inside; as in all methods here
     */
    public static long load(LinearMemory memory, long address, int widthLog2) {
        MemorySegment bytes = checked(memory, address, widthLog2);
        return memory.isShared() ? read(bytes, address, widthLog2) : readPlain(bytes, address, widthLog2);
    }

    private static long read(MemorySegment bytes, long address, int widthLog2) {
        return switch (widthLog2) {
            case 0 -> (byte) BYTE.getVolatile(bytes, address) & 0xFFL;
            case 1 -> (short) SHORT.getVolatile(bytes, address) & 0xFFFFL;
            case 2 -> (int) INT.getVolatile(bytes, address) & 0xFFFF_FFFFL;
            default -> (long) LONG.getVolatile(bytes, address);
        };
    }

    private static long readPlain(MemorySegment bytes, long address, int widthLog2) {
        return switch (widthLog2) {
            case 0 -> bytes.get(ValueLayout.JAVA_BYTE, address) & 0xFFL;
            case 1 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, address) & 0xFFFFL;
            case 2 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, address) & 0xFFFF_FFFFL;
            default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
        };
    }

    private static void writePlain(MemorySegment bytes, long address, int widthLog2, long value) {
        switch (widthLog2) {
            case 0 -> bytes.set(ValueLayout.JAVA_BYTE, address, (byte) value);
            case 1 -> bytes.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, (short) value);
            case 2 -> bytes.set(ValueLayout.JAVA_INT_UNALIGNED, address, (int) value);
            default -> bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
        }
    }

    /** Writes a value. */
    public static void store(LinearMemory memory, long address, int widthLog2, long value) {
        MemorySegment bytes = checked(memory, address, widthLog2);
        if (!memory.isShared()) {
            writePlain(bytes, address, widthLog2, value);
            return;
        }
        switch (widthLog2) {
            case 0 -> BYTE.setVolatile(bytes, address, (byte) value);
            case 1 -> SHORT.setVolatile(bytes, address, (short) value);
            case 2 -> INT.setVolatile(bytes, address, (int) value);
            default -> LONG.setVolatile(bytes, address, value);
        }
    }

    /** Updates a value; returns what it was before. */
    public static long update(LinearMemory memory, long address, int widthLog2, Update update, long operand) {
        MemorySegment bytes = checked(memory, address, widthLog2);
        if (!memory.isShared()) {
            long old = readPlain(bytes, address, widthLog2);
            writePlain(bytes, address, widthLog2, update.apply(old, operand));
            return old;
        }
        return switch (widthLog2) {
            case 2 -> updateInt(bytes, address, update, (int) operand) & 0xFFFF_FFFFL;
            case 3 -> updateLong(bytes, address, update, operand);
            default -> {
                while (true) {
                    long old = read(bytes, address, widthLog2);
                    if (replace(bytes, address, widthLog2, old, update.apply(old, operand)) == old) {
                        yield old;
                    }
                }
            }
        };
    }

    private static int updateInt(MemorySegment bytes, long address, Update update, int operand) {
        return switch (update) {
            case ADD -> (int) INT.getAndAdd(bytes, address, operand);
            case SUB -> (int) INT.getAndAdd(bytes, address, -operand);
            case AND -> (int) INT.getAndBitwiseAnd(bytes, address, operand);
            case OR -> (int) INT.getAndBitwiseOr(bytes, address, operand);
            case XOR -> (int) INT.getAndBitwiseXor(bytes, address, operand);
            case XCHG -> (int) INT.getAndSet(bytes, address, operand);
        };
    }

    private static long updateLong(MemorySegment bytes, long address, Update update, long operand) {
        return switch (update) {
            case ADD -> (long) LONG.getAndAdd(bytes, address, operand);
            case SUB -> (long) LONG.getAndAdd(bytes, address, -operand);
            case AND -> (long) LONG.getAndBitwiseAnd(bytes, address, operand);
            case OR -> (long) LONG.getAndBitwiseOr(bytes, address, operand);
            case XOR -> (long) LONG.getAndBitwiseXor(bytes, address, operand);
            case XCHG -> (long) LONG.getAndSet(bytes, address, operand);
        };
    }

    /** Replaces a value if it is an expected one; returns what it was before. */
    public static long compareExchange(
            LinearMemory memory, long address, int widthLog2, long expected, long replacement) {
        MemorySegment bytes = checked(memory, address, widthLog2);
        if (!memory.isShared()) {
            long old = readPlain(bytes, address, widthLog2);
            if (old == (widthLog2 == 3 ? expected : expected & mask(widthLog2))) {
                writePlain(bytes, address, widthLog2, replacement);
            }
            return old;
        }
        return switch (widthLog2) {
            case 2 -> (int) INT.compareAndExchange(bytes, address, (int) expected, (int) replacement) & 0xFFFF_FFFFL;
            case 3 -> (long) LONG.compareAndExchange(bytes, address, expected, replacement);
            default -> replace(bytes, address, widthLog2, expected & mask(widthLog2), replacement);
        };
    }

    /** Replaces 8 or 16 bits if they are as expected; returns what they were before. */
    private static long replace(MemorySegment bytes, long address, int widthLog2, long expected, long replacement) {
        long word = address & ~3L;
        int shift = (int) (address & 3) * Byte.SIZE;
        int mask = (int) mask(widthLog2) << shift;
        int seen = (int) INT.getVolatile(bytes, word);
        while (true) {
            long value = Integer.toUnsignedLong((seen & mask) >>> shift);
            if (value != expected) {
                return value;
            }
            int wanted = (seen & ~mask) | ((int) replacement << shift & mask);
            int found = (int) INT.compareAndExchange(bytes, word, seen, wanted);
            if (found == seen) {
                return value;
            }
            seen = found;
        }
    }

    private static long mask(int widthLog2) {
        return (1L << (Byte.SIZE << widthLog2)) - 1;
    }

    /**
     * Waits until another thread notifies this one.
     *
     * @param expected the value that must be there for the thread to wait at all
     * @param nanos for how long, in nanoseconds; without end if it is negative
     * @return 0 if the thread was notified, 1 if the value is not the expected one, 2 if the time is over
     * @param interruption what ends the wait from outside
     * @throws Trap if the memory is not shared, or the wait is ended from outside
     */
    public static int await(
            LinearMemory memory, long address, int widthLog2, long expected, long nanos, Interruption interruption) {
        MemorySegment bytes = checked(memory, address, widthLog2);
        if (!memory.isShared()) {
            throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
        }
        long value = widthLog2 == 2 ? expected & 0xFFFF_FFFFL : expected;
        return memory.waiters().await(address, () -> read(bytes, address, widthLog2) == value, nanos, interruption);
    }

    /**
     * Wakes threads that wait at an address.
     *
     * @param count how many at most, unsigned
     * @return how many were woken
     */
    public static int wake(LinearMemory memory, long address, int count) {
        checked(memory, address, 2);
        return memory.isShared() ? memory.waiters().wake(address, count & 0xFFFF_FFFFL) : 0;
    }
}
