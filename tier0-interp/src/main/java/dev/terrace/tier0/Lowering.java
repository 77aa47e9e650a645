package dev.terrace.tier0;

import dev.terrace.core.opcode.Opcode;

/** The instructions of WebAssembly that have a register instruction of their own, and the relations among those. */
final class Lowering implements Op {
    /** What the methods return where there is no instruction. */
    static final int NONE = -1;

    private Lowering() {}

    /** Returns the instruction with two operands. Of {@code gt} and {@code ge} it is the one with operands exchanged. */
    static int binary(Opcode op) {
        return switch (op) {
            case I32_ADD, I64_ADD -> ADD;
            case I32_SUB, I64_SUB -> SUB;
            case I32_MUL, I64_MUL -> MUL;
            case I32_AND, I64_AND -> AND;
            case I32_OR, I64_OR -> OR;
            case I32_XOR, I64_XOR -> XOR;
            case I32_SHL -> I32_SHL;
            case I32_SHR_S -> I32_SHR_S;
            case I32_SHR_U -> I32_SHR_U;
            case I32_ROTL -> I32_ROTL;
            case I32_ROTR -> I32_ROTR;
            case I32_DIV_S -> I32_DIV_S;
            case I32_DIV_U -> I32_DIV_U;
            case I32_REM_S -> I32_REM_S;
            case I32_REM_U -> I32_REM_U;
            case I32_EQ -> I32_EQ;
            case I32_NE -> I32_NE;
            case I32_LT_S, I32_GT_S -> I32_LT_S;
            case I32_LT_U, I32_GT_U -> I32_LT_U;
            case I32_LE_S, I32_GE_S -> I32_LE_S;
            case I32_LE_U, I32_GE_U -> I32_LE_U;
            case I64_SHL -> I64_SHL;
            case I64_SHR_S -> I64_SHR_S;
            case I64_SHR_U -> I64_SHR_U;
            case I64_ROTL -> I64_ROTL;
            case I64_ROTR -> I64_ROTR;
            case I64_DIV_S -> I64_DIV_S;
            case I64_DIV_U -> I64_DIV_U;
            case I64_REM_S -> I64_REM_S;
            case I64_REM_U -> I64_REM_U;
            case I64_EQ -> I64_EQ;
            case I64_NE -> I64_NE;
            case I64_LT_S, I64_GT_S -> I64_LT_S;
            case I64_LT_U, I64_GT_U -> I64_LT_U;
            case I64_LE_S, I64_GE_S -> I64_LE_S;
            case I64_LE_U, I64_GE_U -> I64_LE_U;
            case F32_ADD -> F32_ADD;
            case F32_SUB -> F32_SUB;
            case F32_MUL -> F32_MUL;
            case F32_DIV -> F32_DIV;
            case F32_EQ -> F32_EQ;
            case F32_NE -> F32_NE;
            case F32_LT, F32_GT -> F32_LT;
            case F32_LE, F32_GE -> F32_LE;
            case F64_ADD -> F64_ADD;
            case F64_SUB -> F64_SUB;
            case F64_MUL -> F64_MUL;
            case F64_DIV -> F64_DIV;
            case F64_EQ -> F64_EQ;
            case F64_NE -> F64_NE;
            case F64_LT, F64_GT -> F64_LT;
            case F64_LE, F64_GE -> F64_LE;
            default -> NONE;
        };
    }

    /** Returns whether {@link #binary} exchanges the operands. */
    static boolean exchanges(Opcode op) {
        return switch (op) {
            case I32_GT_S, I32_GT_U, I32_GE_S, I32_GE_U -> true;
            case I64_GT_S, I64_GT_U, I64_GE_S, I64_GE_U -> true;
            case F32_GT, F32_GE, F64_GT, F64_GE -> true;
            default -> false;
        };
    }

    /** Returns whether the order of the operands does not matter to a register instruction. */
    static boolean commutes(int op) {
        return switch (op) {
            case ADD, MUL, AND, OR, XOR, I32_EQ, I32_NE, I64_EQ, I64_NE -> true;
            default -> false;
        };
    }

