package dev.terrace.tests;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.Floats;
import dev.terrace.runtime.numeric.Ints;
import dev.terrace.runtime.numeric.VectorOps;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import dev.terrace.tier2.ssa.opt.ConstantFolder;
import java.util.List;

/** What instructions compute, for {@link SsaExecution}. Results are in slots 6 and 7, operands in the slots below. */
final class SsaArithmetic {
    private SsaArithmetic() {}

    /** Returns the result of a scalar instruction: what the compiler would compute, or a trap, or a NaN. */
    static long scalar(Opcode op, Type type, long a, long b) {
        Function scratch = new Function("", List.of());
        Value first = scratch.newValue(Op.CONST, type, null, null, a, 0, null, 0);
        Value second = scratch.newValue(Op.CONST, type, null, null, b, 0, null, 0);
        Value folded = op.operands().length() == 1
                ? ConstantFolder.fold(scratch, op, first)
                : ConstantFolder.fold(scratch, op, first, second);
        return folded != null ? folded.immediate : notFolded(op, a, b);
    }

    private static long notFolded(Opcode op, long a, long b) {
        float x = Float.intBitsToFloat((int) a);
        float y = Float.intBitsToFloat((int) b);
        double v = Double.longBitsToDouble(a);
        double w = Double.longBitsToDouble(b);
        return switch (op) {
            case I32_DIV_S -> Ints.divS((int) a, (int) b);
            case I32_DIV_U -> Ints.divU((int) a, (int) b);
            case I32_REM_S -> Ints.remS((int) a, (int) b);
            case I32_REM_U -> Ints.remU((int) a, (int) b);
            case I64_DIV_S -> Ints.divS(a, b);
            case I64_DIV_U -> Ints.divU(a, b);
            case I64_REM_S -> Ints.remS(a, b);
            case I64_REM_U -> Ints.remU(a, b);
            case I32_TRUNC_F32_S -> Floats.truncToI32S(x);
            case I32_TRUNC_F32_U -> Floats.truncToI32U(x);
            case I64_TRUNC_F32_S -> Floats.truncToI64S(x);
            case I64_TRUNC_F32_U -> Floats.truncToI64U(x);
            case I32_TRUNC_F64_S -> Floats.truncToI32S(v);
            case I32_TRUNC_F64_U -> Floats.truncToI32U(v);
            case I64_TRUNC_F64_S -> Floats.truncToI64S(v);
            case I64_TRUNC_F64_U -> Floats.truncToI64U(v);
            case F32_ADD -> bits(x + y);
            case F32_SUB -> bits(x - y);
            case F32_MUL -> bits(x * y);
            case F32_DIV -> bits(x / y);
            case F32_MIN -> bits(Floats.min(x, y));
            case F32_MAX -> bits(Floats.max(x, y));
            case F32_CEIL -> bits(Floats.ceil(x));
            case F32_FLOOR -> bits(Floats.floor(x));
            case F32_TRUNC -> bits(Floats.trunc(x));
            case F32_NEAREST -> bits(Floats.nearest(x));
            case F32_SQRT -> bits(Floats.sqrt(x));
            case F32_DEMOTE_F64 -> bits(Floats.demote(v));
            case F64_ADD -> bits(v + w);
            case F64_SUB -> bits(v - w);
            case F64_MUL -> bits(v * w);
            case F64_DIV -> bits(v / w);
            case F64_MIN -> bits(Floats.min(v, w));
            case F64_MAX -> bits(Floats.max(v, w));
            case F64_CEIL -> bits(Floats.ceil(v));
            case F64_FLOOR -> bits(Floats.floor(v));
            case F64_TRUNC -> bits(Floats.trunc(v));
            case F64_NEAREST -> bits(Floats.nearest(v));
            case F64_SQRT -> bits(Floats.sqrt(v));
            case F64_PROMOTE_F32 -> bits(Floats.promote(x));
            default -> throw new IllegalStateException("not known: " + op);
        };
    }

