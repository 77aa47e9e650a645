package dev.terrace.tier2.ssa.opt;

import dev.terrace.Trap;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.Floats;
import dev.terrace.runtime.numeric.Ints;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/**
 * Computes scalar instructions whose operands are constants. What traps is not computed, nor is what gives a NaN that is
 * not just another's bits: which one, the processor decides.
 */
public final class ConstantFolder {
    private ConstantFolder() {}

    /** Returns the constant that an instruction gives; null if it is not known here. */
    public static Value fold(Function function, Opcode op, Value... args) {
        long a = args[0].immediate;
        long b = args.length > 1 ? args[1].immediate : 0;
        return switch (args[0].type) {
            case I32 -> foldI32(function, op, (int) a, (int) b);
            case I64 -> foldI64(function, op, a, b);
            case F32 -> foldF32(function, op, (int) a, (int) b);
            case F64 -> foldF64(function, op, a, b);
            case REF -> op == Opcode.I64_EQZ ? bool(function, a == 0) : null;
            case V128 -> null;
        };
    }

    private static Value i32(Function function, int value) {
        return function.constant(Type.I32, value, 0);
    }

    private static Value i64(Function function, long value) {
        return function.constant(Type.I64, value, 0);
    }

    private static Value bool(Function function, boolean value) {
        return i32(function, value ? 1 : 0);
    }

    private static Value f32(Function function, float value) {
        return Float.isNaN(value) ? null : function.constant(Type.F32, Float.floatToRawIntBits(value), 0);
    }

    private static Value f64(Function function, double value) {
        return Double.isNaN(value) ? null : function.constant(Type.F64, Double.doubleToRawLongBits(value), 0);
    }

    private static Value foldI32(Function function, Opcode op, int a, int b) {
        return switch (op) {
            case I32_EQZ -> bool(function, a == 0);
            case I32_EQ -> bool(function, a == b);
            case I32_NE -> bool(function, a != b);
            case I32_LT_S -> bool(function, a < b);
            case I32_LT_U -> bool(function, Integer.compareUnsigned(a, b) < 0);
            case I32_GT_S -> bool(function, a > b);
            case I32_GT_U -> bool(function, Integer.compareUnsigned(a, b) > 0);
            case I32_LE_S -> bool(function, a <= b);
            case I32_LE_U -> bool(function, Integer.compareUnsigned(a, b) <= 0);
            case I32_GE_S -> bool(function, a >= b);
            case I32_GE_U -> bool(function, Integer.compareUnsigned(a, b) >= 0);
            case I32_CLZ -> i32(function, Integer.numberOfLeadingZeros(a));
            case I32_CTZ -> i32(function, Integer.numberOfTrailingZeros(a));
            case I32_POPCNT -> i32(function, Integer.bitCount(a));
            case I32_ADD -> i32(function, a + b);
            case I32_SUB -> i32(function, a - b);
            case I32_MUL -> i32(function, a * b);
            case I32_DIV_S -> b == 0 || (a == Integer.MIN_VALUE && b == -1) ? null : i32(function, Ints.divS(a, b));
            case I32_DIV_U -> b == 0 ? null : i32(function, Ints.divU(a, b));
            case I32_REM_S -> b == 0 ? null : i32(function, Ints.remS(a, b));
            case I32_REM_U -> b == 0 ? null : i32(function, Ints.remU(a, b));
            case I32_AND -> i32(function, a & b);
            case I32_OR -> i32(function, a | b);
            case I32_XOR -> i32(function, a ^ b);
            case I32_SHL -> i32(function, a << b);
            case I32_SHR_S -> i32(function, a >> b);
            case I32_SHR_U -> i32(function, a >>> b);
            case I32_ROTL -> i32(function, Integer.rotateLeft(a, b));
            case I32_ROTR -> i32(function, Integer.rotateRight(a, b));
            case I32_EXTEND8_S -> i32(function, (byte) a);
            case I32_EXTEND16_S -> i32(function, (short) a);
            case I64_EXTEND_I32_S -> i64(function, a);
            case I64_EXTEND_I32_U -> i64(function, Integer.toUnsignedLong(a));
            case F32_CONVERT_I32_S -> f32(function, a);
            case F32_CONVERT_I32_U -> f32(function, Floats.i32UToF32(a));
            case F64_CONVERT_I32_S -> f64(function, a);
            case F64_CONVERT_I32_U -> f64(function, Floats.i32UToF64(a));
            case F32_REINTERPRET_I32 -> function.constant(Type.F32, a, 0);
            default -> null;
        };
    }

