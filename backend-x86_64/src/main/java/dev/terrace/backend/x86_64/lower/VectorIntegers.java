package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;
import static dev.terrace.core.opcode.Opcode.*;

import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for arithmetic, logic, comparisons and tests of vectors of integers. */
final class VectorIntegers {
    private static final Arg SIGN_BYTES = VectorCode.bytes(0x80);
    private static final Arg SIGN_WORDS = VectorCode.words(0x8000);
    private static final Arg SIGN_DOUBLE_WORDS = VectorCode.doubleWords(0x8000_0000);

    /** The orders for {@code pshufd} that bring 32-bit lanes to the places whose product is 64 bits wide: 0 and 2. */
    private static final Arg LOW_TO_EVEN = Arg.imm(0b01_01_00_00);

    private static final Arg HIGH_TO_EVEN = Arg.imm(0b11_11_10_10);
    private static final Arg ODD_TO_EVEN = Arg.imm(0b11_11_01_01);

    /** The order for {@code pshufd} that brings the high half to both. */
    static final Arg HIGH_HALF = Arg.imm(0b11_10_11_10);

    private VectorIntegers() {}

    static void addTo(VectorRecipes recipes) {
        logic(recipes);
        arithmetic(recipes);
        comparisons(recipes);
        products(recipes);
        widths(recipes);
        masks(recipes);
    }

    private static void logic(VectorRecipes recipes) {
        recipes.put(V128_NOT, (code, value, d) -> code.not(d, code.use(value, 0)));
        recipes.binary(V128_AND, PAND);
        recipes.swapped(V128_ANDNOT, PANDN);
        recipes.binary(V128_OR, POR);
        recipes.binary(V128_XOR, PXOR);
        recipes.put(V128_BITSELECT, VectorIntegers::bitselect);
        recipes.put(I8X16_RELAXED_LANESELECT, VectorIntegers::bitselect);
        recipes.put(I16X8_RELAXED_LANESELECT, VectorIntegers::bitselect);
        recipes.put(I32X4_RELAXED_LANESELECT, VectorIntegers::bitselect);
        recipes.put(I64X2_RELAXED_LANESELECT, VectorIntegers::bitselect);
    }

    private static void bitselect(VectorCode code, Value value, int d) {
        int mask = code.use(value, 2);
        int chosen = code.binary(PAND, mask, code.useAny(value, 0));
        int others = code.binary(PANDN, mask, code.useAny(value, 1));
        code.binary(d, POR, chosen, others);
    }

