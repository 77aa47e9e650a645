package dev.terrace.tier2.ssa;

import java.util.ArrayList;
import java.util.List;

/** The loops of a function: each header with the blocks from which it is reached again without leaving. */
public final class Loops {
    private final Loop[] innermost;
    private final List<Loop> loops = new ArrayList<>();

    /** A loop. */
    public static final class Loop {
        /** The block that dominates all others of the loop. */
        public final Block header;

        /** The innermost loop around this one; null if there is none. */
        public Loop parent;

        /** How many loops it is in, counting itself. */
        public int depth;

        /** A loop around this one, on the way to the outermost one known so far. */
        private Loop above;

        Loop(Block header) {
            this.header = header;
        }
    }

    /** Finds the loops, and sets the depths of blocks. */
    public Loops(Function function, Dominators dominators) {
        innermost = new Loop[function.blockBound()];
        List<Block> order = dominators.order();
        // Headers of inner loops come behind those of outer ones.
        for (int i = order.size() - 1; i >= 0; i--) {
            Block header = order.get(i);
            List<Block> pending = new ArrayList<>();
            for (int predecessor : dominators.predecessors(i)) {
                if (dominators.dominates(header, order.get(predecessor))) {
                    pending.add(order.get(predecessor));
                }
            }
            if (!pending.isEmpty()) {
                collect(new Loop(header), pending, dominators);
            }
        }
        for (Loop loop : loops.reversed()) {
            loop.depth = loop.parent == null ? 1 : loop.parent.depth + 1;
        }
        for (Block block : order) {
            Loop loop = innermost[block.id];
            block.loopDepth = loop == null ? 0 : loop.depth;
        }
    }

    private void collect(Loop loop, List<Block> pending, Dominators dominators) {
        loops.add(loop);
        while (!pending.isEmpty()) {
            Block block = pending.removeLast();
            Loop inner = innermost[block.id];
            if (inner == null) {
                innermost[block.id] = loop;
                if (block != loop.header) {
                    pending.addAll(dominators.predecessors(block));
                }
                continue;
            }
            inner = outermost(inner);
            if (inner != loop) {
                inner.parent = loop;
                inner.above = loop;
                for (Block predecessor : dominators.predecessors(inner.header)) {
                    Loop known = innermost[predecessor.id];
                    if (known == null || outermost(known) != loop) {
                        pending.add(predecessor);
                    }
                }
            }
        }
        innermost[loop.header.id] = loop;
    }

    /** Returns the outermost loop known so far around one; shortens the way to it. */
    private static Loop outermost(Loop loop) {
        Loop at = loop;
        while (at.above != null) {
            if (at.above.above != null) {
                at.above = at.above.above;
            }
            at = at.above;
        }
        return at;
    }

    /** Returns the loops, inner ones before those around them. */
    public List<Loop> loops() {
        return loops;
    }

    /** Returns whether a block is in a loop. */
    public boolean contains(Loop loop, Block block) {
        Loop at = innermost[block.id];
        while (at != null && at.depth > loop.depth) {
            at = at.parent;
        }
        return at == loop;
    }

    /** Returns the innermost loop that a block is in; null if there is none. */
    public Loop innermost(Block block) {
        return innermost[block.id];
    }
}
