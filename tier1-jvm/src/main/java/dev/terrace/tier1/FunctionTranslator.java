package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.tier1.support.Comparisons;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Translates a function to the code of a Java method, in one pass over its instructions. A WebAssembly instruction becomes
 * the Java instruction that does the same, or a call of a static method that HotSpot inlines; locals become variables; code
 * that cannot be reached is skipped.
 *
 * <p>Here is what concerns control flow and locals; each other group of instructions has a writer of its own.
 */
final class FunctionTranslator {
    private static final String COMPARISONS = Names.of(Comparisons.class);

    /** How many instructions one call of a method translates. */
    private static final int STRIP = 32;

    /** Stands for the blocks around a region that it has nothing to do with. */
    private static final Block OTHER = new Block(Block.Type.BLOCK, -1, new BlockKinds(List.of(), List.of()), 0, 0);

    private final ValidModule module;
    private final FunctionInfo info;
    private final InstructionReader in;
    private final MethodForm form;
    private final FunctionWriter writer;
    private final Code code;
    private final Operands operands;
    private final CallWriter calls;
    private final MemoryWriter memories;
    private final VariableWriter variables;
    private final ModuleCode moduleCode;
    private final ExceptionWriter exceptions;
    private final CheckWriter checks;
    private final ClimbWriter climb;
    private final List<Block> blocks = new ArrayList<>();
    private final FunctionBody body;
    private final Iterator<Region> regions;
    private final MethodNames methods;
    private final int function;
    private final String owner;
    private RegionCalls regionCalls;
    private RareWriters rare;
    private Region nextRegion;
    private FunctionSteps steps;
    private int nextBlock;

    /** Whether the instruction that comes next can be reached from the one before it. */
    private boolean reached = true;

    /**
     * Prepares a translation.
     *
     * @param form which method to write
     * @param outline which parts of it are methods of their own
     * @param methods the names of the module's methods
     * @param owner the internal name of the class that has the method
     * @param code what to write the method's code to
     */
    FunctionTranslator(
            FunctionCode function, MethodForm form, Outline outline, MethodNames methods, String owner, Code code) {
        this.module = function.module().valid();
        this.info = function.info();
        this.body = function.body();
        this.in = new InstructionReader(module.module().bytes(), body.start(), body.end());
        this.form = form;
        FrameLayout layout = form.layout(info, outline, ClimbWriter.countsIterations(function));
        this.writer = new FunctionWriter(function, code, layout, owner, form.start(function));
        this.code = code;
        this.operands = writer.operands;
        this.calls = new CallWriter(writer, in, methods, form);
        this.memories = new MemoryWriter(writer, in, function.module().tiering().memoryPlacement());
        this.variables =
                new VariableWriter(writer, in, function.module().tiering().needsNativeMemories());
        this.moduleCode = function.module();
        this.exceptions = new ExceptionWriter(writer, in);
        this.checks = new CheckWriter(writer, in, function);
        this.climb = new ClimbWriter(writer, function, form, owner);
        this.regions = outline.regions().iterator();
        this.nextRegion = regions.hasNext() ? regions.next() : null;
        this.methods = methods;
        this.function = function.index();
        this.owner = owner;
    }

    /** Has the translator note the steps as it comes by. */
    void record(FunctionSteps newSteps) {
        this.steps = newSteps;
    }

    /** Writes the method of a function. */
    void translate() {
        form.begin(writer);
        climb.atEntry();
        checks.atEntry();
        addFunction();
        translateUntil(body.end());
        climb.end();
        writer.end();
    }

    private void addFunction() {
        BlockKinds kinds =
                new BlockKinds(List.of(), Signature.kinds(info.type().func().results()));
        blocks.add(new Block(Block.Type.FUNCTION, -1, kinds, 0, operands.variable(0)));
    }

    private void translateUntil(int end) {
        while (in.nextOffset() < end) {
            translateSome(end);
        }
        notePlace();
    }

    /** Translates what comes next: HotSpot compiles methods that are called often long before loops that are entered once. */
    private void translateSome(int end) {
        for (int i = 0; i < STRIP && in.nextOffset() < end; i++) {
            next();
        }
    }

