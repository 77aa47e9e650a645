package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Removes parameters of blocks that always get the same value. */
public final class ParameterPruning implements Pass {
    @Override
    public String name() {
        return "prune-parameters";
    }

    @Override
    public void apply(Function function) {
        run(function);
    }

    /** Removes them. */
    public static void run(Function function) {
        new Pruning(function).run();
    }

    private static final class Pruning {
        private final Function function;

        /** By the number of a parameter: the values that edges have for it; null if it is none of a block but the first. */
        private final Value[][] inputs;

        private final Replacements same;

        Pruning(Function function) {
            this.function = function;
            this.inputs = new Value[function.valueBound()][];
            this.same = new Replacements(function);
        }

        void run() {
            if (collectInputs()) {
                findSame();
                rewrite();
            }
        }

        private boolean collectInputs() {
            int[] counts = new int[function.blockBound()];
            boolean any = false;
            for (Block block : function.blocks()) {
                for (Edge edge : block.end.edges) {
                    counts[edge.target.id]++;
                }
            }
            for (Block block : function.blocks()) {
                if (block != function.entry()) {
                    for (Value param : block.params) {
                        inputs[param.id] = new Value[counts[block.id]];
                        any = true;
                    }
                }
            }
            if (!any) {
                return false;
            }
            for (Block block : function.blocks()) {
                for (Edge edge : block.end.edges) {
                    int row = --counts[edge.target.id];
                    for (int i = 0; i < edge.args.length; i++) {
                        inputs[edge.target.params.get(i).id][row] = edge.args[i];
                    }
                }
            }
            return true;
        }

        /** A parameter that is found to be the same as another value may make the same of those that it is passed to. */
        private void findSame() {
            List<Value> pending = new ArrayList<>();
            boolean[] isPending = new boolean[function.valueBound()];
            Users users = new Users(inputs);
            for (Block block : function.blocks().reversed()) {
                if (block != function.entry()) {
                    for (Value param : block.params) {
                        pending.add(param);
                        isPending[param.id] = true;
                    }
                }
            }
            Value[] params = new Value[function.valueBound()];
            pending.forEach(param -> params[param.id] = param);
            while (!pending.isEmpty()) {
                Value param = pending.removeLast();
                isPending[param.id] = false;
                Value only = isSame(param) ? null : theOnly(param);
                if (only == null) {
                    continue;
                }
                same.put(param, only);
                for (int use = users.first[param.id]; use != 0; use = users.next[use]) {
                    int user = users.user[use];
                    if (!isPending[user] && !isSame(params[user])) {
                        isPending[user] = true;
                        pending.add(params[user]);
                    }
                }
                // Who depends on this one depends on the other from now on.
                if (inputs[only.id] != null) {
                    users.append(only.id, param.id);
                }
            }
        }

        private boolean isSame(Value param) {
            return same.of(param) != param;
        }

        private Value theOnly(Value param) {
            Value only = null;
            for (Value input : inputs[param.id]) {
                Value value = same.of(input);
                if (value != param && value != only) {
                    if (only != null) {
                        return null;
                    }
                    only = value;
                }
            }
            return only;
        }

        private void rewrite() {
            for (Block block : function.blocks()) {
                for (Edge edge : block.end.edges) {
                    int kept = 0;
                    for (int i = 0; i < edge.args.length; i++) {
                        if (!isSame(edge.target.params.get(i))) {
                            edge.args[kept++] = edge.args[i];
                        }
                    }
                    if (kept < edge.args.length) {
                        edge.args = Arrays.copyOf(edge.args, kept);
                    }
                }
            }
            for (Block block : function.blocks()) {
                if (block != function.entry()) {
                    block.params.removeIf(this::isSame);
                }
            }
            same.apply(function);
        }
    }

    /** By the number of a parameter: the parameters that it is passed to, as lists that can be joined. */
    private static final class Users {
        private final int[] first;
        private final int[] last;
        private final int[] user;
        private final int[] next;

        Users(Value[][] inputs) {
            int uses = 1;
            for (Value[] row : inputs) {
                uses += row == null ? 0 : row.length;
            }
            first = new int[inputs.length];
            last = new int[inputs.length];
            user = new int[uses];
            next = new int[uses];
            int use = 1;
            for (int param = 0; param < inputs.length; param++) {
                if (inputs[param] != null) {
                    for (Value value : inputs[param]) {
                        user[use] = param;
                        next[use] = first[value.id];
                        if (next[use] == 0) {
                            last[value.id] = use;
                        }
                        first[value.id] = use++;
                    }
                }
            }
        }

        /** Adds the users of one value to those of another. */
        void append(int to, int from) {
            if (first[from] != 0) {
                next[last[from]] = first[to];
                if (first[to] == 0) {
                    last[to] = last[from];
                }
                first[to] = first[from];
            }
        }
    }
}
