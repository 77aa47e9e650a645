package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier1.support.Comparisons;
import java.util.ArrayList;
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
    private final VectorWriter vectors;
    private final VectorMemoryWriter vectorMemories;
    private final AtomicWriter atomics;
    private final ObjectWriter objects;
    private final ExceptionWriter exceptions;
    private final CheckWriter checks;
    private final ClimbWriter climb;
    private final List<Block> blocks = new ArrayList<>();
    private final FunctionBody body;
    private final RegionCalls regionCalls;
    private final Iterator<Region> regions;
    private final MethodNames methods;
    private final int function;
    private final String owner;
    private Region nextRegion;
    private FunctionSteps.Recorder recorder;
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
        this.vectors = new VectorWriter(writer, in);
        this.vectorMemories = new VectorMemoryWriter(writer, in, memories, vectors);
        this.atomics = new AtomicWriter(writer, in, memories);
        this.objects = new ObjectWriter(writer, in, function.module());
        this.exceptions = new ExceptionWriter(writer, in);
        this.checks = new CheckWriter(writer, in, function);
        this.climb = new ClimbWriter(writer, function, form, owner);
        this.regionCalls = new RegionCalls(this, writer, form);
        this.regions = outline.regions().iterator();
        this.nextRegion = regions.hasNext() ? regions.next() : null;
        this.methods = methods;
        this.function = function.index();
        this.owner = owner;
    }

    /** Has the translator note what it comes by. */
    void record(FunctionSteps.Recorder newRecorder) {
        this.recorder = newRecorder;
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
            next();
        }
        note();
    }

    /** Translates what comes next: HotSpot compiles methods that are called often long before loops that are entered once. */
    private void next() {
        note();
        if (nextRegion != null && nextRegion.start() == in.nextOffset()) {
            call(nextRegion);
            nextRegion = regions.hasNext() ? regions.next() : null;
            return;
        }
        Opcode op = in.next();
        checks.before();
        InstructionGroup.of(op).translate(op, this);
        if (reached) {
            checks.behind();
        }
    }

    private void note() {
        if (recorder != null) {
            recorder.add(in.nextOffset(), code.position(), reached, operands);
        }
    }

    // Regions

    /** Writes the call of a region, and goes on behind the region. */
    private void call(Region region) {
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
        for (int depth = region.outer().size() - 1; depth >= 0; depth--) {
            blocks.add(outer(region, depth));
        }
        List<Block> outer = List.copyOf(blocks).reversed();
        goTo(region.start());
        enter(region, method);
        translateUntil(region.end());
        if (reached) {
            operands.settleAll();
            method.leave(new Region.Way.End(), region.outputs().size(), writer);
        }
        for (int depth = 0; depth < region.outer().size(); depth++) {
            Block block = outer.get(depth);
            if (block.targeted && (depth >= region.ended().size() || block.type == Block.Type.LOOP)) {
                operands.restore(block.size, block.branchKinds());
                join(block.label);
                method.leave(new Region.Way.Branch(depth), block.branchKinds().size(), writer);
            }
        }
        method.end(writer);
        writer.end();
    }

    /** Returns a block around a region's beginning, as its method sees it. */
    private Block outer(Region region, int depth) {
        int number = region.outer().get(depth);
        goTo(info.blocks().begin(number));
        Block.Type type = switch (in.next()) {
            case LOOP -> Block.Type.LOOP;
            case IF -> region.start() < info.blocks().elseOrEnd(number) ? Block.Type.IF : Block.Type.ELSE;
            case TRY_TABLE -> {
                // It does not end here; but a tail call has to leave it.
                writer.guards++;
                yield Block.Type.BLOCK;
            }
            default -> Block.Type.BLOCK;
        };
        int size = depth < region.ended().size() ? region.ended().get(depth) : 0;
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
            code.tableSwitch(labels.toArray(Label[]::new));
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
        switch (op) {
            case LOCAL_GET -> writer.getLocal(in.index());
            case LOCAL_SET -> writer.setLocal(in.index());
            default -> writer.teeLocal(in.index());
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

    void translateControl(Opcode op) {
        switch (op) {
            case NOP -> {}
            case UNREACHABLE -> {
                writer.at(in.offset());
                code.invokeStatic(Names.TRAPS, "unreachable", "()Ldev/terrace/Trap;");
                code.op(Opcodes.ATHROW);
                skipUnreachable();
            }
            case BLOCK -> push(Block.Type.BLOCK);
            case LOOP -> {
                Block loop = push(Block.Type.LOOP);
                form.beginLoop(loop, in.offset(), writer);
                climb.atLoop(loop, in.offset());
                checks.atLoop();
                resumeGuards();
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
            case IF -> {
                operands.need(1);
                beginIf(Comparison.NOT_ZERO);
            }
            case ELSE -> {
                endPart();
                beginElse();
            }
            case END, DELEGATE -> {
                endPart();
                endBlock();
            }
            case BR -> {
                branch(block(in.index()));
                skipUnreachable();
            }
            case BR_IF -> {
                operands.need(1);
                branchIf(Comparison.NOT_ZERO, block(in.index()));
            }
            case BR_TABLE -> {
                branchTable(in.labels());
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
                objects.writeTest(in.refType2());
                Comparison taken = op == Opcode.BR_ON_CAST ? Comparison.NOT_ZERO : Comparison.NOT_ZERO.negate();
                branchIf(taken, block(in.index()), operands.size());
            }
            case RETURN -> {
                calls.returnResults();
                skipUnreachable();
            }
            case CALL, CALL_INDIRECT, CALL_REF -> calls.call(op);
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
                if (!memories.bulk(op)
                        && !variables.write(op)
                        && !vectors.write(op)
                        && !atomics.write(op)
                        && !objects.write(op)
                        && !NumericWriter.wide(op, code, operands)) {
                    throw new CompilationRefusedException("the instruction " + op.text());
                }
            }
        }
    }

    void translateAccess(Opcode op) {
        if (!memories.access(op) && !vectorMemories.write(op) && !atomics.write(op)) {
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
        if (block.otherwise != null) {
            // An if without an else: its parameters are its results.
            join(block.otherwise, block.label);
        } else if (joins) {
            join(block.label);
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
            for (Block outer : blocks) {
                exceptions.interrupt(outer);
            }
            storeValues(block);
            jump(block);
            resumeGuards();
        }
    }

    private void resumeGuards() {
        for (Block block : blocks) {
            exceptions.resume(block);
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
