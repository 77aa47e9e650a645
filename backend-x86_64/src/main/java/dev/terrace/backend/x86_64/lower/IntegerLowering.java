package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for integers. */
final class IntegerLowering {
    private final Lowering lower;

    IntegerLowering(Lowering lower) {
        this.lower = lower;
    }

    static boolean traps(Opcode opcode) { return false; }
    void compute(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
