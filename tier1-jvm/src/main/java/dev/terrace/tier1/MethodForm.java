package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.FunctionCode;

/** Which method is made of a function: how it begins and how it returns. What is between is the same in all. */
interface MethodForm {

    /**
     * Returns where the method has its variables.
     *
     * @param counts whether it counts iterations, if it is one that climbs
     */
    FrameLayout layout(FunctionInfo info, Outline outline, boolean counts);

    /** Returns the offset in the module where the method's code begins: that of line 1 in stack traces. */
    default int start(FunctionCode function) {
        return function.body().start();
    }

    /** Returns whether it is left for a higher tier when its function becomes hot: see {@link ClimbWriter}. */
    boolean climbs();

    /** Returns whether it has the function from its beginning. */
    boolean isWhole();

    /** Writes what finds the slots for the canonical frame by which another tier goes on; it may use free variables. */
    SlotCode frameSlots(FunctionWriter writer);

    /**
     * Writes what leaves the method for a higher tier: context, function and loop are on Java's stack, and the canonical frame
     * is in its slots.
     */
    void leaveAtLoop(SlotCode slots, FunctionWriter writer);

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
