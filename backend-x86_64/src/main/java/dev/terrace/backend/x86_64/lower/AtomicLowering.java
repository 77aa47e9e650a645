package dev.terrace.backend.x86_64.lower;

import dev.terrace.tier2.ssa.Value;

/** Selects instructions for atomic accesses. */
final class AtomicLowering {
    private final Lowering lower;

    AtomicLowering(Lowering lower) {
        this.lower = lower;
    }

    void lower(Value value) {
        throw new UnsupportedOperationException(lower.toString());
    }
}