    private static Value foldI64(Function function, Opcode op, long a, long b) {
        return switch (op) {
            case I64_EQZ -> bool(function, a == 0);
            case I64_EQ -> bool(function, a == b);
            case I64_NE -> bool(function, a != b);
            case I64_LT_S -> bool(function, a < b);
            case I64_LT_U -> bool(function, Long.compareUnsigned(a, b) < 0);
            case I64_GT_S -> bool(function, a > b);
            case I64_GT_U -> bool(function, Long.compareUnsigned(a, b) > 0);
            case I64_LE_S -> bool(function, a <= b);
            case I64_LE_U -> bool(function, Long.compareUnsigned(a, b) <= 0);
            case I64_GE_S -> bool(function, a >= b);
            case I64_GE_U -> bool(function, Long.compareUnsigned(a, b) >= 0);
            case I64_CLZ -> i64(function, Long.numberOfLeadingZeros(a));
            case I64_CTZ -> i64(function, Long.numberOfTrailingZeros(a));
            case I64_POPCNT -> i64(function, Long.bitCount(a));
            case I64_ADD -> i64(function, a + b);
            case I64_SUB -> i64(function, a - b);
            case I64_MUL -> i64(function, a * b);
            case I64_DIV_S -> b == 0 || (a == Long.MIN_VALUE && b == -1) ? null : i64(function, Ints.divS(a, b));
            case I64_DIV_U -> b == 0 ? null : i64(function, Ints.divU(a, b));
            case I64_REM_S -> b == 0 ? null : i64(function, Ints.remS(a, b));
            case I64_REM_U -> b == 0 ? null : i64(function, Ints.remU(a, b));
            case I64_AND -> i64(function, a & b);
            case I64_OR -> i64(function, a | b);
            case I64_XOR -> i64(function, a ^ b);
            case I64_SHL -> i64(function, a << b);
            case I64_SHR_S -> i64(function, a >> b);
            case I64_SHR_U -> i64(function, a >>> b);
            case I64_ROTL -> i64(function, Long.rotateLeft(a, (int) b));
            case I64_ROTR -> i64(function, Long.rotateRight(a, (int) b));
            case I64_EXTEND8_S -> i64(function, (byte) a);
            case I64_EXTEND16_S -> i64(function, (short) a);
            case I64_EXTEND32_S -> i64(function, (int) a);
            case I32_WRAP_I64 -> i32(function, (int) a);
            case F32_CONVERT_I64_S -> f32(function, (float) a);
            case F32_CONVERT_I64_U -> f32(function, Floats.i64UToF32(a));
            case F64_CONVERT_I64_S -> f64(function, (double) a);
            case F64_CONVERT_I64_U -> f64(function, Floats.i64UToF64(a));
            case F64_REINTERPRET_I64 -> function.constant(Type.F64, a, 0);
            default -> null;
        };
    }

