package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for atomic accesses. */
final class AtomicLowering {
    private final Lowering lower;

    AtomicLowering(Lowering lower) {
        this.lower = lower;
    }

    void lower(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
