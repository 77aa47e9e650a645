package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;
import static dev.terrace.core.opcode.Opcode.*;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.FloatPredicate;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.CompilationRefusedException;

/** Selects instructions for arithmetic and comparisons of vectors of floating-point numbers. */
final class VectorFloats {
    // Of roundps and roundpd; 8 keeps them from reporting inexact results (Intel SDM volume 2, ROUNDPD, figure 4-24).
    private static final Arg NEAREST = Arg.imm(8);
    private static final Arg DOWN = Arg.imm(8 | 1);
    private static final Arg UP = Arg.imm(8 | 2);

    /** Towards zero. */
    static final Arg TRUNCATED = Arg.imm(8 | 3);

    private VectorFloats() {}

    static void addTo(VectorRecipes recipes) {
        singles(recipes);
        doubles(recipes);
    }

    private static void singles(VectorRecipes recipes) {
        recipes.binary(F32X4_ADD, ADDPS);
        recipes.binary(F32X4_SUB, SUBPS);
        recipes.binary(F32X4_MUL, MULPS);
        recipes.binary(F32X4_DIV, DIVPS);
        recipes.unary(F32X4_SQRT, SQRTPS);
        recipes.unary(F32X4_CEIL, ROUNDPS, UP);
        recipes.unary(F32X4_FLOOR, ROUNDPS, DOWN);
        recipes.unary(F32X4_TRUNC, ROUNDPS, TRUNCATED);
        recipes.unary(F32X4_NEAREST, ROUNDPS, NEAREST);
        withConstant(recipes, F32X4_ABS, ANDPS, VectorCode.doubleWords(Integer.MAX_VALUE));
        withConstant(recipes, F32X4_NEG, XORPS, VectorCode.doubleWords(Integer.MIN_VALUE));
        recipes.binary(F32X4_EQ, CMPPS, is(FloatPredicate.EQ));
        recipes.binary(F32X4_NE, CMPPS, is(FloatPredicate.NEQ));
        recipes.binary(F32X4_LT, CMPPS, is(FloatPredicate.LT));
        recipes.binary(F32X4_LE, CMPPS, is(FloatPredicate.LE));
        recipes.swapped(F32X4_GT, CMPPS, is(FloatPredicate.LT));
        recipes.swapped(F32X4_GE, CMPPS, is(FloatPredicate.LE));
        // These keep their second operand where a comparison fails or neither is less, as the pseudo ones keep the
        // first.
        recipes.swapped(F32X4_PMIN, MINPS);
        recipes.swapped(F32X4_PMAX, MAXPS);
        extreme(recipes, F32X4_MIN, MINPS, ORPS, ADDPS, CMPPS);
        extreme(recipes, F32X4_MAX, MAXPS, ANDPS, ADDPS, CMPPS);
        extreme(recipes, F32X4_RELAXED_MIN, MINPS, ORPS, ADDPS, CMPPS);
        extreme(recipes, F32X4_RELAXED_MAX, MAXPS, ANDPS, ADDPS, CMPPS);
        fused(recipes, F32X4_RELAXED_MADD, Instruction.VFMADD213PS_X_X_XM128);
        fused(recipes, F32X4_RELAXED_NMADD, Instruction.VFNMADD213PS_X_X_XM128);
    }

    private static void doubles(VectorRecipes recipes) {
        recipes.binary(F64X2_ADD, ADDPD);
        recipes.binary(F64X2_SUB, SUBPD);
        recipes.binary(F64X2_MUL, MULPD);
        recipes.binary(F64X2_DIV, DIVPD);
        recipes.unary(F64X2_SQRT, SQRTPD);
        recipes.unary(F64X2_CEIL, ROUNDPD, UP);
        recipes.unary(F64X2_FLOOR, ROUNDPD, DOWN);
        recipes.unary(F64X2_TRUNC, ROUNDPD, TRUNCATED);
        recipes.unary(F64X2_NEAREST, ROUNDPD, NEAREST);
        withConstant(recipes, F64X2_ABS, ANDPD, VectorCode.quadWords(Long.MAX_VALUE));
        withConstant(recipes, F64X2_NEG, XORPD, VectorCode.quadWords(Long.MIN_VALUE));
        recipes.binary(F64X2_EQ, CMPPD, is(FloatPredicate.EQ));
        recipes.binary(F64X2_NE, CMPPD, is(FloatPredicate.NEQ));
        recipes.binary(F64X2_LT, CMPPD, is(FloatPredicate.LT));
        recipes.binary(F64X2_LE, CMPPD, is(FloatPredicate.LE));
        recipes.swapped(F64X2_GT, CMPPD, is(FloatPredicate.LT));
        recipes.swapped(F64X2_GE, CMPPD, is(FloatPredicate.LE));
        recipes.swapped(F64X2_PMIN, MINPD);
        recipes.swapped(F64X2_PMAX, MAXPD);
        extreme(recipes, F64X2_MIN, MINPD, ORPD, ADDPD, CMPPD);
        extreme(recipes, F64X2_MAX, MAXPD, ANDPD, ADDPD, CMPPD);
        extreme(recipes, F64X2_RELAXED_MIN, MINPD, ORPD, ADDPD, CMPPD);
        extreme(recipes, F64X2_RELAXED_MAX, MAXPD, ANDPD, ADDPD, CMPPD);
        fused(recipes, F64X2_RELAXED_MADD, Instruction.VFMADD213PD_X_X_XM128);
        fused(recipes, F64X2_RELAXED_NMADD, Instruction.VFNMADD213PD_X_X_XM128);
    }

    /** Returns the argument of a comparison. */
    static Arg is(FloatPredicate predicate) {
        return Arg.known(predicate.immediate());
    }

    private static void withConstant(VectorRecipes recipes, Opcode opcode, VectorRow row, Arg constant) {
        recipes.put(opcode, (code, value, d) -> code.binary(d, row, code.use(value, 0), constant));
    }

    /**
     * Minimum or maximum. The processor's give the second operand if one is NaN, or both are zeros of any signs; so both
     * orders are computed. Where they differ without NaN, both are zeros, and {@code or} gives the lesser one, {@code and}
     * the greater. A NaN is made quiet by the addition, as elsewhere.
     */
    private static void extreme(
            VectorRecipes recipes, Opcode opcode, VectorRow extreme, VectorRow join, VectorRow add, VectorRow compare) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.use(value, 0);
            int b = code.use(value, 1);
            int ordered = code.binary(join, code.binary(extreme, a, b), code.binary(extreme, b, a));
            int isNan = code.binary(compare, a, b, is(FloatPredicate.UNORD));
            code.select(d, isNan, code.binary(add, a, b), ordered);
        });
    }

    /** a * b + c, or -(a * b) + c, rounded once. */
    private static void fused(VectorRecipes recipes, Opcode opcode, Instruction row) {
        recipes.put(opcode, (code, value, d) -> {
            if (!code.has(CpuFeature.FMA)) {
                throw new CompilationRefusedException(
                        opcode.text() + " is rounded once, for which the processor needs the feature fma");
            }
            int a = code.use(value, 0);
            int b = code.use(value, 1);
            code.emit(row, Arg.modify(d, a), Arg.use(b), code.useAny(value, 2));
        });
    }
}
