package dev.terrace.core.validate;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks around the instruction under validation, innermost last. As they begin and end, the function's block table
 * and loop headers come into being.
 */
final class ControlStack {
    /** How many operands the loop headers of a module may have altogether: bounds memory against hostile input. */
    private static final int MAX_LOOP_OPERANDS = 1 << 22;

    private static final int COLUMNS = 3;

    private final ModuleContext context;
    private final OperandStack operands;
    private final LocalState locals;
    private final List<ControlFrame> frames = new ArrayList<>();
    private int depth;

    private int[] rows = new int[COLUMNS * 64];
    private int rowCount;
    private final List<LoopHeader> loops = new ArrayList<>();
    private int loopOperands;

    ControlStack(ModuleContext context, OperandStack operands, LocalState locals) {
        this.context = context;
        this.operands = operands;
        this.locals = locals;
    }

    /** Begins a function with the given results. */
    void reset(int[] results) {
        depth = 0;
        rowCount = 0;
        loops.clear();
        ControlFrame frame = begin(null, TypeCodes.NONE, results);
        frame.row = -1;
    }

    int depth() {
        return depth;
    }

    ControlFrame top() {
        return frames.get(depth - 1);
    }

    /** Returns the block that a label stands for. */
    ControlFrame label(int label) {
        if (label < 0 || label >= depth) {
            throw context.unknown("label", label);
        }
        return frames.get(depth - 1 - label);
    }

    /** Returns the block that a branch goes to, and counts the branch if it can be executed. */
    ControlFrame target(int label) {
        ControlFrame frame = label(label);
        if (frame.opcode == Opcode.LOOP && isLive()) {
            frame.backEdges++;
        }
        return frame;
    }

    /** Returns whether an execution may reach the present instruction. */
    boolean isLive() {
        return !operands.isUnreachable() && !top().dead;
    }

    /** Begins a block; its parameters have been popped and are pushed again inside. */
    ControlFrame push(Opcode opcode, int[] params, int[] results) {
        ControlFrame frame = begin(opcode, params, results);
        frame.row = addRow(context.in.offset());
        operands.push(params);
        if (opcode == Opcode.LOOP) {
            beginLoop(frame);
        }
        return frame;
    }

    private ControlFrame begin(Opcode opcode, int[] params, int[] results) {
        boolean dead = depth > 0 && !isLive();
        if (depth == frames.size()) {
            frames.add(new ControlFrame());
        }
        ControlFrame frame = frames.get(depth++);
        frame.opcode = opcode;
        frame.params = params;
        frame.results = results;
        frame.vectors = operands.vectors();
        frame.outerBase = operands.base();
        frame.outerUnreachable = operands.isUnreachable();
        frame.dead = dead;
        frame.initialized = locals.mark();
        frame.loop = -1;
        frame.backEdges = 0;
        frame.checkedTable = -1;
        operands.enter();
        return frame;
    }

    private void beginLoop(ControlFrame frame) {
        frame.loop = loops.size();
        frame.loopOffset = context.in.offset();
        frame.loopHeight = locals.slots() + operands.slots();
        frame.loopOperands = frame.dead ? List.of() : loopOperands();
        loops.add(null);
    }

    private List<ValType> loopOperands() {
        loopOperands += operands.height();
        if (loopOperands > MAX_LOOP_OPERANDS) {
            throw context.invalid("too many operands at loops: more than " + MAX_LOOP_OPERANDS);
        }
        return operands.snapshot();
    }

    /**
     * Goes on in the next part of the innermost block, at {@code else}, {@code catch} or {@code catch_all}: the operands
     * must be the block's results, and are dropped. The exception that a legacy {@code catch} has caught stays below its
     * operands, since {@code rethrow} may need it.
     */
    void nextPart(Opcode opcode) {
        ControlFrame frame = top();
        finishPart(frame);
        locals.resetTo(frame.initialized);
        operands.restart(frame.vectors);
        if (frame.opcode == Opcode.TRY) {
            operands.keepBelow(context.codes.exnRef);
        }
        int at = context.in.offset();
        if (opcode != Opcode.ELSE) {
            endRow(frame.row, at);
            frame.row = addRow(at);
        } else {
            rows[COLUMNS * frame.row + 1] = at;
        }
        frame.opcode = opcode;
    }

    /** Ends the innermost block, which leaves its results in the enclosing one. */
    ControlFrame pop() {
        ControlFrame frame = top();
        finishPart(frame);
        locals.resetTo(frame.initialized);
        if (frame.opcode == Opcode.CATCH || frame.opcode == Opcode.CATCH_ALL) {
            operands.dropBelow();
        }
        operands.leave(frame.outerBase, frame.outerUnreachable);
        depth--;
        if (frame.row >= 0) {
            endRow(frame.row, context.in.offset());
        }
        if (frame.loop >= 0) {
            loops.set(
                    frame.loop,
                    new LoopHeader(frame.loopOffset, frame.loopHeight, frame.loopOperands, frame.backEdges));
        }
        return frame;
    }

    private void finishPart(ControlFrame frame) {
        operands.pop(frame.results);
        operands.requireEmpty();
    }

    private int addRow(int begin) {
        if (COLUMNS * rowCount == rows.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
        }
        int row = COLUMNS * rowCount;
        rows[row] = begin;
        rows[row + 1] = 0;
        return rowCount++;
    }

    private void endRow(int row, int offset) {
        if (rows[COLUMNS * row + 1] == 0) {
            rows[COLUMNS * row + 1] = offset;
        }
        rows[COLUMNS * row + 2] = offset;
    }

    /** Returns the blocks of the function that has ended. */
    BlockTable blocks() {
        return BlockTable.of(rows, COLUMNS * rowCount);
    }

    /** Returns the loops of the function that has ended. */
    List<LoopHeader> loops() {
        return List.copyOf(loops);
    }
}
