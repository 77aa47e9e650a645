package dev.terrace.tier2.ssa.build;

import dev.terrace.TrapKind;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import dev.terrace.tier2.ssa.opt.ParameterPruning;
import dev.terrace.tier2.ssa.opt.Simplifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates control flow: makes the blocks and the ways between them. */
final class ControlFlow {
    private final FunctionInfo info;
    private final FunctionBody body;
    private final ValidModule module;
    private final InstructionReader in;
    private final Function function;
    private final LocalValues locals;
    private final Emitter out;
    private final Type[] localTypes;

    /** Where the function is entered; null if at its beginning. */
    private final LoopStart start;

    private final List<Label> labels = new ArrayList<>();
    private final List<PendingEdge> ways = new ArrayList<>();

    /** Why the function is refused if a block is reached, in the order of the code. */
    private final Map<Block, CompilationRefusedException> refusals = new LinkedHashMap<>();

    private OpenBlock entry;
    private OpenBlock present;
    private int nextBlock;
    private boolean reached = true;

    ControlFlow(
            FunctionCode code,
            InstructionReader in,
            Function function,
            LocalValues locals,
            Emitter out,
            Type[] localTypes,
            LoopStart start) {
        this.info = code.info();
        this.body = code.body();
        this.module = code.module().valid();
        this.in = in;
        this.function = function;
        this.locals = locals;
        this.out = out;
        this.localTypes = localTypes;
        this.start = start;
    }

    /** Returns whether the instruction that comes next can be reached from the one before it. */
    boolean isReached() {
        return reached;
    }

    /** Begins the function. */
    void begin() {
        FuncType type = info.type().func();
        entry = newBlock();
        for (int i = 0; i < localTypes.length; i++) {
            boolean isParam = i < type.params().size();
            Value value = isParam
                    ? function.newParam(entry.block, localTypes[i], body.start())
                    : function.constant(localTypes[i], 0, 0);
            locals.define(entry, i, value);
        }
        enter(entry);
        labels.add(
                new Label(Label.Kind.FUNCTION, -1, 0, type.results().size(), 0, body.start(), body.end(), entry, 0, 1));
    }

    private OpenBlock newBlock() {
        return new OpenBlock(function.newBlock());
    }

    private void enter(OpenBlock block) {
        block.begin(in.offset());
        present = block;
        out.block = block.block;
        locals.enter(block);
        reached = true;
    }

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    // Ways between blocks

    /** Ends the present block; what follows is not reached. */
    void endBlock(Terminator end) {
        present.block.end = end;
        skipUnreachable();
    }

    /** Ends the present block with a trap. */
    void trap(TrapKind kind) {
        endBlock(Terminator.leave(Terminator.Kind.TRAP, new Value[0], 0, kind, in.offset()));
    }

    /** Ends the present block with an instruction that native code does not have, which matters only if it is reached. */
    void refuse(CompilationRefusedException refusal) {
        refusals.put(present.block, refusal);
        trap(TrapKind.UNREACHABLE);
    }

    /** Returns from the function. */
    void leave() {
        present.block.end = returnResults();
        skipUnreachable();
    }

    private Terminator returnResults() {
        int size = out.size();
        Value[] results = out.operands(size - info.type().func().results().size(), size);
        return Terminator.leave(Terminator.Kind.RETURN, results, 0, null, in.offset());
    }

    /** Goes on at the next instruction that can be reached otherwise than from the one before it: an else or end. */
    private void skipUnreachable() {
        reached = false;
        Label label = label(0);
        int next = switch (label.kind) {
            case FUNCTION -> body.end() - 1;
            case IF -> info.blocks().elseOrEnd(label.number);
            default -> label.end;
        };
        // What was read last stays what it is: fuel is asked for by its offset.
        if (in.nextOffset() < next) {
            in.seek(next);
            nextBlock = info.blocks().find(next);
        }
    }

    private PendingEdge way(Value[] operands, Edge... edges) {
        PendingEdge way = new PendingEdge(present, edges, operands);
        ways.add(way);
        return way;
    }

    /** Returns the operands that a branch to a label takes along. */
    private Value[] carried(Label label) {
        int arity = label.arity();
        Value[] below = out.operands(label.carriedFrom, label.height);
        Value[] top = out.operands(out.size() - arity, out.size());
        if (below.length == 0) {
            return top;
        }
        Value[] all = Arrays.copyOf(below, below.length + arity);
        System.arraycopy(top, 0, all, below.length, arity);
        return all;
    }

