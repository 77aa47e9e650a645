package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;
import static dev.terrace.core.opcode.Opcode.*;

import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for shifts of vectors. The processor shifts to zero by counts above the width of a lane, so a count
 * that is not constant is taken modulo the width first. It shifts no bytes, and no 64-bit lanes arithmetically.
 */
final class VectorShifts {
    private static final int BYTE = 8;

    private VectorShifts() {}

    static void addTo(VectorRecipes recipes) {
        shift(recipes, I16X8_SHL, 16, PSLLW, PSLLWI);
        shift(recipes, I16X8_SHR_S, 16, PSRAW, PSRAWI);
        shift(recipes, I16X8_SHR_U, 16, PSRLW, PSRLWI);
        shift(recipes, I32X4_SHL, 32, PSLLD, PSLLDI);
        shift(recipes, I32X4_SHR_S, 32, PSRAD, PSRADI);
        shift(recipes, I32X4_SHR_U, 32, PSRLD, PSRLDI);
        shift(recipes, I64X2_SHL, 64, PSLLQ, PSLLQI);
        shift(recipes, I64X2_SHR_U, 64, PSRLQ, PSRLQI);
        recipes.put(I64X2_SHR_S, VectorShifts::shiftQuadWordsRight);
        recipes.put(I8X16_SHL, (code, value, d) -> {
            if (isConstant(value)) {
                int shifted = code.binary(PSLLWI, code.use(value, 0), constantCount(value, BYTE));
                code.binary(d, PAND, shifted, VectorCode.bytes(0xFF << constant(value, BYTE)));
            } else {
                shiftBytes(code, value, d, PSLLW, 0);
            }
        });
        recipes.put(I8X16_SHR_U, (code, value, d) -> {
            if (isConstant(value)) {
                shiftBytesRight(code, value, d);
            } else {
                shiftBytes(code, value, d, PSRLW, 1);
            }
        });
        recipes.put(I8X16_SHR_S, (code, value, d) -> {
            if (isConstant(value)) {
                int shifted = code.vector();
                shiftBytesRight(code, value, shifted);
                extendSigns(code, d, PSUBB, shifted, VectorCode.bytes(0x80 >> constant(value, BYTE)));
            } else {
                shiftBytesAsWords(code, value, d);
            }
        });
    }

    private static void shift(
            VectorRecipes recipes, Opcode opcode, int width, VectorRow byRegister, VectorRow byImmediate) {
        recipes.put(opcode, (code, value, d) -> {
            int a = code.use(value, 0);
            if (isConstant(value)) {
                code.binary(d, byImmediate, a, constantCount(value, width));
            } else {
                code.binary(d, byRegister, a, count(code, value, width, 0));
            }
        });
    }

    private static boolean isConstant(Value value) {
        return value.args[1].isConst();
    }

    private static int constant(Value value, int width) {
        return (int) value.args[1].immediate & width - 1;
    }

    private static Arg constantCount(Value value, int width) {
        return Arg.imm(constant(value, width));
    }

    /** Emits the count modulo the width of a lane, with something added, and returns a vector register with it. */
    private static int count(VectorCode code, Value value, int width, int added) {
        int count = code.general();
        code.emit(Instruction.AND_RM32_I8, Arg.modify(count, code.use(value, 1)), Arg.imm(width - 1));
        int sum = count;
        if (added != 0) {
            sum = code.general();
            code.emit(Instruction.ADD_RM32_I8, Arg.modify(sum, count), Arg.imm(added));
        }
        return code.unary(MOVD, sum);
    }

    /** Makes a logical shift an arithmetic one, with the bit set that the sign bits have gone to: (a ^ bit) - bit. */
    private static void extendSigns(VectorCode code, int d, VectorRow subtract, int a, Arg bit) {
        code.binary(d, subtract, code.binary(PXOR, a, bit), bit);
    }

    private static void shiftQuadWordsRight(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        if (isConstant(value)) {
            int shifted = code.binary(PSRLQI, a, constantCount(value, Long.SIZE));
            extendSigns(code, d, PSUBQ, shifted, VectorCode.quadWords(Long.MIN_VALUE >>> constant(value, Long.SIZE)));
        } else {
            int count = count(code, value, Long.SIZE, 0);
            int bit = code.binary(PSRLQ, code.constant(Long.MIN_VALUE, Long.MIN_VALUE), count);
            extendSigns(code, d, PSUBQ, code.binary(PSRLQ, a, count), Arg.useAny(bit));
        }
    }

    private static void shiftBytesRight(VectorCode code, Value value, int d) {
        int shifted = code.binary(PSRLWI, code.use(value, 0), constantCount(value, BYTE));
        code.binary(d, PAND, shifted, VectorCode.bytes(0xFF >> constant(value, BYTE)));
    }

    /**
     * Shifts words, and clears the bits that have come from the neighbour. The byte that tells which is where zeros come into
     * a word of ones that is shifted likewise.
     *
     * @param edge which byte of a word that is: 0 or 1
     */
    private static void shiftBytes(VectorCode code, Value value, int d, VectorRow shift, int edge) {
        int a = code.use(value, 0);
        int count = count(code, value, BYTE, 0);
        int kept = code.binary(PSHUFB, code.binary(shift, code.ones(), count), VectorCode.bytes(edge));
        code.binary(d, PAND, code.binary(shift, a, count), kept);
    }

    /** Shifts bytes that are the high halves of words, and packs the words. */
    private static void shiftBytesAsWords(VectorCode code, Value value, int d) {
        int a = code.use(value, 0);
        int count = count(code, value, BYTE, BYTE);
        int low = code.binary(PSRAW, code.binary(PUNPCKLBW, a, a), count);
        int high = code.binary(PSRAW, code.binary(PUNPCKHBW, a, a), count);
        code.binary(d, PACKSSWB, low, high);
    }
}
