package dev.terrace.tier2.ssa.opt;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Dominators;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Loops;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Replaces values by equal ones in dominating blocks, and by what {@link Simplifier} finds. Checks for which a dominating one
 * does are removed.
 */
final class GlobalValueNumbering implements Pass {
    private final Effects effects;

    GlobalValueNumbering(InstanceLayout layout) {
        this.effects = new Effects(layout);
    }

    @Override
    public String name() {
        return "value-numbering";
    }

    @Override
    public void apply(Function function) {
        new Walk(function, effects).run();
    }

    private static final class Walk {
        private final Function function;
        private final Effects effects;
        private final Dominators dominators;
        private final MemoryStates states;
        private final ValueNumbers numbers = new ValueNumbers();
        private final Replacements replacements;
        private final Simplifier simplifier;
        private Block block;
        private List<Value> values;
        private int state;
        private int offset;

        /** A block that has been begun, and how many values were numbered before. */
        private record Open(int mark, Iterator<Block> below) {}

        Walk(Function function, Effects effects) {
            this.function = function;
            this.effects = effects;
            this.dominators = new Dominators(function);
            Loops loops = new Loops(function, dominators);
            this.states = new MemoryStates(function.blockBound(), dominators, loops, effects);
            this.replacements = new Replacements(function);
            this.simplifier = new Simplifier(function, this::compute);
        }

        void run() {
            List<Open> open = new ArrayList<>();
            open.add(begin(function.entry()));
            while (!open.isEmpty()) {
                Open last = open.getLast();
                if (last.below.hasNext()) {
                    open.add(begin(last.below.next()));
                } else {
                    numbers.truncate(last.mark);
                    open.removeLast();
                }
            }
            // Edges back to loop headers, which were met before what they bring.
            replacements.apply(function);
        }

        private Open begin(Block next) {
            Open result = new Open(numbers.mark(), dominators.dominated(next).iterator());
            block = next;
            state = states.atBegin(block);
            values = new ArrayList<>(block.values.size());
            for (Value value : block.values) {
                offset = value.offset;
                replacements.apply(value.args);
                visit(value);
            }
            block.values.clear();
            block.values.addAll(values);
            end(block.end);
            return result;
        }

        private void visit(Value value) {
            Value known = simplified(value);
            if (known == null && isNumbered(value)) {
                known = numbers.findOrAdd(value, effects.dependsOnMemories(value) ? state : 0);
            }
            if (known != null) {
                replacements.put(value, known);
                return;
            }
            values.add(value);
            if (effects.changesMemories(value)) {
                state = states.next();
            }
        }

        private boolean isNumbered(Value value) {
            return switch (value.op) {
                case MEMORY_BASE, MEMORY_BYTES, CHECK_BOUNDS, CHECK_ALIGNMENT, NON_NULL -> true;
                default -> effects.isPure(value);
            };
        }

        private Value simplified(Value value) {
            return switch (value.op) {
                case COMPUTE -> value.opcode.imm() == Imm.NONE ? simplifier.simplify(value.opcode, value.args) : null;
                case SELECT -> select(value);
                default -> null;
            };
        }

        private Value select(Value value) {
            Value condition = value.args[0];
            Value known = simplifier.select(condition, value.args[1], value.args[2]);
            if (known != null) {
                return known;
            }
            if (Simplifier.isNot(condition)) {
                Value[] args = {Simplifier.condition(condition.args[0]), value.args[2], value.args[1]};
                return number(function.newValue(Op.SELECT, value.type, null, args, 0, 0, null, offset));
            }
            value.args[0] = Simplifier.condition(condition);
            return null;
        }

        private Value compute(Opcode op, Value... args) {
            Value simpler = simplifier.simplify(op, args);
            return simpler != null
                    ? simpler
                    : number(function.newValue(
                            Op.COMPUTE, Type.of(op.results().charAt(0)), op, args.clone(), 0, 0, null, offset));
        }

        private Value number(Value value) {
            Value known = numbers.findOrAdd(value, 0);
            if (known != null) {
                return known;
            }
            value.block = block;
            values.add(value);
            return value;
        }

        private void end(Terminator end) {
            replacements.apply(end.args);
            if (end.kind != Terminator.Kind.BRANCH) {
                return;
            }
            Value condition = Simplifier.condition(end.args[0]);
            if (Simplifier.isNot(condition)) {
                condition = Simplifier.condition(condition.args[0]);
                Edge taken = end.edges[0];
                end.edges[0] = end.edges[1];
                end.edges[1] = taken;
            }
            end.args[0] = condition;
        }
    }
}
