package dev.terrace.tier0;

import dev.terrace.LimitException;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.BlockTable;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.Checkpoints;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.tier0.Operands.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates a function to register code, in one pass over its instructions.
 *
 * <p>Where control flow meets, every operand is in its own slot: all are written there before a block begins, and the values
 * of a branch before it jumps. So at a loop header the frame is the canonical one. Code that cannot be reached is skipped.
 */
final class Translator implements Op {
    private final ValidModule module;
    private final FunctionInfo info;
    private final FunctionBody body;
    private final InstructionReader in;
    private final FunctionWriter writer;
    private final CodeBuffer out;
    private final Operands operands;
    private final GcLowering objects;
    private final ExceptionLowering exceptions;
    private final List<Label> labels = new ArrayList<>();
    private final FunctionCode function;
    private final Tiering tiering;
    private final boolean counts;
    private final boolean polls;
    private final boolean burns;
    private final boolean globalsMove;
    private int nextBlock;
    private int nextLoop;
    private boolean startOver;

    private Translator(FunctionCode function, boolean counts, boolean constantSlots) {
        this.module = function.module().valid();
        this.function = function;
        this.tiering = function.module().tiering();
        this.counts = counts;
        this.polls = tiering.polls();
        this.burns = tiering.burnsFuel();
        this.globalsMove = tiering.needsNativeMemories();
        this.info = function.info();
        this.body = function.body();
        this.in = new InstructionReader(module.module().bytes(), body.start(), body.end());
        this.writer = new FunctionWriter(info, constantSlots);
        this.out = writer.out;
        this.operands = writer.operands;
        this.objects = new GcLowering(module, in, writer);
        this.exceptions = new ExceptionLowering(module, writer);
    }

    /**
     * Translates a function.
     *
     * @param counts whether the code counts calls and iterations
     */
    static InterpretedFunction translate(FunctionCode function, boolean counts) {
        Translator translator = new Translator(function, counts, true);
        translator.run();
        if (translator.startOver) {
            translator = new Translator(function, counts, false);
            translator.run();
        }
        return translator.finish(function);
    }

    private InterpretedFunction finish(FunctionCode function) {
        InterpretedModule shared = InterpretedModule.of(function.module());
        CodeBuffer prologue = writer.prologue(
                counts ? Counters.word(Counters.threshold(tiering, FunctionCode.WHOLE)) : 0,
                polls && Checkpoints.pollsAtEntry(function),
                burns ? function.checkpoints().entryCost() : 0);
        long[] code = out.code(function.index() - shared.imported(), prologue);
        return new InterpretedFunction(
                shared, function, code, writer.frameSlots(), out.offsets(prologue), exceptions.handlers(prologue));
    }

    private void run() {
        FuncType type = info.type().func();
        Label whole = new Label(Label.Kind.FUNCTION, -1, List.of(), type.results(), 0, info.localSlots());
        labels.add(whole);
        while (!labels.isEmpty() && !startOver) {
            Opcode op = in.next();
            out.mark(in.offset());
            if (burns && Checkpoints.costsByLength(op)) {
                burnByLength(op);
            }
            translate(op);
            int cost = burns ? function.checkpoints().costBehind(in.offset()) : 0;
            if (cost != 0) {
                out.emit(BURN, 0, 0, cost);
            }
        }
        exceptions.endDelegates(whole);
    }

