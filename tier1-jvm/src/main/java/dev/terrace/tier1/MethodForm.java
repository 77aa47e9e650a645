package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.FunctionCode;

/** Which method is made of a function: how it begins and how it returns. What is between is the same in all. */
interface MethodForm {

    /** Returns where the method has its variables. */
    FrameLayout layout(FunctionInfo info, Outline outline);

    /** Returns the offset in the module where the method's code begins: that of line 1 in stack traces. */
    default int start(FunctionCode function) {
        return function.body().start();
    }

    /** Writes what stands before the first instruction. */
    void begin(FunctionWriter writer);

    /**
     * Writes the header of a loop; all operands are settled.
     *
     * @param offset the offset in the module of the {@code loop} instruction
     */
    void beginLoop(Block loop, int offset, FunctionWriter writer);

    /** Writes the return of results that are on Java's stack. */
    void writeReturn(Signature signature, FunctionWriter writer);

    /** Writes a return without results, which nobody reads: those of a tail call are to come. */
    void writeEmptyReturn(Signature signature, FunctionWriter writer);
}
