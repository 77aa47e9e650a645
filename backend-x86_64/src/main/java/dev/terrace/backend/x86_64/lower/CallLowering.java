package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/** Selects instructions for calls, and for what leaves a function. */
final class CallLowering {
    private final Lowering lower;

    CallLowering(Lowering lower) {
        this.lower = lower;
    }

    void parameters(List<Value> values) { throw new UnsupportedOperationException(lower.toString()); }
    void end(Terminator end, BlockOrder.Node node) { throw new UnsupportedOperationException(lower.toString()); }
    void call(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void tableFunction(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void nonNull(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void runtime(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void poll() { throw new UnsupportedOperationException(lower.toString()); }
    void burn(Value value) { throw new UnsupportedOperationException(lower.toString()); }
    void burnLength(Value value) { throw new UnsupportedOperationException(lower.toString()); }
}
