package dev.terrace.tier1.support;

import dev.terrace.runtime.ExecutionStack;

/** The entry of a function at one of its loops; generated classes implement it. */
public abstract class LoopCode {
    /** For generated classes. */
    protected LoopCode() {}

    /** Runs the function from the loop's header on, with the canonical frame at {@code base}; results replace it. */
    public abstract void run(Context context, ExecutionStack stack, int base);
}
