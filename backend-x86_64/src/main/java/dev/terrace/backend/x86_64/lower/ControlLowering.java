package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.List;

/** Selects instructions for the ends of blocks, and for what may leave the code in between: checks, polls and fuel. */
final class ControlLowering {
    /** Up to so many cases are compared one after the other. */
    private static final int COMPARED_CASES = 4;

    private static final Address FUEL = Address.at(Convention.CONTEXT, ContextLayout.FUEL);

    private final Lowering lower;

    ControlLowering(Lowering lower) {
        this.lower = lower;
    }

    /**
     * Lowers the end of a block.
     *
     * @param successors for each of its edges, the number of the machine block's successor
     */
    void end(Terminator end, int[] successors) {
        switch (end.kind) {
            case JUMP -> lower.emit(X86Instruction.jump());
            case BRANCH -> branch(end, successors);
            case SWITCH -> switchOver(end, successors);
            case RETURN -> lower.calls().leave(end);
            case TAIL_CALL, TAIL_CALL_IMPORT, TAIL_CALL_RECORD -> lower.calls().tailCall(end);
            case TRAP -> trap((TrapKind) end.detail);
        }
    }

    private void trap(TrapKind kind) {
        lower.sequence(
                "trap " + kind,
                (out, _) -> out.emit(Instruction.CALL_REL32, out.symbol(new CodeSymbol.TrapStub(kind))));
    }

    private void branch(Terminator end, int[] successors) {
        if (successors[0] == successors[1]) {
            lower.emit(X86Instruction.jump());
        } else {
            lower.conditions().branch(end.args[0], successors[0], successors[1]);
        }
    }

    private void switchOver(Terminator end, int[] successors) {
        int cases = successors.length - 1;
        int otherwise = successors[cases];
        boolean same = true;
        for (int successor : successors) {
            same &= successor == otherwise;
        }
        if (same) {
            lower.emit(X86Instruction.jump());
            return;
        }
        int index = lower.use(end.args[0]);
        if (cases <= COMPARED_CASES) {
            compareCases(index, successors);
        } else {
            jumpThroughTable(index, successors);
        }
    }

    private void compareCases(int index, int[] successors) {
        int cases = successors.length - 1;
        lower.sequence(
                "switch",
                (out, args) -> {
                    for (int i = 0; i < cases; i++) {
                        if (successors[i] != successors[cases]) {
                            out.emit(Instruction.CMP_RM32_I8, args[0], imm(i));
                            out.jump(Condition.E, out.successor(successors[i]));
                        }
                    }
                    out.jumpToSuccessor(successors[cases]);
                },
                Arg.use(index));
    }

    private void jumpThroughTable(int index, int[] successors) {
        int cases = successors.length - 1;
        lower.sequence(
                "switch",
                (out, args) -> {
                    List<Label> targets = new ArrayList<>();
                    for (int i = 0; i < cases; i++) {
                        targets.add(out.successor(successors[i]));
                    }
                    Gpr place = (Gpr) args[1];
                    out.emit(Instruction.CMP_RM32_I32, args[0], imm(cases));
                    out.jump(Condition.AE, out.successor(successors[cases]));
                    out.emit(Instruction.LEA_R64_M, Gpr.R11, out.jumpTable(targets));
                    out.emit(Instruction.MOVSXD_R64_RM32, place, Address.at(Gpr.R11, (Gpr) args[0], Integer.BYTES, 0));
                    out.emit(Instruction.ADD_R64_RM64, place, Gpr.R11);
                    out.emit(Instruction.JMP_RM64, place);
                },
                Arg.use(index),
                Arg.temp(lower.newTemp(RegisterClass.GENERAL)));
    }

    /** Lowers a NON_NULL. */
    void nonNull(Value value) {
        int reference = lower.use(value.args[0]);
        TrapKind kind = (TrapKind) value.detail;
        lower.sequence(
                "non_null",
                (out, args) -> {
                    out.emit(Instruction.TEST_RM64_R64, args[0], args[0]);
                    out.jump(Condition.E, out.trap(kind));
                },
                Arg.use(reference));
        lower.move(lower.result(value), reference);
    }

    /** Lowers a POLL. */
    void poll() {
        lower.sequence("poll", (out, _) -> {
            Label end = new Label();
            Label poll = out.cold(() -> {
                out.emit(Instruction.CALL_REL32, out.symbol(new CodeSymbol.PollStub()));
                out.jump(end);
            });
            out.emit(Instruction.CMP_RM32_I8, Address.at(Convention.CONTEXT, ContextLayout.POLL), imm(0));
            out.jump(Condition.NE, poll);
            out.bind(end);
        });
    }

    /** Lowers a BURN. A trap leaves the fuel as it was before. */
    void burn(Value value) {
        long amount = value.immediate;
        if (amount != (int) amount) {
            int register = lower.integer(amount);
            lower.sequence("burn", burn(Instruction.SUB_RM64_R64, Instruction.ADD_RM64_R64), Arg.use(register));
        } else {
            Instruction take = Alu.SUB.immediate(true, amount);
            lower.sequence("burn", burn(take, Alu.ADD.immediate(true, amount)), Arg.imm(amount));
        }
    }

    private static Code burn(Instruction take, Instruction giveBack) {
        return (out, args) -> {
            Label empty = out.cold(() -> {
                out.emit(giveBack, FUEL, args[0]);
                out.jump(out.trap(TrapKind.OUT_OF_FUEL));
            });
            out.emit(take, FUEL, args[0]);
            out.jump(Condition.B, empty);
        };
    }

    /** Lowers a BURN_LENGTH. */
    void burnLength(Value value) {
        int length = lower.use(value.args[0]);
        int amount = lower.newTemp(RegisterClass.GENERAL);
        if (value.immediate == 0) {
            lower.move(amount, length);
        } else {
            lower.emit(Instruction.SHR_RM64_U8, Arg.modify(amount, length), Arg.imm(value.immediate));
        }
        lower.sequence("burn", burn(Instruction.SUB_RM64_R64, Instruction.ADD_RM64_R64), Arg.use(amount));
    }
}