    private void translate(Opcode op) {
        switch (op) {
            case NOP -> {}
            case UNREACHABLE -> {
                out.emit(UNREACHABLE, 0, 0, 0);
                skipUnreachable();
            }
            case BLOCK -> push(Label.Kind.BLOCK);
            case LOOP -> {
                writer.clearDead();
                Label label = push(Label.Kind.LOOP);
                label.start = out.label();
                beginIteration();
                writer.enterLoop();
            }
            case IF -> {
                Comparison unless = writer.popCondition().negate();
                Label label = push(Label.Kind.IF);
                label.elseJump = jump(unless);
            }
            case TRY_TABLE -> exceptions.begin(push(Label.Kind.TRY_TABLE), in.catches());
            case TRY -> exceptions.begin(push(Label.Kind.TRY), List.of());
            case ELSE -> translateElse();
            case CATCH, CATCH_ALL -> {
                endPart();
                beginCatch(label(0), op, true);
            }
            case THROW -> {
                int count = module.tags().get(in.index()).func().params().size();
                writer.settleLast(count);
                writer.truncate(operands.size() - count);
                out.emit(THROW, operands.height(), 0, index(in.index()));
                skipUnreachable();
            }
            case THROW_REF -> {
                out.emit(THROW_REF, writer.popRead(), 0, 0);
                skipUnreachable();
            }
            case RETHROW -> {
                exceptions.rethrow(label(in.index()));
                skipUnreachable();
            }
            case END, DELEGATE -> {
                endPart();
                endLabel(true);
            }
            case BR -> {
                if (label(in.index()).kind == Label.Kind.LOOP) {
                    writer.clearDead();
                }
                branch(label(in.index()));
                skipUnreachable();
            }
            case BR_IF -> {
                Comparison condition = writer.popCondition();
                if (label(in.index()).kind == Label.Kind.LOOP && !condition.readsReference()) {
                    writer.clearDead();
                }
                branchIf(condition, label(in.index()));
            }
            case BR_TABLE -> branchTable(in.labels());
            case BR_ON_NULL -> {
                int slot = writer.popRead();
                branchIf(new Comparison(JUMP_NULL, slot, 0), label(in.index()));
                writer.pushReference(slot);
            }
            case BR_ON_NON_NULL -> {
                int slot = writer.popRead();
                writer.pushReference(slot);
                branchIf(new Comparison(JUMP_NON_NULL, slot, 0), label(in.index()));
                writer.pop();
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL -> {
                int slot = objects.testLast(in.refType2());
                branchIf(new Comparison(op == Opcode.BR_ON_CAST ? JUMP_IF : JUMP_UNLESS, slot, 0), label(in.index()));
            }
            case RETURN -> {
                returnResults();
                skipUnreachable();
            }
            case CALL, CALL_INDIRECT, CALL_REF -> call(op);
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                call(op);
                skipUnreachable();
            }
            case DROP -> writer.pop();
            case SELECT, SELECT_T -> select();
            case LOCAL_GET -> writer.getLocal(in.index());
            case LOCAL_SET -> writer.setLocal(in.index());
            case LOCAL_TEE -> writer.teeLocal(in.index());
            case GLOBAL_GET -> {
                Kind kind = Kind.of(module.globals().get(in.index()).value());
                int get = byKind(kind, globalsMove ? GLOBAL_GET_MOVABLE : GLOBAL_GET, GLOBAL_GET_V128, GLOBAL_GET_REF);
                out.emit(get, writer.pushResult(kind), 0, index(in.index()));
            }
            case GLOBAL_SET -> {
                Kind kind = Kind.of(module.globals().get(in.index()).value());
                int set = byKind(kind, globalsMove ? GLOBAL_SET_MOVABLE : GLOBAL_SET, GLOBAL_SET_V128, GLOBAL_SET_REF);
                out.emit(set, writer.popRead(), 0, index(in.index()));
            }
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> writer.pushNumber(in.value());
            case V128_CONST -> {
                int slot = writer.pushResult(Kind.VECTOR);
                out.emit(CONST_WORD, slot, 0, 0);
                out.append(in.value());
                out.emit(CONST_WORD, slot + 1, 0, 0);
                out.append(in.value2());
            }
            case I32_EQZ -> writer.i32Eqz();
            case I64_EQZ -> writer.unary(I64_EQ_IMM);
            default -> translateByShape(op);
        }
    }

