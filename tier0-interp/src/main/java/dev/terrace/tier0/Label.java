package dev.terrace.tier0;

import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A structured instruction whose end the translator has not reached. */
final class Label {
    /** What a label belongs to. */
    enum Kind {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        ELSE,
        TRY_TABLE,
        /** A legacy {@code try} before its first {@code catch}. */
        TRY,
        /** A {@code catch} or {@code catch_all} of a legacy {@code try}. */
        CATCH
    }

    final List<ValType> params;
    final List<ValType> results;

    /** How many operands are below the parameters, and the slot of the first parameter or result. */
    final int size;

    final int slot;

    /** What it belongs to: an {@link Kind#IF} becomes an {@link Kind#ELSE}, a {@link Kind#TRY} a {@link Kind#CATCH}. */
    Kind kind;

    /** The number in the function's table of the block, or of its present part. */
    int block;

    /** The code whose exceptions are caught, if it belongs to such a block. */
    Guard guard;

    /** Where a loop begins. */
    int start;

    /** The jump that goes to the {@code else}, or -1. */
    int elseJump = -1;

    /** The rows of handlers from which the search for one goes on behind this block. */
    final List<Integer> delegates = new ArrayList<>(0);

    private int[] jumps = new int[4];
    private int count;

    /** Creates a label. */
    Label(Kind kind, int block, List<ValType> params, List<ValType> results, int size, int slot) {
        this.kind = kind;
        this.block = block;
        this.params = params;
        this.results = results;
        this.size = size;
        this.slot = slot;
    }

    /** Returns the types of the values that a branch to the label brings. */
    List<ValType> branchTypes() {
        return kind == Kind.LOOP ? params : results;
    }

    /** Makes a jump go to the label. */
    void target(CodeBuffer out, int jump) {
        if (kind == Kind.LOOP) {
            out.patch(jump, start);
            return;
        }
        if (count == jumps.length) {
            jumps = Arrays.copyOf(jumps, count * 2);
        }
        jumps[count++] = jump;
    }

    /** Makes the jumps so far go to the end of the code; returns whether there are any. */
    boolean bind(CodeBuffer out) {
        if (count == 0) {
            return false;
        }
        int here = out.label();
        for (int i = 0; i < count; i++) {
            out.patch(jumps[i], here);
        }
        return true;
    }
}
