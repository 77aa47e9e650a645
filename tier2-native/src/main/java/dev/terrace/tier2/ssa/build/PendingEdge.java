package dev.terrace.tier2.ssa.build;

import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Value;
import java.util.Arrays;

/** A way from a block to a label, whose values are not all known yet. Rows of a branch table share one. */
final class PendingEdge {
    final OpenBlock source;
    final Edge[] edges;

    /** The values for the parameters of the target, as far as known: {@code count} of them. */
    Value[] args;

    int count;

    /** Creates a way that brings operands with it. */
    PendingEdge(OpenBlock source, Edge[] edges, Value[] operands) {
        this.source = source;
        this.edges = edges;
        this.args = operands;
        this.count = operands.length;
    }

    /** Adds the value for the next parameter. */
    void add(Value value) {
        if (count == args.length) {
            args = Arrays.copyOf(args, Math.max(4, 2 * count));
        }
        args[count++] = value;
    }
}
