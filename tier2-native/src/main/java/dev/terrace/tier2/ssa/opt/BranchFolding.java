package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes control flow simpler: branches whose way is known become jumps, edges to blocks that only go on lead where those
 * lead, and blocks that follow each other become one.
 */
final class BranchFolding implements Pass {
    /** An edge is led on past so many empty blocks at most: they may be a circle. */
    private static final int MAX_THREADED = 16;

    @Override
    public String name() {
        return "branch-folding";
    }

    @Override
    public void apply(Function function) {
        function.blocks().forEach(block -> block.end = folded(block.end));
        dropUnreachable(function);
        thread(function);
        function.blocks().forEach(block -> block.end = folded(block.end));
        dropUnreachable(function);
        merge(function);
    }

    private static Terminator folded(Terminator end) {
        boolean isBranch = end.kind == Terminator.Kind.BRANCH;
        if (!isBranch && end.kind != Terminator.Kind.SWITCH) {
            return end;
        }
        Edge only = end.edges[0];
        if (end.args[0].isConst()) {
            long value = end.args[0].immediate;
            if (isBranch) {
                only = end.edges[value != 0 ? 0 : 1];
            } else {
                only = end.edges[(int) Math.min(value, end.edges.length - 1L)];
            }
        } else {
            for (Edge edge : end.edges) {
                if (edge.target != only.target || !Arrays.equals(edge.args, only.args)) {
                    return end;
                }
            }
        }
        return Terminator.jump(only, end.offset);
    }

    private static void dropUnreachable(Function function) {
        boolean[] reachable = new boolean[function.blockBound()];
        List<Block> pending = new ArrayList<>();
        pending.add(function.entry());
        reachable[function.entry().id] = true;
        while (!pending.isEmpty()) {
            for (Edge edge : pending.removeLast().end.edges) {
                if (!reachable[edge.target.id]) {
                    reachable[edge.target.id] = true;
                    pending.add(edge.target);
                }
            }
        }
        function.blocks().removeIf(block -> !reachable[block.id]);
    }

    // Empty blocks

    private static void thread(Function function) {
        boolean[] usedElsewhere = usedElsewhere(function);
        int[] places = new int[function.valueBound()];
        for (Block block : function.blocks()) {
            for (int i = 0; i < block.params.size(); i++) {
                places[block.params.get(i).id] = i;
            }
        }
        for (Block block : function.blocks()) {
            for (Edge edge : block.end.edges) {
                int threaded = 0;
                while (threaded < MAX_THREADED && leadOn(edge, usedElsewhere, places)) {
                    threaded++;
                }
            }
        }
    }

    /** Returns, by the number of a parameter, whether anything but the end of its own block uses it. */
    private static boolean[] usedElsewhere(Function function) {
        boolean[] used = new boolean[function.valueBound()];
        for (Block block : function.blocks()) {
            for (Value value : block.values) {
                note(value.args, null, used);
            }
            note(block.end.args, block, used);
            for (Edge edge : block.end.edges) {
                note(edge.args, block, used);
            }
        }
        return used;
    }

    private static void note(Value[] values, Block own, boolean[] used) {
        for (Value value : values) {
            used[value.id] |= value.op == Op.PARAM && value.block != own;
        }
    }

    /** Leads an edge past the block that it goes to, if that only says where to go on; returns whether it does. */
    private static boolean leadOn(Edge edge, boolean[] usedElsewhere, int[] places) {
        Block empty = edge.target;
        if (!empty.values.isEmpty()) {
            return false;
        }
        Edge next = null;
        if (empty.end.kind == Terminator.Kind.JUMP) {
            next = empty.end.edges[0];
        } else if (empty.end.kind == Terminator.Kind.BRANCH) {
            Value condition = passed(empty.end.args[0], edge, places);
            if (condition.isConst()) {
                next = empty.end.edges[condition.immediate != 0 ? 0 : 1];
            }
        }
        if (next == null || next.target == empty) {
            return false;
        }
        for (Value param : empty.params) {
            if (usedElsewhere[param.id]) {
                return false;
            }
        }
        Value[] args = new Value[next.args.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = passed(next.args[i], edge, places);
        }
        edge.target = next.target;
        edge.args = args;
        return true;
    }

    /** Returns what a value is in the block that an edge goes to, if it comes along that edge. */
    private static Value passed(Value value, Edge edge, int[] places) {
        return value.op == Op.PARAM && value.block == edge.target ? edge.args[places[value.id]] : value;
    }

    // Blocks that follow each other

    private static void merge(Function function) {
        boolean[] follows = follows(function);
        Replacements replacements = new Replacements(function);
        for (Block block : function.blocks()) {
            while (!follows[block.id] && block.end.kind == Terminator.Kind.JUMP) {
                Edge edge = block.end.edges[0];
                Block next = edge.target;
                if (!follows[next.id]) {
                    break;
                }
                for (int i = 0; i < edge.args.length; i++) {
                    replacements.put(next.params.get(i), edge.args[i]);
                }
                for (Value value : next.values) {
                    value.block = block;
                }
                block.values.addAll(next.values);
                block.end = next.end;
            }
        }
        function.blocks().removeIf(block -> follows[block.id]);
        replacements.apply(function);
    }

    /** Returns, by the number of a block, whether only one jump leads to it, so that it becomes part of another block. */
    private static boolean[] follows(Function function) {
        int[] edges = new int[function.blockBound()];
        boolean[] result = new boolean[function.blockBound()];
        for (Block block : function.blocks()) {
            for (Edge edge : block.end.edges) {
                result[edge.target.id] = ++edges[edge.target.id] == 1 && block.end.kind == Terminator.Kind.JUMP;
            }
        }
        return result;
    }
}
