package dev.terrace.tier0;

import dev.terrace.LimitException;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;

/** Which functions the interpreter refuses: those whose frames its instructions could not address. */
final class FrameLimit {
    private FrameLimit() {}

    /**
     * Checks all functions of a valid module.
     *
     * @throws LimitException if one of them has too many locals and operands
     */
    static void check(ValidModule valid) {
        for (int i = 0; i < valid.info().size(); i++) {
            check(valid.importedFunctions() + i, valid.info().get(i));
        }
    }

    /**
     * Checks a function.
     *
     * @param index its index in its module
     * @throws LimitException if it has too many locals and operands
     */
    static void check(int index, FunctionInfo info) {
        if (info.frameSlots() > FunctionWriter.MAX_FRAME) {
            throw new LimitException("function %d needs a frame of %d slots; the interpreter has at most %d"
                    .formatted(index, info.frameSlots(), FunctionWriter.MAX_FRAME));
        }
    }
}
