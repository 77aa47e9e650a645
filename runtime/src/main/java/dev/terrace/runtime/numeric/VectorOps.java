package dev.terrace.runtime.numeric;

import dev.terrace.core.opcode.Opcode;

/**
 * The vector instructions by opcode (specification, section 4.3, and the relaxed ones in their deterministic profile):
 * all with prefix 0xFD but constants, loads and stores.
 *
 * <p>{@link #execute} works on slots of a frame. For a tier that knows an instruction's {@link #form} beforehand there
 * is a method for each form, which computes a half of the result from halves of the operands. None of the methods that
 * dispatch is larger than 8,000 bytes of bytecode, above which HotSpot would never compile it.
 *
 * <p><b>Slots.</b> A v128 is in two consecutive slots, bytes 0 to 7 in the first; a scalar is in one. An i32 or an f32's
 * bits are in the low half of theirs, whose high half is not read and is written as 0.
 */
public final class VectorOps {
    private static final VectorForm[] FORMS = forms();

    private VectorOps() {}

    private static VectorForm[] forms() {
        VectorForm[] forms = new VectorForm[0x120];
        for (Opcode op : Opcode.values()) {
            if (op.prefix() == Opcode.PREFIX_SIMD) {
                forms[op.code()] = VectorForm.of(op);
            }
        }
        return forms;
    }

    /** Returns the form of the vector instruction with this code after the prefix. */
    public static VectorForm form(int code) {
        return FORMS[code];
    }

    /**
     * Executes an instruction on slots. The result's slots may be operands' slots: all is read before it is written.
     *
     * @param code the number after the prefix 0xFD; not that of a constant, a load or a store, nor of a shuffle
     * @param slots the frame
     * @param d the result's first slot
     * @param a the first operand's first slot
     * @param b the second operand's first slot; of {@code extract_lane} the number of the lane
     * @param c the third operand's first slot; of {@code replace_lane} the number of the lane
     */
    public static void execute(int code, long[] slots, int d, int a, int b, int c) {
        Opcode op = Opcode.of(Opcode.PREFIX_SIMD, code);
        switch (FORMS[code]) {
            case UNARY -> set(slots, d, unary(op, slots[a]), unary(op, slots[a + 1]));
            case BINARY -> set(slots, d, binary(op, slots[a], slots[b]), binary(op, slots[a + 1], slots[b + 1]));
            case TERNARY ->
                set(
                        slots,
                        d,
                        ternary(op, slots[a], slots[b], slots[c]),
                        ternary(op, slots[a + 1], slots[b + 1], slots[c + 1]));
            case SHIFT -> {
                int count = (int) slots[b];
                set(slots, d, shift(op, slots[a], count), shift(op, slots[a + 1], count));
            }
            case WIDEN_LOW -> widen(op, slots, d, slots[a]);
            case WIDEN_HIGH -> widen(op, slots, d, slots[a + 1]);
            case WIDEN_PRODUCT_LOW -> widenProduct(op, slots, d, slots[a], slots[b]);
            case WIDEN_PRODUCT_HIGH -> widenProduct(op, slots, d, slots[a + 1], slots[b + 1]);
            case NARROW -> set(slots, d, narrow(op, slots[a], slots[a + 1]), narrow(op, slots[b], slots[b + 1]));
            case NARROW_ZERO -> set(slots, d, narrow(op, slots[a], slots[a + 1]), 0);
            case SWIZZLE -> {
                long low = slots[a];
                long high = slots[a + 1];
                set(slots, d, I8x8.swizzle(low, high, slots[b]), I8x8.swizzle(low, high, slots[b + 1]));
            }
            case SPLAT -> {
                long half = splat(op, slots[a]);
                set(slots, d, half, half);
            }
            case EXTRACT_LANE -> {
                int perHalf = lanesPerHalf(op);
                slots[d] = extractLane(op, slots[a + b / perHalf], b % perHalf);
            }
            case REPLACE_LANE -> {
                int perHalf = lanesPerHalf(op);
                long half = replaceLane(op, slots[a + c / perHalf], c % perHalf, slots[b]);
                long other = slots[a + 1 - c / perHalf];
                set(slots, d, c < perHalf ? half : other, c < perHalf ? other : half);
            }
            case TEST -> slots[d] = test(op, slots[a], slots[a + 1]);
            case SHUFFLE, OTHER -> throw notOfForm(op);
        }
    }

