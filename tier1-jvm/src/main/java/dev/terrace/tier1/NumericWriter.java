package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.Floats;
import dev.terrace.runtime.numeric.Ints;
import org.objectweb.asm.Opcodes;

/** Writes the scalar instructions, whose operands are on Java's stack. */
final class NumericWriter {
    private static final String INTS = Names.of(Ints.class);
    private static final String FLOATS = Names.of(Floats.class);
    private static final String INTEGER = "java/lang/Integer";
    private static final String LONG = "java/lang/Long";
    private static final String FLOAT = "java/lang/Float";
    private static final String DOUBLE = "java/lang/Double";

    /** By the instructions' ordinals. */
    private static final Recipe[] RECIPES = new Recipe[Opcode.values().length];

    static {
        integers();
        longs();
        floats();
        doubles();
        conversions();
    }

    private NumericWriter() {}

    private static void put(Opcode op, Recipe recipe) {
        RECIPES[op.ordinal()] = recipe;
    }

    private static void integers() {
        put(Opcode.I32_CLZ, Recipe.call(INTEGER, "numberOfLeadingZeros", "(I)I"));
        put(Opcode.I32_CTZ, Recipe.call(INTEGER, "numberOfTrailingZeros", "(I)I"));
        put(Opcode.I32_POPCNT, Recipe.call(INTEGER, "bitCount", "(I)I"));
        put(Opcode.I32_ADD, Recipe.of(Opcodes.IADD));
        put(Opcode.I32_SUB, Recipe.of(Opcodes.ISUB));
        put(Opcode.I32_MUL, Recipe.of(Opcodes.IMUL));
        put(Opcode.I32_DIV_S, Recipe.call(INTS, "divS", "(II)I"));
        put(Opcode.I32_DIV_U, Recipe.call(INTS, "divU", "(II)I"));
        put(Opcode.I32_REM_S, Recipe.call(INTS, "remS", "(II)I"));
        put(Opcode.I32_REM_U, Recipe.call(INTS, "remU", "(II)I"));
        put(Opcode.I32_AND, Recipe.of(Opcodes.IAND));
        put(Opcode.I32_OR, Recipe.of(Opcodes.IOR));
        put(Opcode.I32_XOR, Recipe.of(Opcodes.IXOR));
        put(Opcode.I32_SHL, Recipe.of(Opcodes.ISHL));
        put(Opcode.I32_SHR_S, Recipe.of(Opcodes.ISHR));
        put(Opcode.I32_SHR_U, Recipe.of(Opcodes.IUSHR));
        put(Opcode.I32_ROTL, Recipe.call(INTEGER, "rotateLeft", "(II)I"));
        put(Opcode.I32_ROTR, Recipe.call(INTEGER, "rotateRight", "(II)I"));
        put(Opcode.I32_EXTEND8_S, Recipe.of(Opcodes.I2B));
        put(Opcode.I32_EXTEND16_S, Recipe.of(Opcodes.I2S));
    }

    private static void longs() {
        put(Opcode.I64_CLZ, Recipe.call(LONG, "numberOfLeadingZeros", "(J)I").then(Opcodes.I2L));
        put(Opcode.I64_CTZ, Recipe.call(LONG, "numberOfTrailingZeros", "(J)I").then(Opcodes.I2L));
        put(Opcode.I64_POPCNT, Recipe.call(LONG, "bitCount", "(J)I").then(Opcodes.I2L));
        put(Opcode.I64_ADD, Recipe.of(Opcodes.LADD));
        put(Opcode.I64_SUB, Recipe.of(Opcodes.LSUB));
        put(Opcode.I64_MUL, Recipe.of(Opcodes.LMUL));
        put(Opcode.I64_DIV_S, Recipe.call(INTS, "divS", "(JJ)J"));
        put(Opcode.I64_DIV_U, Recipe.call(INTS, "divU", "(JJ)J"));
        put(Opcode.I64_REM_S, Recipe.call(INTS, "remS", "(JJ)J"));
        put(Opcode.I64_REM_U, Recipe.call(INTS, "remU", "(JJ)J"));
        put(Opcode.I64_AND, Recipe.of(Opcodes.LAND));
        put(Opcode.I64_OR, Recipe.of(Opcodes.LOR));
        put(Opcode.I64_XOR, Recipe.of(Opcodes.LXOR));
        put(Opcode.I64_SHL, Recipe.of(Opcodes.L2I, Opcodes.LSHL));
        put(Opcode.I64_SHR_S, Recipe.of(Opcodes.L2I, Opcodes.LSHR));
        put(Opcode.I64_SHR_U, Recipe.of(Opcodes.L2I, Opcodes.LUSHR));
        put(Opcode.I64_ROTL, Recipe.call(LONG, "rotateLeft", "(JI)J").after(Opcodes.L2I));
        put(Opcode.I64_ROTR, Recipe.call(LONG, "rotateRight", "(JI)J").after(Opcodes.L2I));
        put(Opcode.I64_EXTEND8_S, Recipe.of(Opcodes.L2I, Opcodes.I2B, Opcodes.I2L));
        put(Opcode.I64_EXTEND16_S, Recipe.of(Opcodes.L2I, Opcodes.I2S, Opcodes.I2L));
        put(Opcode.I64_EXTEND32_S, Recipe.of(Opcodes.L2I, Opcodes.I2L));
    }