    private void next() {
        notePlace();
        if (nextRegion != null && nextRegion.start() == in.nextOffset()) {
            call(nextRegion);
            nextRegion = regions.hasNext() ? regions.next() : null;
            return;
        }
        Opcode op = in.next();
        checks.before();
        InstructionGroup.of(op).translate(op, this);
        if (steps != null) {
            // What was read last is part of the step, unless it will be read again.
            steps.addStep(in.offset() < in.nextOffset() ? in.opcode() : op, in);
        }
        if (reached) {
            checks.behind();
        }
    }

    private void notePlace() {
        if (steps != null) {
            steps.addPlace(in.nextOffset(), code.position(), reached, operands);
        }
    }

    // Regions

    /** Writes the call of a region, and goes on behind the region. */
    private void call(Region region) {
        if (regionCalls == null) {
            regionCalls = new RegionCalls(this, writer, form, methods.signature(info.type()));
        }
        writer.atNoInstruction();
        regionCalls.write(region, owner, methods.regionName(function, region.start(), region.end()));
        for (int i = 0; i < region.ended().size(); i++) {
            blocks.removeLast();
        }
        goTo(region.end());
        reached = region.reachesEnd();
        if (!reached) {
            skipUnreachable();
        }
    }

    /** Writes the method of a region. */
    void translate(Region region, RegionMethod method) {
        method.begin(writer);
        addFunction();
        List<Block> outer = addOuter(region);
        goTo(region.start());
        enter(region, method);
        translateUntil(region.end());
        if (reached) {
            operands.settleAll();
            method.leave(new Region.Way.End(), region.outputs().size(), writer);
        }
        for (int i = 0; i < outer.size(); i++) {
            leave(region, method, region.outer().get(i).depth(), outer.get(i));
        }
        method.end(writer);
        writer.end();
    }

    /** Writes what leaves a region for the label of an outer block, if there are jumps to it and it is not in the region. */
    private void leave(Region region, RegionMethod method, int depth, Block block) {
        boolean goesOn = depth >= region.ended().size() || block.type == Block.Type.LOOP;
        if (block.targeted && goesOn) {
            operands.restore(block.size, block.branchKinds());
            join(block.label);
            method.leave(new Region.Way.Branch(depth), block.branchKinds().size(), writer);
        }
    }

    /** Adds the blocks around a region; returns those that it has to do with. */
    private List<Block> addOuter(Region region) {
        blocks.addAll(Collections.nCopies(region.depth(), OTHER));
        List<Block> added = new ArrayList<>(region.outer().size());
        for (Region.Outer place : region.outer()) {
            Block block = outer(region, place);
            blocks.set(region.depth() - place.depth(), block);
            added.add(block);
        }
        // These do not end here; but a tail call has to leave them.
        writer.guards = region.guards();
        return added;
    }

    /** Returns a block around a region's beginning, as its method sees it. */
    private Block outer(Region region, Region.Outer place) {
        int number = place.number();
        in.seek(info.blocks().begin(number));
        Block.Type type = switch (in.next()) {
            case LOOP -> Block.Type.LOOP;
            case IF -> region.start() < info.blocks().elseOrEnd(number) ? Block.Type.IF : Block.Type.ELSE;
            default -> Block.Type.BLOCK;
        };
        boolean ends = place.depth() < region.ended().size();
        int size = ends ? region.ended().get(place.depth()) : 0;
        return new Block(type, number, BlockKinds.of(in, module), size, operands.variable(size));
    }

    private void enter(Region region, RegionMethod method) {
        List<Label> labels = new ArrayList<>();
        Label start = new Label();
        if (region.reached()) {
            labels.add(start);
        }
        for (int depth : region.entered()) {
            block(depth).targeted = true;
            labels.add(block(depth).label);
        }
        reached = region.reached();
        if (region.severalEntries()) {
            method.loadEntry(writer);
            code.tableSwitch(labels.toArray(new Label[0]));
            if (reached) {
                writer.join(start);
            }
        } else if (!reached) {
            code.jump(Opcodes.GOTO, labels.getFirst());
        }
    }

    private void goTo(int offset) {
        in.seek(offset);
        nextBlock = info.blocks().find(offset);
    }

    // Instructions

    // Called by the instruction's group

    void translateConstant(Opcode op) {
        operands.pushConstant(Kind.of(op.results().charAt(0)), in.value());
    }

    void translateLocal(Opcode op) {
        if (op != Opcode.LOCAL_GET) {
            writer.setLocal(in.index());
        }
        if (op != Opcode.LOCAL_SET) {
            writer.getLocal(in.index());
        }
    }

