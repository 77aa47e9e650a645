package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.Operand;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.backend.x86_64.lower.FlagTest.Order;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for comparisons, and for what depends on them. A comparison and what reads its flags are one machine
 * instruction, so that nothing comes between.
 */
final class ConditionLowering {
    private final Lowering lower;

    ConditionLowering(Lowering lower) {
        this.lower = lower;
    }

    /** Returns whether an instruction compares numbers, or tests a vector. */
    static boolean isCondition(Opcode opcode) {
        return switch (opcode) {
            case I32_EQZ, I64_EQZ -> true;
            case V128_ANY_TRUE, I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE -> true;
            default -> condition(opcode) != null;
        };
    }

    /** Returns the condition for a comparison of two numbers; for floating-point numbers only what it is called. */
    private static Condition condition(Opcode opcode) {
        return switch (opcode) {
            case I32_EQ, I64_EQ, F32_EQ, F64_EQ -> Condition.E;
            case I32_NE, I64_NE, F32_NE, F64_NE -> Condition.NE;
            case I32_LT_S, I64_LT_S -> Condition.L;
            case I32_GT_S, I64_GT_S -> Condition.G;
            case I32_LE_S, I64_LE_S -> Condition.LE;
            case I32_GE_S, I64_GE_S -> Condition.GE;
            case I32_LT_U, I64_LT_U, F32_LT, F64_LT -> Condition.B;
            case I32_GT_U, I64_GT_U, F32_GT, F64_GT -> Condition.A;
            case I32_LE_U, I64_LE_U, F32_LE, F64_LE -> Condition.BE;
            case I32_GE_U, I64_GE_U, F32_GE, F64_GE -> Condition.AE;
            default -> null;
        };
    }

    /** Returns the condition that holds if the operands are exchanged. */
    private static Condition mirrored(Condition condition) {
        return switch (condition) {
            case L -> Condition.G;
            case G -> Condition.L;
            case LE -> Condition.GE;
            case GE -> Condition.LE;
            case B -> Condition.A;
            case A -> Condition.B;
            case BE -> Condition.AE;
            case AE -> Condition.BE;
            default -> condition;
        };
    }

    /** Returns the test whether an i32 is not zero. A comparison that is near is made by the test itself. */
    FlagTest test(Value value) {
        if (value.op == Op.COMPUTE && lower.isNear(value)) {
            if (isCondition(value.opcode)) {
                if (lower.fold(value)) {
                    return comparison(value);
                }
                // It is made twice, but what it loads must not be loaded twice.
                return lower.withoutFolding(() -> comparison(value));
            }
            if (value.opcode == Opcode.I32_AND && lower.fold(value)) {
                return bits(value, false);
            }
        }
        return notZero(value, false);
    }

    private FlagTest notZero(Value value, boolean wide) {
        if (lower.canFold(value, IntegerLowering.bytes(wide))) {
            return compareWith(value, 0, wide, Condition.NE);
        }
        return withZero(value, wide, Condition.NE);
    }

    /** Compares the contents of a register with zero. */
    private FlagTest withZero(Value value, boolean wide, Condition condition) {
        Instruction row = wide ? Instruction.TEST_RM64_R64 : Instruction.TEST_RM32_R32;
        Code flags = (out, args) -> out.emit(row, args[0], args[0]);
        return FlagTest.of("test", flags, condition, Arg.use(lower.use(value)));
    }

    /** Returns the test whether two values have common bits. */
    private FlagTest bits(Value and, boolean wide) {
        Value left = and.args[0].isConst() ? and.args[1] : and.args[0];
        Value right = and.args[0].isConst() ? and.args[0] : and.args[1];
        if (Lowering.isImmediate(right)) {
            long mask = Lowering.signed(right);
            Instruction row = wide ? Instruction.TEST_RM64_I32 : Instruction.TEST_RM32_I32;
            Arg source = Arg.use(lower.use(left));
            if (mask == (mask & 0x7F)) {
                row = Instruction.TEST_RM8_I8;
            }
            return rows("test", row, Condition.NE, source, Arg.imm(mask));
        }
        Instruction row = wide ? Instruction.TEST_RM64_R64 : Instruction.TEST_RM32_R32;
        return rows("test", row, Condition.NE, Arg.use(lower.use(left)), Arg.use(lower.use(right)));
    }

