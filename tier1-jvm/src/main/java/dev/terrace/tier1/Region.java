package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import java.util.List;

/**
 * A part of a function that becomes a method of its own, because HotSpot compiles no large ones: the instructions from
 * {@code start} (inclusive) to {@code end} (exclusive). Blocks that begin in it end in it. Of the blocks around its
 * beginning, the innermost ones may end in it; who jumps to their labels from before enters the region there:
 *
 * <pre>
 *   block B
 *     block A
 *       ... br_table A B
 *     end        start of the region; entered at the label of A
 *     ...
 *   end          entered at the label of B, or from above
 *   ...          end of the region
 * </pre>
 *
 * @param start the offset in the module of the first instruction
 * @param end the offset of the first one behind
 * @param depth how many blocks are around the first instruction
 * @param guards how many of these are {@code try_table}s
 * @param outer those of these that the region has to do with, the innermost first
 * @param ended for each block around it that ends in the region, the innermost first: how many of the region's operands
 *     are below it, if that matters
 * @param entered which of these are jumped to from before, as depths; the region begins with no operands if there are any
 * @param reached whether the first instruction is reached from the one before it
 * @param inputs the kinds of the operands that the region takes from its caller
 * @param ways how it is left
 * @param outputs the kinds of the operands that are there in place of the inputs, if it is left at the end
 * @param params the locals whose values it needs
 * @param modified the locals that the caller reads again when it goes on
 * @param outline what the method is made of
 */
record Region(
        int start,
        int end,
        int depth,
        int guards,
        List<Outer> outer,
        List<Integer> ended,
        List<Integer> entered,
        boolean reached,
        List<Kind> inputs,
        List<Way> ways,
        List<Kind> outputs,
        List<Integer> params,
        List<Integer> modified,
        Outline outline) {

    /** A block around a region's first instruction, with its depth there and its number. */
    record Outer(int depth, int number) {}

    /** How control leaves a region. A method of a region with several ways returns the number of the one that it took. */
    sealed interface Way {
        /** Returns whether control goes on in the function; those ways come first. */
        default boolean staysInFunction() {
            return this instanceof End || this instanceof Branch;
        }

        /** Returns whether another way is the same. */
        default boolean isSame(Way other) {
            return this instanceof Branch(int depth) && other instanceof Branch(int otherDepth)
                    ? depth == otherDepth
                    : getClass() == other.getClass();
        }

        /** To the instruction behind the end. */
        record End() implements Way {}

        /** To the label of an outer block, by its depth at the region's first instruction. */
        record Branch(int depth) implements Way {}

        /** Out of the function; the results are passed on. */
        record Return() implements Way {}

        /** Out of the function, by a tail call that is to be made. */
        record TailCall() implements Way {}
    }

    /** Returns whether the method has a parameter for the number of the entry. */
    boolean severalEntries() {
        return entered.size() + (reached ? 1 : 0) > 1;
    }

    /** Returns whether control may go on behind the end. */
    boolean reachesEnd() {
        return !ways.isEmpty() && ways.getFirst() instanceof Way.End;
    }

    /** Returns the number of a way: what the method returns, if there are several. */
    int number(Way way) {
        for (int number = 0; number < ways.size(); number++) {
            if (ways.get(number).isSame(way)) {
                return number;
            }
        }
        throw new IllegalStateException("a region is left in a way that was not planned: " + way);
    }

    /** Returns the method's descriptor; the parameters are inputs, locals, the number of the entry, and the context. */
    String descriptor(FunctionInfo info) {
        StringBuilder text = new StringBuilder("(");
        for (Kind kind : inputs) {
            text.append(kind.descriptor);
        }
        for (int local : params) {
            text.append(Kind.of(info.locals().get(local)).descriptor);
        }
        if (severalEntries()) {
            text.append('I');
        }
        return text.append(Names.CONTEXT_DESCRIPTOR)
                .append(ways.size() > 1 ? ")I" : ")V")
                .toString();
    }
}
