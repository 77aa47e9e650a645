package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for memories and globals. */
final class MemoryLowering {
    private final Lowering lower;

    MemoryLowering(Lowering lower) {
        this.lower = lower;
    }

    void base(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void bytes(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void checkBounds(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void checkAlignment(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void load(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void store(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void globalGet(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void globalSet(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    int foldableBytes(Value value) { return 0; }
    Arg.Memory address(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
