package dev.terrace.core;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Refuses what a module may not use because the feature is turned off. Syntax that came with a feature counts as
 * malformed without it, just as it was before the feature existed.
 */
public final class FeatureGate {
    private final Set<Feature> enabled;

    /** Creates a gate that lets the given features pass. */
    public FeatureGate(Set<Feature> enabled) {
        this.enabled = enabled.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(enabled);
    }

    /** Returns whether a feature is turned on. */
    public boolean allows(Feature feature) {
        return enabled.contains(feature);
    }

    /** Returns whether exceptions are turned on, in their final form or in the one that it superseded. */
    public boolean allowsTags() {
        return allows(Feature.EXCEPTIONS) || allows(Feature.LEGACY_EXCEPTIONS);
    }

    /** Returns what to say about something that needs a feature that is turned off. */
    public static String refusal(Feature feature) {
        return "needs the feature " + feature + ", which is turned off";
    }

    /**
     * Requires a feature.
     *
     * @param feature the feature
     * @param offset where in the module it is needed
     * @throws MalformedException if it is turned off
     */
    public void require(Feature feature, int offset) {
        if (!allows(feature)) {
            throw new MalformedException(refusal(feature), new Position.Binary(offset));
        }
    }

    /** Requires exceptions, in either form. */
    public void requireTags(int offset) {
        if (!allowsTags()) {
            require(Feature.EXCEPTIONS, offset);
        }
    }

    /** Requires the features that a value type needs. */
    public void require(ValType type, int offset) {
        if (type instanceof VecType) {
            require(Feature.SIMD, offset);
        } else if (type instanceof RefType ref) {
            if (!ref.nullable()) {
                require(Feature.FUNCTION_REFERENCES, offset);
            }
            require(ref.heap(), offset);
        }
    }

    /** Requires the features that a heap type needs. */
    public void require(HeapType type, int offset) {
        require(
                switch (type) {
                    case TypeIndex _, DefType _ -> Feature.FUNCTION_REFERENCES;
                    case AbsHeapType abs ->
                        switch (abs) {
                            case FUNC, EXTERN -> Feature.REFERENCE_TYPES;
                            case EXN, NOEXN -> Feature.EXCEPTIONS;
                            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NOFUNC, NOEXTERN -> Feature.GC;
                        };
                },
                offset);
    }
}
