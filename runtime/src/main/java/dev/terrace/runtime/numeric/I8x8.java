package dev.terrace.runtime.numeric;

/**
 * {@code i8x16} instructions (specification, section 4.3.2) on eight of the sixteen lanes; lane 0 is the low byte. A
 * method without a comment is the instruction of its name: {@code addSatS} is {@code i8x16.add_sat_s}.
 */
public final class I8x8 {
    private static final long SIGNS = 0x8080_8080_8080_8080L;
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long EVEN_PAIRS = 0x0000_FFFF_0000_FFFFL;

    private I8x8() {}

    public static long splat(int value) {
        return Swar.inEachLane(value & 0xFF, SIGNS);
    }

    public static int extractLaneS(long a, int lane) {
        return (byte) (a >>> 8 * lane);
    }

    public static int extractLaneU(long a, int lane) {
        return extractLaneS(a, lane) & 0xFF;
    }

    public static long replaceLane(long a, int lane, int value) {
        return Swar.select(0xFFL << 8 * lane, (long) value << 8 * lane, a);
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

    /** {@code i8x16.popcnt}: sums neighbouring bits, then pairs, then nibbles. */
    public static long popcnt(long a) {
        long pairs = a - ((a >>> 1) & 0x5555_5555_5555_5555L);
        long nibbles = (pairs & 0x3333_3333_3333_3333L) + ((pairs >>> 2) & 0x3333_3333_3333_3333L);
        return (nibbles + (nibbles >>> 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
    }

    /** This half's part of {@code i8x16.all_true}. */
    public static boolean allTrue(long a) {
        return Swar.zeros(a, SIGNS) == 0;
    }

    /** The lanes' sign bits, lane 0 lowest. The product's partial products move bit 8k to 56 + k and never meet. */
    public static int bitmask(long a) {
        long signs = (a & SIGNS) >>> 7;
        return (int) (signs * 0x0102_0408_1020_4080L >>> 56);
    }

    /** Half of {@code i8x16.narrow_i16x8_s}: one operand's eight i16 lanes, saturated to i8. */
    public static long narrowI16x8S(long low, long high) {
        return lowBytes(clampI16(low, Byte.MIN_VALUE, Byte.MAX_VALUE))
                | lowBytes(clampI16(high, Byte.MIN_VALUE, Byte.MAX_VALUE)) << 32;
    }

    /** Half of {@code i8x16.narrow_i16x8_u}: one operand's eight signed i16 lanes, saturated to u8. */
    public static long narrowI16x8U(long low, long high) {
        return lowBytes(clampI16(low, 0, 0xFF)) | lowBytes(clampI16(high, 0, 0xFF)) << 32;
    }

    private static long clampI16(long a, int least, int greatest) {
        return I16x4.minS(I16x4.maxS(a, I16x4.splat(least)), I16x4.splat(greatest));
    }

    /** Packs the low bytes of four i16 lanes into the low four bytes. */
    private static long lowBytes(long a) {
        long bytes = a & EVEN_BYTES;
        long pairs = (bytes | bytes >>> 8) & EVEN_PAIRS;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    /** {@code i8x16.shl}; the count is taken modulo 8. */
    public static long shl(long a, int count) {
        return Swar.shl(a, count & 7, SIGNS);
    }

    /** {@code i8x16.shr_s}; the count is taken modulo 8. */
    public static long shrS(long a, int count) {
        return Swar.shrS(a, count & 7, SIGNS);
    }

    /** {@code i8x16.shr_u}; the count is taken modulo 8. */
    public static long shrU(long a, int count) {
        return Swar.shrU(a, count & 7, SIGNS);
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

    /**
     * Half of {@code i8x16.swizzle} and {@code i8x16.relaxed_swizzle}: the bytes of a v128 that eight indices select, 0
     * for an index that is not below 16.
     */
    public static long swizzle(long low, long high, long indices) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int index = (int) (indices >>> shift) & 0xFF;
            long half = index < 8 ? low : high;
            long selected = index < 16 ? (half >>> 8 * index) & 0xFF : 0;
            result |= selected << shift;
        }
        return result;
    }

    /** Half of {@code i8x16.shuffle}: the bytes that eight indices select, below 16 from {@code a}, below 32 from {@code b}. */
    public static long shuffle(long aLow, long aHigh, long bLow, long bHigh, long indices) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int index = (int) (indices >>> shift) & 31;
            long half = index < 16 ? index < 8 ? aLow : aHigh : index < 24 ? bLow : bHigh;
            result |= ((half >>> 8 * index) & 0xFF) << shift;
        }
        return result;
    }
}
