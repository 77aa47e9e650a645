package dev.terrace.runtime.numeric;

/**
 * {@code i32x4} instructions (specification, section 4.3.2) on two of the four lanes; lane 0 is the low one. A method
 * without a comment is the instruction of its name: {@code minU} is {@code i32x4.min_u}.
 */
public final class I32x2 {
    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private I32x2() {}

    public static long splat(int value) {
        return pack(value, value);
    }

    public static int extractLane(long a, int lane) {
        return (int) (a >>> 32 * lane);
    }

    public static long replaceLane(long a, int lane, int value) {
        return lane == 0 ? pack(value, high(a)) : pack((int) a, value);
    }

    public static long eq(long a, long b) {
        return Swar.eq(a, b, SIGNS);
    }

    public static long ne(long a, long b) {
        return ~eq(a, b);
    }

    public static long ltS(long a, long b) {
        return Swar.ltS(a, b, SIGNS);
    }

    public static long ltU(long a, long b) {
        return Swar.ltU(a, b, SIGNS);
    }

    public static long gtS(long a, long b) {
        return ltS(b, a);
    }

    public static long gtU(long a, long b) {
        return ltU(b, a);
    }

    public static long leS(long a, long b) {
        return ~ltS(b, a);
    }

    public static long leU(long a, long b) {
        return ~ltU(b, a);
    }

    public static long geS(long a, long b) {
        return ~ltS(a, b);
    }

    public static long geU(long a, long b) {
        return ~ltU(a, b);
    }

    public static long abs(long a) {
        return pack(Math.abs((int) a), Math.abs(high(a)));
    }

    public static long neg(long a) {
        return pack(-(int) a, -high(a));
    }

    /** This half's part of {@code i32x4.all_true}. */
    public static boolean allTrue(long a) {
        return (int) a != 0 && high(a) != 0;
    }

    /** The lanes' sign bits, lane 0 lowest. */
    public static int bitmask(long a) {
        return (int) (a >>> 31 & 1 | a >>> 62 & 2);
    }

    /** Widens two i16 lanes: half of {@code extend_low_i16x8_s}, {@code extend_high_i16x8_s} and {@code load16x4_s}. */
    public static long extendI16x8S(int quarter) {
        return pack((short) quarter, quarter >> 16);
    }

    /** Widens two u16 lanes: half of {@code extend_low_i16x8_u}, {@code extend_high_i16x8_u} and {@code load16x4_u}. */
    public static long extendI16x8U(int quarter) {
        return pack(quarter & 0xFFFF, quarter >>> 16);
    }

    /** Half of {@code i32x4.extmul_low_i16x8_s} and {@code i32x4.extmul_high_i16x8_s}: two products. */
    public static long extmulI16x8S(int a, int b) {
        return pack((short) a * (short) b, (a >> 16) * (b >> 16));
    }

    /** Half of {@code i32x4.extmul_low_i16x8_u} and {@code i32x4.extmul_high_i16x8_u}: two products. */
    public static long extmulI16x8U(int a, int b) {
        return pack((a & 0xFFFF) * (b & 0xFFFF), (a >>> 16) * (b >>> 16));
    }

    public static long extaddPairwiseI16x8S(long a) {
        return pack((short) a + (short) (a >>> 16), (short) (a >>> 32) + (short) (a >>> 48));
    }

    public static long extaddPairwiseI16x8U(long a) {
        return (a & 0x0000_FFFF_0000_FFFFL) + (a >>> 16 & 0x0000_FFFF_0000_FFFFL);
    }

    /** {@code i32x4.dot_i16x8_s}: sums of two products each, modulo 2^32. */
    public static long dotI16x8S(long a, long b) {
        return pack(
                (short) a * (short) b + (short) (a >>> 16) * (short) (b >>> 16),
                (short) (a >>> 32) * (short) (b >>> 32) + (short) (a >>> 48) * (short) (b >>> 48));
    }

    /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}, on top of {@link I16x4#relaxedDotI8x16I7x16S}. */
    public static long relaxedDotI8x16I7x16AddS(long a, long b, long c) {
        return add(extaddPairwiseI16x8S(I16x4.relaxedDotI8x16I7x16S(a, b)), c);
    }

    /** {@code i32x4.shl}; the count is taken modulo 32. */
    public static long shl(long a, int count) {
        return pack((int) a << count, high(a) << count);
    }

    /** {@code i32x4.shr_s}; the count is taken modulo 32. */
    public static long shrS(long a, int count) {
        return pack((int) a >> count, high(a) >> count);
    }

    /** {@code i32x4.shr_u}; the count is taken modulo 32. */
    public static long shrU(long a, int count) {
        return pack((int) a >>> count, high(a) >>> count);
    }

    public static long add(long a, long b) {
        return Swar.add(a, b, SIGNS);
    }

    public static long sub(long a, long b) {
        return Swar.sub(a, b, SIGNS);
    }

    public static long mul(long a, long b) {
        return pack((int) a * (int) b, high(a) * high(b));
    }

    public static long minS(long a, long b) {
        return pack(Math.min((int) a, (int) b), Math.min(high(a), high(b)));
    }

    public static long minU(long a, long b) {
        return Swar.minU(a, b, SIGNS);
    }

    public static long maxS(long a, long b) {
        return pack(Math.max((int) a, (int) b), Math.max(high(a), high(b)));
    }

    public static long maxU(long a, long b) {
        return Swar.maxU(a, b, SIGNS);
    }

    /** {@code i32x4.trunc_sat_f32x4_s}; {@code i32x4.relaxed_trunc_f32x4_s} does the same in the deterministic profile. */
    public static long truncSatF32x4S(long a) {
        return pack(Floats.truncSatToI32S(F32x2.low(a)), Floats.truncSatToI32S(F32x2.high(a)));
    }

    /** {@code i32x4.trunc_sat_f32x4_u}; {@code i32x4.relaxed_trunc_f32x4_u} does the same in the deterministic profile. */
    public static long truncSatF32x4U(long a) {
        return pack(Floats.truncSatToI32U(F32x2.low(a)), Floats.truncSatToI32U(F32x2.high(a)));
    }

    /**
     * The low half of {@code i32x4.trunc_sat_f64x2_s_zero}, from both lanes of its operand; the high half is 0. {@code
     * i32x4.relaxed_trunc_f64x2_s_zero} does the same in the deterministic profile.
     */
    public static long truncSatF64x2SZero(long low, long high) {
        return pack(Floats.truncSatToI32S(F64x1.value(low)), Floats.truncSatToI32S(F64x1.value(high)));
    }

    /**
     * The low half of {@code i32x4.trunc_sat_f64x2_u_zero}, from both lanes of its operand; the high half is 0. {@code
     * i32x4.relaxed_trunc_f64x2_u_zero} does the same in the deterministic profile.
     */
    public static long truncSatF64x2UZero(long low, long high) {
        return pack(Floats.truncSatToI32U(F64x1.value(low)), Floats.truncSatToI32U(F64x1.value(high)));
    }

    static int high(long a) {
        return (int) (a >>> 32);
    }

    static long pack(int low, int high) {
        return (low & 0xFFFF_FFFFL) | (long) high << 32;
    }
}
