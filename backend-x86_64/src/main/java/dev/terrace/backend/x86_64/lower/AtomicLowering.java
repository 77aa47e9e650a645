package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.Operand;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for atomic accesses, all of which are sequentially consistent: loads are as they are, stores are
 * exchanges, for which the processor waits for its earlier stores.
 */
final class AtomicLowering {
    /** The rows for accesses of a width; {@code exchange} and {@code add} give back what was there. */
    private record Width(
            Instruction load,
            Instruction exchange,
            Instruction add,
            Instruction compareExchange,
            Instruction lockedAdd,
            Instruction lockedSub,
            Instruction lockedAnd,
            Instruction lockedOr,
            Instruction lockedXor) {}

    private static final Width[] WIDTHS = {
        width(8, Instruction.MOVZX_R32_RM8),
        width(16, Instruction.MOVZX_R32_RM16),
        width(32, Instruction.MOV_R32_RM32),
        width(64, Instruction.MOV_R64_RM64)
    };

    private final Lowering lower;

    AtomicLowering(Lowering lower) {
        this.lower = lower;
    }

    private static Width width(int bits, Instruction load) {
        String operands = "_M" + bits + "_R" + bits;
        return new Width(
                load,
                Instruction.valueOf("XCHG_RM" + bits + "_R" + bits),
                Instruction.valueOf("LOCK_XADD" + operands),
                Instruction.valueOf("LOCK_CMPXCHG" + operands),
                Instruction.valueOf("LOCK_ADD" + operands),
                Instruction.valueOf("LOCK_SUB" + operands),
                Instruction.valueOf("LOCK_AND" + operands),
                Instruction.valueOf("LOCK_OR" + operands),
                Instruction.valueOf("LOCK_XOR" + operands));
    }

    /** Lowers an ATOMIC. */
    void lower(Value value) {
        Arg.Memory address = lower.memories().address(value);
        Width width = WIDTHS[value.opcode.widthLog2()];
        boolean wide = value.opcode.widthLog2() == 3;
        switch (value.opcode) {
            case I32_ATOMIC_LOAD, I64_ATOMIC_LOAD, I32_ATOMIC_LOAD8_U, I32_ATOMIC_LOAD16_U ->
                load(value, width, address);
            case I64_ATOMIC_LOAD8_U, I64_ATOMIC_LOAD16_U, I64_ATOMIC_LOAD32_U -> load(value, width, address);
            case I32_ATOMIC_STORE, I64_ATOMIC_STORE, I32_ATOMIC_STORE8, I32_ATOMIC_STORE16 ->
                store(value, width, address);
            case I64_ATOMIC_STORE8, I64_ATOMIC_STORE16, I64_ATOMIC_STORE32 -> store(value, width, address);
            case I32_ATOMIC_RMW_CMPXCHG, I32_ATOMIC_RMW8_CMPXCHG_U, I32_ATOMIC_RMW16_CMPXCHG_U ->
                compareExchange(value, width, address);
            case I64_ATOMIC_RMW_CMPXCHG,
                    I64_ATOMIC_RMW8_CMPXCHG_U,
                    I64_ATOMIC_RMW16_CMPXCHG_U,
                    I64_ATOMIC_RMW32_CMPXCHG_U -> compareExchange(value, width, address);
            case I32_ATOMIC_RMW_ADD, I32_ATOMIC_RMW8_ADD_U, I32_ATOMIC_RMW16_ADD_U -> add(value, width, address);
            case I64_ATOMIC_RMW_ADD, I64_ATOMIC_RMW8_ADD_U, I64_ATOMIC_RMW16_ADD_U, I64_ATOMIC_RMW32_ADD_U ->
                add(value, width, address);
            case I32_ATOMIC_RMW_SUB, I32_ATOMIC_RMW8_SUB_U, I32_ATOMIC_RMW16_SUB_U -> sub(value, width, address);
            case I64_ATOMIC_RMW_SUB, I64_ATOMIC_RMW8_SUB_U, I64_ATOMIC_RMW16_SUB_U, I64_ATOMIC_RMW32_SUB_U ->
                sub(value, width, address);
            case I32_ATOMIC_RMW_AND, I32_ATOMIC_RMW8_AND_U, I32_ATOMIC_RMW16_AND_U ->
                update(value, Alu.AND.load(wide), width.lockedAnd, width, address);
            case I64_ATOMIC_RMW_AND, I64_ATOMIC_RMW8_AND_U, I64_ATOMIC_RMW16_AND_U, I64_ATOMIC_RMW32_AND_U ->
                update(value, Alu.AND.load(wide), width.lockedAnd, width, address);
            case I32_ATOMIC_RMW_OR, I32_ATOMIC_RMW8_OR_U, I32_ATOMIC_RMW16_OR_U ->
                update(value, Alu.OR.load(wide), width.lockedOr, width, address);
            case I64_ATOMIC_RMW_OR, I64_ATOMIC_RMW8_OR_U, I64_ATOMIC_RMW16_OR_U, I64_ATOMIC_RMW32_OR_U ->
                update(value, Alu.OR.load(wide), width.lockedOr, width, address);
            case I32_ATOMIC_RMW_XOR, I32_ATOMIC_RMW8_XOR_U, I32_ATOMIC_RMW16_XOR_U ->
                update(value, Alu.XOR.load(wide), width.lockedXor, width, address);
            case I64_ATOMIC_RMW_XOR, I64_ATOMIC_RMW8_XOR_U, I64_ATOMIC_RMW16_XOR_U, I64_ATOMIC_RMW32_XOR_U ->
                update(value, Alu.XOR.load(wide), width.lockedXor, width, address);
            case I32_ATOMIC_RMW_XCHG, I32_ATOMIC_RMW8_XCHG_U, I32_ATOMIC_RMW16_XCHG_U ->
                swap(value, width.exchange, width, address, lower.use(value.args[2]));
            case I64_ATOMIC_RMW_XCHG, I64_ATOMIC_RMW8_XCHG_U, I64_ATOMIC_RMW16_XCHG_U, I64_ATOMIC_RMW32_XCHG_U ->
                swap(value, width.exchange, width, address, lower.use(value.args[2]));
            default -> throw new IllegalArgumentException("no instructions for " + value.opcode.text());
        }
    }

