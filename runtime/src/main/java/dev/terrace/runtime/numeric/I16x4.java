package dev.terrace.runtime.numeric;

/**
 * {@code i16x8} instructions (specification, section 4.3.2) on four of the eight lanes; lane 0 is lowest. A method
 * without a comment is the instruction of its name: {@code addSatS} is {@code i16x8.add_sat_s}.
 */
public final class I16x4 {
    private static final long SIGNS = 0x8000_8000_8000_8000L;
    private static final long LOW_BYTES = 0x00FF_00FF_00FF_00FFL;

    private I16x4() {}

    public static long splat(int value) {
        return Swar.inEachLane(value & 0xFFFF, SIGNS);
    }

    public static int extractLaneS(long a, int lane) {
        return (short) (a >>> 16 * lane);
    }

    public static int extractLaneU(long a, int lane) {
        return extractLaneS(a, lane) & 0xFFFF;
    }

    public static long replaceLane(long a, int lane, int value) {
        return Swar.select(0xFFFFL << 16 * lane, (long) value << 16 * lane, a);
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
        return Swar.abs(a, SIGNS);
    }

    public static long neg(long a) {
        return Swar.sub(0, a, SIGNS);
    }

    /** This half's part of {@code i16x8.all_true}. */
    public static boolean allTrue(long a) {
        return Swar.zeros(a, SIGNS) == 0;
    }

    /** The lanes' sign bits, lane 0 lowest. The product's partial products move bit 16k to 48 + k and never meet. */
    public static int bitmask(long a) {
        long signs = (a & SIGNS) >>> 15;
        return (int) (signs * 0x0001_0002_0004_0008L >>> 48) & 0xF;
    }

    /** Half of {@code i16x8.narrow_i32x4_s}: one operand's four i32 lanes, saturated to i16. */
    public static long narrowI32x4S(long low, long high) {
        return lowShorts(clampI32(low, Short.MIN_VALUE, Short.MAX_VALUE))
                | lowShorts(clampI32(high, Short.MIN_VALUE, Short.MAX_VALUE)) << 32;
    }

    /** Half of {@code i16x8.narrow_i32x4_u}: one operand's four signed i32 lanes, saturated to u16. */
    public static long narrowI32x4U(long low, long high) {
        return lowShorts(clampI32(low, 0, 0xFFFF)) | lowShorts(clampI32(high, 0, 0xFFFF)) << 32;
    }

    private static long clampI32(long a, int least, int greatest) {
        return I32x2.minS(I32x2.maxS(a, I32x2.splat(least)), I32x2.splat(greatest));
    }

    /** Packs the low 16 bits of two i32 lanes into the low four bytes. */
    private static long lowShorts(long a) {
        return (a & 0xFFFF) | (a >>> 16 & 0xFFFF_0000L);
    }

    /** Widens four i8 lanes: half of {@code extend_low_i8x16_s}, {@code extend_high_i8x16_s} and {@code load8x8_s}. */
    public static long extendI8x16S(int quarter) {
        return signExtendBytes(extendI8x16U(quarter));
    }

    /** Widens four u8 lanes: half of {@code extend_low_i8x16_u}, {@code extend_high_i8x16_u} and {@code load8x8_u}. */
    public static long extendI8x16U(int quarter) {
        long pairs = (quarter & 0xFFFFL) | (quarter & 0xFFFF_0000L) << 16;
        return (pairs | pairs << 8) & LOW_BYTES;
    }

    /** Gives lanes that hold bytes the bytes' sign: the high byte is all ones where bit 7 is set. */
    private static long signExtendBytes(long a) {
        long bit7 = a & 0x0080_0080_0080_0080L;
        return a | ((bit7 << 9) - (bit7 << 1));
    }

    /** Half of {@code i16x8.extmul_low_i8x16_s} and {@code i16x8.extmul_high_i8x16_s}: four products. */
    public static long extmulI8x16S(int a, int b) {
        return mul(extendI8x16S(a), extendI8x16S(b));
    }