    private static void floats() {
        put(Opcode.F32_ABS, Recipe.call(FLOATS, "abs", "(F)F"));
        put(Opcode.F32_NEG, Recipe.call(FLOATS, "neg", "(F)F"));
        put(Opcode.F32_CEIL, Recipe.call(FLOATS, "ceil", "(F)F"));
        put(Opcode.F32_FLOOR, Recipe.call(FLOATS, "floor", "(F)F"));
        put(Opcode.F32_TRUNC, Recipe.call(FLOATS, "trunc", "(F)F"));
        put(Opcode.F32_NEAREST, Recipe.call(FLOATS, "nearest", "(F)F"));
        put(Opcode.F32_SQRT, Recipe.call(FLOATS, "sqrt", "(F)F"));
        put(Opcode.F32_ADD, Recipe.of(Opcodes.FADD));
        put(Opcode.F32_SUB, Recipe.of(Opcodes.FSUB));
        put(Opcode.F32_MUL, Recipe.of(Opcodes.FMUL));
        put(Opcode.F32_DIV, Recipe.of(Opcodes.FDIV));
        put(Opcode.F32_MIN, Recipe.call(FLOATS, "min", "(FF)F"));
        put(Opcode.F32_MAX, Recipe.call(FLOATS, "max", "(FF)F"));
        put(Opcode.F32_COPYSIGN, Recipe.call(FLOATS, "copysign", "(FF)F"));
    }

    private static void doubles() {
        put(Opcode.F64_ABS, Recipe.call(FLOATS, "abs", "(D)D"));
        put(Opcode.F64_NEG, Recipe.call(FLOATS, "neg", "(D)D"));
        put(Opcode.F64_CEIL, Recipe.call(FLOATS, "ceil", "(D)D"));
        put(Opcode.F64_FLOOR, Recipe.call(FLOATS, "floor", "(D)D"));
        put(Opcode.F64_TRUNC, Recipe.call(FLOATS, "trunc", "(D)D"));
        put(Opcode.F64_NEAREST, Recipe.call(FLOATS, "nearest", "(D)D"));
        put(Opcode.F64_SQRT, Recipe.call(FLOATS, "sqrt", "(D)D"));
        put(Opcode.F64_ADD, Recipe.of(Opcodes.DADD));
        put(Opcode.F64_SUB, Recipe.of(Opcodes.DSUB));
        put(Opcode.F64_MUL, Recipe.of(Opcodes.DMUL));
        put(Opcode.F64_DIV, Recipe.of(Opcodes.DDIV));
        put(Opcode.F64_MIN, Recipe.call(FLOATS, "min", "(DD)D"));
        put(Opcode.F64_MAX, Recipe.call(FLOATS, "max", "(DD)D"));
        put(Opcode.F64_COPYSIGN, Recipe.call(FLOATS, "copysign", "(DD)D"));
    }

