package dev.terrace;

import dev.terrace.core.Feature;

/** Thrown for a valid module that uses a part of WebAssembly that Terrace cannot execute yet. */
public final class UnsupportedFeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Feature feature;
    private final int moduleOffset;

    /**
     * Creates an exception.
     *
     * @param feature the feature that is missing
     * @param what what cannot be executed, for example an instruction's keyword
     * @param moduleOffset where in the module's bytes it is
     */
    public UnsupportedFeatureException(Feature feature, String what, int moduleOffset) {
        super("%s is not supported yet: it needs %s (at offset 0x%x)".formatted(what, feature, moduleOffset));
        this.feature = feature;
        this.moduleOffset = moduleOffset;
    }

    /** Returns the feature that is missing. */
    public Feature feature() {
        return feature;
    }

    /** Returns the offset in the module's bytes of what cannot be executed. */
    public int moduleOffset() {
        return moduleOffset;
    }
}
