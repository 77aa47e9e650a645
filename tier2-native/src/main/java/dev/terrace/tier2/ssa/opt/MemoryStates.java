package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Dominators;
import dev.terrace.tier2.ssa.Loops;
import dev.terrace.tier2.ssa.Loops.Loop;
import dev.terrace.tier2.ssa.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Numbers for the sizes and places of memories where blocks begin: the same number says that nothing has changed. */
final class MemoryStates {
    private final Effects effects;
    private final int[] atBegin;
    private final Set<Loop> changing = new HashSet<>();
    private int last;

    MemoryStates(int blockBound, Dominators dominators, Loops loops, Effects effects) {
        this.effects = effects;
        this.atBegin = new int[blockBound];
        int[] atEnd = new int[blockBound];
        boolean[] changes = new boolean[blockBound];
        for (Block block : dominators.order()) {
            for (Value value : block.values) {
                changes[block.id] |= effects.changesMemories(value);
            }
            if (changes[block.id]) {
                Loop loop = loops.innermost(block);
                while (loop != null && changing.add(loop)) {
                    loop = loop.parent;
                }
            }
        }
        for (Block block : dominators.order()) {
            atBegin[block.id] = stateAtBegin(block, dominators, loops, atEnd);
            atEnd[block.id] = changes[block.id] ? ++last : atBegin[block.id];
        }
    }

    private int stateAtBegin(Block block, Dominators dominators, Loops loops, int[] atEnd) {
        Loop loop = loops.innermost(block);
        boolean isHeader = loop != null && loop.header == block;
        if (isHeader && changing.contains(loop)) {
            return ++last;
        }
        int state = 0;
        List<Block> predecessors = dominators.predecessors(block);
        for (Block predecessor : predecessors) {
            if (isHeader && dominators.dominates(block, predecessor)) {
                continue;
            }
            int incoming = atEnd[predecessor.id];
            // Nothing is known yet of the ways around that enter a circle of blocks in several places.
            if (incoming == 0 || state != 0 && state != incoming) {
                return ++last;
            }
            state = incoming;
        }
        return state == 0 ? ++last : state;
    }

    /** Returns the state where a block begins; never zero. */
    int atBegin(Block block) {
        return atBegin[block.id];
    }

    /** Returns a state that is like no other. */
    int next() {
        return ++last;
    }

    /** Returns whether something in a loop may change a memory's size or place. */
    boolean changesIn(Loop loop) {
        return changing.contains(loop);
    }

    /** Returns what decides which operations change memories. */
    Effects effects() {
        return effects;
    }
}
