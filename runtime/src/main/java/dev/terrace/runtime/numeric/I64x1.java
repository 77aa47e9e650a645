package dev.terrace.runtime.numeric;

/**
 * {@code i64x2} and bitwise {@code v128} instructions (specification, section 4.3.2) on one of the two lanes, but those
 * that are one of Java's operators.
 */
public final class I64x1 {
    private I64x1() {}

    public static long eq(long a, long b) {
        return mask(a == b);
    }

    public static long ne(long a, long b) {
        return mask(a != b);
    }

    public static long ltS(long a, long b) {
        return mask(a < b);
    }

    public static long gtS(long a, long b) {
        return mask(a > b);
    }

    public static long leS(long a, long b) {
        return mask(a <= b);
    }

    public static long geS(long a, long b) {
        return mask(a >= b);
    }

    public static long abs(long a) {
        return Math.abs(a);
    }

    public static boolean allTrue(long a) {
        return a != 0;
    }

    /** The lane's sign as bit 0. */
    public static int bitmask(long a) {
        return (int) (a >>> 63);
    }

    /** {@code v128.not}. */
    public static long not(long a) {
        return ~a;
    }

    /** {@code v128.andnot}. */
    public static long andnot(long a, long b) {
        return a & ~b;
    }

    /** {@code v128.bitselect}: {@code a} where {@code mask} is set; also the deterministic profile's relaxed_laneselect. */
    public static long bitselect(long a, long b, long mask) {
        return Swar.select(mask, a, b);
    }

    /** Half of {@code i64x2.extend_low_i32x4_s} and {@code i64x2.extend_high_i32x4_s}. */
    public static long extendI32x4S(int quarter) {
        return quarter;
    }

    /** Half of {@code i64x2.extend_low_i32x4_u} and {@code i64x2.extend_high_i32x4_u}. */
    public static long extendI32x4U(int quarter) {
        return Integer.toUnsignedLong(quarter);
    }

    /** Half of {@code i64x2.extmul_low_i32x4_s} and {@code i64x2.extmul_high_i32x4_s}: one product. */
    public static long extmulI32x4S(int a, int b) {
        return (long) a * b;
    }

    /** Half of {@code i64x2.extmul_low_i32x4_u} and {@code i64x2.extmul_high_i32x4_u}: one product. */
    public static long extmulI32x4U(int a, int b) {
        return Integer.toUnsignedLong(a) * Integer.toUnsignedLong(b);
    }

    static long mask(boolean condition) {
        return condition ? -1 : 0;
    }
}