    private static FlagTest rows(String name, Instruction row, Condition condition, Arg... args) {
        Code flags = args.length == 2
                ? (out, operands) -> out.emit(row, operands[0], operands[1])
                : (out, operands) -> out.emit(row, operands[0]);
        return FlagTest.of(name, flags, condition, args);
    }

    private FlagTest comparison(Value value) {
        return switch (value.opcode) {
            case I32_EQZ -> test(value.args[0]).negated();
            case I64_EQZ -> {
                Value of = value.args[0];
                if (of.op == Op.COMPUTE && of.opcode == Opcode.I64_AND && lower.fold(of)) {
                    yield bits(of, true).negated();
                }
                yield notZero(of, true).negated();
            }
            default ->
                switch (value.args[0].type) {
                    case F32 -> floats(value, false);
                    case F64 -> floats(value, true);
                    case V128 -> lower.vectors().test(value);
                    default -> integers(value, value.args[0].type != Type.I32);
                };
        };
    }

    private FlagTest integers(Value value, boolean wide) {
        Condition condition = condition(value.opcode);
        Value left = value.args[0];
        Value right = value.args[1];
        boolean exchange = left.isConst() && !right.isConst()
                || !Lowering.isImmediate(right)
                        && lower.canFold(left, IntegerLowering.bytes(wide))
                        && !lower.canFold(right, IntegerLowering.bytes(wide));
        if (exchange) {
            left = value.args[1];
            right = value.args[0];
            condition = mirrored(condition);
        }
        if (Lowering.isImmediate(right)) {
            long immediate = Lowering.signed(right);
            if (immediate == 0 && !lower.canFold(left, IntegerLowering.bytes(wide))) {
                return withZero(left, wide, condition);
            }
            return compareWith(left, immediate, wide, condition);
        }
        int register = lower.use(left);
        Arg other = lower.useAny(right, IntegerLowering.bytes(wide));
        return rows("cmp", Alu.CMP.load(wide), condition, Arg.use(register), other);
    }

    private FlagTest compareWith(Value left, long immediate, boolean wide, Condition condition) {
        Arg source = lower.useAny(left, IntegerLowering.bytes(wide));
        return rows("cmp", Alu.CMP.immediate(wide, immediate), condition, source, Arg.imm(immediate));
    }

    /** Below is what is also set for a NaN, so that comparisons are made with "above". */
    private FlagTest floats(Value value, boolean wide) {
        Condition condition = condition(value.opcode);
        boolean exchange = condition == Condition.B || condition == Condition.BE;
        Value left = value.args[exchange ? 1 : 0];
        Value right = value.args[exchange ? 0 : 1];
        Order order = switch (condition) {
            case E -> Order.AND_ORDERED;
            case NE -> Order.OR_UNORDERED;
            default -> Order.ANY;
        };
        Instruction row = wide ? Instruction.UCOMISD_X_XM64 : Instruction.UCOMISS_X_XM32;
        int register = lower.use(left);
        Arg other = lower.useAny(right, FloatLowering.bytes(wide));
        FlagTest test = rows("ucomis", row, exchange ? mirrored(condition) : condition, Arg.use(register), other);
        return new FlagTest(test.name(), test.flags(), test.args(), test.condition(), order);
    }

    /** Emits the branch at the end of a block: to the first of two successors if the value is not zero. */
    void branch(Value value, int taken, int otherwise) {
        FlagTest test = test(value);
        lower.sequence(
                "branch " + test.condition() + " " + test.name(),
                (out, args) -> {
                    test.flags().emit(out, args);
                    jump(out, test, taken, otherwise);
                },
                test.with());
    }