    private static void arithmetic(VectorRecipes recipes) {
        recipes.binary(I8X16_ADD, PADDB);
        recipes.binary(I8X16_ADD_SAT_S, PADDSB);
        recipes.binary(I8X16_ADD_SAT_U, PADDUSB);
        recipes.binary(I8X16_SUB, PSUBB);
        recipes.binary(I8X16_SUB_SAT_S, PSUBSB);
        recipes.binary(I8X16_SUB_SAT_U, PSUBUSB);
        recipes.binary(I8X16_MIN_S, PMINSB);
        recipes.binary(I8X16_MIN_U, PMINUB);
        recipes.binary(I8X16_MAX_S, PMAXSB);
        recipes.binary(I8X16_MAX_U, PMAXUB);
        recipes.binary(I8X16_AVGR_U, PAVGB);
        recipes.binary(I16X8_ADD, PADDW);
        recipes.binary(I16X8_ADD_SAT_S, PADDSW);
        recipes.binary(I16X8_ADD_SAT_U, PADDUSW);
        recipes.binary(I16X8_SUB, PSUBW);
        recipes.binary(I16X8_SUB_SAT_S, PSUBSW);
        recipes.binary(I16X8_SUB_SAT_U, PSUBUSW);
        recipes.binary(I16X8_MUL, PMULLW);
        recipes.binary(I16X8_MIN_S, PMINSW);
        recipes.binary(I16X8_MIN_U, PMINUW);
        recipes.binary(I16X8_MAX_S, PMAXSW);
        recipes.binary(I16X8_MAX_U, PMAXUW);
        recipes.binary(I16X8_AVGR_U, PAVGW);
        recipes.binary(I32X4_ADD, PADDD);
        recipes.binary(I32X4_SUB, PSUBD);
        recipes.binary(I32X4_MUL, PMULLD);
        recipes.binary(I32X4_MIN_S, PMINSD);
        recipes.binary(I32X4_MIN_U, PMINUD);
        recipes.binary(I32X4_MAX_S, PMAXSD);
        recipes.binary(I32X4_MAX_U, PMAXUD);
        recipes.binary(I64X2_ADD, PADDQ);
        recipes.binary(I64X2_SUB, PSUBQ);
        recipes.put(I64X2_MUL, VectorIntegers::multiplyQuadWords);
        recipes.unary(I8X16_ABS, PABSB);
        recipes.unary(I16X8_ABS, PABSW);
        recipes.unary(I32X4_ABS, PABSD);
        recipes.put(I64X2_ABS, (code, value, d) -> {
            int a = code.use(value, 0);
            int sign = code.binary(PSRADI, code.unary(PSHUFD, a, ODD_TO_EVEN), Arg.imm(31));
            code.binary(d, PSUBQ, code.binary(PXOR, a, sign), sign);
        });
        negate(recipes, I8X16_NEG, PSUBB);
        negate(recipes, I16X8_NEG, PSUBW);
        negate(recipes, I32X4_NEG, PSUBD);
        negate(recipes, I64X2_NEG, PSUBQ);
        recipes.put(I8X16_POPCNT, VectorIntegers::countBits);
    }

    private static void negate(VectorRecipes recipes, Opcode opcode, VectorRow subtract) {
        recipes.put(opcode, (code, value, d) -> code.binary(d, subtract, code.zeros(), code.useAny(value, 0)));
    }

    /** The low half of a product: low * low + ((low * high + high * low) << 32). */
    private static void multiplyQuadWords(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int b = code.use(value, 1);
        int highLow = code.binary(PMULUDQ, code.binary(PSRLQI, a, Arg.imm(32)), b);
        int lowHigh = code.binary(PMULUDQ, code.binary(PSRLQI, b, Arg.imm(32)), a);
        int middle = code.binary(PSLLQI, code.binary(PADDQ, highLow, lowHigh), Arg.imm(32));
        code.binary(d, PADDQ, code.binary(PMULUDQ, a, b), middle);
    }

    /** Looks the numbers of bits of both halves of each byte up in a table of 16 bytes. */
    private static void countBits(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        Arg lowHalves = VectorCode.bytes(0x0F);
        int low = code.binary(PAND, a, lowHalves);
        int high = code.binary(PAND, code.binary(PSRLWI, a, Arg.imm(4)), lowHalves);
        int table = code.constant(0x0302_0201_0201_0100L, 0x0403_0302_0302_0201L);
        code.binary(d, PADDB, code.binary(PSHUFB, table, low), code.binary(PSHUFB, table, high));
    }

