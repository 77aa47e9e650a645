package dev.terrace.core.text;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.NumType;
import java.util.List;

/** What a script expects of a result. */
public sealed interface ScriptResult {

    /** Just this value; floats are compared by their bits. */
    record Value(ScriptValue value) implements ScriptResult {}

    /** A NaN whose payload has only the highest bit set; the sign does not matter. */
    record CanonicalNan(NumType type) implements ScriptResult {}

    /** A NaN whose payload has the highest bit set; sign and other bits do not matter. */
    record ArithmeticNan(NumType type) implements ScriptResult {}

    /**
     * A vector of floats, lane by lane, at least one of which is not an exact value.
     *
     * @param shape the shape
     * @param lanes what is expected of each lane, the lowest first
     */
    record Vector(VectorShape shape, List<ScriptResult> lanes) implements ScriptResult {
        public Vector {
            lanes = List.copyOf(lanes);
        }
    }

    /** The null reference, of whatever type. */
    record AnyNull() implements ScriptResult {}

    /** A reference, not null, to something of a type: any function for {@code func}, any structure for {@code struct}. */
    record Reference(AbsHeapType type) implements ScriptResult {}

    /** What one of several alternatives allows. */
    record Either(List<ScriptResult> alternatives) implements ScriptResult {
        public Either {
            alternatives = List.copyOf(alternatives);
        }
    }
}
