package dev.terrace.tier2.ssa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dominator tree of a function, and the blocks in reverse post-order. Found by the algorithm SEMI-NCA (Georgiadis,
 * "Linear-Time Algorithms for Dominators and Related Problems", 2005). Not changed when the function is.
 */
public final class Dominators {
    private static final int[] NO_PREDECESSORS = {};

    private final List<Block> order;

    /** By block number: the place in reverse post-order; -1 if not reachable. */
    private final int[] places;

    /** By place: the places of the predecessors, one for each edge. */
    private final int[][] predecessors;

    /** By place: the place of the immediate dominator; -1 for the entry. */
    private final int[] dominators;

    /** By place: the blocks that are dominated are those whose {@code first} is in between. */
    private final int[] first;

    private final int[] last;

    /** By place: the blocks that are immediately dominated, as a list: the first one, and the next of each. */
    private final int[] child;

    private final int[] sibling;

    /** Finds the dominators of the blocks that can be reached. */
    public Dominators(Function function) {
        DepthFirst search = new DepthFirst(function);
        this.order = search.reversePostOrder();
        this.places = new int[function.blockBound()];
        Arrays.fill(places, -1);
        int count = order.size();
        for (int i = 0; i < count; i++) {
            places[order.get(i).id] = i;
        }
        this.predecessors = findPredecessors();
        this.dominators = search.dominators(places, predecessors);
        this.child = new int[count];
        this.sibling = new int[count];
        this.first = new int[count];
        this.last = new int[count];
        number();
    }

    private int[][] findPredecessors() {
        int[] counts = new int[order.size()];
        for (Block block : order) {
            for (Edge edge : block.end.edges) {
                counts[places[edge.target.id]]++;
            }
        }
        int[][] result = new int[order.size()][];
        for (int i = 0; i < counts.length; i++) {
            result[i] = counts[i] == 0 ? NO_PREDECESSORS : new int[counts[i]];
        }
        for (int i = 0; i < order.size(); i++) {
            for (Edge edge : order.get(i).end.edges) {
                int target = places[edge.target.id];
                result[target][--counts[target]] = i;
            }
        }
        return result;
    }

