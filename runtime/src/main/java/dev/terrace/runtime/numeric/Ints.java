package dev.terrace.runtime.numeric;

import dev.terrace.Trap;
import dev.terrace.TrapKind;

/**
 * Integer instructions that differ from Java's operators (specification, section 4.3.2), and the 128-bit results of
 * the wide-arithmetic proposal. Unsigned values are held in {@code int} and {@code long} by their bits.
 */
public final class Ints {
    private Ints() {}

    /** {@code i32.div_s}. Traps on division by zero and on the one quotient that is not an i32. */
    public static int divS(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        if (b == -1 && a == Integer.MIN_VALUE) {
            throw overflow();
        }
        return a / b;
    }

    /** {@code i32.div_u}. Traps on division by zero. */
    public static int divU(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Integer.divideUnsigned(a, b);
    }

    /** {@code i32.rem_s}. Traps on division by zero only: the least i32 leaves 0 when divided by -1. */
    public static int remS(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return a % b;
    }

    /** {@code i32.rem_u}. Traps on division by zero. */
    public static int remU(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Integer.remainderUnsigned(a, b);
    }

    /** {@code i64.div_s}. Traps on division by zero and on the one quotient that is not an i64. */
    public static long divS(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        if (b == -1 && a == Long.MIN_VALUE) {
            throw overflow();
        }
        return a / b;
    }

    /** {@code i64.div_u}. Traps on division by zero. */
    public static long divU(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Long.divideUnsigned(a, b);
    }

    /** {@code i64.rem_s}. Traps on division by zero only: the least i64 leaves 0 when divided by -1. */
    public static long remS(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return a % b;
    }

    /** {@code i64.rem_u}. Traps on division by zero. */
    public static long remU(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Long.remainderUnsigned(a, b);
    }

    /** The high half of {@code i64.add128}; the low half is {@code aLow + bLow}. */
    public static long add128High(long aLow, long aHigh, long bLow, long bHigh) {
        long carry = Long.compareUnsigned(aLow + bLow, aLow) < 0 ? 1 : 0;
        return aHigh + bHigh + carry;
    }

    /** The high half of {@code i64.sub128}; the low half is {@code aLow - bLow}. */
    public static long sub128High(long aLow, long aHigh, long bLow, long bHigh) {
        long borrow = Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0;
        return aHigh - bHigh - borrow;
    }

    /** The high half of {@code i64.mul_wide_s}; the low half is {@code a * b}. */
    public static long mulWideHighS(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** The high half of {@code i64.mul_wide_u}; the low half is {@code a * b}. */
    public static long mulWideHighU(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b);
    }

    private static Trap divideByZero() {
        return new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }

    private static Trap overflow() {
        return new Trap(TrapKind.INTEGER_OVERFLOW);
    }
}
