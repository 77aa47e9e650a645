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

    final InterpretedModule module;

    /** The code: see {@link Op}. */
    final long[] code;

    /** The slots of the frame: the canonical frame, then constants. At least one, so that the first is always there. */
    final int frameSlots;

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
}