    /** Adds a way from the present block to a label; the edges have no other way yet. */
    private void addWay(Label label, Edge... edges) {
        PendingEdge way = way(carried(label), edges);
        if (label.kind == Label.Kind.LOOP) {
            aim(way, label.header);
            label.header.ways.add(way);
        } else {
            label.ways.add(way);
        }
    }

    private static void aim(PendingEdge way, OpenBlock target) {
        for (Edge edge : way.edges) {
            edge.target = target.block;
        }
    }

    private static Edge newEdge() {
        return new Edge(null);
    }

    /** Begins a block that a way alone leads to. */
    private OpenBlock follow(PendingEdge way) {
        OpenBlock block = newBlock();
        block.ways.add(way);
        aim(way, block);
        return block;
    }

    /** Makes a block that is only there to return. */
    private void returnAlong(Edge... edges) {
        OpenBlock leaving = follow(way(new Value[0], edges));
        leaving.block.end = returnResults();
    }

    private void goAlong(Label label, Edge... edges) {
        if (label.kind == Label.Kind.FUNCTION) {
            returnAlong(edges);
        } else {
            addWay(label, edges);
        }
    }

    /** Translates a branch. */
    void branch(int depth) {
        Label label = label(depth);
        if (label.kind == Label.Kind.FUNCTION) {
            leave();
            return;
        }
        Edge edge = newEdge();
        addWay(label, edge);
        endBlock(Terminator.jump(edge, in.offset()));
    }

    /** Translates a branch that is taken if a condition is not zero. */
    void branchIf(Value condition, int depth) {
        if (condition.isConst()) {
            if (condition.immediate != 0) {
                branch(depth);
            }
            return;
        }
        Edge taken = newEdge();
        Edge otherwise = newEdge();
        goAlong(label(depth), taken);
        present.block.end = endByCondition(condition, taken, otherwise);
        enter(follow(way(new Value[0], otherwise)));
    }

    private Terminator endByCondition(Value condition, Edge taken, Edge otherwise) {
        if (Simplifier.isNot(condition)) {
            return Terminator.branch(Simplifier.condition(condition.args[0]), otherwise, taken, in.offset());
        }
        return Terminator.branch(Simplifier.condition(condition), taken, otherwise, in.offset());
    }

    /** Translates a branch table. */
    void branchTable(Value index, int[] depths) {
        int last = depths.length - 1;
        if (index.isConst() || last == 0) {
            int row = index.isConst() && index.immediate < last ? (int) index.immediate : last;
            branch(depths[row]);
            return;
        }
        Edge[] edges = new Edge[depths.length];
        int[] rows = new int[labels.size()];
        for (int depth : depths) {
            rows[depth]++;
        }
        Map<Integer, Edge[]> byDepth = new LinkedHashMap<>();
        for (int i = 0; i < depths.length; i++) {
            int depth = depths[i];
            Edge[] group = byDepth.computeIfAbsent(depth, d -> new Edge[rows[d]]);
            edges[i] = newEdge();
            group[--rows[depth]] = edges[i];
        }
        byDepth.forEach((depth, group) -> goAlong(label(depth), group));
        endBlock(new Terminator(Terminator.Kind.SWITCH, new Value[] {index}, edges, 0, null, in.offset()));
    }

    // Structured instructions

    private Label push(Label.Kind kind) {
        int params = 0;
        int results = 0;
        if (in.blockResult() != null) {
            results = 1;
        } else if (in.index() >= 0) {
            FuncType type = module.types().get(in.index()).func();
            params = type.params().size();
            results = type.results().size();
        }
        int number = nextBlock++;
        int end = info.blocks().end(number);
        Label label = new Label(
                kind,
                number,
                params,
                results,
                out.size() - params,
                in.offset(),
                end,
                present,
                out.numbers.mark(),
                out.memoryState);
        labels.add(label);
        if (start != null && label.start >= start.outermost && label.start <= start.header && start.header < end) {
            span(label);
        }
        return label;
    }

    /** Notes that a function is entered in the middle of a structured instruction. */
    private void span(Label label) {
        label.before = start.entry;
        label.mark = 0;
        if (label.start > start.outermost) {
            label.carriedFrom = start.below;
        }
    }

