package dev.terrace.tier2.machine;

import java.util.List;

/** What the register allocator has decided about a function. */
public interface Allocation {
    /**
     * Something to be done between two instructions.
     *
     * @param type what is moved
     * @param from a {@link Location}; unused to rematerialize
     * @param to a {@link Location}; if {@code from} is a spill slot, too, the move goes through the scratch register
     * @param rematerialized the instruction to repeat with its one DEF in {@code to}, a register; null for a move
     */
    record Move(RegisterClass type, int from, int to, MachineInstruction rematerialized) {}

    /** Returns the location of an operand. */
    int location(MachineBlock block, int instruction, int operand);

    /**
     * Returns what to do before an instruction, one after the other. Moves along an edge are before the last instruction of
     * the block that it comes from, or before the first one of the block that it goes to.
     */
    List<Move> before(MachineBlock block, int instruction);

    /** Returns the size of all spill slots in bytes, from the stack pointer upwards; a multiple of 16. */
    int frameBytes();
}