    /** Numbers the tree from the root on, so that subtrees are ranges. */
    private void number() {
        int count = order.size();
        Arrays.fill(child, -1);
        Arrays.fill(sibling, -1);
        for (int i = count - 1; i > 0; i--) {
            sibling[i] = child[dominators[i]];
            child[dominators[i]] = i;
        }
        int[] sizes = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            sizes[i]++;
            if (i > 0) {
                sizes[dominators[i]] += sizes[i];
            }
        }
        // A dominator comes before what it dominates; so its own range is known.
        for (int i = 0; i < count; i++) {
            last[i] = first[i] + sizes[i];
            int next = first[i] + 1;
            for (int c = child[i]; c >= 0; c = sibling[c]) {
                first[c] = next;
                next += sizes[c];
            }
        }
    }

    /** Returns the blocks that can be reached, in reverse post-order. */
    public List<Block> order() {
        return order;
    }

    /** Returns whether a block can be reached. */
    public boolean isReachable(Block block) {
        return places[block.id] >= 0;
    }

    /** Returns the place of a reachable block in reverse post-order. */
    public int place(Block block) {
        return places[block.id];
    }

    /** Returns the immediate dominator of a reachable block; null for the entry. */
    public Block dominator(Block block) {
        int dominator = dominators[places[block.id]];
        return dominator < 0 ? null : order.get(dominator);
    }

    /** Returns whether one reachable block dominates another, or is the same. */
    public boolean dominates(Block above, Block below) {
        int a = places[above.id];
        int b = first[places[below.id]];
        return first[a] <= b && b < last[a];
    }

    /** Returns the blocks that a block immediately dominates. */
    public List<Block> dominated(Block block) {
        List<Block> result = new ArrayList<>();
        for (int c = child[places[block.id]]; c >= 0; c = sibling[c]) {
            result.add(order.get(c));
        }
        return result;
    }

    /** Returns the places of the blocks that have edges to a block, one for each edge. */
    int[] predecessors(int place) {
        return predecessors[place];
    }

    /** Returns how many edges lead to a block. */
    public int countPredecessors(Block block) {
        return predecessors[places[block.id]].length;
    }

    /** Returns the blocks that have edges to a reachable block, one for each edge. */
    public List<Block> predecessors(Block block) {
        int[] found = predecessors[places[block.id]];
        List<Block> result = new ArrayList<>(found.length);
        for (int place : found) {
            result.add(order.get(place));
        }
        return result;
    }

    /** A depth-first search from the entry, and what follows from the order in which it meets the blocks. */
    private static final class DepthFirst {
        private final List<Block> preorder = new ArrayList<>();
        private final List<Block> postorder = new ArrayList<>();

        /** By block number, and by number in preorder from 1 on; 0 is none. */
        private final int[] numbers;

        private int[] parents = new int[64];

        DepthFirst(Function function) {
            numbers = new int[function.blockBound()];
            List<Block> path = new ArrayList<>();
            int[] nextEdge = new int[function.blockBound()];
            meet(function.entry(), 0);
            path.add(function.entry());
            while (!path.isEmpty()) {
                Block block = path.getLast();
                // The last edge first: so the first one comes first in reverse post-order.
                int edge = block.end.edges.length - ++nextEdge[block.id];
                if (edge < 0) {
                    postorder.add(path.removeLast());
                    continue;
                }
                Block target = block.end.edges[edge].target;
                if (numbers[target.id] == 0) {
                    meet(target, numbers[block.id]);
                    path.add(target);
                }
            }
        }

        private void meet(Block block, int parent) {
            preorder.add(block);
            int number = preorder.size();
            numbers[block.id] = number;
            if (number == parents.length) {
                parents = Arrays.copyOf(parents, 2 * number);
            }
            parents[number] = parent;
        }

        List<Block> reversePostOrder() {
            return new ArrayList<>(postorder.reversed());
        }

        int[] dominators(int[] places, int[][] predecessors) {
            int count = preorder.size();
            int[] ancestors = Arrays.copyOf(parents, count + 1);
            int[] immediate = Arrays.copyOf(parents, count + 1);
            int[] semi = new int[count + 1];
            int[] labels = new int[count + 1];
            for (int i = 0; i <= count; i++) {
                semi[i] = i;
                labels[i] = i;
            }
            int[] numberOfPlace = new int[count];
            for (Block block : preorder) {
                numberOfPlace[places[block.id]] = numbers[block.id];
            }
            int[] path = new int[count + 1];
            for (int i = count; i >= 2; i--) {
                semi[i] = parents[i];
                for (int predecessor : predecessors[places[preorder.get(i - 1).id]]) {
                    int best = semi[best(numberOfPlace[predecessor], i + 1, ancestors, labels, semi, path)];
                    semi[i] = Math.min(semi[i], best);
                }
            }
            for (int i = 2; i <= count; i++) {
                while (immediate[i] > semi[i]) {
                    immediate[i] = immediate[immediate[i]];
                }
            }
            int[] result = new int[count];
            for (int i = 1; i <= count; i++) {
                int dominator = immediate[i];
                result[places[preorder.get(i - 1).id]] = dominator == 0 ? -1 : places[preorder.get(dominator - 1).id];
            }
            return result;
        }

        /** Returns the number with the least semidominator on the way up to those not linked yet; shortens that way. */
        private static int best(int number, int linked, int[] ancestors, int[] labels, int[] semi, int[] path) {
            if (ancestors[number] < linked) {
                return labels[number];
            }
            int depth = 0;
            int at = number;
            do {
                path[depth++] = at;
                at = ancestors[at];
            } while (ancestors[at] >= linked);
            int above = at;
            int best = labels[above];
            do {
                at = path[--depth];
                ancestors[at] = ancestors[above];
                if (semi[best] < semi[labels[at]]) {
                    labels[at] = best;
                } else {
                    best = labels[at];
                }
                above = at;
            } while (depth > 0);
            return labels[at];
        }
    }
}