    /** Translates the beginning of a block. */
    void beginBlock() {
        push(Label.Kind.BLOCK);
    }

    /** Translates the beginning of a loop; returns whether branches go back to it. */
    boolean beginLoop() {
        int offset = in.offset();
        if (start != null && offset == start.outermost) {
            beginRest();
        }
        boolean entered = start != null && offset == start.header;
        Label label = push(Label.Kind.LOOP);
        boolean repeats = repeats(offset);
        if (!repeats && !entered) {
            return false;
        }
        OpenBlock header = newBlock();
        header.merges = true;
        header.sealed = false;
        setRegion(header, label);
        label.header = header;
        if (reached) {
            Edge edge = newEdge();
            addWay(label, edge);
            present.block.end = Terminator.jump(edge, offset);
        }
        if (entered) {
            enterAt(label, header, offset);
        }
        if (start != null && label.before == start.entry) {
            // It may be reached without what comes before it.
            out.numbers.truncate(0);
        }
        enter(header);
        for (int i = label.carriedFrom; i < out.size(); i++) {
            Value param = function.newParam(header.block, out.operand(i).type, offset);
            header.noteParam(OpenBlock.OPERAND);
            out.setOperand(i, param);
        }
        out.forgetMemories();
        return repeats;
    }

    private boolean repeats(int offset) {
        List<LoopHeader> loops = info.loops();
        int low = 0;
        int high = loops.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (loops.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return loops.get(low).backEdges() > 0;
    }

    private void setRegion(OpenBlock merging, Label label) {
        merging.dominator = label.before;
        merging.regionStart = label.start;
        merging.regionEnd = label.end;
        if (start != null && label.before == start.entry && start.entry != null) {
            merging.regionStart = start.outermost;
            merging.regionEnd = Math.max(label.end, start.outermostEnd);
        }
    }

    /** Begins the code that is entered at a loop: at the outermost loop around it. What has been translated is dropped. */
    private void beginRest() {
        entry = newBlock();
        start.entry = entry;
        for (int i = 0; i < localTypes.length; i++) {
            locals.define(entry, i, function.newParam(entry.block, localTypes[i], start.header));
        }
        start.operands = start.operandTypes.stream()
                .map(type -> function.newParam(entry.block, Type.of(type), start.header))
                .toArray(Value[]::new);
        out.numbers.truncate(0);
        for (Label label : labels) {
            label.ways.clear();
            label.otherwise = null;
            span(label);
        }
        FuncType type = in.index() >= 0 && in.blockResult() == null
                ? module.types().get(in.index()).func()
                : null;
        start.below = out.size() - (type == null ? 0 : type.params().size());
        for (int i = 0; i < start.below; i++) {
            out.setOperand(i, start.operands[i]);
        }
        present = entry;
        reached = false;
    }

    /** Has the entry of the function go to a loop header. */
    private void enterAt(Label label, OpenBlock header, int offset) {
        Edge edge = newEdge();
        Value[] operands = Arrays.copyOfRange(start.operands, label.carriedFrom, out.size());
        PendingEdge way = new PendingEdge(start.entry, new Edge[] {edge}, operands);
        ways.add(way);
        aim(way, header);
        header.ways.add(way);
        entry.block.end = Terminator.jump(edge, offset);
    }

    /** Translates the beginning of an {@code if}. */
    void beginIf(Value condition) {
        Label label = push(Label.Kind.IF);
        label.operands = out.operands(label.carriedFrom, out.size());
        if (condition.isConst()) {
            if (condition.immediate != 0) {
                return;
            }
            // The way to the else part is the one that there is.
            Edge edge = newEdge();
            label.otherwise = way(new Value[0], edge);
            endBlock(Terminator.jump(edge, in.offset()));
            return;
        }
        Edge taken = newEdge();
        Edge otherwise = newEdge();
        label.otherwise = way(new Value[0], otherwise);
        PendingEdge then = way(new Value[0], taken);
        present.block.end = endByCondition(condition, taken, otherwise);
        enter(follow(then));
    }

    /** Translates {@code else}. */
    void beginElse() {
        Label label = label(0);
        if (reached) {
            Edge edge = newEdge();
            addWay(label, edge);
            present.block.end = Terminator.jump(edge, in.offset());
        }
        label.kind = Label.Kind.ELSE;
        if (label.otherwise == null) {
            skipUnreachable();
            return;
        }
        out.truncate(label.carriedFrom);
        for (Value operand : label.operands) {
            out.push(operand);
        }
        out.numbers.truncate(label.mark);
        out.memoryState = label.memoryState;
        enter(follow(label.otherwise));
        label.otherwise = null;
    }

    /** Translates {@code end}. */
    void end() {
        Label label = labels.removeLast();
        switch (label.kind) {
            case FUNCTION -> {
                if (reached) {
                    present.block.end = returnResults();
                    reached = false;
                }
            }
            case LOOP -> {
                if (label.header != null) {
                    locals.seal(label.header);
                }
                if (!reached) {
                    skipUnreachable();
                }
            }
            default -> {
                if (label.otherwise != null) {
                    // An if without an else: its parameters are its results.
                    label.otherwise.args = label.operands;
                    label.otherwise.count = label.operands.length;
                    label.ways.add(label.otherwise);
                }
                join(label);
            }
        }
    }

    private void join(Label label) {
        if (label.ways.isEmpty()) {
            if (!reached) {
                skipUnreachable();
            }
            return;
        }
        if (reached) {
            Edge edge = newEdge();
            addWay(label, edge);
            present.block.end = Terminator.jump(edge, in.offset());
        }
        OpenBlock block = newBlock();
        block.ways.addAll(label.ways);
        out.numbers.truncate(label.mark);
        out.forgetMemories();
        out.truncate(label.carriedFrom);
        PendingEdge first = label.ways.getFirst();
        label.ways.forEach(way -> aim(way, block));
        int count = first.count;
        if (label.ways.size() == 1) {
            for (int i = 0; i < count; i++) {
                out.push(first.args[i]);
            }
            first.count = 0;
        } else {
            block.merges = true;
            setRegion(block, label);
            merge(label.ways, block, count);
        }
        enter(block);
    }

    /** Makes parameters of the operands that differ between the ways to a block, and pushes what the operands are. */
    private void merge(List<PendingEdge> merged, OpenBlock block, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Value same = locals.resolve(merged.getFirst().args[i]);
            boolean differs = false;
            for (PendingEdge way : merged) {
                Value value = locals.resolve(way.args[i]);
                differs |= value != same;
                way.args[kept] = value;
            }
            if (differs) {
                Value param = function.newParam(block.block, same.type, in.offset());
                block.noteParam(OpenBlock.OPERAND);
                out.push(param);
                kept++;
            } else {
                out.push(same);
            }
        }
        for (PendingEdge way : merged) {
            way.count = kept;
        }
    }

