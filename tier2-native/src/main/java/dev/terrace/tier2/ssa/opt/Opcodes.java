package dev.terrace.tier2.ssa.opt;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Value;

/** What the passes know of instructions. */
public final class Opcodes {
    private Opcodes() {}

    /** Returns whether a COMPUTE traps for some values of its operands; a division by a constant mostly does not. */
    public static boolean traps(Value value) {
        if (!value.opcode.traps()) {
            return false;
        }
        Value divisor = value.args[value.args.length - 1];
        return switch (value.opcode) {
            case I32_DIV_U, I32_REM_U, I32_REM_S, I64_DIV_U, I64_REM_U, I64_REM_S ->
                !divisor.isConst() || divisor.immediate == 0;
            case I32_DIV_S -> !divisor.isConst() || divisor.immediate == 0 || (int) divisor.immediate == -1;
            case I64_DIV_S -> !divisor.isConst() || divisor.immediate == 0 || divisor.immediate == -1;
            default -> true;
        };
    }

    /** Returns whether operands may be exchanged. */
    public static boolean isCommutative(Opcode op) {
        return switch (op) {
            case I32_ADD,
                    I32_MUL,
                    I32_AND,
                    I32_OR,
                    I32_XOR,
                    I32_EQ,
                    I32_NE,
                    I64_ADD,
                    I64_MUL,
                    I64_AND,
                    I64_OR,
                    I64_XOR,
                    I64_EQ,
                    I64_NE -> true;
            default -> false;
        };
    }

    /** Returns the comparison of integers with the operands exchanged; null for other instructions. */
    public static Opcode exchanged(Opcode op) {
        return switch (op) {
            case I32_EQ, I32_NE, I64_EQ, I64_NE -> op;
            case I32_LT_S -> Opcode.I32_GT_S;
            case I32_LT_U -> Opcode.I32_GT_U;
            case I32_GT_S -> Opcode.I32_LT_S;
            case I32_GT_U -> Opcode.I32_LT_U;
            case I32_LE_S -> Opcode.I32_GE_S;
            case I32_LE_U -> Opcode.I32_GE_U;
            case I32_GE_S -> Opcode.I32_LE_S;
            case I32_GE_U -> Opcode.I32_LE_U;
            case I64_LT_S -> Opcode.I64_GT_S;
            case I64_LT_U -> Opcode.I64_GT_U;
            case I64_GT_S -> Opcode.I64_LT_S;
            case I64_GT_U -> Opcode.I64_LT_U;
            case I64_LE_S -> Opcode.I64_GE_S;
            case I64_LE_U -> Opcode.I64_GE_U;
            case I64_GE_S -> Opcode.I64_LE_S;
            case I64_GE_U -> Opcode.I64_LE_U;
            default -> null;
        };
    }

    /**
     * Returns the comparison that holds when another does not; null for other instructions. Of the comparisons of floats,
     * which a NaN makes false, only equality has one.
     */
    public static Opcode negated(Opcode op) {
        return switch (op) {
            case I32_EQ -> Opcode.I32_NE;
            case I32_NE -> Opcode.I32_EQ;
            case I32_LT_S -> Opcode.I32_GE_S;
            case I32_LT_U -> Opcode.I32_GE_U;
            case I32_GT_S -> Opcode.I32_LE_S;
            case I32_GT_U -> Opcode.I32_LE_U;
            case I32_LE_S -> Opcode.I32_GT_S;
            case I32_LE_U -> Opcode.I32_GT_U;
            case I32_GE_S -> Opcode.I32_LT_S;
            case I32_GE_U -> Opcode.I32_LT_U;
            case I64_EQ -> Opcode.I64_NE;
            case I64_NE -> Opcode.I64_EQ;
            case I64_LT_S -> Opcode.I64_GE_S;
            case I64_LT_U -> Opcode.I64_GE_U;
            case I64_GT_S -> Opcode.I64_LE_S;
            case I64_GT_U -> Opcode.I64_LE_U;
            case I64_LE_S -> Opcode.I64_GT_S;
            case I64_LE_U -> Opcode.I64_GT_U;
            case I64_GE_S -> Opcode.I64_LT_S;
            case I64_GE_U -> Opcode.I64_LT_U;
            case F32_EQ -> Opcode.F32_NE;
            case F32_NE -> Opcode.F32_EQ;
            case F64_EQ -> Opcode.F64_NE;
            case F64_NE -> Opcode.F64_EQ;
            default -> null;
        };
    }

    /** Returns whether an instruction gives 0 or 1. */
    public static boolean isComparison(Opcode op) {
        return op == Opcode.I32_EQZ
                || op == Opcode.I64_EQZ
                || switch (op) {
                    case F32_LT, F32_GT, F32_LE, F32_GE, F64_LT, F64_GT, F64_LE, F64_GE -> true;
                    default -> negated(op) != null;
                };
    }

    /** Returns whether a value is 0 or 1. */
    public static boolean isBoolean(Value value) {
        return value.op == Op.COMPUTE
                ? isComparison(value.opcode)
                : value.isConst() && (value.immediate == 0 || value.immediate == 1);
    }
}
