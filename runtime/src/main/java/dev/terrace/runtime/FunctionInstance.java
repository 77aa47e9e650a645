package dev.terrace.runtime;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ValType;
import java.util.List;

/** A function that can be called: what a function reference points to (specification, section 4.2.6). */
public abstract sealed class FunctionInstance permits WasmFunction, HostFunction, LoopEntry {
    private final DefType type;
    private final int slots;

    /**
     * What a tier that calls functions with Java's own parameters enters; null until it is needed. Threads that race to
     * set it set objects that do the same.
     */
    public DirectEntry direct;

    FunctionInstance(DefType type) {
        this(type, Math.max(slots(type.func().params()), slots(type.func().results())));
    }

    FunctionInstance(DefType type, int slots) {
        this.type = type;
        this.slots = slots;
    }

    private static int slots(List<ValType> types) {
        int slots = 0;
        for (ValType value : types) {
            slots += value.slots();
        }
        return slots;
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

    /**
     * Calls a function that is the last thing another does, and then those that it tail-calls in turn: a loop, so that
     * tail calls use no Java stack.
     *
     * @param function the function, whose arguments are at the base
     * @param caller the instance that calls it
     */
    public static void continueWith(FunctionInstance function, ModuleInstance caller, ExecutionStack stack, int base) {
        int top = stack.top;
        FunctionInstance next = function;
        ModuleInstance from = caller;
        try {
            while (next != null) {
                int end = base + next.slots();
                stack.ensure(end);
                stack.top = Math.max(top, end);
                switch (next) {
                    case WasmFunction wasm -> {
                        next = wasm.code().entry().enter(wasm, stack, base);
                        from = wasm.instance();
                    }
                    case LoopEntry loop -> {
                        next = loop.enter(stack, base);
                        from = loop.instance();
                    }
                    case HostFunction host -> {
                        host.call(from, stack, base);
                        next = null;
                    }
                }
            }
        } finally {
            stack.top = top;
        }
    }

    /** Returns how many slots a call takes: for the arguments, or for the results if they are more. */
    public final int slots() {
        return slots;
    }
}