    // The end

    /**
     * Completes the function: drops what the entry does not lead to, and gives the edges their values.
     *
     * @throws CompilationRefusedException if the entry leads to what native code does not have
     */
    Function finish() {
        if (start != null && (start.entry == null || entry.block.end == null)) {
            throw refusals.isEmpty()
                    ? new CompilationRefusedException("the loop is not reached")
                    : refusals.values().iterator().next();
        }
        Set<Block> reachable = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Block> order = new ArrayList<>();
        reachable.add(entry.block);
        order.add(entry.block);
        for (int i = 0; i < order.size(); i++) {
            for (Edge edge : order.get(i).end.edges) {
                if (reachable.add(edge.target)) {
                    order.add(edge.target);
                }
            }
        }
        refusals.forEach((block, refusal) -> {
            if (reachable.contains(block)) {
                throw refusal;
            }
        });
        function.blocks().removeIf(block -> !reachable.contains(block));
        // The entry of a loop was made after other blocks.
        function.blocks().remove(entry.block);
        function.blocks().addFirst(entry.block);
        for (PendingEdge way : ways) {
            if (!reachable.contains(way.source.block)) {
                continue;
            }
            for (Edge edge : way.edges) {
                edge.args = new Value[way.count];
                for (int i = 0; i < way.count; i++) {
                    edge.args[i] = locals.resolve(way.args[i]);
                }
            }
        }
        for (Block block : function.blocks()) {
            for (Value value : block.values) {
                resolve(value.args);
            }
            resolve(block.end.args);
        }
        ParameterPruning.run(function);
        return function;
    }

    private void resolve(Value[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = locals.resolve(values[i]);
        }
    }
}