    /** Half of {@code i16x8.extmul_low_i8x16_u} and {@code i16x8.extmul_high_i8x16_u}: four products. */
    public static long extmulI8x16U(int a, int b) {
        return mul(extendI8x16U(a), extendI8x16U(b));
    }

    public static long extaddPairwiseI8x16S(long a) {
        return add(signExtendBytes(a & LOW_BYTES), signExtendBytes((a >>> 8) & LOW_BYTES));
    }

    public static long extaddPairwiseI8x16U(long a) {
        return (a & LOW_BYTES) + ((a >>> 8) & LOW_BYTES);
    }

    /**
     * {@code i16x8.relaxed_dot_i8x16_i7x16_s}. Of the results allowed, the deterministic profile's: both operands are
     * signed, and the one sum that is no i16 saturates.
     */
    public static long relaxedDotI8x16I7x16S(long a, long b) {
        long even = mul(signExtendBytes(a & LOW_BYTES), signExtendBytes(b & LOW_BYTES));
        long odd = mul(signExtendBytes((a >>> 8) & LOW_BYTES), signExtendBytes((b >>> 8) & LOW_BYTES));
        return addSatS(even, odd);
    }

    /** {@code i16x8.shl}; the count is taken modulo 16. */
    public static long shl(long a, int count) {
        return Swar.shl(a, count & 15, SIGNS);
    }

    /** {@code i16x8.shr_s}; the count is taken modulo 16. */
    public static long shrS(long a, int count) {
        return Swar.shrS(a, count & 15, SIGNS);
    }

    /** {@code i16x8.shr_u}; the count is taken modulo 16. */
    public static long shrU(long a, int count) {
        return Swar.shrU(a, count & 15, SIGNS);
    }

    public static long add(long a, long b) {
        return Swar.add(a, b, SIGNS);
    }

    public static long addSatS(long a, long b) {
        return Swar.addSatS(a, b, SIGNS);
    }

    public static long addSatU(long a, long b) {
        return Swar.addSatU(a, b, SIGNS);
    }

    public static long sub(long a, long b) {
        return Swar.sub(a, b, SIGNS);
    }

    public static long subSatS(long a, long b) {
        return Swar.subSatS(a, b, SIGNS);
    }

    public static long subSatU(long a, long b) {
        return Swar.subSatU(a, b, SIGNS);
    }

    /** {@code i16x8.mul}: a product's low 16 bits do not depend on what stands above the lanes that it multiplies. */
    public static long mul(long a, long b) {
        return (a * b & 0xFFFF)
                | ((a >>> 16) * (b >>> 16) & 0xFFFF) << 16
                | ((a >>> 32) * (b >>> 32) & 0xFFFF) << 32
                | (a >>> 48) * (b >>> 48) << 48;
    }

    /** {@code i16x8.q15mulr_sat_s}, and what {@code i16x8.relaxed_q15mulr_s} does in the deterministic profile. */
    public static long q15mulrSatS(long a, long b) {
        return pack(
                q15mulr((short) a, (short) b),
                q15mulr((short) (a >>> 16), (short) (b >>> 16)),
                q15mulr((short) (a >>> 32), (short) (b >>> 32)),
                q15mulr((short) (a >>> 48), (short) (b >>> 48)));
    }

    /** The rounded product of two fractions of 15 bits. Only -1 times -1 is out of range. */
    private static int q15mulr(int a, int b) {
        return Math.min((a * b + 0x4000) >> 15, Short.MAX_VALUE);
    }

    public static long minS(long a, long b) {
        return Swar.minS(a, b, SIGNS);
    }

    public static long minU(long a, long b) {
        return Swar.minU(a, b, SIGNS);
    }

    public static long maxS(long a, long b) {
        return Swar.maxS(a, b, SIGNS);
    }

    public static long maxU(long a, long b) {
        return Swar.maxU(a, b, SIGNS);
    }

    public static long avgrU(long a, long b) {
        return Swar.avgrU(a, b, SIGNS);
    }

    private static long pack(int lane0, int lane1, int lane2, int lane3) {
        return (lane0 & 0xFFFFL) | (lane1 & 0xFFFFL) << 16 | (lane2 & 0xFFFFL) << 32 | (long) lane3 << 48;
    }
}
