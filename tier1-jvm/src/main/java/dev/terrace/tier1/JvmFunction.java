package dev.terrace.tier1;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier1.support.Entries;

/** How other tiers and the host enter functions of this one. The function's own entry has all that differs. */
final class JvmFunction implements CompiledFunction {
    static final CompiledFunction INSTANCE = new JvmFunction();

    private JvmFunction() {}

    @Override
    public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
        int top = stack.top;
        // The arguments become Java's parameters; what follows may use their slots.
        stack.top = base;
        try {
            return Entries.of(function).enter(stack, base);
        } catch (StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        } finally {
            stack.top = top;
        }
    }
}
