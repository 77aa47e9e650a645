package dev.terrace;

import dev.terrace.core.Feature;
import dev.terrace.core.Position;

/** Thrown for a valid module that uses a part of WebAssembly that Terrace cannot execute yet. */
public final class UnsupportedFeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Feature feature;
    private final String what;
    private final transient Position position;

    /**
     * Creates an exception.
     *
     * @param feature the feature that is missing
     * @param what what cannot be executed, for example an instruction's keyword
     * @param position where it is
     */
    public UnsupportedFeatureException(Feature feature, String what, Position position) {
        super("%s is not supported yet: it needs %s (at %s)".formatted(what, feature, position));
        this.feature = feature;
        this.what = what;
        this.position = position;
    }

    /** Returns the feature that is missing. */
    public Feature feature() {
        return feature;
    }

    /** Returns what cannot be executed. */
    public String what() {
        return what;
    }

    /** Returns where it is. */
    public Position position() {
        return position;
    }
}
