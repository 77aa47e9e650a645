package dev.terrace.tier0;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.Floats;
import dev.terrace.runtime.numeric.Ints;

/** The scalar instructions that the dispatch loop has no case for. Values are bits, as a slot has them. */
final class NumericOps {
    private static final Opcode[] OPCODES = Opcode.values();

    private NumericOps() {}

    /** Returns the instruction of WebAssembly that a number stands for in register code. */
    static Opcode opcode(int number) {
        return OPCODES[number];
    }

    /**
     * Computes an instruction's result.
     *
     * @param a the first operand
     * @param b the second operand, if it has one
     */
    static long execute(Opcode op, long a, long b) {
        return switch (op) {
            case I32_CLZ -> Integer.numberOfLeadingZeros((int) a);
            case I32_CTZ -> Integer.numberOfTrailingZeros((int) a);
            case I32_POPCNT -> Integer.bitCount((int) a);
            case I64_CLZ -> Long.numberOfLeadingZeros(a);
            case I64_CTZ -> Long.numberOfTrailingZeros(a);
            case I64_POPCNT -> Long.bitCount(a);
            case F32_ABS -> bits(Floats.abs(f32(a)));
            case F32_NEG -> bits(Floats.neg(f32(a)));
            case F32_CEIL -> bits(Floats.ceil(f32(a)));
            case F32_FLOOR -> bits(Floats.floor(f32(a)));
            case F32_TRUNC -> bits(Floats.trunc(f32(a)));
            case F32_NEAREST -> bits(Floats.nearest(f32(a)));
            case F32_SQRT -> bits(Floats.sqrt(f32(a)));
            case F32_MIN -> bits(Floats.min(f32(a), f32(b)));
            case F32_MAX -> bits(Floats.max(f32(a), f32(b)));
            case F32_COPYSIGN -> bits(Floats.copysign(f32(a), f32(b)));
            case F64_CEIL -> bits(Floats.ceil(f64(a)));
            case F64_FLOOR -> bits(Floats.floor(f64(a)));
            case F64_TRUNC -> bits(Floats.trunc(f64(a)));
            case F64_NEAREST -> bits(Floats.nearest(f64(a)));
            case F64_MIN -> bits(Floats.min(f64(a), f64(b)));
            case F64_MAX -> bits(Floats.max(f64(a), f64(b)));
            case F64_COPYSIGN -> bits(Floats.copysign(f64(a), f64(b)));
            case I32_TRUNC_F32_S -> Floats.truncToI32S(f32(a));
            case I32_TRUNC_F32_U -> Floats.truncToI32U(f32(a));
            case I32_TRUNC_F64_S -> Floats.truncToI32S(f64(a));
            case I32_TRUNC_F64_U -> Floats.truncToI32U(f64(a));
            case I64_TRUNC_F32_S -> Floats.truncToI64S(f32(a));
            case I64_TRUNC_F32_U -> Floats.truncToI64U(f32(a));
            case I64_TRUNC_F64_S -> Floats.truncToI64S(f64(a));
            case I64_TRUNC_F64_U -> Floats.truncToI64U(f64(a));
            case I32_TRUNC_SAT_F32_S -> Floats.truncSatToI32S(f32(a));
            case I32_TRUNC_SAT_F32_U -> Floats.truncSatToI32U(f32(a));
            case I32_TRUNC_SAT_F64_S -> Floats.truncSatToI32S(f64(a));
            case I32_TRUNC_SAT_F64_U -> Floats.truncSatToI32U(f64(a));
            case I64_TRUNC_SAT_F32_S -> Floats.truncSatToI64S(f32(a));
            case I64_TRUNC_SAT_F32_U -> Floats.truncSatToI64U(f32(a));
            case I64_TRUNC_SAT_F64_S -> Floats.truncSatToI64S(f64(a));
            case I64_TRUNC_SAT_F64_U -> Floats.truncSatToI64U(f64(a));
            case F32_CONVERT_I32_S -> bits((float) (int) a);
            case F32_CONVERT_I32_U -> bits(Floats.i32UToF32((int) a));
            case F32_CONVERT_I64_S -> bits((float) a);
            case F32_CONVERT_I64_U -> bits(Floats.i64UToF32(a));
            case F64_CONVERT_I32_U -> bits(Floats.i32UToF64((int) a));
            case F64_CONVERT_I64_S -> bits((double) a);
            case F64_CONVERT_I64_U -> bits(Floats.i64UToF64(a));
            case F32_DEMOTE_F64 -> bits(Floats.demote(f64(a)));
            case F64_PROMOTE_F32 -> bits(Floats.promote(f32(a)));
            default -> throw new IllegalStateException("not a numeric instruction: " + op);
        };
    }

    /**
     * Executes an instruction of wide arithmetic.
     *
     * @param base the slot of the first operand and the first result; the others follow
     */
    static void executeWide(Opcode op, long[] slots, int base) {
        long a = slots[base];
        long b = slots[base + 1];
        switch (op) {
            case I64_ADD128 -> {
                slots[base + 1] = Ints.add128High(a, b, slots[base + 2], slots[base + 3]);
                slots[base] = a + slots[base + 2];
            }
            case I64_SUB128 -> {
                slots[base + 1] = Ints.sub128High(a, b, slots[base + 2], slots[base + 3]);
                slots[base] = a - slots[base + 2];
            }
            case I64_MUL_WIDE_S -> {
                slots[base + 1] = Ints.mulWideHighS(a, b);
                slots[base] = a * b;
            }
            case I64_MUL_WIDE_U -> {
                slots[base + 1] = Ints.mulWideHighU(a, b);
                slots[base] = a * b;
            }
            default -> throw new IllegalStateException("not of wide arithmetic: " + op);
        }
    }

    private static float f32(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static double f64(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
