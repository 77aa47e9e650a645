package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;

/** Traps that generated code throws by itself. */
public final class Traps {
    private Traps() {}

    /** Returns the trap of {@code unreachable}. */
    public static Trap unreachable() {
        return new Trap(TrapKind.UNREACHABLE);
    }

    /** Executes {@code ref.as_non_null}. */
    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_REFERENCE);
        }
        return reference;
    }
}
