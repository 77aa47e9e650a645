package dev.terrace.tier1;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.LoopCode;
import dev.terrace.tier1.support.TailCalls;

/** How a function is entered at a loop, in place of the frame that another tier has there. */
record JvmLoop(LoopCode entry) implements CompiledFunction {

    @Override
    public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
        int top = stack.top;
        // The frame becomes variables; what follows may use its slots.
        stack.top = base;
        Context context = Context.of(function.instance());
        try {
            context.tail = null;
            entry.run(context, stack, base);
            return TailCalls.take(context);
        } catch (StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        } finally {
            stack.top = top;
        }
    }
}