    private static void comparisons(VectorRecipes recipes) {
        equalities(recipes, I8X16_EQ, I8X16_NE, PCMPEQB);
        equalities(recipes, I16X8_EQ, I16X8_NE, PCMPEQW);
        equalities(recipes, I32X4_EQ, I32X4_NE, PCMPEQD);
        equalities(recipes, I64X2_EQ, I64X2_NE, PCMPEQQ);
        recipes.binary(I8X16_GT_S, PCMPGTB);
        recipes.swapped(I8X16_LT_S, PCMPGTB);
        recipes.binary(I16X8_GT_S, PCMPGTW);
        recipes.swapped(I16X8_LT_S, PCMPGTW);
        recipes.binary(I32X4_GT_S, PCMPGTD);
        recipes.swapped(I32X4_LT_S, PCMPGTD);
        recipes.binary(I64X2_GT_S, PCMPGTQ);
        recipes.swapped(I64X2_LT_S, PCMPGTQ);
        greaterUnsigned(recipes, I8X16_GT_U, I8X16_LT_U, SIGN_BYTES, PCMPGTB);
        greaterUnsigned(recipes, I16X8_GT_U, I16X8_LT_U, SIGN_WORDS, PCMPGTW);
        greaterUnsigned(recipes, I32X4_GT_U, I32X4_LT_U, SIGN_DOUBLE_WORDS, PCMPGTD);
        isExtreme(recipes, I8X16_GE_S, PMAXSB, PCMPEQB);
        isExtreme(recipes, I8X16_GE_U, PMAXUB, PCMPEQB);
        isExtreme(recipes, I8X16_LE_S, PMINSB, PCMPEQB);
        isExtreme(recipes, I8X16_LE_U, PMINUB, PCMPEQB);
        isExtreme(recipes, I16X8_GE_S, PMAXSW, PCMPEQW);
        isExtreme(recipes, I16X8_GE_U, PMAXUW, PCMPEQW);
        isExtreme(recipes, I16X8_LE_S, PMINSW, PCMPEQW);
        isExtreme(recipes, I16X8_LE_U, PMINUW, PCMPEQW);
        isExtreme(recipes, I32X4_GE_S, PMAXSD, PCMPEQD);
        isExtreme(recipes, I32X4_GE_U, PMAXUD, PCMPEQD);
        isExtreme(recipes, I32X4_LE_S, PMINSD, PCMPEQD);
        isExtreme(recipes, I32X4_LE_U, PMINUD, PCMPEQD);
        recipes.put(
                I64X2_LE_S,
                (code, value, d) -> code.not(d, code.binary(PCMPGTQ, code.use(value, 0), code.useAny(value, 1))));
        recipes.put(
                I64X2_GE_S,
                (code, value, d) -> code.not(d, code.binary(PCMPGTQ, code.use(value, 1), code.useAny(value, 0))));
    }

    private static void equalities(VectorRecipes recipes, Opcode equal, Opcode unequal, VectorRow row) {
        recipes.binary(equal, row);
        recipes.put(
                unequal, (code, value, d) -> code.not(d, code.binary(row, code.use(value, 0), code.useAny(value, 1))));
    }

    /** Flipping the signs maps the unsigned order to the signed one. */
    private static void greaterUnsigned(VectorRecipes recipes, Opcode greater, Opcode less, Arg signs, VectorRow row) {
        recipes.put(greater, (code, value, d) -> {
            int a = code.binary(PXOR, code.use(value, 0), signs);
            code.binary(d, row, a, code.binary(PXOR, code.use(value, 1), signs));
        });
        recipes.put(less, (code, value, d) -> {
            int b = code.binary(PXOR, code.use(value, 1), signs);
            code.binary(d, row, b, code.binary(PXOR, code.use(value, 0), signs));
        });
    }

