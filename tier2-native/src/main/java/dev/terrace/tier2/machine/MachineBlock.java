package dev.terrace.tier2.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A basic block. Its last instruction is the jump, branch or return; that of a block with parameters in its successor has
 * no operands, since moves are put before it. A block with several successors has only such that have no other
 * predecessor: so every edge has a place for its moves.
 */
public final class MachineBlock {
    /** A way to another block, with a virtual register for each of its parameters. */
    public record Edge(MachineBlock target, int[] arguments) {}

    /** The block's place in the function, in the order of the code. */
    public int index;

    /** The virtual registers that every edge to the block gives values. */
    public int[] parameters = {};

    /** The instructions. */
    public final List<MachineInstruction> instructions = new ArrayList<>();

    /** Where the last instruction goes. */
    public final List<Edge> successors = new ArrayList<>(2);

    /** The blocks that have edges here. */
    public final List<MachineBlock> predecessors = new ArrayList<>(2);

    /** How many loops the block is in. */
    public int loopDepth;

    /** Whether it is hardly ever reached. */
    public boolean cold;

    /** Whether a branch from a block behind goes here. */
    public boolean loopHeader;

    @Override
    public String toString() {
        return "block " + index;
    }
}