    /** Returns the form whose second operand is a number. */
    static int immediate(int op) {
        return switch (op) {
            case ADD, SUB -> ADD_IMM;
            case MUL -> MUL_IMM;
            case AND -> AND_IMM;
            case OR -> OR_IMM;
            case XOR -> XOR_IMM;
            case I32_SHL -> I32_SHL_IMM;
            case I32_SHR_S -> I32_SHR_S_IMM;
            case I32_SHR_U -> I32_SHR_U_IMM;
            case I32_ROTL, I32_ROTR -> I32_ROTL_IMM;
            case I64_SHL -> I64_SHL_IMM;
            case I64_SHR_S -> I64_SHR_S_IMM;
            case I64_SHR_U -> I64_SHR_U_IMM;
            case I64_ROTL, I64_ROTR -> I64_ROTL_IMM;
            case I32_EQ -> I32_EQ_IMM;
            case I32_NE -> I32_NE_IMM;
            case I32_LT_S, I32_LE_S -> I32_LT_S_IMM;
            case I32_LT_U, I32_LE_U -> I32_LT_U_IMM;
            case I64_EQ -> I64_EQ_IMM;
            case I64_NE -> I64_NE_IMM;
            case I64_LT_S, I64_LE_S -> I64_LT_S_IMM;
            case I64_LT_U, I64_LE_U -> I64_LT_U_IMM;
            default -> NONE;
        };
    }

    /** Returns the comparison of a slot with a number that stands for one of the number with the slot. */
    static int mirroredImmediate(int op) {
        return switch (op) {
            case I32_LT_S, I32_LE_S -> I32_GT_S_IMM;
            case I32_LT_U, I32_LE_U -> I32_GT_U_IMM;
            case I64_LT_S, I64_LE_S -> I64_GT_S_IMM;
            case I64_LT_U, I64_LE_U -> I64_GT_U_IMM;
            default -> NONE;
        };
    }

    /**
     * Returns by how much the number of an instruction's {@link #immediate} form differs: {@code a <= n} becomes {@code a <
     * n + 1}, and for {@link #mirroredImmediate} with the sign turned, {@code n <= a} becomes {@code a > n - 1}.
     */
    static int immediateDistance(int op) {
        return switch (op) {
            case I32_LE_S, I32_LE_U, I64_LE_S, I64_LE_U -> 1;
            default -> 0;
        };
    }

    /** Returns whether an instruction compares its operands as unsigned. */
    static boolean comparesUnsigned(int op) {
        return op == I32_LT_U || op == I32_LE_U || op == I64_LT_U || op == I64_LE_U;
    }

    /** Returns the instruction with one operand. */
    static int unary(Opcode op) {
        return switch (op) {
            case I32_EXTEND8_S, I64_EXTEND8_S -> EXTEND8_S;
            case I32_EXTEND16_S, I64_EXTEND16_S -> EXTEND16_S;
            case I64_EXTEND32_S, I64_EXTEND_I32_S -> EXTEND32_S;
            case I64_EXTEND_I32_U -> EXTEND32_U;
            case F64_ABS -> F64_ABS;
            case F64_NEG -> F64_NEG;
            case F64_SQRT -> F64_SQRT;
            case F64_CONVERT_I32_S -> F64_CONVERT_I32_S;
            default -> NONE;
        };
    }

    /** Returns the access to the first memory. */
    static int access(Opcode op) {
        return switch (op) {
            case I32_LOAD8_S, I64_LOAD8_S -> LOAD8_S;
            case I32_LOAD8_U, I64_LOAD8_U -> LOAD8_U;
            case I32_LOAD16_S, I64_LOAD16_S -> LOAD16_S;
            case I32_LOAD16_U, I64_LOAD16_U -> LOAD16_U;
            case I32_LOAD, F32_LOAD, I64_LOAD32_S -> LOAD32_S;
            case I64_LOAD32_U -> LOAD32_U;
            case I64_LOAD, F64_LOAD -> LOAD64;
            case I32_STORE8, I64_STORE8 -> STORE8;
            case I32_STORE16, I64_STORE16 -> STORE16;
            case I32_STORE, F32_STORE, I64_STORE32 -> STORE32;
            case I64_STORE, F64_STORE -> STORE64;
            default -> NONE;
        };
    }

    /** Returns the form of an access whose address is the sum of a slot and a number. */
    static int ofSum(int access) {
        return switch (access) {
            case LOAD8_U -> LOAD8_U_SUM;
            case LOAD32_S -> LOAD32_S_SUM;
            case LOAD64 -> LOAD64_SUM;
            case STORE8 -> STORE8_SUM;
            case STORE32 -> STORE32_SUM;
            case STORE64 -> STORE64_SUM;
            default -> NONE;
        };
    }

    /** Returns whether an instruction leaves the bits of its operand as they are. */
    static boolean keepsBits(Opcode op) {
        return switch (op) {
            case I32_WRAP_I64, I32_REINTERPRET_F32, F32_REINTERPRET_I32, I64_REINTERPRET_F64, F64_REINTERPRET_I64 ->
                true;
            default -> false;
        };
    }
}
