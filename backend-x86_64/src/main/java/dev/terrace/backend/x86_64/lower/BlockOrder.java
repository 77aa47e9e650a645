package dev.terrace.backend.x86_64.lower;

import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits critical edges, and finds the order of the code: dominators before what they dominate, loops together, cold blocks
 * last.
 */
final class BlockOrder {
    /** A way to another block. */
    record Edge(Node target, Value[] arguments) {}

    /** A block of the function, or a new one in the middle of an edge. */
    static final class Node {
        /** The block; null in the middle of an edge. */
        final Block block;

        final MachineBlock machine = new MachineBlock();

        /** The ways from here: of those of a switch that are the same there is one. */
        final List<Edge> edges = new ArrayList<>(2);

        /** For each edge of the block, which of {@link #edges} it is. */
        int[] edgeNumbers = {};

        private final List<Node> predecessors = new ArrayList<>(2);
        private int order = -1;
        private Loop loop;

        Node(Block block) {
            this.block = block;
        }
    }

    /** A loop: its blocks and the loops in it, in their order. */
    private static final class Loop {
        final Node header;
        Loop parent;
        final List<Object> parts = new ArrayList<>();

        Loop(Node header) {
            this.header = header;
        }
    }

    private final Node[] byBlock;
    private final List<Node> order = new ArrayList<>();

    private BlockOrder(int bound) {
        byBlock = new Node[bound];
    }

    /** Returns the blocks of a function in the order of the code, with the edges between them. */
    static List<Node> of(Function function) {
        BlockOrder builder = new BlockOrder(function.blockBound());
        Node entry = builder.reach(function.entry());
        builder.splitEdges(entry);
        builder.sort(entry);
        builder.findLoops();
        builder.markCold();
        return builder.arrange(entry);
    }

    /** Makes the nodes of all blocks that are reached. */
    private Node reach(Block entry) {
        List<Block> work = new ArrayList<>(List.of(entry));
        byBlock[entry.id] = new Node(entry);
        while (!work.isEmpty()) {
            Block block = work.removeLast();
            Node node = byBlock[block.id];
            node.machine.loopDepth = block.loopDepth;
            node.edgeNumbers = new int[block.end.edges.length];
            for (int i = 0; i < node.edgeNumbers.length; i++) {
                Block target = block.end.edges[i].target;
                if (byBlock[target.id] == null) {
                    byBlock[target.id] = new Node(target);
                    work.add(target);
                }
                node.edgeNumbers[i] = edgeNumber(node, byBlock[target.id], block.end.edges[i].args);
            }
            node.edges.forEach(edge -> edge.target().predecessors.add(node));
        }
        return byBlock[entry.id];
    }

    private static int edgeNumber(Node node, Node target, Value[] arguments) {
        for (int i = 0; i < node.edges.size(); i++) {
            Edge edge = node.edges.get(i);
            if (edge.target() == target && Arrays.equals(edge.arguments(), arguments)) {
                return i;
            }
        }
        node.edges.add(new Edge(target, arguments));
        return node.edges.size() - 1;
    }

    /** Puts a block in the middle of each edge that has no place for moves: between several ways out and parameters. */
    private void splitEdges(Node entry) {
        List<Node> all = new ArrayList<>();
        for (Node node : byBlock) {
            if (node != null) {
                all.add(node);
            }
        }
        for (Node node : all) {
            for (int i = 0; i < node.edges.size() && node.edges.size() > 1; i++) {
                Edge edge = node.edges.get(i);
                Node target = edge.target();
                if (target.predecessors.size() > 1 || edge.arguments().length > 0 || target == entry) {
                    Node middle = new Node(null);
                    middle.machine.loopDepth =
                            Math.min(node.machine.loopDepth, target.machine.loopDepth);
                    middle.edges.add(edge);
                    middle.predecessors.add(node);
                    node.edges.set(i, new Edge(middle, new Value[0]));
                    target.predecessors.set(target.predecessors.indexOf(node), middle);
                }
            }
        }
    }

    /** Puts the nodes in reverse post-order. */
    private void sort(Node entry) {
        record Visit(Node node, int next) {}
        List<Visit> stack = new ArrayList<>(List.of(new Visit(entry, 0)));
        entry.order = 0;
        List<Node> postOrder = new ArrayList<>();
        while (!stack.isEmpty()) {
            Visit visit = stack.removeLast();
            // The last edge first, so that the first one's target comes next in the reversed order.
            int edge = visit.node().edges.size() - 1 - visit.next();
            if (edge < 0) {
                postOrder.add(visit.node());
                continue;
            }
            stack.add(new Visit(visit.node(), visit.next() + 1));
            Node target = visit.node().edges.get(edge).target();
            if (target.order < 0) {
                target.order = 0;
                stack.add(new Visit(target, 0));
            }
        }
        order.addAll(postOrder.reversed());
        for (int i = 0; i < order.size(); i++) {
            order.get(i).order = i;
        }
    }

    /** Finds the innermost loop of each node: what reaches a branch back to its header. Inner loops come first. */
    private void findLoops() {
        for (Node header : order.reversed()) {
            List<Node> work = new ArrayList<>();
            for (Node predecessor : header.predecessors) {
                if (predecessor.order >= header.order) {
                    work.add(predecessor);
                }
            }
            if (work.isEmpty()) {
                continue;
            }
            Loop loop = new Loop(header);
            header.machine.loopHeader = true;
            while (!work.isEmpty()) {
                Node node = work.removeLast();
                Loop outermost = outermost(node.loop);
                if (outermost == loop) {
                    continue;
                }
                if (outermost != null) {
                    outermost.parent = loop;
                    work.addAll(outermost.header.predecessors.stream()
                            .filter(it -> it.order < outermost.header.order)
                            .toList());
                    continue;
                }
                node.loop = loop;
                if (node != header) {
                    work.addAll(node.predecessors);
                }
            }
            if (header.loop == null) {
                header.loop = loop;
            }
        }
    }

    private static Loop outermost(Loop loop) {
        Loop result = loop;
        while (result != null && result.parent != null) {
            result = result.parent;
        }
        return result;
    }

    /** A block that only cold blocks lead to is cold; that of an edge is if either end is. */
    private void markCold() {
        for (Node node : order) {
            boolean reached = node.order == 0;
            for (Node predecessor : node.predecessors) {
                reached |= predecessor.order < node.order && !predecessor.machine.cold;
            }
            boolean declared = node.block != null
                    ? node.block.cold
                    : node.edges.getFirst().target().block.cold;
            node.machine.cold = node.order > 0 && (declared || !reached);
        }
    }

    private List<Node> arrange(Node entry) {
        Loop whole = new Loop(entry);
        for (Node node : order) {
            Loop loop = node.loop == null ? whole : node.loop;
            if (loop != whole && loop.header == node) {
                (loop.parent == null ? whole : loop.parent).parts.add(loop);
            }
            loop.parts.add(node);
        }
        List<Node> arranged = new ArrayList<>();
        flatten(whole, arranged);
        List<Node> result = new ArrayList<>(arranged.size());
        arranged.stream().filter(node -> !node.machine.cold).forEach(result::add);
        arranged.stream().filter(node -> node.machine.cold).forEach(result::add);
        for (Node node : result) {
            node.predecessors.forEach(predecessor -> node.machine.predecessors.add(predecessor.machine));
        }
        return result;
    }

    private static void flatten(Loop loop, List<Node> out) {
        for (Object part : loop.parts) {
            if (part instanceof Loop inner) {
                flatten(inner, out);
            } else {
                out.add((Node) part);
            }
        }
    }
}
