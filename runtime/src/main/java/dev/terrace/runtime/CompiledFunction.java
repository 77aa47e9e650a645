package dev.terrace.runtime;

/** What a tier made of a function: code that every instance of its module can run. */
public interface CompiledFunction {

    /**
     * Runs the function.
     *
     * @param function the function, in the instance to run it in
     * @param stack the stack
     * @param base the slot of the first argument, and then of the first result: see {@link FunctionInstance#call}
     */
    void enter(WasmFunction function, ExecutionStack stack, int base);
}