    private static long bits(float value) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits(value));
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** Returns the two results of an instruction of wide arithmetic. */
    static long[] wide(Opcode op, long[] a) {
        return switch (op) {
            case I64_ADD128 -> new long[] {a[0] + a[2], Ints.add128High(a[0], a[1], a[2], a[3])};
            case I64_SUB128 -> new long[] {a[0] - a[2], Ints.sub128High(a[0], a[1], a[2], a[3])};
            case I64_MUL_WIDE_S -> new long[] {a[0] * a[1], Ints.mulWideHighS(a[0], a[1])};
            case I64_MUL_WIDE_U -> new long[] {a[0] * a[1], Ints.mulWideHighU(a[0], a[1])};
            default -> throw new IllegalStateException("not known: " + op);
        };
    }

    /** Executes a vector instruction; the operands begin in slots 0, 2 and 4. */
    static void vector(Opcode op, long[] slots, long immediate, long immediate2) {
        switch (op.imm()) {
            case SHUFFLE -> VectorOps.shuffle(slots, 6, 0, 2, immediate, immediate2);
            case LANE -> {
                boolean replaces = op.results().equals("v");
                VectorOps.execute(op.code(), slots, 6, 0, replaces ? 2 : (int) immediate, (int) immediate);
            }
            default -> VectorOps.execute(op.code(), slots, 6, 0, 2, 4);
        }
        if (op.results().equals("i") || op.results().equals("f")) {
            slots[6] &= 0xFFFF_FFFFL;
        }
    }

    /** Returns what a scalar load gives for the bits in the memory. */
    static long loaded(Opcode op, long bits) {
        return switch (op) {
            case I32_LOAD8_S -> (byte) bits & 0xFFFF_FFFFL;
            case I32_LOAD16_S -> (short) bits & 0xFFFF_FFFFL;
            case I64_LOAD8_S -> (byte) bits;
            case I64_LOAD16_S -> (short) bits;
            case I64_LOAD32_S -> (int) bits;
            default -> bits;
        };
    }

    /** Makes a vector of the bits in the memory; the vector whose lane is replaced is in slots 0 and 1. */
    static void loadedVector(Opcode op, long[] slots, long low, long high, int lane) {
        Opcode then = switch (op) {
            case V128_LOAD8X8_S -> Opcode.I16X8_EXTEND_LOW_I8X16_S;
            case V128_LOAD8X8_U -> Opcode.I16X8_EXTEND_LOW_I8X16_U;
            case V128_LOAD16X4_S -> Opcode.I32X4_EXTEND_LOW_I16X8_S;
            case V128_LOAD16X4_U -> Opcode.I32X4_EXTEND_LOW_I16X8_U;
            case V128_LOAD32X2_S -> Opcode.I64X2_EXTEND_LOW_I32X4_S;
            case V128_LOAD32X2_U -> Opcode.I64X2_EXTEND_LOW_I32X4_U;
            case V128_LOAD8_SPLAT -> Opcode.I8X16_SPLAT;
            case V128_LOAD16_SPLAT -> Opcode.I16X8_SPLAT;
            case V128_LOAD32_SPLAT -> Opcode.I32X4_SPLAT;
            case V128_LOAD64_SPLAT -> Opcode.I64X2_SPLAT;
            case V128_LOAD8_LANE -> Opcode.I8X16_REPLACE_LANE;
            case V128_LOAD16_LANE -> Opcode.I16X8_REPLACE_LANE;
            case V128_LOAD32_LANE -> Opcode.I32X4_REPLACE_LANE;
            case V128_LOAD64_LANE -> Opcode.I64X2_REPLACE_LANE;
            default -> null;
        };
        if (then == null) {
            slots[6] = low;
            slots[7] = high;
        } else if (then.operands().length() == 2) {
            slots[2] = low;
            vector(then, slots, lane, 0);
        } else {
            slots[0] = low;
            vector(then, slots, 0, 0);
        }
    }
}
