package dev.terrace.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What WebAssembly has gained since its first version: each can be turned on and off by itself. */
public enum Feature {
    // WebAssembly 2.0
    SIGN_EXTENSION(2),
    SATURATING_FLOAT_TO_INT(2),
    MULTI_VALUE(2),
    MUTABLE_GLOBALS(2),
    REFERENCE_TYPES(2),
    BULK_MEMORY(2),
    SIMD(2),
    // WebAssembly 3.0
    EXTENDED_CONST(3),
    TAIL_CALL(3),
    FUNCTION_REFERENCES(3),
    GC(3),
    EXCEPTIONS(3),
    MULTI_MEMORY(3),
    MEMORY64(3),
    RELAXED_SIMD(3),
    // Proposals, off by default
    THREADS(4),
    CUSTOM_PAGE_SIZES(4),
    WIDE_ARITHMETIC(4),
    // Superseded, off by default
    LEGACY_EXCEPTIONS(4);

    /** WebAssembly 1.0: no feature at all. */
    public static final Set<Feature> WASM1 = Set.of();

    /** The features of WebAssembly 2.0. */
    public static final Set<Feature> WASM2 = upTo(2);

    /** The features of WebAssembly 3.0: what is on unless something else is asked for. */
    public static final Set<Feature> WASM3 = upTo(3);

    /** Every feature. */
    public static final Set<Feature> ALL = Collections.unmodifiableSet(EnumSet.allOf(Feature.class));

    private final int since;

    Feature(int since) {
        this.since = since;
    }

    private static Set<Feature> upTo(int version) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (feature.since <= version) {
                set.add(feature);
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** Returns the name that flags and messages use, for example {@code bulk-memory}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
