package dev.terrace.core.validate;

import dev.terrace.core.FeatureGate;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.opcode.Opcode;

/** Which instructions a set of features allows. */
final class OpcodeGate {
    private final boolean[] allowed = new boolean[Opcode.values().length];

    OpcodeGate(FeatureGate features) {
        for (Opcode op : Opcode.values()) {
            allowed[op.ordinal()] = op.feature().map(features::allows).orElse(true);
        }
        // Both forms of exceptions have it.
        allowed[Opcode.THROW.ordinal()] = features.allowsTags();
    }

    /** Requires that an instruction is allowed. */
    void require(Opcode op, int offset) {
        if (!allowed[op.ordinal()]) {
            throw new MalformedException(
                    "illegal opcode: " + op.text() + " "
                            + FeatureGate.refusal(op.feature().orElseThrow()),
                    new Position.Binary(offset));
        }
    }
}