    /**
     * Executes {@code i8x16.shuffle} on slots, as {@link #execute} does with the others.
     *
     * @param lanesLow the lane numbers of result bytes 0 to 7, a byte each, the first lowest
     * @param lanesHigh those of result bytes 8 to 15
     */
    public static void shuffle(long[] slots, int d, int a, int b, long lanesLow, long lanesHigh) {
        long aLow = slots[a];
        long aHigh = slots[a + 1];
        long bLow = slots[b];
        long bHigh = slots[b + 1];
        slots[d] = I8x8.shuffle(aLow, aHigh, bLow, bHigh, lanesLow);
        slots[d + 1] = I8x8.shuffle(aLow, aHigh, bLow, bHigh, lanesHigh);
    }

    private static void set(long[] slots, int d, long low, long high) {
        slots[d] = low;
        slots[d + 1] = high;
    }

    private static void widen(Opcode op, long[] slots, int d, long half) {
        set(slots, d, widen(op, (int) half), widen(op, (int) (half >>> 32)));
    }

    private static void widenProduct(Opcode op, long[] slots, int d, long a, long b) {
        set(slots, d, widenProduct(op, (int) a, (int) b), widenProduct(op, (int) (a >>> 32), (int) (b >>> 32)));
    }

    // Instructions by form. What is relaxed stands with what it does in the deterministic profile.
    /** Computes a half of a {@link VectorForm#UNARY} instruction. */
    public static long unary(Opcode op, long a) {
        return switch (op) {
            case V128_NOT -> I64x1.not(a);
            case I8X16_ABS -> I8x8.abs(a);
            case I8X16_NEG -> I8x8.neg(a);
            case I8X16_POPCNT -> I8x8.popcnt(a);
            case F32X4_CEIL -> F32x2.ceil(a);
            case F32X4_FLOOR -> F32x2.floor(a);
            case F32X4_TRUNC -> F32x2.trunc(a);
            case F32X4_NEAREST -> F32x2.nearest(a);
            case F64X2_CEIL -> F64x1.ceil(a);
            case F64X2_FLOOR -> F64x1.floor(a);
            case F64X2_TRUNC -> F64x1.trunc(a);
            case I16X8_EXTADD_PAIRWISE_I8X16_S -> I16x4.extaddPairwiseI8x16S(a);
            case I16X8_EXTADD_PAIRWISE_I8X16_U -> I16x4.extaddPairwiseI8x16U(a);
            case I32X4_EXTADD_PAIRWISE_I16X8_S -> I32x2.extaddPairwiseI16x8S(a);
            case I32X4_EXTADD_PAIRWISE_I16X8_U -> I32x2.extaddPairwiseI16x8U(a);
            case I16X8_ABS -> I16x4.abs(a);
            case I16X8_NEG -> I16x4.neg(a);
            case F64X2_NEAREST -> F64x1.nearest(a);
            case I32X4_ABS -> I32x2.abs(a);
            case I32X4_NEG -> I32x2.neg(a);
            case I64X2_ABS -> I64x1.abs(a);
            case I64X2_NEG -> -a;
            case F32X4_ABS -> F32x2.abs(a);
            case F32X4_NEG -> F32x2.neg(a);
            case F32X4_SQRT -> F32x2.sqrt(a);
            case F64X2_ABS -> F64x1.abs(a);
            case F64X2_NEG -> F64x1.neg(a);
            case F64X2_SQRT -> F64x1.sqrt(a);
            case I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S -> I32x2.truncSatF32x4S(a);
            case I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U -> I32x2.truncSatF32x4U(a);
            case F32X4_CONVERT_I32X4_S -> F32x2.convertI32x4S(a);
            case F32X4_CONVERT_I32X4_U -> F32x2.convertI32x4U(a);
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of a {@link VectorForm#BINARY} instruction. */
    public static long binary(Opcode op, long a, long b) {
        return switch (op) {
            case I8X16_EQ -> I8x8.eq(a, b);
            case I8X16_NE -> I8x8.ne(a, b);
            case I8X16_LT_S -> I8x8.ltS(a, b);
            case I8X16_LT_U -> I8x8.ltU(a, b);
            case I8X16_GT_S -> I8x8.gtS(a, b);
            case I8X16_GT_U -> I8x8.gtU(a, b);
            case I8X16_LE_S -> I8x8.leS(a, b);
            case I8X16_LE_U -> I8x8.leU(a, b);
            case I8X16_GE_S -> I8x8.geS(a, b);
            case I8X16_GE_U -> I8x8.geU(a, b);
            case I16X8_EQ -> I16x4.eq(a, b);
            case I16X8_NE -> I16x4.ne(a, b);
            case I16X8_LT_S -> I16x4.ltS(a, b);
            case I16X8_LT_U -> I16x4.ltU(a, b);
            case I16X8_GT_S -> I16x4.gtS(a, b);
            case I16X8_GT_U -> I16x4.gtU(a, b);
            case I16X8_LE_S -> I16x4.leS(a, b);
            case I16X8_LE_U -> I16x4.leU(a, b);
            case I16X8_GE_S -> I16x4.geS(a, b);
            case I16X8_GE_U -> I16x4.geU(a, b);
            case I32X4_EQ -> I32x2.eq(a, b);
            case I32X4_NE -> I32x2.ne(a, b);
            case I32X4_LT_S -> I32x2.ltS(a, b);
            case I32X4_LT_U -> I32x2.ltU(a, b);
            case I32X4_GT_S -> I32x2.gtS(a, b);
            case I32X4_GT_U -> I32x2.gtU(a, b);
            case I32X4_LE_S -> I32x2.leS(a, b);
            case I32X4_LE_U -> I32x2.leU(a, b);
            case I32X4_GE_S -> I32x2.geS(a, b);
            case I32X4_GE_U -> I32x2.geU(a, b);
            case F32X4_EQ -> F32x2.eq(a, b);
            case F32X4_NE -> F32x2.ne(a, b);
            case F32X4_LT -> F32x2.lt(a, b);
            case F32X4_GT -> F32x2.gt(a, b);
            case F32X4_LE -> F32x2.le(a, b);
            case F32X4_GE -> F32x2.ge(a, b);
            case F64X2_EQ -> F64x1.eq(a, b);
            case F64X2_NE -> F64x1.ne(a, b);
            case F64X2_LT -> F64x1.lt(a, b);
            case F64X2_GT -> F64x1.gt(a, b);
            case F64X2_LE -> F64x1.le(a, b);
            case F64X2_GE -> F64x1.ge(a, b);
            case V128_AND -> a & b;
            case V128_ANDNOT -> I64x1.andnot(a, b);
            case V128_OR -> a | b;
            case V128_XOR -> a ^ b;
            case I8X16_ADD -> I8x8.add(a, b);
            case I8X16_ADD_SAT_S -> I8x8.addSatS(a, b);
            case I8X16_ADD_SAT_U -> I8x8.addSatU(a, b);
            case I8X16_SUB -> I8x8.sub(a, b);
            case I8X16_SUB_SAT_S -> I8x8.subSatS(a, b);
            case I8X16_SUB_SAT_U -> I8x8.subSatU(a, b);
            case I8X16_MIN_S -> I8x8.minS(a, b);
            case I8X16_MIN_U -> I8x8.minU(a, b);
            case I8X16_MAX_S -> I8x8.maxS(a, b);
            case I8X16_MAX_U -> I8x8.maxU(a, b);
            case I8X16_AVGR_U -> I8x8.avgrU(a, b);
            case I16X8_Q15MULR_SAT_S, I16X8_RELAXED_Q15MULR_S -> I16x4.q15mulrSatS(a, b);
            case I16X8_ADD -> I16x4.add(a, b);
            case I16X8_ADD_SAT_S -> I16x4.addSatS(a, b);
            case I16X8_ADD_SAT_U -> I16x4.addSatU(a, b);
            case I16X8_SUB -> I16x4.sub(a, b);
            case I16X8_SUB_SAT_S -> I16x4.subSatS(a, b);
            case I16X8_SUB_SAT_U -> I16x4.subSatU(a, b);
            case I16X8_MUL -> I16x4.mul(a, b);
            case I16X8_MIN_S -> I16x4.minS(a, b);
            case I16X8_MIN_U -> I16x4.minU(a, b);
            case I16X8_MAX_S -> I16x4.maxS(a, b);
            case I16X8_MAX_U -> I16x4.maxU(a, b);
            case I16X8_AVGR_U -> I16x4.avgrU(a, b);
            case I32X4_ADD -> I32x2.add(a, b);
            case I32X4_SUB -> I32x2.sub(a, b);
            case I32X4_MUL -> I32x2.mul(a, b);
            case I32X4_MIN_S -> I32x2.minS(a, b);
            case I32X4_MIN_U -> I32x2.minU(a, b);
            case I32X4_MAX_S -> I32x2.maxS(a, b);
            case I32X4_MAX_U -> I32x2.maxU(a, b);
            case I32X4_DOT_I16X8_S -> I32x2.dotI16x8S(a, b);
            case I64X2_ADD -> a + b;
            case I64X2_SUB -> a - b;
            case I64X2_MUL -> a * b;
            case I64X2_EQ -> I64x1.eq(a, b);
            case I64X2_NE -> I64x1.ne(a, b);
            case I64X2_LT_S -> I64x1.ltS(a, b);
            case I64X2_GT_S -> I64x1.gtS(a, b);
            case I64X2_LE_S -> I64x1.leS(a, b);
            case I64X2_GE_S -> I64x1.geS(a, b);
            case F32X4_ADD -> F32x2.add(a, b);
            case F32X4_SUB -> F32x2.sub(a, b);
            case F32X4_MUL -> F32x2.mul(a, b);
            case F32X4_DIV -> F32x2.div(a, b);
            case F32X4_MIN, F32X4_RELAXED_MIN -> F32x2.min(a, b);
            case F32X4_MAX, F32X4_RELAXED_MAX -> F32x2.max(a, b);
            case F32X4_PMIN -> F32x2.pmin(a, b);
            case F32X4_PMAX -> F32x2.pmax(a, b);
            case F64X2_ADD -> F64x1.add(a, b);
            case F64X2_SUB -> F64x1.sub(a, b);
            case F64X2_MUL -> F64x1.mul(a, b);
            case F64X2_DIV -> F64x1.div(a, b);
            case F64X2_MIN, F64X2_RELAXED_MIN -> F64x1.min(a, b);
            case F64X2_MAX, F64X2_RELAXED_MAX -> F64x1.max(a, b);
            case F64X2_PMIN -> F64x1.pmin(a, b);
            case F64X2_PMAX -> F64x1.pmax(a, b);
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> I16x4.relaxedDotI8x16I7x16S(a, b);
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of a {@link VectorForm#TERNARY} instruction. */
    public static long ternary(Opcode op, long a, long b, long c) {
        return switch (op) {
            case V128_BITSELECT,
                    I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT -> I64x1.bitselect(a, b, c);
            case F32X4_RELAXED_MADD -> F32x2.relaxedMadd(a, b, c);
            case F32X4_RELAXED_NMADD -> F32x2.relaxedNmadd(a, b, c);
            case F64X2_RELAXED_MADD -> F64x1.relaxedMadd(a, b, c);
            case F64X2_RELAXED_NMADD -> F64x1.relaxedNmadd(a, b, c);
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> I32x2.relaxedDotI8x16I7x16AddS(a, b, c);
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of a {@link VectorForm#SHIFT} instruction. The count is taken modulo the width of a lane. */
    public static long shift(Opcode op, long a, int count) {
        return switch (op) {
            case I8X16_SHL -> I8x8.shl(a, count);
            case I8X16_SHR_S -> I8x8.shrS(a, count);
            case I8X16_SHR_U -> I8x8.shrU(a, count);
            case I16X8_SHL -> I16x4.shl(a, count);
            case I16X8_SHR_S -> I16x4.shrS(a, count);
            case I16X8_SHR_U -> I16x4.shrU(a, count);
            case I32X4_SHL -> I32x2.shl(a, count);
            case I32X4_SHR_S -> I32x2.shrS(a, count);
            case I32X4_SHR_U -> I32x2.shrU(a, count);
            case I64X2_SHL -> a << count;
            case I64X2_SHR_S -> a >> count;
            case I64X2_SHR_U -> a >>> count;
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of an instruction that widens the lanes of a quarter. */
    public static long widen(Opcode op, int quarter) {
        return switch (op) {
            case F64X2_PROMOTE_LOW_F32X4 -> F64x1.promoteLowF32x4(quarter);
            case I16X8_EXTEND_LOW_I8X16_S, I16X8_EXTEND_HIGH_I8X16_S -> I16x4.extendI8x16S(quarter);
            case I16X8_EXTEND_LOW_I8X16_U, I16X8_EXTEND_HIGH_I8X16_U -> I16x4.extendI8x16U(quarter);
            case I32X4_EXTEND_LOW_I16X8_S, I32X4_EXTEND_HIGH_I16X8_S -> I32x2.extendI16x8S(quarter);
            case I32X4_EXTEND_LOW_I16X8_U, I32X4_EXTEND_HIGH_I16X8_U -> I32x2.extendI16x8U(quarter);
            case I64X2_EXTEND_LOW_I32X4_S, I64X2_EXTEND_HIGH_I32X4_S -> I64x1.extendI32x4S(quarter);
            case I64X2_EXTEND_LOW_I32X4_U, I64X2_EXTEND_HIGH_I32X4_U -> I64x1.extendI32x4U(quarter);
            case F64X2_CONVERT_LOW_I32X4_S -> F64x1.convertLowI32x4S(quarter);
            case F64X2_CONVERT_LOW_I32X4_U -> F64x1.convertLowI32x4U(quarter);
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of an instruction that multiplies the lanes of two quarters to twice their width. */
    public static long widenProduct(Opcode op, int a, int b) {
        return switch (op) {
            case I16X8_EXTMUL_LOW_I8X16_S, I16X8_EXTMUL_HIGH_I8X16_S -> I16x4.extmulI8x16S(a, b);
            case I16X8_EXTMUL_LOW_I8X16_U, I16X8_EXTMUL_HIGH_I8X16_U -> I16x4.extmulI8x16U(a, b);
            case I32X4_EXTMUL_LOW_I16X8_S, I32X4_EXTMUL_HIGH_I16X8_S -> I32x2.extmulI16x8S(a, b);
            case I32X4_EXTMUL_LOW_I16X8_U, I32X4_EXTMUL_HIGH_I16X8_U -> I32x2.extmulI16x8U(a, b);
            case I64X2_EXTMUL_LOW_I32X4_S, I64X2_EXTMUL_HIGH_I32X4_S -> I64x1.extmulI32x4S(a, b);
            case I64X2_EXTMUL_LOW_I32X4_U, I64X2_EXTMUL_HIGH_I32X4_U -> I64x1.extmulI32x4U(a, b);
            default -> throw notOfForm(op);
        };
    }

    /** Computes a half of an instruction that narrows the lanes of a whole operand. */
    public static long narrow(Opcode op, long low, long high) {
        return switch (op) {
            case F32X4_DEMOTE_F64X2_ZERO -> F32x2.demoteF64x2Zero(low, high);
            case I8X16_NARROW_I16X8_S -> I8x8.narrowI16x8S(low, high);
            case I8X16_NARROW_I16X8_U -> I8x8.narrowI16x8U(low, high);
            case I16X8_NARROW_I32X4_S -> I16x4.narrowI32x4S(low, high);
            case I16X8_NARROW_I32X4_U -> I16x4.narrowI32x4U(low, high);
            case I32X4_TRUNC_SAT_F64X2_S_ZERO, I32X4_RELAXED_TRUNC_F64X2_S_ZERO -> I32x2.truncSatF64x2SZero(low, high);
            case I32X4_TRUNC_SAT_F64X2_U_ZERO, I32X4_RELAXED_TRUNC_F64X2_U_ZERO -> I32x2.truncSatF64x2UZero(low, high);
            default -> throw notOfForm(op);
        };
    }

    /** Computes both halves of a {@link VectorForm#SPLAT} instruction from the bits of its scalar. */
    public static long splat(Opcode op, long scalar) {
        return switch (op) {
            case I8X16_SPLAT -> I8x8.splat((int) scalar);
            case I16X8_SPLAT -> I16x4.splat((int) scalar);
            case I32X4_SPLAT, F32X4_SPLAT -> I32x2.splat((int) scalar);
            case I64X2_SPLAT, F64X2_SPLAT -> scalar;
            default -> throw notOfForm(op);
        };
    }

    /** Computes the i32 of a {@link VectorForm#TEST} instruction. */
    public static int test(Opcode op, long low, long high) {
        return switch (op) {
            case V128_ANY_TRUE -> truth((low | high) != 0);
            case I8X16_ALL_TRUE -> truth(I8x8.allTrue(low) && I8x8.allTrue(high));
            case I16X8_ALL_TRUE -> truth(I16x4.allTrue(low) && I16x4.allTrue(high));
            case I32X4_ALL_TRUE -> truth(I32x2.allTrue(low) && I32x2.allTrue(high));
            case I64X2_ALL_TRUE -> truth(I64x1.allTrue(low) && I64x1.allTrue(high));
            case I8X16_BITMASK -> I8x8.bitmask(low) | I8x8.bitmask(high) << 8;
            case I16X8_BITMASK -> I16x4.bitmask(low) | I16x4.bitmask(high) << 4;
            case I32X4_BITMASK -> I32x2.bitmask(low) | I32x2.bitmask(high) << 2;
            case I64X2_BITMASK -> I64x1.bitmask(low) | I64x1.bitmask(high) << 1;
            default -> throw notOfForm(op);
        };
    }

    /**
     * Returns a lane of a half, counted from the half's first: an i32 or an f32's bits in the low half of the result, or
     * an i64 or an f64's bits.
     */
    public static long extractLane(Opcode op, long half, int lane) {
        return switch (op) {
            case I8X16_EXTRACT_LANE_S -> Integer.toUnsignedLong(I8x8.extractLaneS(half, lane));
            case I8X16_EXTRACT_LANE_U -> I8x8.extractLaneU(half, lane);
            case I16X8_EXTRACT_LANE_S -> Integer.toUnsignedLong(I16x4.extractLaneS(half, lane));
            case I16X8_EXTRACT_LANE_U -> I16x4.extractLaneU(half, lane);
            case I32X4_EXTRACT_LANE, F32X4_EXTRACT_LANE -> Integer.toUnsignedLong(I32x2.extractLane(half, lane));
            case I64X2_EXTRACT_LANE, F64X2_EXTRACT_LANE -> half;
            default -> throw notOfForm(op);
        };
    }

    /** Returns a half with a scalar, given by its bits, in one of its lanes, counted from the half's first. */
    public static long replaceLane(Opcode op, long half, int lane, long scalar) {
        return switch (op) {
            case I8X16_REPLACE_LANE -> I8x8.replaceLane(half, lane, (int) scalar);
            case I16X8_REPLACE_LANE -> I16x4.replaceLane(half, lane, (int) scalar);
            case I32X4_REPLACE_LANE, F32X4_REPLACE_LANE -> I32x2.replaceLane(half, lane, (int) scalar);
            case I64X2_REPLACE_LANE, F64X2_REPLACE_LANE -> scalar;
            default -> throw notOfForm(op);
        };
    }

    /** Returns how many lanes of the shape that a lane instruction works on are in a half. */
    public static int lanesPerHalf(Opcode op) {
        return switch (op) {
            case I8X16_EXTRACT_LANE_S, I8X16_EXTRACT_LANE_U, I8X16_REPLACE_LANE -> 8;
            case I16X8_EXTRACT_LANE_S, I16X8_EXTRACT_LANE_U, I16X8_REPLACE_LANE -> 4;
            case I32X4_EXTRACT_LANE, I32X4_REPLACE_LANE, F32X4_EXTRACT_LANE, F32X4_REPLACE_LANE -> 2;
            case I64X2_EXTRACT_LANE, I64X2_REPLACE_LANE, F64X2_EXTRACT_LANE, F64X2_REPLACE_LANE -> 1;
            default -> throw notOfForm(op);
        };
    }

    private static int truth(boolean condition) {
        return condition ? 1 : 0;
    }

    private static IllegalArgumentException notOfForm(Opcode op) {
        return new IllegalArgumentException(op.text() + " is not an instruction of this form");
    }
}
