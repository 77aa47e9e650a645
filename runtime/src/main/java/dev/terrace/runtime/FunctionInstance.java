package dev.terrace.runtime;

import dev.terrace.core.types.DefType;

/** A function that can be called: what a function reference points to (specification, section 4.2.6). */
public abstract sealed class FunctionInstance permits WasmFunction, HostFunction {
    private final DefType type;

    /**
     * What a tier that calls functions with Java's own parameters enters; null until it is needed. Threads that race to
     * set it set objects that do the same.
     */
    public DirectEntry direct;

    FunctionInstance(DefType type) {
        this.type = type;
    }

    /** Returns the function's type; canonical, so equal types are identical. */
    public final DefType type() {
        return type;
    }

    /**
     * Calls the function. Its arguments lie in the stack's slots from {@code base}, a v128 in two and everything else in
     * one; its results are left there in the same way.
     *
     * @param caller the instance that calls, or null if it is the host
     * @param stack the stack
     * @param base the slot of the first argument, and then of the first result
     */
    public abstract void call(ModuleInstance caller, ExecutionStack stack, int base);
}
