package dev.terrace.core.validate;

import dev.terrace.core.Feature;
import dev.terrace.core.FeatureGate;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.opcode.Opcode;

/** Which instructions a set of features allows. A bit stands for a feature, by its ordinal. */
final class OpcodeGate {
    /** Stands for exceptions in either form: both have the instruction {@code throw}. */
    private static final long TAGS = Long.MIN_VALUE;

    private static final long[] NEEDED = new long[Opcode.values().length];

    static {
        for (Opcode op : Opcode.values()) {
            if (op.feature().isPresent()) {
                NEEDED[op.ordinal()] = bit(op.feature().get());
            }
        }
        NEEDED[Opcode.THROW.ordinal()] = TAGS;
    }

    private final long disabled;

    OpcodeGate(FeatureGate features) {
        long bits = features.allowsTags() ? 0 : TAGS;
        for (Feature feature : Feature.values()) {
            bits |= features.allows(feature) ? 0 : bit(feature);
        }
        this.disabled = bits;
    }

    private static long bit(Feature feature) {
        return 1L << feature.ordinal();
    }

    /** Requires that an instruction is allowed. */
    void require(Opcode op, int offset) {
        if ((NEEDED[op.ordinal()] & disabled) != 0) {
            throw new MalformedException(
                    "illegal opcode: " + op.text() + " "
                            + FeatureGate.refusal(op.feature().orElseThrow()),
                    new Position.Binary(offset));
        }
    }
}
