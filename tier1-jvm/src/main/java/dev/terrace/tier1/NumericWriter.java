package dev.terrace.tier1;

import dev.terrace.core.opcode.Imm;
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

    private NumericWriter() {}

    /** Returns whether an instruction, which is no comparison, is of this group. */
    static boolean knows(Opcode op) {
        boolean scalar = op.prefix() == 0 || op.prefix() == Opcode.PREFIX_MISC;
        return scalar
                && op.hasSignature()
                && op.imm() == Imm.NONE
                && op.results().length() == 1;
    }

    /** Writes an instruction whose operands are taken already. */
    static void write(Opcode op, Code code) {
        if (!integer(op, code) && !floating(op, code) && !conversion(op, code)) {
            throw new IllegalStateException("no scalar instruction: " + op);
        }
    }

    private static boolean integer(Opcode op, Code code) {
        switch (op) {
            case I32_CLZ -> code.invokeStatic(INTEGER, "numberOfLeadingZeros", "(I)I");
            case I32_CTZ -> code.invokeStatic(INTEGER, "numberOfTrailingZeros", "(I)I");
            case I32_POPCNT -> code.invokeStatic(INTEGER, "bitCount", "(I)I");
            case I32_ADD -> code.op(Opcodes.IADD);
            case I32_SUB -> code.op(Opcodes.ISUB);
            case I32_MUL -> code.op(Opcodes.IMUL);
            case I32_DIV_S -> code.invokeStatic(INTS, "divS", "(II)I");
            case I32_DIV_U -> code.invokeStatic(INTS, "divU", "(II)I");
            case I32_REM_S -> code.invokeStatic(INTS, "remS", "(II)I");
            case I32_REM_U -> code.invokeStatic(INTS, "remU", "(II)I");
            case I32_AND -> code.op(Opcodes.IAND);
            case I32_OR -> code.op(Opcodes.IOR);
            case I32_XOR -> code.op(Opcodes.IXOR);
            case I32_SHL -> code.op(Opcodes.ISHL);
            case I32_SHR_S -> code.op(Opcodes.ISHR);
            case I32_SHR_U -> code.op(Opcodes.IUSHR);
            case I32_ROTL -> code.invokeStatic(INTEGER, "rotateLeft", "(II)I");
            case I32_ROTR -> code.invokeStatic(INTEGER, "rotateRight", "(II)I");
            case I64_CLZ -> bits(code, "numberOfLeadingZeros");
            case I64_CTZ -> bits(code, "numberOfTrailingZeros");
            case I64_POPCNT -> bits(code, "bitCount");
            case I64_ADD -> code.op(Opcodes.LADD);
            case I64_SUB -> code.op(Opcodes.LSUB);
            case I64_MUL -> code.op(Opcodes.LMUL);
            case I64_DIV_S -> code.invokeStatic(INTS, "divS", "(JJ)J");
            case I64_DIV_U -> code.invokeStatic(INTS, "divU", "(JJ)J");
            case I64_REM_S -> code.invokeStatic(INTS, "remS", "(JJ)J");
            case I64_REM_U -> code.invokeStatic(INTS, "remU", "(JJ)J");
            case I64_AND -> code.op(Opcodes.LAND);
            case I64_OR -> code.op(Opcodes.LOR);
            case I64_XOR -> code.op(Opcodes.LXOR);
            case I64_SHL -> shift(code, Opcodes.LSHL);
            case I64_SHR_S -> shift(code, Opcodes.LSHR);
            case I64_SHR_U -> shift(code, Opcodes.LUSHR);
            case I64_ROTL -> rotate(code, "rotateLeft");
            case I64_ROTR -> rotate(code, "rotateRight");
            case I32_EXTEND8_S -> code.op(Opcodes.I2B);
            case I32_EXTEND16_S -> code.op(Opcodes.I2S);
            case I64_EXTEND8_S -> extend(code, Opcodes.I2B);
            case I64_EXTEND16_S -> extend(code, Opcodes.I2S);
            case I64_EXTEND32_S -> {
                code.op(Opcodes.L2I);
                code.op(Opcodes.I2L);
            }
            default -> {
                return false;
            }
        }
        return true;
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

    private static void bits(Code code, String method) {
        code.invokeStatic(LONG, method, "(J)I");
        code.op(Opcodes.I2L);
    }

    /** Java's shifts of a long take an int, of which the low six bits count, as in WebAssembly. */
    private static void shift(Code code, int opcode) {
        code.op(Opcodes.L2I);
        code.op(opcode);
    }

    private static void rotate(Code code, String method) {
        code.op(Opcodes.L2I);
        code.invokeStatic(LONG, method, "(JI)J");
    }

    private static void extend(Code code, int opcode) {
        code.op(Opcodes.L2I);
        code.op(opcode);
        code.op(Opcodes.I2L);
    }

    private static boolean floating(Opcode op, Code code) {
        switch (op) {
            case F32_ABS -> f32(code, "abs");
            case F32_NEG -> f32(code, "neg");
            case F32_CEIL -> f32(code, "ceil");
            case F32_FLOOR -> f32(code, "floor");
            case F32_TRUNC -> f32(code, "trunc");
            case F32_NEAREST -> f32(code, "nearest");
            case F32_SQRT -> f32(code, "sqrt");
            case F32_ADD -> code.op(Opcodes.FADD);
            case F32_SUB -> code.op(Opcodes.FSUB);
            case F32_MUL -> code.op(Opcodes.FMUL);
            case F32_DIV -> code.op(Opcodes.FDIV);
            case F32_MIN -> f32Binary(code, "min");
            case F32_MAX -> f32Binary(code, "max");
            case F32_COPYSIGN -> f32Binary(code, "copysign");
            case F64_ABS -> f64(code, "abs");
            case F64_NEG -> f64(code, "neg");
            case F64_CEIL -> f64(code, "ceil");
            case F64_FLOOR -> f64(code, "floor");
            case F64_TRUNC -> f64(code, "trunc");
            case F64_NEAREST -> f64(code, "nearest");
            case F64_SQRT -> f64(code, "sqrt");
            case F64_ADD -> code.op(Opcodes.DADD);
            case F64_SUB -> code.op(Opcodes.DSUB);
            case F64_MUL -> code.op(Opcodes.DMUL);
            case F64_DIV -> code.op(Opcodes.DDIV);
            case F64_MIN -> f64Binary(code, "min");
            case F64_MAX -> f64Binary(code, "max");
            case F64_COPYSIGN -> f64Binary(code, "copysign");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void f32(Code code, String method) {
        code.invokeStatic(FLOATS, method, "(F)F");
    }

    private static void f32Binary(Code code, String method) {
        code.invokeStatic(FLOATS, method, "(FF)F");
    }

    private static void f64(Code code, String method) {
        code.invokeStatic(FLOATS, method, "(D)D");
    }

    private static void f64Binary(Code code, String method) {
        code.invokeStatic(FLOATS, method, "(DD)D");
    }

    private static boolean conversion(Opcode op, Code code) {
        switch (op) {
            case I32_WRAP_I64 -> code.op(Opcodes.L2I);
            case I64_EXTEND_I32_S -> code.op(Opcodes.I2L);
            case I64_EXTEND_I32_U -> code.invokeStatic(INTEGER, "toUnsignedLong", "(I)J");
            case I32_REINTERPRET_F32 -> code.invokeStatic(FLOAT, "floatToRawIntBits", "(F)I");
            case I64_REINTERPRET_F64 -> code.invokeStatic(DOUBLE, "doubleToRawLongBits", "(D)J");
            case F32_REINTERPRET_I32 -> code.invokeStatic(FLOAT, "intBitsToFloat", "(I)F");
            case F64_REINTERPRET_I64 -> code.invokeStatic(DOUBLE, "longBitsToDouble", "(J)D");
            case F32_CONVERT_I32_S -> code.op(Opcodes.I2F);
            case F32_CONVERT_I32_U -> code.invokeStatic(FLOATS, "i32UToF32", "(I)F");
            case F32_CONVERT_I64_S -> code.op(Opcodes.L2F);
            case F32_CONVERT_I64_U -> code.invokeStatic(FLOATS, "i64UToF32", "(J)F");
            case F64_CONVERT_I32_S -> code.op(Opcodes.I2D);
            case F64_CONVERT_I32_U -> code.invokeStatic(FLOATS, "i32UToF64", "(I)D");
            case F64_CONVERT_I64_S -> code.op(Opcodes.L2D);
            case F64_CONVERT_I64_U -> code.invokeStatic(FLOATS, "i64UToF64", "(J)D");
            case F32_DEMOTE_F64 -> code.invokeStatic(FLOATS, "demote", "(D)F");
            case F64_PROMOTE_F32 -> code.invokeStatic(FLOATS, "promote", "(F)D");
            case I32_TRUNC_F32_S, I32_TRUNC_F64_S -> truncate(op, code, "truncToI32S", "(D)I");
            case I32_TRUNC_F32_U, I32_TRUNC_F64_U -> truncate(op, code, "truncToI32U", "(D)I");
            case I64_TRUNC_F32_S, I64_TRUNC_F64_S -> truncate(op, code, "truncToI64S", "(D)J");
            case I64_TRUNC_F32_U, I64_TRUNC_F64_U -> truncate(op, code, "truncToI64U", "(D)J");
            case I32_TRUNC_SAT_F32_S, I32_TRUNC_SAT_F64_S -> truncate(op, code, "truncSatToI32S", "(D)I");
            case I32_TRUNC_SAT_F32_U, I32_TRUNC_SAT_F64_U -> truncate(op, code, "truncSatToI32U", "(D)I");
            case I64_TRUNC_SAT_F32_S, I64_TRUNC_SAT_F64_S -> truncate(op, code, "truncSatToI64S", "(D)J");
            case I64_TRUNC_SAT_F32_U, I64_TRUNC_SAT_F64_U -> truncate(op, code, "truncSatToI64U", "(D)J");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void truncate(Opcode op, Code code, String method, String descriptor) {
        if (op.operands().equals("f")) {
            code.op(Opcodes.F2D);
        }
        code.invokeStatic(FLOATS, method, descriptor);
    }
}