    private void translateByShape(Opcode op) {
        int register;
        if (op.prefix() == Opcode.PREFIX_ATOMIC) {
            atomic(op);
        } else if (op.imm() == Imm.MEMARG || op.imm() == Imm.MEMARG_LANE) {
            access(op);
        } else if (op.prefix() == Opcode.PREFIX_GC || op == Opcode.REF_EQ) {
            objects.lower(op);
        } else if ((register = Lowering.binary(op)) != Lowering.NONE) {
            writer.binary(register, Lowering.exchanges(op));
        } else if ((register = Lowering.unary(op)) != Lowering.NONE) {
            writer.unary(register);
        } else if (Lowering.keepsBits(op)) {
            writer.retype(op == Opcode.I32_WRAP_I64);
        } else if (op.prefix() == Opcode.PREFIX_SIMD) {
            vector(op);
        } else if (op.results() != null && op.results().length() == 2) {
            wide(op);
        } else if (op.hasSignature() && op.imm() == Imm.NONE) {
            numeric(op);
        } else {
            tableOrMemory(op);
        }
    }

    private static int byKind(Kind kind, int scalar, int vector, int reference) {
        return switch (kind) {
            case SCALAR -> scalar;
            case VECTOR -> vector;
            case REFERENCE -> reference;
        };
    }

    /** Returns an index as a field. */
    static int index(int index) {
        if (index < 0 || index > MAX_Z) {
            throw new LimitException("the interpreter cannot execute the index " + Integer.toUnsignedString(index));
        }
        return index;
    }

    // Control

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    private Label push(Label.Kind kind) {
        List<ValType> params = List.of();
        List<ValType> results = List.of();
        if (in.blockResult() != null) {
            results = List.of(in.blockResult());
        } else if (in.index() >= 0) {
            FuncType type = module.types().get(in.index()).func();
            params = type.params();
            results = type.results();
        }
        writer.settleAll();
        int size = operands.size() - params.size();
        int slot = params.isEmpty() ? operands.height() : operands.own(size);
        Label label = new Label(kind, nextBlock++, params, results, size, slot);
        labels.add(label);
        return label;
    }

    /** Writes a loop's header: the frame is canonical there, so that another tier can go on with it. */
    private void beginIteration() {
        // Loops that cannot be reached are numbered too, but they are not translated.
        while (info.loops().get(nextLoop).offset() != in.offset()) {
            nextLoop++;
        }
        if (info.loops().get(nextLoop).backEdges() == 0) {
            return;
        }
        if (counts) {
            out.emit(COUNT, 0, 0, index(nextLoop));
            out.append(Counters.word(Counters.threshold(tiering, nextLoop)));
        }
        if (polls) {
            out.emit(POLL, 0, 0, 0);
        }
    }

    private void burnByLength(Opcode op) {
        int shift = Checkpoints.lengthPerUnitLog2(op);
        boolean wide = Checkpoints.hasLongLength(in, module);
        out.emit(BURN_BY_LENGTH, writer.read(operands.size() - 1), 0, wide ? shift : -shift);
    }

    private int jump(Comparison condition) {
        return out.emit(condition.op(), condition.x(), condition.y(), 0);
    }

    private void translateElse() {
        Label label = label(0);
        writer.settleAll();
        label.target(out, out.emit(JUMP, 0, 0, 0));
        beginElse(label);
    }

    private void beginElse(Label label) {
        label.kind = Label.Kind.ELSE;
        out.patch(label.elseJump, out.label());
        label.elseJump = -1;
        writer.truncate(label.size);
        writer.pushResults(label.params);
    }

    private void beginCatch(Label label, Opcode op, boolean reached) {
        label.block = nextBlock++;
        exceptions.beginCatch(label, op == Opcode.CATCH ? in.index() : ExceptionHandlers.ALL, reached);
    }

    /** Puts the results of the innermost block where it has them; a legacy {@code catch} has an exception below. */
    private void endPart() {
        Label label = label(0);
        if (label.kind == Label.Kind.FUNCTION) {
            return;
        }
        writer.settleAll();
        if (label.kind == Label.Kind.CATCH) {
            writer.move(label.results.size(), label.slot);
        }
    }

