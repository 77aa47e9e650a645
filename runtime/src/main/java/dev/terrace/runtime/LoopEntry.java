package dev.terrace.runtime;

/**
 * The rest of a function from a loop header on, seen as a function itself: its arguments are the canonical frame there, and
 * its results are the function's. So a tier leaves a frame for another tier's code by a tail call. No reference ever points
 * to it.
 */
public final class LoopEntry extends FunctionInstance {
    private final WasmFunction function;
    private final CompiledFunction code;

    /**
     * Creates the rest of a function.
     *
     * @param function the function
     * @param code what {@link Tier#compileLoop} made of it
     */
    public LoopEntry(WasmFunction function, CompiledFunction code) {
        super(function.type(), function.code().info().frameSlots());
        this.function = function;
        this.code = code;
    }

    ModuleInstance instance() {
        return function.instance();
    }

    FunctionInstance enter(ExecutionStack stack, int base) {
        return code.enter(function, stack, base);
    }

    @Override
    public void call(ModuleInstance caller, ExecutionStack stack, int base) {
        continueWith(this, caller, stack, base);
    }
}
