package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for floating-point numbers. */
final class FloatLowering {
    private final Lowering lower;

    FloatLowering(Lowering lower) {
        this.lower = lower;
    }

    static boolean isFloat(Opcode opcode) { return false; }
    void compute(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
