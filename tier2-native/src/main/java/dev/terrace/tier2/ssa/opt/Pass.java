package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Function;

/** Changes a function to a better one that does the same. */
public interface Pass {
    /** Returns the name that flags and messages use. */
    String name();

    /** Changes a function. */
    void apply(Function function);
}