    /** Ends the innermost label, at {@code end} or {@code delegate}; {@code reached} says whether the code before is. */
    private void endLabel(boolean reached) {
        Label label = labels.removeLast();
        if (label.kind == Label.Kind.FUNCTION) {
            if (reached) {
                labels.add(label);
                returnResults();
                labels.removeLast();
            }
            return;
        }
        if (label.kind == Label.Kind.LOOP) {
            writer.leaveLoop();
        }
        exceptions.endDelegates(label);
        switch (label.kind) {
            case TRY_TABLE -> exceptions.endTryTable(label, labels, reached);
            case TRY -> {
                if (in.opcode() == Opcode.DELEGATE) {
                    exceptions.endDelegate(label, label(in.index()));
                }
            }
            case CATCH -> exceptions.endCatch(label);
            default -> {}
        }
        boolean goesOn = reached;
        if (label.elseJump >= 0) {
            out.patch(label.elseJump, out.label());
            goesOn = true;
        }
        goesOn |= label.bind(out);
        writer.truncate(label.size);
        writer.pushResults(label.results);
        if (!goesOn) {
            skipUnreachable();
        }
    }

    /** Goes on at the next instruction that can be reached: behind an {@code else}, {@code catch} or {@code end}. */
    private void skipUnreachable() {
        Label label = label(0);
        if (label.kind == Label.Kind.FUNCTION) {
            labels.removeLast();
            return;
        }
        BlockTable blocks = info.blocks();
        boolean hasElse = label.kind == Label.Kind.IF && blocks.elseOrEnd(label.block) != blocks.end(label.block);
        int offset = hasElse ? blocks.elseOrEnd(label.block) : blocks.end(label.block);
        in.seek(offset);
        Opcode op = in.next();
        nextBlock = blocks.find(offset);
        if (hasElse) {
            beginElse(label);
        } else if (op == Opcode.CATCH || op == Opcode.CATCH_ALL) {
            beginCatch(label, op, false);
        } else {
            endLabel(false);
        }
    }

    private void branch(Label label) {
        if (label.kind == Label.Kind.FUNCTION) {
            returnResults();
            return;
        }
        int count = label.branchTypes().size();
        writer.prepareMove(count);
        writer.move(count, label.slot);
        label.target(out, out.emit(JUMP, 0, 0, 0));
    }

    private void branchIf(Comparison condition, Label label) {
        int count = label.branchTypes().size();
        writer.prepareMove(count);
        if (label.kind == Label.Kind.FUNCTION || writer.mustMove(count, label.slot)) {
            int skip = jump(condition.negate());
            branch(label);
            out.patch(skip, out.label());
        } else {
            label.target(out, jump(condition));
        }
    }

    private void branchTable(int[] depths) {
        int x = writer.popRead();
        writer.prepareMove(label(depths[depths.length - 1]).branchTypes().size());
        int table = out.emit(JUMP_TABLE, x, 0, index(depths.length - 1)) + 1;
        for (int i = 0; i < depths.length; i++) {
            out.append(Op.word(JUMP, 0, 0, 0));
        }
        Map<Integer, Integer> moves = new HashMap<>();
        for (int i = 0; i < depths.length; i++) {
            Label label = label(depths[i]);
            int count = label.branchTypes().size();
            if (label.kind == Label.Kind.FUNCTION || writer.mustMove(count, label.slot)) {
                if (!moves.containsKey(depths[i])) {
                    moves.put(depths[i], out.label());
                    branch(label);
                }
                out.patch(table + i, moves.get(depths[i]));
            } else {
                label.target(out, table + i);
            }
        }
        skipUnreachable();
    }

    /** Leaves the function with the last operands, which stay as they are. */
    private void returnResults() {
        List<ValType> results = info.type().func().results();
        int count = results.size();
        if (count == 1 && Kind.of(results.getFirst()) == Kind.SCALAR) {
            writer.clearReferences(0);
            out.emit(RETURN, writer.read(operands.size() - 1), 0, 0);
            return;
        }
        if (count > 0) {
            // Results that are still in locals could be overwritten by others on the way to the first slots.
            writer.copyLast(count);
            writer.moveOwn(count, 0);
        }
        writer.returnFirst(results);
    }

    // Calls

