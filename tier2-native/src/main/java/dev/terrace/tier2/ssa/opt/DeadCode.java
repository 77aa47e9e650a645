package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Removes values, and parameters of blocks, that nothing depends on that has to happen. */
final class DeadCode implements Pass {
    private final Effects effects;

    DeadCode(InstanceLayout layout) {
        this.effects = new Effects(layout);
    }

    @Override
    public String name() {
        return "dead-code";
    }

    @Override
    public void apply(Function function) {
        boolean[] live = new Marking(function, effects).live();
        for (Block block : function.blocks()) {
            block.values.removeIf(value -> !isLive(value, live));
            for (Edge edge : block.end.edges) {
                removeDeadArgs(edge, live);
            }
        }
        for (Block block : function.blocks()) {
            if (block != function.entry()) {
                block.params.removeIf(param -> !live[param.id]);
            }
        }
    }

    /** Results stay as long as what they are the results of: all of them. */
    private static boolean isLive(Value value, boolean[] live) {
        return live[value.op == Op.RESULT ? value.args[0].id : value.id];
    }

    private static void removeDeadArgs(Edge edge, boolean[] live) {
        List<Value> params = edge.target.params;
        int kept = 0;
        for (int i = 0; i < edge.args.length; i++) {
            if (live[params.get(i).id]) {
                edge.args[kept++] = edge.args[i];
            }
        }
        if (kept < edge.args.length) {
            edge.args = Arrays.copyOf(edge.args, kept);
        }
    }

    /** Finds what something depends on that has to happen. */
    private static final class Marking {
        private final Function function;
        private final Effects effects;
        private final boolean[] live;
        private final List<Value> pending = new ArrayList<>();

        /** By block number: the edges to it. */
        private final List<List<Edge>> edges = new ArrayList<>();

        Marking(Function function, Effects effects) {
            this.function = function;
            this.effects = effects;
            this.live = new boolean[function.valueBound()];
            for (int i = 0; i < function.blockBound(); i++) {
                edges.add(null);
            }
        }

        boolean[] live() {
            int[] places = new int[function.valueBound()];
            for (Block block : function.blocks()) {
                for (int i = 0; i < block.params.size(); i++) {
                    places[block.params.get(i).id] = i;
                }
                for (Edge edge : block.end.edges) {
                    List<Edge> incoming = edges.get(edge.target.id);
                    if (incoming == null) {
                        incoming = new ArrayList<>(2);
                        edges.set(edge.target.id, incoming);
                    }
                    incoming.add(edge);
                }
            }
            for (Block block : function.blocks()) {
                for (Value value : block.values) {
                    if (effects.hasEffect(value)) {
                        mark(value);
                    }
                }
                markAll(block.end.args);
            }
            while (!pending.isEmpty()) {
                Value value = pending.removeLast();
                markAll(value.args);
                if (value.op == Op.PARAM && edges.get(value.block.id) != null) {
                    for (Edge edge : edges.get(value.block.id)) {
                        mark(edge.args[places[value.id]]);
                    }
                }
            }
            return live;
        }

        private void markAll(Value[] values) {
            for (Value value : values) {
                mark(value);
            }
        }

        private void mark(Value value) {
            if (!live[value.id]) {
                live[value.id] = true;
                pending.add(value);
            }
        }
    }
}
