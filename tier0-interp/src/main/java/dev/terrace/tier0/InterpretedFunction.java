package dev.terrace.tier0;

import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.WasmFunction;

/** A function as register code. */
final class InterpretedFunction implements CompiledFunction {
    /** Where execution begins: behind the function's number. */
    static final int ENTRY = 1;

    /** More than any stack has; less than would overflow when a slot's number is added. */
    private static final int NO_ROOM = 1 << 30;

    final InterpretedModule module;

    /** The code: see {@link Op}. */
    final long[] code;

    /** The slots of the frame: the canonical frame, then constants. At least one, so that the first is always there. */
    final int frameSlots;

    /**
     * Zero, or so much that no frame seems to have room on the stack: another tier executes the function from now on, and
     * callers must look where.
     */
    int barrier;

    private final FunctionCode function;
    private final OffsetTable offsets;
    private final ExceptionHandlers handlers;

    InterpretedFunction(
            InterpretedModule module,
            FunctionCode function,
            long[] code,
            int frameSlots,
            OffsetTable offsets,
            ExceptionHandlers handlers) {
        this.module = module;
        this.function = function;
        this.code = code;
        this.frameSlots = Math.max(1, frameSlots);
        this.offsets = offsets;
        this.handlers = handlers;
    }

    /** Returns what the code was made from. */
    FunctionCode function() {
        return function;
    }

    /** Returns which instructions of the module the code came from. */
    OffsetTable offsets() {
        return offsets;
    }

    /** Returns where exceptions that the code throws are caught. */
    ExceptionHandlers handlers() {
        return handlers;
    }

    @Override
    public FunctionInstance enter(WasmFunction callee, ExecutionStack stack, int base) {
        return Interpreter.enter(this, callee.instance(), stack, base);
    }

    @Override
    public void replaced() {
        barrier = NO_ROOM;
    }

    @Override
    public int codeBytes() {
        return code.length * Long.BYTES;
    }
}