    private void call(Opcode op) {
        startOver = writer.forbidConstantSlots();
        boolean indirect = op == Opcode.CALL_INDIRECT || op == Opcode.RETURN_CALL_INDIRECT;
        boolean direct = op == Opcode.CALL || op == Opcode.RETURN_CALL;
        boolean tail = op == Opcode.RETURN_CALL || op == Opcode.RETURN_CALL_INDIRECT || op == Opcode.RETURN_CALL_REF;
        int callee = direct ? 0 : writer.popRead();
        FuncType type =
                (direct ? module.functions().get(in.index()) : module.types().get(in.index())).func();
        int count = type.params().size();
        writer.settleLast(count);
        if (!tail) {
            // The slot of the callee is read by the call itself.
            writer.setCleared(callee, callee + 1);
            writer.clearDead();
        }
        writer.truncate(operands.size() - count);
        int base = operands.height();
        int imported = module.importedFunctions();
        if (op == Opcode.CALL && in.index() >= imported) {
            out.emit(CALL, base, 0, index(in.index() - imported));
            // The callee leaves no references in its frame, which begins here.
            writer.setCleared(base, Integer.MAX_VALUE);
        } else {
            int register = switch (op) {
                case CALL -> CALL_IMPORT;
                case CALL_INDIRECT -> CALL_INDIRECT;
                case CALL_REF -> CALL_REF;
                case RETURN_CALL -> RETURN_CALL;
                case RETURN_CALL_INDIRECT -> RETURN_CALL_INDIRECT;
                default -> RETURN_CALL_REF;
            };
            out.emit(register, base, callee, direct ? index(in.index()) : 0);
            out.append(indirect ? indices(in.index(), in.index2()) : 0);
        }
        if (!tail) {
            writer.pushResults(type.results());
        }
    }

    /** Returns a word of two indices: what follows an instruction that has no room for them. */
    static long indices(int first, int second) {
        return (long) first << 32 | Op.word(MOVE, 0, 0, index(second));
    }

    // Everything else

    private void select() {
        int condition = writer.pop();
        int second = writer.pop();
        int first = writer.pop();
        Kind kind = operands.kind(first);
        int x = writer.read(condition);
        int y = writer.read(first);
        int z = writer.read(second);
        out.emit(byKind(kind, SELECT, SELECT_V128, SELECT_REF), writer.pushResult(kind), y, z);
        out.append(Op.word(MOVE, 0, 0, x));
    }

    private void numeric(Opcode op) {
        int z = op.operands().length() == 2 ? writer.popRead() : 0;
        int y = writer.popRead();
        out.emit(NUMERIC, writer.pushResult(Kind.SCALAR), y, z);
        out.append(Op.word(MOVE, 0, 0, op.ordinal()));
    }

    /** Writes an instruction whose operands and results are consecutive slots. */
    private void wide(Opcode op) {
        int count = op.operands().length();
        writer.settleLast(count);
        writer.truncate(operands.size() - count);
        int base = writer.pushResult(Kind.SCALAR);
        writer.pushResult(Kind.SCALAR);
        out.emit(WIDE, base, 0, op.ordinal());
    }

    private void vector(Opcode op) {
        int[] slots = new int[3];
        for (int i = op.operands().length() - 1; i >= 0; i--) {
            slots[i] = writer.popRead();
        }
        int x = writer.pushResult(op.results().equals("v") ? Kind.VECTOR : Kind.SCALAR);
        if (op.imm() == Imm.SHUFFLE) {
            out.emit(SHUFFLE, x, slots[0], slots[1]);
            out.append(in.value());
            out.append(in.value2());
        } else if (op.imm() == Imm.LANE && op.operands().length() == 1) {
            out.emit(EXTRACT_LANE, x, slots[0], in.lane());
            out.append(Op.word(MOVE, 0, 0, op.code()));
        } else if (op.imm() == Imm.LANE) {
            out.emit(REPLACE_LANE, x, slots[0], slots[1]);
            out.append(Op.word(MOVE, in.lane(), 0, op.code()));
        } else {
            out.emit(VECTOR, x, slots[0], slots[1]);
            out.append(Op.word(MOVE, slots[2], 0, op.code()));
        }
    }

