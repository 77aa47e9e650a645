package dev.terrace.runtime.numeric;

/**
 * {@code f32x4} instructions (specification, section 4.3.3) on two of the four lanes, lane 0 the low one. Each lane is
 * computed by the scalar instruction of {@link Floats}.
 */
public final class F32x2 {
    private static final long LOW_MASK = 0xFFFF_FFFFL;
    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private F32x2() {}

    public static long eq(long a, long b) {
        return mask(low(a) == low(b), high(a) == high(b));
    }

    public static long ne(long a, long b) {
        return ~eq(a, b);
    }

    public static long lt(long a, long b) {
        return mask(low(a) < low(b), high(a) < high(b));
    }

    public static long gt(long a, long b) {
        return lt(b, a);
    }

    public static long le(long a, long b) {
        return mask(low(a) <= low(b), high(a) <= high(b));
    }

    public static long ge(long a, long b) {
        return le(b, a);
    }

    public static long ceil(long a) {
        return pack(Floats.ceil(low(a)), Floats.ceil(high(a)));
    }

    public static long floor(long a) {
        return pack(Floats.floor(low(a)), Floats.floor(high(a)));
    }

    public static long trunc(long a) {
        return pack(Floats.trunc(low(a)), Floats.trunc(high(a)));
    }

    public static long nearest(long a) {
        return pack(Floats.nearest(low(a)), Floats.nearest(high(a)));
    }

    public static long abs(long a) {
        return a & ~SIGNS;
    }

    public static long neg(long a) {
        return a ^ SIGNS;
    }

    public static long sqrt(long a) {
        return pack(Floats.sqrt(low(a)), Floats.sqrt(high(a)));
    }

    public static long add(long a, long b) {
        return pack(low(a) + low(b), high(a) + high(b));
    }

    public static long sub(long a, long b) {
        return pack(low(a) - low(b), high(a) - high(b));
    }

    public static long mul(long a, long b) {
        return pack(low(a) * low(b), high(a) * high(b));
    }

    public static long div(long a, long b) {
        return pack(low(a) / low(b), high(a) / high(b));
    }

    /** {@code f32x4.min}, and what {@code f32x4.relaxed_min} does in the deterministic profile. */
    public static long min(long a, long b) {
        return pack(Floats.min(low(a), low(b)), Floats.min(high(a), high(b)));
    }

    /** {@code f32x4.max}, and what {@code f32x4.relaxed_max} does in the deterministic profile. */
    public static long max(long a, long b) {
        return pack(Floats.max(low(a), low(b)), Floats.max(high(a), high(b)));
    }

    public static long pmin(long a, long b) {
        return pack(Floats.pmin(low(a), low(b)), Floats.pmin(high(a), high(b)));
    }

    public static long pmax(long a, long b) {
        return pack(Floats.pmax(low(a), low(b)), Floats.pmax(high(a), high(b)));
    }

    /** {@code f32x4.relaxed_madd}, {@code a * b + c}, rounded once as in the deterministic profile. */
    public static long relaxedMadd(long a, long b, long c) {
        return pack(Math.fma(low(a), low(b), low(c)), Math.fma(high(a), high(b), high(c)));
    }

    /** {@code f32x4.relaxed_nmadd}, {@code -(a * b) + c}, rounded once as in the deterministic profile. */
    public static long relaxedNmadd(long a, long b, long c) {
        return relaxedMadd(neg(a), b, c);
    }

    public static long convertI32x4S(long a) {
        return pack((float) (int) a, (float) I32x2.high(a));
    }

    public static long convertI32x4U(long a) {
        return pack(Floats.i32UToF32((int) a), Floats.i32UToF32(I32x2.high(a)));
    }

    /** The low half of {@code f32x4.demote_f64x2_zero}, from both lanes of its operand; the high half is 0. */
    public static long demoteF64x2Zero(long low, long high) {
        return pack(Floats.demote(F64x1.value(low)), Floats.demote(F64x1.value(high)));
    }

    static float low(long a) {
        return Float.intBitsToFloat((int) a);
    }

    static float high(long a) {
        return Float.intBitsToFloat((int) (a >>> 32));
    }

    private static long pack(float low, float high) {
        return I32x2.pack(Float.floatToRawIntBits(low), Float.floatToRawIntBits(high));
    }

    private static long mask(boolean low, boolean high) {
        return (low ? LOW_MASK : 0) | (high ? ~LOW_MASK : 0);
    }
}
