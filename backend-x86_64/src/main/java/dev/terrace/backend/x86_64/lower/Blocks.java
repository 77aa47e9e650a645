package dev.terrace.backend.x86_64.lower;

import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of the machine function, before they have instructions: those of the function in their order, and new ones in
 * the middle of edges that have no other place for moves.
 */
final class Blocks {
    /** A way to another block. */
    record Edge(Node target, Value[] arguments) {}

    /** A block of the function, or one in the middle of an edge. */
    static final class Node {
        /** The block; null in the middle of an edge. */
        final Block block;

        final MachineBlock machine = new MachineBlock();

        /** The ways from here: of those of a switch that are the same there is one. */
        final List<Edge> edges = new ArrayList<>(2);

        /** For each edge of the block, which of {@link #edges} it is. */
        int[] edgeNumbers = {};

        private final int position;

        Node(Block block, int position, int loopDepth, boolean cold) {
            this.block = block;
            this.position = position;
            machine.loopDepth = loopDepth;
            machine.cold = cold;
        }
    }

    private final List<Node> nodes = new ArrayList<>();

    /** For each block of the function, those in the middle of edges that are put before it; at last what is put last. */
    private final List<List<Node>> inserted = new ArrayList<>();

    private Blocks(Function function) {
        Node[] byBlock = new Node[function.blockBound()];
        for (Block block : function.blocks()) {
            Node node = new Node(block, nodes.size(), block.loopDepth, block.cold);
            byBlock[block.id] = node;
            nodes.add(node);
            inserted.add(new ArrayList<>(0));
        }
        inserted.add(new ArrayList<>(0));
        for (Node node : nodes) {
            link(node, byBlock);
        }
    }

    /** Returns the blocks of a function, in the order of the code, with the edges between them. */
    static List<Node> of(Function function) {
        Blocks blocks = new Blocks(function);
        for (Node node : blocks.nodes) {
            blocks.splitEdges(node);
        }
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < blocks.inserted.size(); i++) {
            result.addAll(blocks.inserted.get(i));
            if (i < blocks.nodes.size()) {
                result.add(blocks.nodes.get(i));
            }
        }
        return result;
    }

    private static void link(Node node, Node[] byBlock) {
        node.edgeNumbers = new int[node.block.end.edges.length];
        for (int i = 0; i < node.edgeNumbers.length; i++) {
            Node target = byBlock[node.block.end.edges[i].target.id];
            node.edgeNumbers[i] = edgeNumber(node, target, node.block.end.edges[i].args);
            target.machine.loopHeader |= target.position <= node.position;
        }
        node.edges.forEach(edge -> edge.target().machine.predecessors.add(node.machine));
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

    /** Puts a block in the middle of each edge between several ways out and several ways in, or parameters. */
    private void splitEdges(Node node) {
        for (int i = 0; i < node.edges.size() && node.edges.size() > 1; i++) {
            Edge edge = node.edges.get(i);
            Node target = edge.target();
            List<MachineBlock> predecessors = target.machine.predecessors;
            if (predecessors.size() > 1 || edge.arguments().length > 0) {
                boolean cold = node.machine.cold || target.machine.cold;
                int loopDepth = Math.min(node.machine.loopDepth, target.machine.loopDepth);
                Node middle = new Node(null, -1, loopDepth, cold);
                middle.edges.add(edge);
                middle.machine.predecessors.add(node.machine);
                node.edges.set(i, new Edge(middle, new Value[0]));
                predecessors.set(predecessors.indexOf(node.machine), middle.machine);
                inserted.get(place(node, middle, target)).add(middle);
            }
        }
    }

    /**
     * Returns the number of the block that one in the middle of an edge is put before: the block behind that it comes from;
     * but behind the loops that the edge leaves; and if only the target is cold, with that.
     */
    private int place(Node source, Node middle, Node target) {
        if (middle.machine.cold && !source.machine.cold) {
            return target.position;
        }
        int place = source.position + 1;
        if (target.machine.loopDepth < source.machine.loopDepth) {
            while (place < nodes.size()
                    && nodes.get(place).machine.cold == source.machine.cold
                    && nodes.get(place).machine.loopDepth > target.machine.loopDepth) {
                place++;
            }
        }
        return place;
    }
}