    void translateNumeric(Opcode op) {
        if (op.traps()) {
            writer.at(in.offset());
        }
        operands.take(op.operands().length());
        NumericWriter.write(op, code);
        operands.push(Kind.of(op.results().charAt(0)));
    }

    void translateBlock(Opcode op) {
        switch (op) {
            case BLOCK -> push(Block.Type.BLOCK);
            case LOOP -> beginLoop();
            case IF -> {
                operands.need(1);
                beginIf(Comparison.NOT_ZERO);
            }
            case ELSE -> {
                endPart();
                beginElse();
            }
            default -> {
                endPart();
                endBlock();
            }
        }
    }

    private void beginLoop() {
        Block loop = push(Block.Type.LOOP);
        form.beginLoop(loop, in.offset(), writer);
        climb.atLoop(loop, in.offset());
        checks.atLoop();
        resumeGuards();
    }

    void translateBranch(Opcode op) {
        switch (op) {
            case BR_IF -> {
                operands.need(1);
                branchIf(Comparison.NOT_ZERO, block(in.index()));
            }
            case BR -> {
                branch(block(in.index()));
                skipUnreachable();
            }
            case BR_TABLE -> {
                branchTable(in.labels());
                skipUnreachable();
            }
            default -> {
                calls.returnResults();
                skipUnreachable();
            }
        }
    }

    void translateCall(Opcode op) {
        calls.call(op);
    }

    /** The rest of control flow. */
    void translateControl(Opcode op) {
        switch (op) {
            case NOP -> {}
            case UNREACHABLE -> {
                writer.at(in.offset());
                code.invokeStatic(Names.TRAPS, "unreachable", "()Ldev/terrace/Trap;");
                code.op(Opcodes.ATHROW);
                skipUnreachable();
            }
            case TRY_TABLE -> {
                List<CatchClause> clauses = in.catches();
                if (clauses.isEmpty()) {
                    push(Block.Type.BLOCK);
                } else {
                    exceptions.begin(push(Block.Type.TRY_TABLE), clauses);
                }
            }
            case TRY -> exceptions.begin(push(Block.Type.TRY), List.of());
            case CATCH -> beginCatch(in.index());
            case CATCH_ALL -> beginCatch(-1);
            case THROW -> {
                exceptions.throwNew();
                skipUnreachable();
            }
            case THROW_REF -> {
                exceptions.throwReference();
                skipUnreachable();
            }
            case RETHROW -> {
                exceptions.rethrow(block(in.index()));
                skipUnreachable();
            }
            case BR_ON_NULL -> {
                operands.settleAll();
                branchIfReference(Comparison.NULL, block(in.index()), operands.size() - 1);
            }
            case BR_ON_NON_NULL -> {
                operands.settleAll();
                branchIfReference(Comparison.NULL.negate(), block(in.index()), operands.size());
                operands.pop(1);
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL -> {
                operands.settleAll();
                code.load(Kind.REF, operands.variable(operands.size() - 1));
                rare().objects.writeTest(in.refType2());
                Comparison taken = op == Opcode.BR_ON_CAST ? Comparison.NOT_ZERO : Comparison.NOT_ZERO.negate();
                branchIf(taken, block(in.index()), operands.size());
            }
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                calls.tailCall(op);
                skipUnreachable();
            }
            default -> throw new IllegalStateException("no instruction of control flow: " + op);
        }
    }

    void translateOther(Opcode op) {
        switch (op) {
            case DROP -> operands.drop();
            case SELECT, SELECT_T -> select();
            default -> {
                if (!variables.write(op)
                        && !memories.bulk(op)
                        && !rare().write(op)
                        && !NumericWriter.wide(op, code, operands)) {
                    throw new CompilationRefusedException("the instruction " + op.text());
                }
            }
        }
    }

    private RareWriters rare() {
        if (rare == null) {
            rare = new RareWriters(writer, in, memories, moduleCode);
        }
        return rare;
    }

    void translateAccess(Opcode op) {
        if (!memories.access(op) && !rare().access(op)) {
            throw new CompilationRefusedException("the instruction " + op.text());
        }
    }

    // Comparisons

