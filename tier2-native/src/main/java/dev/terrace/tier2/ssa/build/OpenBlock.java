package dev.terrace.tier2.ssa.build;

import dev.terrace.tier2.ssa.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A block, with what the builder has to know of it until all values are known. */
final class OpenBlock {
    private static final int[] NONE = {};

    /** Stands for an operand where the number of a local might be. */
    static final int OPERAND = -1;

    final Block block;

    /** The ways to it; the only one, unless it merges several. */
    final List<PendingEdge> ways = new ArrayList<>(2);

    /** Whether it has parameters for what differs between the ways to it. */
    boolean merges;

    /** Whether all ways to it are known. */
    boolean sealed = true;

    /** Whether it waits for the values of its parameters. */
    boolean queued;

    /** If it merges: the block that has the value of each local that is not assigned in the region. */
    OpenBlock dominator;

    /** If it merges: the offsets in the module that all code between the dominator and this block is between. */
    int regionStart;

    int regionEnd;

    /** The local that each parameter is for, or OPERAND. */
    private int[] locals = NONE;

    OpenBlock(Block block) {
        this.block = block;
    }

    /** Notes what the parameter is for that was added last. */
    void noteParam(int local) {
        int index = block.params.size() - 1;
        if (index >= locals.length) {
            locals = Arrays.copyOf(locals, Math.max(4, 2 * index));
        }
        locals[index] = local;
    }

    /** Returns the local that a parameter is for. */
    int local(int param) {
        return locals[param];
    }
}
