package dev.terrace.core.validate;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.ValType;
import java.util.List;

/** A block that has begun and not ended (specification, appendix "Validation algorithm"). Reused from block to block. */
final class ControlFrame {
    /** The instruction that began it, or its present part: {@code else}, {@code catch}; null for the function itself. */
    Opcode opcode;

    int[] params;
    int[] results;

    /** The vectors among the operands beneath. */
    int vectors;

    /** The enclosing block's state, to be restored. */
    int outerBase;

    boolean outerUnreachable;

    /** Whether no execution reaches the block's beginning. */
    boolean dead;

    /** How many locals had been found initialised when the block began. */
    int initialized;

    /** The block's row in the block table; -1 for the function itself. */
    int row;

    /** For loops: number, place, state at the header, and branches to it so far. */
    int loop;

    int loopOffset;
    int loopHeight;
    List<ValType> loopOperands;
    int backEdges;

    /** The branch table that was checked against this block last, by its offset. */
    int checkedTable;

    /** Returns what a branch to this block carries. */
    int[] labelTypes() {
        return opcode == Opcode.LOOP ? params : results;
    }
}
