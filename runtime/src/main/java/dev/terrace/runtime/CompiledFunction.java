package dev.terrace.runtime;

/** What a tier made of a function: code that every instance of its module can run. */
public interface CompiledFunction {

    /**
     * Runs the function.
     *
     * <p>A tail call to a function that this tier cannot go on with by itself is left to the caller: the arguments are
     * then at the base, and the function to call there is returned. So tail calls between tiers and instances use no Java
     * stack, however many there are.
     *
     * <p>On return the frame's slots hold no references but the results, and {@link ExecutionStack#top} is what it was.
     *
     * @param function the function, in the instance to run it in
     * @param stack the stack
     * @param base the slot of the first argument, and then of the first result: see {@link FunctionInstance#call}
     * @return the function to call in place of this one, or null if the results are there
     */
    FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base);

    /**
     * Takes notice that from now on calls of the function enter another tier's code. Activations of this code go on; so
     * may a few calls in other threads.
     */
    default void replaced() {}

    /** Returns the size of the code in bytes, for logs; zero if it is not known. */
    default int codeBytes() {
        return 0;
    }
}