    private void access(Opcode op) {
        boolean store = op.results().isEmpty();
        boolean vector = op.prefix() == Opcode.PREFIX_SIMD;
        long offset = in.value();
        boolean first = in.index() == 0 && module.memories().getFirst().address() == AddressType.I32;
        if (!vector && first && offset >= 0 && offset <= MAX_Z) {
            int value = store ? writer.pop() : -1;
            writer.access(Lowering.access(op), value, writer.pop(), (int) offset);
            return;
        }
        int value = store || op.operands().endsWith("v") ? writer.popRead() : 0;
        int y = writer.popRead();
        int x = store ? value : writer.pushResult(vector ? Kind.VECTOR : Kind.SCALAR);
        int load = vector ? LOAD_VECTOR : LOAD_ANY;
        int register = store ? vector ? STORE_VECTOR : STORE_ANY : load;
        out.emit(register, x, y, store ? 0 : value);
        out.append(Op.word(MOVE, in.lane(), op.ordinal(), index(in.index())));
        out.append(offset);
    }

    /** Writes an atomic access, whose operands are consecutive slots. */
    private void atomic(Opcode op) {
        if (op == Opcode.ATOMIC_FENCE) {
            out.emit(ATOMIC_FENCE, 0, 0, 0);
            return;
        }
        int count = op.operands().length();
        writer.settleLast(count);
        writer.truncate(operands.size() - count);
        out.emit(ATOMIC, operands.height(), 0, index(in.index()));
        out.append(Op.word(MOVE, 0, 0, op.ordinal()));
        out.append(in.value());
        if (!op.results().isEmpty()) {
            writer.pushResult(Kind.SCALAR);
        }
    }

    private void tableOrMemory(Opcode op) {
        switch (op) {
            case REF_NULL -> out.emit(REF_NULL, writer.pushResult(Kind.REFERENCE), 0, 0);
            case REF_FUNC -> out.emit(REF_FUNC, writer.pushResult(Kind.REFERENCE), 0, index(in.index()));
            case REF_IS_NULL -> writer.unary(REF_IS_NULL);
            case REF_AS_NON_NULL -> out.emit(REF_CHECK, writer.read(operands.size() - 1), 0, 0);
            case TABLE_GET -> {
                int y = writer.popRead();
                out.emit(TABLE_GET, writer.pushResult(Kind.REFERENCE), y, index(in.index()));
            }
            case TABLE_SET -> {
                int x = writer.popRead();
                out.emit(TABLE_SET, x, writer.popRead(), index(in.index()));
            }
            case TABLE_SIZE -> out.emit(TABLE_SIZE, writer.pushResult(Kind.SCALAR), 0, index(in.index()));
            case TABLE_GROW -> {
                int z = writer.popRead();
                int y = writer.popRead();
                out.emit(TABLE_GROW, writer.pushResult(Kind.SCALAR), y, z);
                out.append(indices(0, in.index()));
            }
            case TABLE_FILL -> range(TABLE_FILL, indices(0, in.index()));
            case TABLE_COPY -> range(TABLE_COPY, indices(in.index2(), in.index()));
            case TABLE_INIT -> range(TABLE_INIT, indices(in.index(), in.index2()));
            case ELEM_DROP -> out.emit(ELEM_DROP, 0, 0, index(in.index()));
            case MEMORY_SIZE -> out.emit(MEMORY_SIZE, writer.pushResult(Kind.SCALAR), 0, index(in.index()));
            case MEMORY_GROW -> {
                int y = writer.popRead();
                out.emit(MEMORY_GROW, writer.pushResult(Kind.SCALAR), y, index(in.index()));
            }
            case MEMORY_FILL -> range(MEMORY_FILL, indices(0, in.index()));
            case MEMORY_COPY -> range(MEMORY_COPY, indices(in.index2(), in.index()));
            case MEMORY_INIT -> range(MEMORY_INIT, indices(in.index(), in.index2()));
            case DATA_DROP -> out.emit(DATA_DROP, 0, 0, index(in.index()));
            default -> throw new IllegalStateException("no register code for " + op);
        }
    }

    private void range(int op, long indices) {
        int z = writer.popRead();
        int y = writer.popRead();
        out.emit(op, writer.popRead(), y, z);
        out.append(indices);
    }
}
