package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;
import static dev.terrace.core.opcode.Opcode.*;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.VectorOps;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions that move single lanes: splats, {@code extract_lane}, {@code replace_lane}, {@code swizzle}. */
final class VectorLanes {
    /** For {@code pshufd} and {@code pshuflw}: lane 0 everywhere. */
    static final Arg FIRST = Arg.imm(0);

    /** For {@code pshufd}: the low half in both. */
    static final Arg LOW_HALF = Arg.imm(0b01_00_01_00);

    private VectorLanes() {}

    static void addTo(VectorRecipes recipes) {
        splat(recipes, I8X16_SPLAT, (code, value, d) -> splatBytes(code, d, code.unary(MOVD, code.use(value, 0))));
        splat(recipes, I16X8_SPLAT, (code, value, d) -> splatWords(code, d, code.unary(MOVD, code.use(value, 0))));
        splat(recipes, I32X4_SPLAT, (code, value, d) -> {
            int scalar = code.unary(MOVD, code.use(value, 0));
            code.unary(d, PSHUFD, Arg.useAny(scalar), FIRST);
        });
        splat(recipes, I64X2_SPLAT, (code, value, d) -> {
            int scalar = code.unary(MOVQ, code.use(value, 0));
            code.unary(d, PSHUFD, Arg.useAny(scalar), LOW_HALF);
        });
        // The spill slot of a number is too small for what pshufd reads.
        splat(recipes, F32X4_SPLAT, (code, value, d) -> code.unary(d, PSHUFD, Arg.use(code.use(value, 0)), FIRST));
        splat(recipes, F64X2_SPLAT, (code, value, d) -> code.unary(d, MOVDDUP, code.useAny(value, 0, Long.BYTES)));

        recipes.put(I8X16_EXTRACT_LANE_U, (code, value, d) -> extract(code, value, d, PEXTRB));
        recipes.put(
                I8X16_EXTRACT_LANE_S, (code, value, d) -> extract(code, value, d, PEXTRB, Instruction.MOVSX_R32_RM8));
        recipes.put(I16X8_EXTRACT_LANE_U, (code, value, d) -> extract(code, value, d, PEXTRW));
        recipes.put(
                I16X8_EXTRACT_LANE_S, (code, value, d) -> extract(code, value, d, PEXTRW, Instruction.MOVSX_R32_RM16));
        recipes.put(I32X4_EXTRACT_LANE, (code, value, d) -> extractFirstOr(code, value, d, MOVD_OUT, PEXTRD));
        recipes.put(I64X2_EXTRACT_LANE, (code, value, d) -> extractFirstOr(code, value, d, MOVQ_OUT, PEXTRQ));
        recipes.put(F32X4_EXTRACT_LANE, (code, value, d) -> extractNumber(code, value, d, Arg.imm(value.immediate)));
        recipes.put(F64X2_EXTRACT_LANE, (code, value, d) -> extractNumber(code, value, d, VectorIntegers.HIGH_HALF));

        replace(recipes, I8X16_REPLACE_LANE, PINSRB);
        replace(recipes, I16X8_REPLACE_LANE, PINSRW);
        replace(recipes, I32X4_REPLACE_LANE, PINSRD);
        replace(recipes, I64X2_REPLACE_LANE, PINSRQ);
        recipes.put(F32X4_REPLACE_LANE, (code, value, d) -> {
            // Bits 4 and 5 say which lane is written.
            Arg lane = Arg.imm(value.immediate << 4);
            code.binary(d, INSERTPS, code.use(value, 0), code.useAny(value, 1, Float.BYTES), lane);
        });
        recipes.put(F64X2_REPLACE_LANE, (code, value, d) -> {
            int a = code.use(value, 0);
            code.binary(d, value.immediate == 0 ? MOVSD : MOVLHPS, a, Arg.use(code.use(value, 1)));
        });
        recipes.put(I8X16_SWIZZLE, VectorLanes::swizzle);
        recipes.put(I8X16_RELAXED_SWIZZLE, VectorLanes::swizzle);
        recipes.put(I8X16_SHUFFLE, VectorShuffles::shuffle);
    }

    /** Emits copies of a vector register's lowest byte. */
    static void splatBytes(VectorCode code, int d, int scalar) {
        if (code.has(CpuFeature.AVX2)) {
            code.emit(Instruction.VPBROADCASTB_X_XM8, Arg.def(d), Arg.use(scalar));
        } else {
            code.binary(d, PSHUFB, scalar, code.zeros());
        }
    }

    /** Emits copies of a vector register's lowest 16 bits. */
    static void splatWords(VectorCode code, int d, int scalar) {
        if (code.has(CpuFeature.AVX2)) {
            code.emit(Instruction.VPBROADCASTW_X_XM16, Arg.def(d), Arg.use(scalar));
        } else {
            code.unary(d, PSHUFD, Arg.useAny(code.unary(PSHUFLW, scalar, FIRST)), FIRST);
        }
    }

    private static void splat(VectorRecipes recipes, Opcode opcode, VectorRecipes.Recipe recipe) {
        recipes.put(opcode, (code, value, d) -> {
            if (value.args[0].isConst()) {
                long half = VectorOps.splat(opcode, value.args[0].immediate);
                code.constant(d, half, half);
            } else {
                recipe.emit(code, value, d);
            }
        });
    }

    private static void extract(VectorCode code, Value value, int d, VectorRow row) {
        code.emit(row, Arg.def(d), Arg.use(code.use(value, 0)), Arg.imm(value.immediate));
    }

    private static void extract(VectorCode code, Value value, int d, VectorRow row, Instruction extend) {
        int unsigned = code.general();
        extract(code, value, unsigned, row);
        code.emit(extend, Arg.def(d), Arg.use(unsigned));
    }

    private static void extractFirstOr(VectorCode code, Value value, int d, VectorRow first, VectorRow other) {
        if (value.immediate == 0) {
            code.emit(first, Arg.def(d), Arg.use(code.use(value, 0)));
        } else {
            extract(code, value, d, other);
        }
    }

    /** A number is the lowest lane of its register, whatever the others are. */
    private static void extractNumber(VectorCode code, Value value, int d, Arg order) {
        if (value.immediate == 0) {
            code.unary(d, MOVAPS, Arg.use(code.use(value, 0)));
        } else {
            code.unary(d, PSHUFD, code.useAny(value, 0), order);
        }
    }

    private static void replace(VectorRecipes recipes, Opcode opcode, VectorRow row) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.use(value, 0);
            code.binary(d, row, a, Arg.use(code.use(value, 1)), Arg.imm(value.immediate));
        });
    }

    /** {@code pshufb} makes a byte zero if the index's highest bit is set: indices above 15 are moved there. */
    private static void swizzle(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int indices = code.binary(PADDUSB, code.use(value, 1), VectorCode.bytes(0x70));
        code.binary(d, PSHUFB, a, indices);
    }
}