    private static void conversions() {
        put(Opcode.I32_WRAP_I64, Recipe.of(Opcodes.L2I));
        put(Opcode.I64_EXTEND_I32_S, Recipe.of(Opcodes.I2L));
        put(Opcode.I64_EXTEND_I32_U, Recipe.call(INTEGER, "toUnsignedLong", "(I)J"));
        put(Opcode.I32_REINTERPRET_F32, Recipe.call(FLOAT, "floatToRawIntBits", "(F)I"));
        put(Opcode.I64_REINTERPRET_F64, Recipe.call(DOUBLE, "doubleToRawLongBits", "(D)J"));
        put(Opcode.F32_REINTERPRET_I32, Recipe.call(FLOAT, "intBitsToFloat", "(I)F"));
        put(Opcode.F64_REINTERPRET_I64, Recipe.call(DOUBLE, "longBitsToDouble", "(J)D"));
        put(Opcode.F32_CONVERT_I32_S, Recipe.of(Opcodes.I2F));
        put(Opcode.F32_CONVERT_I32_U, Recipe.call(FLOATS, "i32UToF32", "(I)F"));
        put(Opcode.F32_CONVERT_I64_S, Recipe.of(Opcodes.L2F));
        put(Opcode.F32_CONVERT_I64_U, Recipe.call(FLOATS, "i64UToF32", "(J)F"));
        put(Opcode.F64_CONVERT_I32_S, Recipe.of(Opcodes.I2D));
        put(Opcode.F64_CONVERT_I32_U, Recipe.call(FLOATS, "i32UToF64", "(I)D"));
        put(Opcode.F64_CONVERT_I64_S, Recipe.of(Opcodes.L2D));
        put(Opcode.F64_CONVERT_I64_U, Recipe.call(FLOATS, "i64UToF64", "(J)D"));
        put(Opcode.F32_DEMOTE_F64, Recipe.call(FLOATS, "demote", "(D)F"));
        put(Opcode.F64_PROMOTE_F32, Recipe.call(FLOATS, "promote", "(F)D"));
        put(Opcode.I32_TRUNC_F32_S, Recipe.call(FLOATS, "truncToI32S", "(D)I").after(Opcodes.F2D));
        put(Opcode.I32_TRUNC_F64_S, Recipe.call(FLOATS, "truncToI32S", "(D)I"));
        put(Opcode.I32_TRUNC_F32_U, Recipe.call(FLOATS, "truncToI32U", "(D)I").after(Opcodes.F2D));
        put(Opcode.I32_TRUNC_F64_U, Recipe.call(FLOATS, "truncToI32U", "(D)I"));
        put(Opcode.I64_TRUNC_F32_S, Recipe.call(FLOATS, "truncToI64S", "(D)J").after(Opcodes.F2D));
        put(Opcode.I64_TRUNC_F64_S, Recipe.call(FLOATS, "truncToI64S", "(D)J"));
        put(Opcode.I64_TRUNC_F32_U, Recipe.call(FLOATS, "truncToI64U", "(D)J").after(Opcodes.F2D));
        put(Opcode.I64_TRUNC_F64_U, Recipe.call(FLOATS, "truncToI64U", "(D)J"));
        put(
                Opcode.I32_TRUNC_SAT_F32_S,
                Recipe.call(FLOATS, "truncSatToI32S", "(D)I").after(Opcodes.F2D));
        put(Opcode.I32_TRUNC_SAT_F64_S, Recipe.call(FLOATS, "truncSatToI32S", "(D)I"));
        put(
                Opcode.I32_TRUNC_SAT_F32_U,
                Recipe.call(FLOATS, "truncSatToI32U", "(D)I").after(Opcodes.F2D));
        put(Opcode.I32_TRUNC_SAT_F64_U, Recipe.call(FLOATS, "truncSatToI32U", "(D)I"));
        put(
                Opcode.I64_TRUNC_SAT_F32_S,
                Recipe.call(FLOATS, "truncSatToI64S", "(D)J").after(Opcodes.F2D));
        put(Opcode.I64_TRUNC_SAT_F64_S, Recipe.call(FLOATS, "truncSatToI64S", "(D)J"));
        put(
                Opcode.I64_TRUNC_SAT_F32_U,
                Recipe.call(FLOATS, "truncSatToI64U", "(D)J").after(Opcodes.F2D));
        put(Opcode.I64_TRUNC_SAT_F64_U, Recipe.call(FLOATS, "truncSatToI64U", "(D)J"));
    }

    /** Returns whether an instruction is of this group. */
    static boolean knows(Opcode op) {
        return RECIPES[op.ordinal()] != null;
    }

    /** Writes an instruction whose operands are taken already. */
    static void write(Opcode op, Code code) {
        RECIPES[op.ordinal()].write(code);
    }

    /** Writes an instruction of wide arithmetic, with all its operands; returns false if it is none. */
    static boolean wide(Opcode op, Code code, Operands operands) {
        String high = switch (op) {
            case I64_ADD128 -> "add128High";
            case I64_SUB128 -> "sub128High";
            case I64_MUL_WIDE_S -> "mulWideHighS";
            case I64_MUL_WIDE_U -> "mulWideHighU";
            default -> null;
        };
        if (high == null) {
            return false;
        }
        int low = switch (op) {
            case I64_ADD128 -> Opcodes.LADD;
            case I64_SUB128 -> Opcodes.LSUB;
            default -> Opcodes.LMUL;
        };
        int count = op.operands().length();
        int[] variables = operands.readable(count);
        code.load(Kind.I64, variables[0]);
        code.load(Kind.I64, variables[count / 2]);
        code.op(low);
        for (int variable : variables) {
            code.load(Kind.I64, variable);
        }
        code.invokeStatic(INTS, high, "(" + "J".repeat(count) + ")J");
        operands.pop(count);
        operands.push(Kind.I64);
        operands.push(Kind.I64);
        return true;
    }
}