    private static void jump(Emission out, FlagTest test, int taken, int otherwise) {
        switch (test.order()) {
            case ANY -> {
                if (out.isNext(taken)) {
                    out.jump(test.condition().negated(), out.successor(otherwise));
                } else {
                    out.jump(test.condition(), out.successor(taken));
                    out.jumpToSuccessor(otherwise);
                }
            }
            case AND_ORDERED -> {
                out.jump(test.condition().negated(), out.successor(otherwise));
                out.jump(Condition.P, out.successor(otherwise));
                out.jumpToSuccessor(taken);
            }
            case OR_UNORDERED -> {
                out.jump(test.condition(), out.successor(taken));
                out.jump(Condition.P, out.successor(taken));
                out.jumpToSuccessor(otherwise);
            }
        }
    }

    /** Computes a comparison as an i32. */
    void materialize(Value value) {
        FlagTest test = comparison(value);
        int count = test.args().size();
        lower.sequence(
                "set " + test.condition() + " " + test.name(),
                (out, args) -> {
                    Gpr result = (Gpr) args[count];
                    boolean cleared = !isRead(result, args, count);
                    if (cleared) {
                        out.emit(Instruction.XOR_RM32_R32, result, result);
                    }
                    test.flags().emit(out, args);
                    if (test.order() != Order.ANY) {
                        boolean and = test.order() == Order.AND_ORDERED;
                        out.emit((and ? Condition.NP : Condition.P).set(), Gpr.R11);
                        out.emit(test.condition().set(), result);
                        out.emit(and ? Instruction.AND_RM8_R8 : Instruction.OR_RM8_R8, result, Gpr.R11);
                    } else {
                        out.emit(test.condition().set(), result);
                    }
                    if (!cleared) {
                        out.emit(Instruction.MOVZX_R32_RM8, result, result);
                    }
                },
                test.with(Arg.def(lower.result(value))));
    }

    private static boolean isRead(Gpr register, Operand[] args, int count) {
        for (int i = 0; i < count; i++) {
            if (args[i] == register
                    || args[i] instanceof Address address
                            && (address.base() == register || address.index() == register)) {
                return true;
            }
        }
        return false;
    }

    /** Lowers a SELECT. */
    void select(Value value) {
        Value chosen = value.args[1];
        Value other = value.args[2];
        FlagTest test = test(value.args[0]);
        if (test.order() == Order.AND_ORDERED) {
            test = test.negated();
            chosen = value.args[2];
            other = value.args[1];
        }
        Arg modified = Arg.modify(lower.result(value), lower.use(other));
        // What may fault is loaded in any case.
        Arg source = Arg.useAny(lower.use(chosen));
        if (value.type.isGeneral()) {
            conditionalMove(test, modified, source, value.type == Type.I32 ? 32 : 64);
        } else {
            jumpOver(test, modified, source, Lowering.classOf(value.type));
        }
    }

    private void conditionalMove(FlagTest test, Arg modified, Arg source, int bits) {
        int count = test.args().size();
        lower.sequence(
                "select " + test.condition() + " " + test.name(),
                (out, args) -> {
                    test.flags().emit(out, args);
                    out.emit(test.condition().move(bits), args[count], args[count + 1]);
                    if (test.order() == Order.OR_UNORDERED) {
                        out.emit(Condition.P.move(bits), args[count], args[count + 1]);
                    }
                },
                test.with(modified, test.order() == Order.ANY ? source : late(source)));
    }

    /** Vector registers have no conditional moves. */
    private void jumpOver(FlagTest test, Arg modified, Arg source, RegisterClass type) {
        int count = test.args().size();
        lower.sequence(
                "select " + test.condition() + " " + test.name(),
                (out, args) -> {
                    Label move = new Label();
                    Label end = new Label();
                    test.flags().emit(out, args);
                    if (test.order() == Order.OR_UNORDERED) {
                        out.jump(Condition.P, move);
                    }
                    out.jump(test.condition().negated(), end);
                    out.bind(move);
                    out.copy(type, args[count], args[count + 1]);
                    out.bind(end);
                },
                test.with(modified, source));
    }

    private static Arg late(Arg arg) {
        return arg instanceof Arg.Virtual(dev.terrace.tier2.machine.Operand operand)
                ? Arg.useLate(operand.register())
                : arg;
    }
}
