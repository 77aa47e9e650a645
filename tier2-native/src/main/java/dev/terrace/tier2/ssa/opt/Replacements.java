package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Value;
import java.util.Arrays;

/** Values that others stand for from now on. */
final class Replacements {
    private Value[] replacements;
    private boolean any;

    Replacements(Function function) {
        this.replacements = new Value[function.valueBound()];
    }

    /** Has a value replace another. */
    void put(Value value, Value replacement) {
        if (value.id >= replacements.length) {
            replacements = Arrays.copyOf(replacements, Math.max(value.id + 1, 2 * replacements.length));
        }
        replacements[value.id] = replacement;
        any = true;
    }

    /** Returns what stands for a value. */
    Value of(Value value) {
        Value result = value;
        while (result.id < replacements.length && replacements[result.id] != null) {
            result = replacements[result.id];
        }
        if (result != value) {
            // Shortens long ways.
            Value at = value;
            while (replacements[at.id] != result) {
                Value next = replacements[at.id];
                replacements[at.id] = result;
                at = next;
            }
        }
        return result;
    }

    /** Replaces values in an array. */
    void apply(Value[] values) {
        if (any) {
            for (int i = 0; i < values.length; i++) {
                values[i] = of(values[i]);
            }
        }
    }

    /** Replaces values wherever a function uses them. */
    void apply(Function function) {
        if (!any) {
            return;
        }
        for (Block block : function.blocks()) {
            for (Value value : block.values) {
                apply(value.args);
            }
            apply(block.end.args);
            for (Edge edge : block.end.edges) {
                apply(edge.args);
            }
        }
    }
}