    /** Writes a comparison, together with the branch behind it if there is one. */
    void translateComparison(Opcode op) {
        Comparison comparison = Comparison.of(op);
        operands.need(comparison.operands().size());
        Comparison condition = comparison;
        boolean negated = false;
        int behind = in.nextOffset();
        Opcode next = in.next();
        while (next == Opcode.I32_EQZ) {
            condition = condition.negate();
            negated = !negated;
            behind = in.nextOffset();
            next = in.next();
        }
        switch (next) {
            case BR_IF -> branchIf(condition, block(in.index()));
            case IF -> beginIf(condition);
            default -> {
                in.seek(behind);
                operands.take(comparison.operands().size());
                Comparison.writeCall(op, code);
                if (negated) {
                    code.op(Opcodes.ICONST_1);
                    code.op(Opcodes.IXOR);
                }
                operands.push(Kind.I32);
            }
        }
    }

    private void select() {
        Kind kind = operands.kind(operands.size() - 2);
        if (kind != Kind.V128) {
            operands.take(3);
            String value = kind.descriptor;
            code.invokeStatic(COMPARISONS, "select", "(" + value + value + "I)" + value);
            operands.push(kind);
            return;
        }
        operands.settleAll();
        int first = operands.variable(operands.size() - 3);
        int second = operands.variable(operands.size() - 2);
        int condition = operands.variable(operands.size() - 1);
        for (int half = 0; half <= 2; half += 2) {
            code.load(Kind.I64, first + half);
            code.load(Kind.I64, second + half);
            code.load(Kind.I32, condition);
            code.invokeStatic(COMPARISONS, "select", "(JJI)J");
        }
        operands.pop(3);
        operands.push(Kind.V128);
    }

    // Blocks

    /** Returns a block that has not ended, by its depth. */
    Block block(int depth) {
        return blocks.get(blocks.size() - 1 - depth);
    }

    private Block push(Block.Type type) {
        BlockKinds kinds = BlockKinds.of(in, module);
        operands.settleAll();
        int size = operands.size() - kinds.params().size();
        Block block = new Block(type, nextBlock++, kinds, size, operands.variable(size));
        blocks.add(block);
        return block;
    }

    /** Begins an {@code if}; the operands of its condition are on Java's stack. */
    private void beginIf(Comparison condition) {
        int count = condition.operands().size();
        operands.settleBelow(count);
        operands.pop(count);
        Block block = push(Block.Type.IF);
        block.otherwise = new Label();
        condition.negate().write(code, block.otherwise);
    }

    private void beginElse() {
        Block block = block(0);
        if (reached) {
            jump(block);
        }
        block.type = Block.Type.ELSE;
        operands.restore(block.size, block.params);
        join(block.otherwise);
        block.otherwise = null;
    }

    /** Puts the results of the innermost block where its label has them, if it is jumped to. */
    private void endPart() {
        Block block = block(0);
        if (reached && (block.targeted || block.otherwise != null || block.type == Block.Type.ELSE)) {
            operands.settleAll();
        }
    }

    private void endBlock() {
        Block block = blocks.removeLast();
        if (block.type == Block.Type.FUNCTION) {
            if (reached) {
                calls.returnResults();
            }
            exceptions.endDelegates(block, false);
            return;
        }
        exceptions.endDelegates(block, reached);
        switch (block.type) {
            case TRY_TABLE -> {
                leavePart(block);
                exceptions.endTryTable(block, blocks, this::branchFromStack);
            }
            case TRY -> {
                if (in.opcode() == Opcode.DELEGATE) {
                    exceptions.endDelegate(block, block(in.index()));
                } else {
                    exceptions.endTry(block);
                }
            }
            case CATCH -> {
                leavePart(block);
                exceptions.endCatch(block);
            }
            default -> {}
        }
        boolean joins = block.type != Block.Type.LOOP && block.targeted;
        if (joins || block.otherwise != null || !reached) {
            operands.restore(block.size, block.results);
        }
        if (joins || block.otherwise != null) {
            // Of an if without an else the parameters are the results.
            join(block.otherwise == null ? new Label[] {block.label} : new Label[] {block.otherwise, block.label});
        } else if (!reached) {
            skipUnreachable();
        }
    }

    /** Ends the last part or one before it, behind which a handler is written: goes to the end of the block. */
    private void leavePart(Block block) {
        if (reached) {
            operands.settleAll();
            if (inPlace(block, operands.size())) {
                jump(block);
            } else {
                branchWithValues(block, operands.size());
            }
            reached = false;
        }
    }

    private void beginCatch(int tag) {
        Block block = block(0);
        exceptions.endDelegates(block, reached);
        leavePart(block);
        block.number = nextBlock++;
        reached = exceptions.beginCatch(block, tag);
        if (!reached) {
            skipUnreachable();
        }
    }

