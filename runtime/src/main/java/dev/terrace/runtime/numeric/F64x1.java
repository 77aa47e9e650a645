package dev.terrace.runtime.numeric;

/**
 * {@code f64x2} instructions (specification, section 4.3.3) on one of the two lanes, given and returned by its bits.
 * Each is computed by the scalar instruction of {@link Floats}.
 */
public final class F64x1 {
    private F64x1() {}

    public static long eq(long a, long b) {
        return I64x1.mask(value(a) == value(b));
    }

    public static long ne(long a, long b) {
        return ~eq(a, b);
    }

    public static long lt(long a, long b) {
        return I64x1.mask(value(a) < value(b));
    }

    public static long gt(long a, long b) {
        return lt(b, a);
    }

    public static long le(long a, long b) {
        return I64x1.mask(value(a) <= value(b));
    }

    public static long ge(long a, long b) {
        return le(b, a);
    }

    public static long ceil(long a) {
        return bits(Floats.ceil(value(a)));
    }

    public static long floor(long a) {
        return bits(Floats.floor(value(a)));
    }

    public static long trunc(long a) {
        return bits(Floats.trunc(value(a)));
    }

    public static long nearest(long a) {
        return bits(Floats.nearest(value(a)));
    }

    public static long abs(long a) {
        return a & Long.MAX_VALUE;
    }

    public static long neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    public static long sqrt(long a) {
        return bits(Floats.sqrt(value(a)));
    }

    public static long add(long a, long b) {
        return bits(value(a) + value(b));
    }

    public static long sub(long a, long b) {
        return bits(value(a) - value(b));
    }

    public static long mul(long a, long b) {
        return bits(value(a) * value(b));
    }

    public static long div(long a, long b) {
        return bits(value(a) / value(b));
    }

    /** {@code f64x2.min}, and what {@code f64x2.relaxed_min} does in the deterministic profile. */
    public static long min(long a, long b) {
        return bits(Floats.min(value(a), value(b)));
    }

    /** {@code f64x2.max}, and what {@code f64x2.relaxed_max} does in the deterministic profile. */
    public static long max(long a, long b) {
        return bits(Floats.max(value(a), value(b)));
    }

    public static long pmin(long a, long b) {
        return bits(Floats.pmin(value(a), value(b)));
    }

    public static long pmax(long a, long b) {
        return bits(Floats.pmax(value(a), value(b)));
    }

    /** {@code f64x2.relaxed_madd}, {@code a * b + c}, rounded once as in the deterministic profile. */
    public static long relaxedMadd(long a, long b, long c) {
        return bits(Math.fma(value(a), value(b), value(c)));
    }

    /** {@code f64x2.relaxed_nmadd}, {@code -(a * b) + c}, rounded once as in the deterministic profile. */
    public static long relaxedNmadd(long a, long b, long c) {
        return relaxedMadd(neg(a), b, c);
    }

    /** A lane of {@code f64x2.convert_low_i32x4_s}. */
    public static long convertLowI32x4S(int quarter) {
        return bits(quarter);
    }

    /** A lane of {@code f64x2.convert_low_i32x4_u}. */
    public static long convertLowI32x4U(int quarter) {
        return bits(Floats.i32UToF64(quarter));
    }

    /** A lane of {@code f64x2.promote_low_f32x4}. */
    public static long promoteLowF32x4(int quarter) {
        return bits(Floats.promote(Float.intBitsToFloat(quarter)));
    }

    static double value(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
