package dev.terrace.tier2.ssa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DominatorsTest {
    /** Makes blocks with edges; those of a block are in {@code targets} at its number. */
    private static Function graph(int[]... targets) {
        Function function = new Function("graph", List.of());
        for (int i = 0; i < targets.length; i++) {
            function.newBlock();
        }
        for (int i = 0; i < targets.length; i++) {
            Edge[] edges = Arrays.stream(targets[i])
                    .mapToObj(target -> new Edge(function.blocks().get(target)))
                    .toArray(Edge[]::new);
            Terminator.Kind kind = edges.length == 0 ? Terminator.Kind.RETURN : Terminator.Kind.SWITCH;
            function.blocks().get(i).end = new Terminator(kind, new Value[0], edges, 0, null, 0);
        }
        return function;
    }

    @Test
    void theDominatorOfAJoinIsWhereTheWaysPart() {
        Function function = graph(new int[] {1}, new int[] {2, 3}, new int[] {4}, new int[] {4}, new int[0]);
        List<Block> blocks = function.blocks();
        Dominators dominators = new Dominators(function);
        assertNull(dominators.dominator(blocks.get(0)));
        assertEquals(blocks.get(1), dominators.dominator(blocks.get(4)));
        assertEquals(List.of(blocks.get(2), blocks.get(3), blocks.get(4)), dominators.dominated(blocks.get(1)));
    }

    @Test
    void oneBlockDominatesAnotherIfThereIsNoWayAroundIt() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int count = 2 + random.nextInt(12);
            int[][] targets = new int[count][];
            for (int i = 0; i < count; i++) {
                targets[i] = random.ints(random.nextInt(4), 1, count).toArray();
            }
            Function function = graph(targets);
            Dominators dominators = new Dominators(function);
            Set<Block> reachable = reachable(function, null);
            for (Block above : reachable) {
                Set<Block> without = reachable(function, above);
                for (Block below : reachable) {
                    boolean expected = above == below || !without.contains(below);
                    assertEquals(
                            expected,
                            dominators.dominates(above, below),
                            () -> above + " and " + below + " of " + Arrays.deepToString(targets));
                }
            }
        }
    }

    private static Set<Block> reachable(Function function, Block without) {
        Set<Block> found = new HashSet<>();
        List<Block> pending = new ArrayList<>();
        pending.add(function.entry());
        while (!pending.isEmpty()) {
            Block block = pending.removeLast();
            if (block != without && found.add(block)) {
                for (Edge edge : block.end.edges) {
                    pending.add(edge.target);
                }
            }
        }
        return found;
    }

    @Test
    void loopsAreInEachOther() {
        Function function =
                graph(new int[] {1}, new int[] {2, 5}, new int[] {3}, new int[] {2, 4}, new int[] {1}, new int[0]);
        List<Block> blocks = function.blocks();
        Dominators dominators = new Dominators(function);
        Loops loops = new Loops(function, dominators);
        Loops.Loop inner = loops.innermost(blocks.get(3));
        Loops.Loop outer = loops.innermost(blocks.get(4));
        assertEquals(blocks.get(2), inner.header);
        assertEquals(blocks.get(1), outer.header);
        assertEquals(outer, inner.parent);
        assertEquals(
                List.of(0, 1, 2, 2, 1, 0),
                blocks.stream().map(block -> block.loopDepth).toList());
    }

    @Test
    void theBlocksOfALoopAreNextToEachOther() {
        Function function =
                graph(new int[] {1}, new int[] {2, 3}, new int[] {4, 5}, new int[] {1}, new int[0], new int[] {3});
        BlockOrder.apply(function);
        assertEquals("[b0, b1, b2, b5, b3, b4]", function.blocks().toString());
    }
}
