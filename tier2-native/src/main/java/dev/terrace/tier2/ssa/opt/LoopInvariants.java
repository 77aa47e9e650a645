package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Dominators;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Loops;
import dev.terrace.tier2.ssa.Loops.Loop;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Moves values that are the same in each iteration out of loops: pure ones that do not trap. Except for the addresses of
 * memories, which are used all over, a value is only moved if each iteration computes it: otherwise a register would be kept
 * for what may never be asked for.
 */
final class LoopInvariants implements Pass {
    private final Effects effects;

    LoopInvariants(InstanceLayout layout) {
        this.effects = new Effects(layout);
    }

    @Override
    public String name() {
        return "loop-invariants";
    }

    @Override
    public void apply(Function function) {
        Dominators dominators = new Dominators(function);
        Loops loops = new Loops(function, dominators);
        if (loops.loops().isEmpty()) {
            return;
        }
        if (addPreheaders(function, dominators, loops)) {
            dominators = new Dominators(function);
            loops = new Loops(function, dominators);
        }
        MemoryStates states = new MemoryStates(function.blockBound(), dominators, loops, effects);
        new Motion(dominators, loops, states, effects).run();
    }

    // Preheaders

    private static boolean addPreheaders(Function function, Dominators dominators, Loops loops) {
        boolean added = false;
        Map<Block, List<Edge>> entries = new HashMap<>();
        Map<Block, Block> jumpsFrom = new HashMap<>();
        loops.loops().forEach(loop -> entries.put(loop.header, new ArrayList<>(1)));
        for (Block block : function.blocks()) {
            for (Edge edge : block.end.edges) {
                List<Edge> found = entries.get(edge.target);
                if (found != null && !dominators.dominates(edge.target, block)) {
                    found.add(edge);
                    if (block.end.kind == Terminator.Kind.JUMP) {
                        jumpsFrom.put(edge.target, block);
                    }
                }
            }
        }
        for (Loop loop : loops.loops()) {
            List<Edge> ways = entries.get(loop.header);
            if (ways.size() > 1 || !jumpsFrom.containsKey(loop.header)) {
                addPreheader(function, loop.header, ways);
                added = true;
            }
        }
        return added;
    }

    private static void addPreheader(Function function, Block header, List<Edge> ways) {
        Block preheader = function.newBlock();
        Value[] args = new Value[header.params.size()];
        for (int i = 0; i < args.length; i++) {
            Value param = header.params.get(i);
            args[i] = function.newParam(preheader, param.type, param.offset);
        }
        int offset = header.values.isEmpty() ? header.end.offset : header.values.getFirst().offset;
        preheader.end = Terminator.jump(new Edge(header, args), offset);
        ways.forEach(way -> way.target = preheader);
    }

    // Motion

    private static final class Motion {
        private final Dominators dominators;
        private final Loops loops;
        private final MemoryStates states;
        private final Effects effects;
        private final Map<Loop, Block> preheaders = new HashMap<>();

        /** For each loop, the last block that is part of each iteration. */
        private final Map<Loop, Block> alwaysReached = new HashMap<>();

        Motion(Dominators dominators, Loops loops, MemoryStates states, Effects effects) {
            this.dominators = dominators;
            this.loops = loops;
            this.states = states;
            this.effects = effects;
            for (Loop loop : loops.loops()) {
                Block last = null;
                for (Block predecessor : dominators.predecessors(loop.header)) {
                    if (!dominators.dominates(loop.header, predecessor)) {
                        preheaders.put(loop, predecessor);
                    } else {
                        last = last == null ? predecessor : commonDominator(last, predecessor);
                    }
                }
                alwaysReached.put(loop, last);
            }
        }

        private Block commonDominator(Block a, Block b) {
            Block result = a;
            while (!dominators.dominates(result, b)) {
                result = dominators.dominator(result);
            }
            return result;
        }

        void run() {
            // What a value depends on is met, and moved, before it.
            for (Block block : dominators.order()) {
                if (loops.innermost(block) == null) {
                    continue;
                }
                for (Iterator<Value> values = block.values.iterator(); values.hasNext(); ) {
                    Value value = values.next();
                    Loop loop = effects.isPure(value) && !effects.hasEffect(value) || effects.dependsOnMemories(value)
                            ? outermost(value, block)
                            : null;
                    if (loop != null) {
                        Block preheader = preheaders.get(loop);
                        values.remove();
                        preheader.values.add(value);
                        value.block = preheader;
                    }
                }
            }
        }

        /** Returns the outermost loop that a value can be moved out of; null if there is none. */
        private Loop outermost(Value value, Block block) {
            Loop result = null;
            for (Loop loop = loops.innermost(block); loop != null; loop = loop.parent) {
                for (Value arg : value.args) {
                    if (!arg.isConst() && loops.contains(loop, arg.block)) {
                        return result;
                    }
                }
                if (effects.dependsOnMemories(value) && states.changesIn(loop)) {
                    return result;
                }
                if (value.op == Op.MEMORY_BASE || dominators.dominates(block, alwaysReached.get(loop))) {
                    result = loop;
                }
            }
            return result;
        }
    }
}
