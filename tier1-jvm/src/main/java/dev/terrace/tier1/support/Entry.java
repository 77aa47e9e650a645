package dev.terrace.tier1.support;

import dev.terrace.runtime.DirectEntry;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;

/**
 * The entry of a function. Generated subclasses, one a signature, add the method {@code invoke}, which has the function's
 * parameters and the context of the caller; of these there are further subclasses:
 *
 * <pre>
 *   Entry
 *     signature (i32) -> i32              abstract int invoke(int, Context)
 *       function 7 of a module            calls the method of the function, in its own instance
 *       host function                     calls the method handle
 *       bridge                            passes arguments in slots: for whatever another tier executes
 * </pre>
 */
public abstract class Entry extends DirectEntry {
    /** The context of the instance that the function runs in; null if it is the host's. */
    protected final Context context;

    /** For generated classes. */
    protected Entry(Context context) {
        this.context = context;
    }

    /**
     * Calls the function; arguments and results are in slots from {@code base}, which is also the top of the stack.
     *
     * @return the function to call next with what is in the slots then, or null if the results are there: see {@link
     *     TailCalls}
     */
    public abstract FunctionInstance enter(ExecutionStack stack, int base);

    /** Returns an entry of the same function in another instance. */
    public Entry bind(Context other) {
        throw new UnsupportedOperationException("not a function of a module");
    }
}
