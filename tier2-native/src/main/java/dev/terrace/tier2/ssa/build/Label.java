package dev.terrace.tier2.ssa.build;

import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.List;

/** A structured instruction that has not ended. */
final class Label {
    /** The kinds of structured instructions. */
    enum Kind {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        ELSE
    }

    Kind kind;

    /** The number among the blocks of the function; -1 for the function itself. */
    final int number;

    final int params;
    final int results;

    /** The number of operands below its parameters. */
    final int height;

    /** The number of operands that are the same on all ways to the label: those below are not passed along. */
    int carriedFrom;

    /** The offsets in the module of the instruction and of its end. */
    final int start;

    final int end;

    /** The block that it begins in; of an {@code if}, the one that its condition is in. */
    OpenBlock before;

    /** How many values were numbered where it begins. */
    int mark;

    /** The state of memories where it begins. */
    final int memoryState;

    /** The ways to the end that have been met, but the one by falling through. */
    final List<PendingEdge> ways = new ArrayList<>(2);

    /** The header of a loop; null if no branch goes back to it. */
    OpenBlock header;

    /** The way to the else part, or to the end if there is none; null if there is no such way. */
    PendingEdge otherwise;

    /** The operands that the else part begins with. */
    Value[] operands;

    Label(
            Kind kind,
            int number,
            int params,
            int results,
            int height,
            int start,
            int end,
            OpenBlock before,
            int mark,
            int memoryState) {
        this.kind = kind;
        this.number = number;
        this.params = params;
        this.results = results;
        this.height = height;
        this.carriedFrom = height;
        this.start = start;
        this.end = end;
        this.before = before;
        this.mark = mark;
        this.memoryState = memoryState;
    }

    /** Returns how many values a branch takes along. */
    int arity() {
        return kind == Kind.LOOP ? params : results;
    }
}
