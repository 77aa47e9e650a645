package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.Checkpoints;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.tier1.support.Checks;

/** Writes where the code asks whether it may go on, if the configuration wants it to: see {@link Checkpoints}. */
final class CheckWriter {
    private static final String CHECKS = Names.of(Checks.class);

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final FunctionCode function;
    private final boolean polls;
    private final boolean burns;

    CheckWriter(FunctionWriter writer, InstructionReader in, FunctionCode function) {
        Tiering tiering = function.module().tiering();
        this.writer = writer;
        this.in = in;
        this.function = function;
        this.polls = tiering.polls();
        this.burns = tiering.burnsFuel();
    }

    /** Writes the checks where the function begins. */
    void atEntry() {
        if (polls && Checkpoints.pollsAtEntry(function)) {
            poll(in.nextOffset());
        }
        if (burns) {
            burn(function.checkpoints().entryCost(), in.nextOffset());
        }
    }

    /** Writes the check at the header of the loop that the instruction begins. */
    void atLoop() {
        if (polls) {
            poll(in.offset());
        }
    }

    /** Writes the check that stands before the instruction. */
    void before() {
        if (burns) {
            burnByLength(in.opcode());
        }
    }

    private void burnByLength(Opcode op) {
        if (Checkpoints.costsByLength(op)) {
            writer.at(in.offset());
            writer.operands.settleAll();
            Kind length = writer.operands.top();
            writer.code.load(length, writer.operands.variable(writer.operands.size() - 1));
            writer.code.constant(Checkpoints.lengthPerUnitLog2(op));
            writer.loadContext();
            writer.code.invokeStatic(
                    CHECKS, "burnByLength", "(" + length.descriptor + "I" + Names.CONTEXT_DESCRIPTOR + ")V");
        }
    }

    /** Writes the check that stands behind the instruction. */
    void behind() {
        if (burns) {
            burn(function.checkpoints().costBehind(in.offset()), in.offset());
        }
    }

    private void poll(int offset) {
        writer.at(offset);
        writer.loadContext();
        writer.code.invokeStatic(CHECKS, "poll", "(" + Names.CONTEXT_DESCRIPTOR + ")V");
    }

    private void burn(int amount, int offset) {
        if (amount != 0) {
            writer.at(offset);
            writer.code.constant(amount);
            writer.loadContext();
            writer.code.invokeStatic(CHECKS, "burn", "(I" + Names.CONTEXT_DESCRIPTOR + ")V");
        }
    }
}
