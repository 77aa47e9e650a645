package dev.terrace.tier1.support;

import dev.terrace.core.types.ValType;
import dev.terrace.runtime.FunctionInstance;
import java.util.List;

/**
 * Tail calls, which Java does not have. A method that ends in one leaves its callee in its {@link Context} and the arguments
 * in the slots behind the stack's top, and returns nothing of use; whoever called it makes the call then:
 *
 * <pre>
 *   method that other methods call:   body(...); if (context.tail != null) TailCalls.finish(context)
 *   entry:                            body(...); return context.tail, and so on until there is none
 *   body:                             ... context.tail = callee; return
 * </pre>
 */
public final class TailCalls {
    private TailCalls() {}

    /** Leaves the callee; the arguments are in place. */
    public static void set(Object function, Context context) {
        context.tail = (FunctionInstance) function;
    }

    /** Returns the callee that a method has left, and forgets it; null if it has returned results. */
    public static FunctionInstance take(Context context) {
        FunctionInstance function = context.tail;
        context.tail = null;
        return function;
    }

    /** Makes the call that a method has left; the results are then in the slots behind the stack's top. */
    public static void finish(Context context) {
        FunctionInstance function = take(context);
        int params = slots(function.type().func().params());
        int results = slots(function.type().func().results());
        Calls.call(function, context, context.stack.top, Math.max(params, results));
    }

    private static int slots(List<ValType> types) {
        int slots = 0;
        for (ValType type : types) {
            slots += type.slots();
        }
        return slots;
    }
}
