package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for comparisons, and for what depends on them. */
final class ConditionLowering {
    private final Lowering lower;

    ConditionLowering(Lowering lower) {
        this.lower = lower;
    }

    static boolean isCondition(Opcode opcode) { return false; }
    void materialize(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void select(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