    /** a is at least b where it is the maximum of both, and at most b where it is the minimum. */
    private static void isExtreme(VectorRecipes recipes, Opcode opcode, VectorRow extreme, VectorRow equal) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.use(value, 0);
            code.binary(d, equal, code.binary(extreme, a, code.useAny(value, 1)), a);
        });
    }

    private static void products(VectorRecipes recipes) {
        recipes.binary(I32X4_DOT_I16X8_S, PMADDWD);
        recipes.put(I16X8_Q15MULR_SAT_S, VectorIntegers::multiplyFractions);
        recipes.put(I16X8_RELAXED_Q15MULR_S, VectorIntegers::multiplyFractions);
        extendAndMultiply(recipes, I16X8_EXTMUL_LOW_I8X16_S, I16X8_EXTMUL_HIGH_I8X16_S, PMOVSXBW);
        extendAndMultiply(recipes, I16X8_EXTMUL_LOW_I8X16_U, I16X8_EXTMUL_HIGH_I8X16_U, PMOVZXBW);
        joinHalves(recipes, I32X4_EXTMUL_LOW_I16X8_S, PMULHW, PUNPCKLWD);
        joinHalves(recipes, I32X4_EXTMUL_HIGH_I16X8_S, PMULHW, PUNPCKHWD);
        joinHalves(recipes, I32X4_EXTMUL_LOW_I16X8_U, PMULHUW, PUNPCKLWD);
        joinHalves(recipes, I32X4_EXTMUL_HIGH_I16X8_U, PMULHUW, PUNPCKHWD);
        multiplyEven(recipes, I64X2_EXTMUL_LOW_I32X4_S, LOW_TO_EVEN, PMULDQ);
        multiplyEven(recipes, I64X2_EXTMUL_HIGH_I32X4_S, HIGH_TO_EVEN, PMULDQ);
        multiplyEven(recipes, I64X2_EXTMUL_LOW_I32X4_U, LOW_TO_EVEN, PMULUDQ);
        multiplyEven(recipes, I64X2_EXTMUL_HIGH_I32X4_U, HIGH_TO_EVEN, PMULUDQ);
        recipes.put(I16X8_RELAXED_DOT_I8X16_I7X16_S, VectorIntegers::dotOfBytes);
        recipes.put(I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S, (code, value, d) -> {
            int pairs = code.vector();
            dotOfBytes(code, value, pairs);
            code.binary(d, PADDD, code.binary(PMADDWD, pairs, VectorCode.words(1)), code.useAny(value, 2));
        });
    }

    /** Only -1 * -1 does not fit: {@code pmulhrsw} gives -1 there, whose bits all are flipped. */
    private static void multiplyFractions(VectorCode code, Value value, int d) {
        int product = code.binary(PMULHRSW, code.use(value, 0), code.useAny(value, 1));
        code.binary(d, PXOR, product, code.binary(PCMPEQW, product, SIGN_WORDS));
    }

    private static void extendAndMultiply(VectorRecipes recipes, Opcode low, Opcode high, VectorRow extend) {
        recipes.put(low, (code, value, d) -> {
            int a = code.unary(extend, code.use(value, 0));
            code.binary(d, PMULLW, a, code.unary(extend, code.use(value, 1)));
        });
        recipes.put(high, (code, value, d) -> {
            int a = code.unary(extend, code.unary(PSHUFD, code.use(value, 0), HIGH_HALF));
            code.binary(d, PMULLW, a, code.unary(extend, code.unary(PSHUFD, code.use(value, 1), HIGH_HALF)));
        });
    }

    /** Puts products of 32 bits together from their low and high halves. */
    private static void joinHalves(VectorRecipes recipes, Opcode opcode, VectorRow high, VectorRow join) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.use(value, 0);
            int b = code.use(value, 1);
            code.binary(d, join, code.binary(PMULLW, a, b), code.binary(high, a, b));
        });
    }

    private static void multiplyEven(VectorRecipes recipes, Opcode opcode, Arg order, VectorRow multiply) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.unary(PSHUFD, code.useAny(value, 0), order);
            code.binary(d, multiply, a, code.unary(PSHUFD, code.useAny(value, 1), order));
        });
    }

    /**
     * Sums of two signed products, saturated. {@code pmaddubsw} is of no use: it takes the bytes of one side as unsigned. For
     * even bytes, moved to the high halves of their words, the product is in the high half of 32 bits.
     */
    private static void dotOfBytes(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int b = code.use(value, 1);
        Arg eight = Arg.imm(8);
        int even = code.binary(PMULHW, code.binary(PSLLWI, a, eight), code.binary(PSLLWI, b, eight));
        int odd = code.binary(PMULLW, code.binary(PSRAWI, a, eight), code.binary(PSRAWI, b, eight));
        code.binary(d, PADDSW, even, odd);
    }

    private static void widths(VectorRecipes recipes) {
        recipes.binary(I8X16_NARROW_I16X8_S, PACKSSWB);
        recipes.binary(I8X16_NARROW_I16X8_U, PACKUSWB);
        recipes.binary(I16X8_NARROW_I32X4_S, PACKSSDW);
        recipes.binary(I16X8_NARROW_I32X4_U, PACKUSDW);
        extend(recipes, I16X8_EXTEND_LOW_I8X16_S, I16X8_EXTEND_HIGH_I8X16_S, PMOVSXBW);
        extend(recipes, I16X8_EXTEND_LOW_I8X16_U, I16X8_EXTEND_HIGH_I8X16_U, PMOVZXBW);
        extend(recipes, I32X4_EXTEND_LOW_I16X8_S, I32X4_EXTEND_HIGH_I16X8_S, PMOVSXWD);
        extend(recipes, I32X4_EXTEND_LOW_I16X8_U, I32X4_EXTEND_HIGH_I16X8_U, PMOVZXWD);
        extend(recipes, I64X2_EXTEND_LOW_I32X4_S, I64X2_EXTEND_HIGH_I32X4_S, PMOVSXDQ);
        extend(recipes, I64X2_EXTEND_LOW_I32X4_U, I64X2_EXTEND_HIGH_I32X4_U, PMOVZXDQ);
        // Products with one, the ones on the side that is signed or unsigned as the other one is not.
        recipes.put(
                I16X8_EXTADD_PAIRWISE_I8X16_S,
                (code, value, d) -> code.binary(
                        d,
                        PMADDUBSW,
                        code.constant(0x0101_0101_0101_0101L, 0x0101_0101_0101_0101L),
                        code.useAny(value, 0)));
        recipes.put(
                I16X8_EXTADD_PAIRWISE_I8X16_U,
                (code, value, d) -> code.binary(d, PMADDUBSW, code.use(value, 0), VectorCode.bytes(1)));
        recipes.put(
                I32X4_EXTADD_PAIRWISE_I16X8_S,
                (code, value, d) -> code.binary(d, PMADDWD, code.use(value, 0), VectorCode.words(1)));
        recipes.put(I32X4_EXTADD_PAIRWISE_I16X8_U, (code, value, d) -> {
            int a = code.use(value, 0);
            int even = code.binary(PAND, a, VectorCode.doubleWords(0xFFFF));
            code.binary(d, PADDD, even, code.binary(PSRLDI, a, Arg.imm(16)));
        });
    }

    private static void extend(VectorRecipes recipes, Opcode low, Opcode high, VectorRow row) {
        recipes.unary(low, row, Long.BYTES);
        recipes.put(
                high,
                (code, value, d) ->
                        code.unary(d, row, Arg.useAny(code.unary(PSHUFD, code.useAny(value, 0), HIGH_HALF))));
    }

    private static void masks(VectorRecipes recipes) {
        recipes.put(I8X16_BITMASK, (code, value, d) -> code.emit(PMOVMSKB, Arg.def(d), Arg.use(code.use(value, 0))));
        recipes.put(I16X8_BITMASK, (code, value, d) -> {
            int a = code.use(value, 0);
            int twice = code.general();
            code.emit(PMOVMSKB, Arg.def(twice), Arg.use(code.binary(PACKSSWB, a, a)));
            code.emit(Instruction.MOVZX_R32_RM8, Arg.def(d), Arg.use(twice));
        });
        recipes.put(I32X4_BITMASK, (code, value, d) -> code.emit(MOVMSKPS, Arg.def(d), Arg.use(code.use(value, 0))));
        recipes.put(I64X2_BITMASK, (code, value, d) -> code.emit(MOVMSKPD, Arg.def(d), Arg.use(code.use(value, 0))));
    }

    /** Returns the test whether a bit is set. */
    static FlagTest anyTrue(VectorCode code, Value value) {
        return test(code, code.use(value, 0), Condition.NE);
    }

    /** Returns the test whether no lane is zero: no lane is equal to a zero. */
    static FlagTest allTrue(VectorCode code, Value value, VectorRow equal) {
        return test(code, code.binary(equal, code.zeros(), code.useAny(value, 0)), Condition.E);
    }

    private static FlagTest test(VectorCode code, int a, Condition condition) {
        Instruction row = code.row(PTEST);
        return FlagTest.of("ptest", (out, args) -> out.emit(row, args[0], args[0]), condition, Arg.use(a));
    }
}