    private void join(Label... labels) {
        writer.join(labels);
        reached = true;
    }

    /** Goes on at the next instruction that can be reached otherwise than from the one before it: an else or end. */
    private void skipUnreachable() {
        reached = false;
        Block block = block(0);
        goTo(
                switch (block.type) {
                    case FUNCTION -> body.end() - 1;
                    case IF -> info.blocks().elseOrEnd(block.number);
                    default -> info.blocks().end(block.number);
                });
    }

    // Branches

    private void jump(Block block) {
        block.targeted = true;
        code.jump(Opcodes.GOTO, block.label);
    }

    private void branch(Block block) {
        if (block.type == Block.Type.FUNCTION) {
            calls.returnResults();
            return;
        }
        operands.settleBelow(block.branchKinds().size());
        branchFromStack(block);
    }

    /** Writes stores of the values on Java's stack to where a label has them. */
    private void storeValues(Block block) {
        List<Kind> kinds = block.branchKinds();
        int variable = block.variable + Signature.size(kinds);
        for (int i = kinds.size() - 1; i >= 0; i--) {
            variable -= kinds.get(i).size;
            code.store(kinds.get(i), variable);
        }
    }

    /** Writes a branch that is taken if a condition holds, whose operands are on Java's stack. */
    private void branchIf(Comparison condition, Block block) {
        int count = condition.operands().size();
        operands.settleBelow(count);
        operands.pop(count);
        branchIf(condition, block, operands.size());
    }

    /** Writes a branch that depends on the reference on top, which stays; all operands are settled. */
    private void branchIfReference(Comparison condition, Block block, int end) {
        code.load(Kind.REF, operands.variable(operands.size() - 1));
        branchIf(condition, block, end);
    }

    /**
     * Writes a branch that is taken if a condition holds.
     *
     * @param end behind the last of the values that go with the branch; all operands are settled
     */
    private void branchIf(Comparison condition, Block block, int end) {
        if (block.type != Block.Type.FUNCTION && inPlace(block, end)) {
            block.targeted = true;
            condition.write(code, block.label);
            return;
        }
        Label behind = new Label();
        condition.negate().write(code, behind);
        branchWithValues(block, end);
        writer.join(behind);
    }

    /** Returns whether the settled operands below {@code end} are where a label has its values. */
    private boolean inPlace(Block block, int end) {
        int count = block.branchKinds().size();
        return count == 0 || operands.variable(end - count) == block.variable;
    }

    /** Writes a branch with settled operands as its values; the operands stay. */
    private void branchWithValues(Block block, int end) {
        List<Kind> kinds = block.branchKinds();
        for (int i = 0; i < kinds.size(); i++) {
            code.load(kinds.get(i), operands.variable(end - kinds.size() + i));
        }
        branchFromStack(block);
    }

    /** Writes a branch with the values on Java's stack. */
    void branchFromStack(Block block) {
        if (block.type == Block.Type.FUNCTION) {
            calls.returnFromStack();
        } else if (block.branchKinds().isEmpty()) {
            jump(block);
        } else {
            interruptGuards();
            storeValues(block);
            jump(block);
            resumeGuards();
        }
    }

    private void interruptGuards() {
        if (writer.guards > 0) {
            for (Block block : blocks) {
                exceptions.interrupt(block);
            }
        }
    }

    private void resumeGuards() {
        if (writer.guards > 0) {
            for (Block block : blocks) {
                exceptions.resume(block);
            }
        }
    }

    private void branchTable(int[] depths) {
        operands.need(1);
        operands.settleBelow(1);
        operands.pop(1);
        Map<Integer, Label> stubs = new LinkedHashMap<>();
        Label[] targets = new Label[depths.length];
        for (int i = 0; i < depths.length; i++) {
            Block block = block(depths[i]);
            if (block.type == Block.Type.FUNCTION || !inPlace(block, operands.size())) {
                targets[i] = stubs.get(depths[i]);
                if (targets[i] == null) {
                    targets[i] = new Label();
                    stubs.put(depths[i], targets[i]);
                }
            } else {
                block.targeted = true;
                targets[i] = block.label;
            }
        }
        code.tableSwitch(targets);
        for (Map.Entry<Integer, Label> stub : stubs.entrySet()) {
            writer.join(stub.getValue());
            branchWithValues(block(stub.getKey()), operands.size());
        }
    }
}