    private void load(Value value, Width width, Arg.Memory address) {
        lower.emit(width.load, Arg.def(lower.result(value)), address);
    }

    private void store(Value value, Width width, Arg.Memory address) {
        int stored = lower.use(value.args[2]);
        int before = lower.newTemp(RegisterClass.GENERAL);
        lower.emit(width.exchange, address, Arg.modify(before, stored));
    }

    private void add(Value value, Width width, Arg.Memory address) {
        int addend = lower.use(value.args[2]);
        if (lower.isAsked(value)) {
            swap(value, width.add, width, address, addend);
        } else {
            lower.emit(width.lockedAdd, address, Arg.use(addend));
        }
    }

    private void sub(Value value, Width width, Arg.Memory address) {
        int subtrahend = lower.use(value.args[2]);
        if (lower.isAsked(value)) {
            int addend = lower.newTemp(RegisterClass.GENERAL);
            lower.emit(Instruction.NEG_RM64, Arg.modify(addend, subtrahend));
            swap(value, width.add, width, address, addend);
        } else {
            lower.emit(width.lockedSub, address, Arg.use(subtrahend));
        }
    }

    /** Emits a row that exchanges a register with the memory, or adds it there; and extends what was there with zeros. */
    private void swap(Value value, Instruction row, Width width, Arg.Memory address, int operand) {
        lower.sequence(
                row.name(),
                (out, args) -> {
                    out.emit(row, args[0], args[1]);
                    extend(out, width, args[1]);
                },
                address,
                Arg.modify(lower.result(value), operand));
    }

    /** Extends with zeros, unless the row has done so: those of 32 bits do. */
    private static void extend(Emission out, Width width, Operand register) {
        if (width == WIDTHS[0] || width == WIDTHS[1]) {
            out.emit(width.load, register, register);
        }
    }

    private void compareExchange(Value value, Width width, Arg.Memory address) {
        int expected = lower.use(value.args[2]);
        int replacement = lower.use(value.args[3]);
        lower.sequence(
                width.compareExchange.name(),
                (out, args) -> {
                    out.emit(width.compareExchange, args[0], args[1]);
                    // A success leaves the whole register as it was.
                    out.emit(width.load, Gpr.RAX, Gpr.RAX);
                },
                address,
                Arg.use(replacement),
                Arg.implied(expected, Gpr.RAX),
                Arg.impliedDef(lower.result(value), Gpr.RAX));
    }

    /** Tries until nobody else has changed the memory in between; if the result is unused there is a row for it. */
    private void update(Value value, Instruction row, Instruction locked, Width width, Arg.Memory address) {
        int operand = lower.use(value.args[2]);
        if (!lower.isAsked(value)) {
            lower.emit(locked, address, Arg.use(operand));
            return;
        }
        lower.sequence(
                "loop " + row.name(),
                (out, args) -> {
                    Label again = new Label();
                    out.emit(width.load, Gpr.RAX, args[0]);
                    out.bind(again);
                    out.emit(Instruction.MOV_R64_RM64, Gpr.R11, Gpr.RAX);
                    out.emit(row, Gpr.R11, args[1]);
                    out.emit(width.compareExchange, args[0], Gpr.R11);
                    out.jump(Condition.NE, again);
                },
                address.untilEnd(),
                Arg.useLate(operand),
                Arg.impliedDef(lower.result(value), Gpr.RAX));
    }
}