    private static Value foldF32(Function function, Opcode op, int aBits, int bBits) {
        float a = Float.intBitsToFloat(aBits);
        float b = Float.intBitsToFloat(bBits);
        return switch (op) {
            case F32_EQ -> bool(function, a == b);
            case F32_NE -> bool(function, a != b);
            case F32_LT -> bool(function, a < b);
            case F32_GT -> bool(function, a > b);
            case F32_LE -> bool(function, a <= b);
            case F32_GE -> bool(function, a >= b);
            // On the bits, which a NaN keeps too.
            case F32_ABS -> function.constant(Type.F32, aBits & Integer.MAX_VALUE, 0);
            case F32_NEG -> function.constant(Type.F32, aBits ^ Integer.MIN_VALUE, 0);
            case F32_COPYSIGN ->
                function.constant(Type.F32, (aBits & Integer.MAX_VALUE) | (bBits & Integer.MIN_VALUE), 0);
            case F32_CEIL -> f32(function, Floats.ceil(a));
            case F32_FLOOR -> f32(function, Floats.floor(a));
            case F32_TRUNC -> f32(function, Floats.trunc(a));
            case F32_NEAREST -> f32(function, Floats.nearest(a));
            case F32_SQRT -> f32(function, Floats.sqrt(a));
            case F32_ADD -> f32(function, a + b);
            case F32_SUB -> f32(function, a - b);
            case F32_MUL -> f32(function, a * b);
            case F32_DIV -> f32(function, a / b);
            case F32_MIN -> f32(function, Floats.min(a, b));
            case F32_MAX -> f32(function, Floats.max(a, b));
            case F64_PROMOTE_F32 -> f64(function, Floats.promote(a));
            case I32_REINTERPRET_F32 -> i32(function, aBits);
            default -> convert(function, op, a);
        };
    }

    private static Value foldF64(Function function, Opcode op, long aBits, long bBits) {
        double a = Double.longBitsToDouble(aBits);
        double b = Double.longBitsToDouble(bBits);
        return switch (op) {
            case F64_EQ -> bool(function, a == b);
            case F64_NE -> bool(function, a != b);
            case F64_LT -> bool(function, a < b);
            case F64_GT -> bool(function, a > b);
            case F64_LE -> bool(function, a <= b);
            case F64_GE -> bool(function, a >= b);
            case F64_ABS -> function.constant(Type.F64, aBits & Long.MAX_VALUE, 0);
            case F64_NEG -> function.constant(Type.F64, aBits ^ Long.MIN_VALUE, 0);
            case F64_COPYSIGN -> function.constant(Type.F64, (aBits & Long.MAX_VALUE) | (bBits & Long.MIN_VALUE), 0);
            case F64_CEIL -> f64(function, Floats.ceil(a));
            case F64_FLOOR -> f64(function, Floats.floor(a));
            case F64_TRUNC -> f64(function, Floats.trunc(a));
            case F64_NEAREST -> f64(function, Floats.nearest(a));
            case F64_SQRT -> f64(function, Floats.sqrt(a));
            case F64_ADD -> f64(function, a + b);
            case F64_SUB -> f64(function, a - b);
            case F64_MUL -> f64(function, a * b);
            case F64_DIV -> f64(function, a / b);
            case F64_MIN -> f64(function, Floats.min(a, b));
            case F64_MAX -> f64(function, Floats.max(a, b));
            case F32_DEMOTE_F64 -> f32(function, Floats.demote(a));
            case I64_REINTERPRET_F64 -> i64(function, aBits);
            default -> convert(function, op, a);
        };
    }

    /** Converts to an integer; an f32 is the same number as an f64. */
    private static Value convert(Function function, Opcode op, double a) {
        try {
            return switch (op) {
                case I32_TRUNC_F32_S, I32_TRUNC_F64_S -> i32(function, Floats.truncToI32S(a));
                case I32_TRUNC_F32_U, I32_TRUNC_F64_U -> i32(function, Floats.truncToI32U(a));
                case I64_TRUNC_F32_S, I64_TRUNC_F64_S -> i64(function, Floats.truncToI64S(a));
                case I64_TRUNC_F32_U, I64_TRUNC_F64_U -> i64(function, Floats.truncToI64U(a));
                case I32_TRUNC_SAT_F32_S, I32_TRUNC_SAT_F64_S -> i32(function, Floats.truncSatToI32S(a));
                case I32_TRUNC_SAT_F32_U, I32_TRUNC_SAT_F64_U -> i32(function, Floats.truncSatToI32U(a));
                case I64_TRUNC_SAT_F32_S, I64_TRUNC_SAT_F64_S -> i64(function, Floats.truncSatToI64S(a));
                case I64_TRUNC_SAT_F32_U, I64_TRUNC_SAT_F64_U -> i64(function, Floats.truncSatToI64U(a));
                default -> null;
            };
        } catch (Trap _) {
            return null;
        }
    }
}
