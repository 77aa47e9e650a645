package dev.terrace.tier2.ssa;

import dev.terrace.tier2.ssa.Loops.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Brings the blocks of a function into the order in which their code is written: reverse post-order in which the blocks of a
 * loop are next to each other, and what is hardly ever reached comes last. So a block comes behind those that dominate it.
 */
public final class BlockOrder {
    private BlockOrder() {}

    /** Orders the blocks of a function; those that cannot be reached are dropped. */
    public static void apply(Function function) {
        Dominators dominators = new Dominators(function);
        Loops loops = new Loops(function, dominators);
        markCold(dominators);
        List<Block> ordered = ordered(dominators, loops);
        List<Block> blocks = function.blocks();
        blocks.clear();
        ordered.stream().filter(block -> !block.cold).forEach(blocks::add);
        ordered.stream().filter(block -> block.cold).forEach(blocks::add);
    }

    /** Blocks that lead to nothing but traps are cold, and so is what cold blocks dominate. The entry is not. */
    private static void markCold(Dominators dominators) {
        List<Block> order = dominators.order();
        for (int i = order.size() - 1; i > 0; i--) {
            Block block = order.get(i);
            boolean leads = block.end.kind != Terminator.Kind.TRAP && block.end.edges.length == 0;
            for (Edge edge : block.end.edges) {
                leads |= !edge.target.cold;
            }
            block.cold |= !leads;
        }
        for (int i = 1; i < order.size(); i++) {
            Block block = order.get(i);
            Block dominator = dominators.dominator(block);
            block.cold |= dominator.cold;
        }
        order.getFirst().cold = false;
    }

    private static List<Block> ordered(Dominators dominators, Loops loops) {
        // Each loop, and the function, is a sequence of blocks and of loops.
        Map<Loop, List<Object>> parts = new HashMap<>();
        List<Object> whole = new ArrayList<>();
        for (Loop loop : loops.loops()) {
            parts.put(loop, new ArrayList<>());
        }
        for (Block block : dominators.order()) {
            Loop loop = loops.innermost(block);
            if (loop != null && loop.header == block) {
                (loop.parent == null ? whole : parts.get(loop.parent)).add(loop);
            }
            (loop == null ? whole : parts.get(loop)).add(block);
        }
        List<Block> result = new ArrayList<>();
        List<Iterator<Object>> open = new ArrayList<>();
        open.add(whole.iterator());
        while (!open.isEmpty()) {
            Iterator<Object> rest = open.getLast();
            if (!rest.hasNext()) {
                open.removeLast();
                continue;
            }
            switch (rest.next()) {
                case Block block -> result.add(block);
                case Loop loop -> open.add(parts.get(loop).iterator());
                default -> throw new AssertionError();
            }
        }
        return result;
    }
}
