package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;
import static dev.terrace.core.opcode.Opcode.*;

import dev.terrace.backend.x86_64.asm.FloatPredicate;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for conversions between vectors of integers and of floating-point numbers. The processor converts
 * signed integers alone, and to {@code 0x80000000} what is out of range or NaN.
 */
final class VectorConversions {
    private static final float TWO_TO_31 = 0x1p31f;
    private static final double TWO_TO_52 = 0x1p52;
    private static final double MAX_I32 = 0x1p31 - 1;
    private static final double MAX_U32 = 0x1p32 - 1;

    /** For {@code pblendw}: the odd words from the second operand. */
    private static final Arg ODD_WORDS = Arg.imm(0b10101010);

    /** For {@code shufps}: the even lanes of both operands. */
    private static final Arg EVEN_LANES = Arg.imm(0b10_00_10_00);

    private VectorConversions() {}

    static void addTo(VectorRecipes recipes) {
        recipes.unary(F64X2_PROMOTE_LOW_F32X4, CVTPS2PD, Long.BYTES);
        recipes.unary(F32X4_DEMOTE_F64X2_ZERO, CVTPD2PS);
        recipes.unary(F32X4_CONVERT_I32X4_S, CVTDQ2PS);
        recipes.unary(F64X2_CONVERT_LOW_I32X4_S, CVTDQ2PD, Long.BYTES);
        recipes.put(F32X4_CONVERT_I32X4_U, VectorConversions::unsignedToSingles);
        recipes.put(F64X2_CONVERT_LOW_I32X4_U, VectorConversions::unsignedToDoubles);
        recipes.put(I32X4_TRUNC_SAT_F32X4_S, VectorConversions::singlesToSigned);
        recipes.put(I32X4_TRUNC_SAT_F32X4_U, VectorConversions::singlesToUnsigned);
        recipes.put(I32X4_TRUNC_SAT_F64X2_S_ZERO, VectorConversions::doublesToSigned);
        recipes.put(I32X4_TRUNC_SAT_F64X2_U_ZERO, VectorConversions::doublesToUnsigned);
        recipes.put(I32X4_RELAXED_TRUNC_F32X4_S, VectorConversions::singlesToSigned);
        recipes.put(I32X4_RELAXED_TRUNC_F32X4_U, VectorConversions::singlesToUnsigned);
        recipes.put(I32X4_RELAXED_TRUNC_F64X2_S_ZERO, VectorConversions::doublesToSigned);
        recipes.put(I32X4_RELAXED_TRUNC_F64X2_U_ZERO, VectorConversions::doublesToUnsigned);
    }

    /**
     * Each half of 16 bits becomes the low bits of a number with an exponent at which they count what they are worth: 2^23 +
     * low and 2^39 + high * 2^16. All is exact but the last addition.
     */
    private static void unsignedToSingles(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        Arg two23 = VectorCode.floats(0x1p23f);
        int low = code.binary(PBLENDW, a, two23, ODD_WORDS);
        int high = code.binary(POR, code.binary(PSRLDI, a, Arg.imm(16)), VectorCode.floats(0x1p39f));
        int rest = code.binary(SUBPS, high, VectorCode.floats(0x1p39f + 0x1p23f));
        code.binary(d, ADDPS, rest, low);
    }

    /** With the high half of 2^52 above it, an integer is what the number has more than 2^52. */
    private static void unsignedToDoubles(VectorCode code, Value value, int d) {
        Arg exponents = VectorCode.doubleWords((int) (Double.doubleToRawLongBits(TWO_TO_52) >>> 32));
        int above = code.binary(UNPCKLPS, code.use(value, 0), exponents);
        code.binary(d, SUBPD, above, VectorCode.doubles(TWO_TO_52));
    }

    /** Makes NaN zero. What is too great becomes 0x80000000, whose bits are flipped; what is too small is that already. */
    private static void singlesToSigned(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int isNumber = code.binary(CMPPS, a, a, VectorFloats.is(FloatPredicate.EQ));
        int number = code.binary(ANDPS, a, isNumber);
        int tooGreat = code.binary(CMPPS, number, VectorCode.floats(TWO_TO_31), VectorFloats.is(FloatPredicate.NLT));
        code.binary(d, PXOR, code.unary(CVTTPS2DQ, number), tooGreat);
    }

    /**
     * Makes NaN and what is negative zero, and adds up two conversions:
     *
     * <pre>
     *   the number           x                  x - 2^31
     *   below 2^31           x                  negative, made 0
     *   below 2^32           0x80000000         x - 2^31
     *   above                0x80000000         0x80000000, flipped to 0x7FFFFFFF
     * </pre>
     */
    private static void singlesToUnsigned(VectorCode code, Value value, int d) {
        int zeros = code.zeros();
        int number = code.binary(MAXPS, code.use(value, 0), zeros);
        int above = code.binary(SUBPS, number, VectorCode.floats(TWO_TO_31));
        int tooGreat = code.binary(CMPPS, above, VectorCode.floats(TWO_TO_31), VectorFloats.is(FloatPredicate.NLT));
        int upper = code.binary(PMAXSD, code.binary(PXOR, code.unary(CVTTPS2DQ, above), tooGreat), zeros);
        code.binary(d, PADDD, code.unary(CVTTPS2DQ, number), upper);
    }

    /** {@code minpd} gives its second operand if the first is NaN: that is zero then. */
    private static void doublesToSigned(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int isNumber = code.binary(CMPPD, a, a, VectorFloats.is(FloatPredicate.EQ));
        int limit = code.binary(ANDPD, isNumber, VectorCode.doubles(MAX_I32));
        code.unary(d, CVTTPD2DQ, Arg.useAny(code.binary(MINPD, a, limit)));
    }

    /** Adds 2^52 to an integer in range, after which the low half of the number's bits is the integer. */
    private static void doublesToUnsigned(VectorCode code, Value value, int d) {
        int zeros = code.zeros();
        int positive = code.binary(MAXPD, code.use(value, 0), zeros);
        int inRange = code.binary(MINPD, positive, VectorCode.doubles(MAX_U32));
        int integer = code.unary(ROUNDPD, inRange, VectorFloats.TRUNCATED);
        int shifted = code.binary(ADDPD, integer, VectorCode.doubles(TWO_TO_52));
        code.binary(d, SHUFPS, shifted, zeros, EVEN_LANES);
    }
}
