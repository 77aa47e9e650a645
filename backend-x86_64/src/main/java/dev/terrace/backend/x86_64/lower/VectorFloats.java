package dev.terrace.backend.x86_64.lower;

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
        Arg notSign32 = VectorCode.doubleWords(Integer.MAX_VALUE);
        Arg sign32 = VectorCode.doubleWords(Integer.MIN_VALUE);
        new Lanes(recipes, "F32X4_", "PS").addAll(notSign32, sign32);
        Arg notSign64 = VectorCode.quadWords(Long.MAX_VALUE);
        Arg sign64 = VectorCode.quadWords(Long.MIN_VALUE);
        new Lanes(recipes, "F64X2_", "PD").addAll(notSign64, sign64);
    }

    /**
     * Adds the instructions for lanes of one type, which differ in names alone.
     *
     * @param prefix how opcodes begin
     * @param suffix how rows end
     */
    private record Lanes(VectorRecipes recipes, String prefix, String suffix) {
        private Opcode opcode(String name) {
            return Opcode.valueOf(prefix + name);
        }

        private VectorRow row(String name) {
            return VectorRow.valueOf(name + suffix);
        }

        void addAll(Arg notSign, Arg sign) {
            recipes.binary(opcode("ADD"), row("ADD"));
            recipes.binary(opcode("SUB"), row("SUB"));
            recipes.binary(opcode("MUL"), row("MUL"));
            recipes.binary(opcode("DIV"), row("DIV"));
            recipes.unary(opcode("SQRT"), row("SQRT"));
            recipes.unary(opcode("CEIL"), row("ROUND"), UP);
            recipes.unary(opcode("FLOOR"), row("ROUND"), DOWN);
            recipes.unary(opcode("TRUNC"), row("ROUND"), TRUNCATED);
            recipes.unary(opcode("NEAREST"), row("ROUND"), NEAREST);
            withConstant(recipes, opcode("ABS"), row("AND"), notSign);
            withConstant(recipes, opcode("NEG"), row("XOR"), sign);
            recipes.binary(opcode("EQ"), row("CMP"), is(FloatPredicate.EQ));
            recipes.binary(opcode("NE"), row("CMP"), is(FloatPredicate.NEQ));
            recipes.binary(opcode("LT"), row("CMP"), is(FloatPredicate.LT));
            recipes.binary(opcode("LE"), row("CMP"), is(FloatPredicate.LE));
            recipes.swapped(opcode("GT"), row("CMP"), is(FloatPredicate.LT));
            recipes.swapped(opcode("GE"), row("CMP"), is(FloatPredicate.LE));
            // These keep their second operand where a comparison fails or neither is less, as the pseudo ones keep the
            // first.
            recipes.swapped(opcode("PMIN"), row("MIN"));
            recipes.swapped(opcode("PMAX"), row("MAX"));
            for (String relaxed : new String[] {"", "RELAXED_"}) {
                extreme(recipes, opcode(relaxed + "MIN"), row("MIN"), row("OR"), row("ADD"), row("CMP"));
                extreme(recipes, opcode(relaxed + "MAX"), row("MAX"), row("AND"), row("ADD"), row("CMP"));
            }
            fused(recipes, opcode("RELAXED_MADD"), Instruction.valueOf("VFMADD213" + suffix + "_X_X_XM128"));
            fused(recipes, opcode("RELAXED_NMADD"), Instruction.valueOf("VFNMADD213" + suffix + "_X_X_XM128"));
        }
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
