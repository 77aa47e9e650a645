package dev.terrace.runtime.numeric;

/**
 * {@code i64x2} and bitwise {@code v128} instructions (specification, section 4.3.2) on one of the two lanes, where
 * Java's operators do not say it all.
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

    /** {@code v128.bitselect}: {@code a} where {@code mask} is set; also the deterministic profile's relaxed_laneselect. */
    public static long bitselect(long a, long b, long mask) {
        return Swar.select(mask, a, b);
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
