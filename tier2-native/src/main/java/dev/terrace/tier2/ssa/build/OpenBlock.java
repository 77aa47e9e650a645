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

    /** The offset in the module of the instruction behind which it begins. */
    int start;

    /**
     * A block further up than the next one, or that; null if this is entered first. The distances are those of skew binary
     * numbers (Myers, "An Applicative Random-Access Stack", 1983), so that any block above is a few steps away.
     */
    OpenBlock far;

    /** The offsets that all code is between that belongs to this block and to those up to {@code far}, without that. */
    int farStart;

    int farEnd;

    private int depth;

    /** The local that each parameter is for, or OPERAND. */
    private int[] locals = NONE;

    OpenBlock(Block block) {
        this.block = block;
    }

    /** Returns the block that has the values of locals that this one neither assigns nor merges. */
    OpenBlock above() {
        return merges ? dominator : ways.getFirst().source;
    }

    /** Notes where it begins, when all that is known where it begins has been set. */
    void begin(int offset) {
        start = offset;
        if (!merges && ways.isEmpty()) {
            return;
        }
        OpenBlock above = above();
        depth = above.depth + 1;
        far = above;
        farStart = merges ? Math.min(offset, regionStart) : offset;
        farEnd = merges ? regionEnd : 0;
        OpenBlock farther = above.far;
        if (farther != null
                && farther.far != null
                && above.depth - farther.depth == farther.depth - farther.far.depth) {
            far = farther.far;
            farStart = Math.min(farStart, Math.min(above.farStart, farther.farStart));
            farEnd = Math.max(farEnd, Math.max(above.farEnd, farther.farEnd));
        }
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
