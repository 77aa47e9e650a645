package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for vectors of 128 bits. */
final class VectorLowering {
    private final Lowering lower;

    VectorLowering(Lowering lower) {
        this.lower = lower;
    }

    /** Lowers a COMPUTE, one of whose arguments or whose result is a vector. */
    void compute(Value value) {
        throw new UnsupportedOperationException(value.opcode.text() + " for " + lower);
    }

    /** Lowers a LOAD of a vector, or of a part of one; a vector whose lane is replaced is argument 2. */
    void load(Value value, Arg.Memory address) {
        throw new UnsupportedOperationException(value.opcode.text() + " from " + address);
    }

    /** Lowers a STORE of a vector, argument 2, or of a lane of one. */
    void store(Value value, Arg.Memory address) {
        throw new UnsupportedOperationException(value.opcode.text() + " to " + address);
    }
}
