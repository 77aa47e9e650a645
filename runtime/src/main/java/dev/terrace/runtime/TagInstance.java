package dev.terrace.runtime;

import dev.terrace.core.types.DefType;

/** An exception tag (specification, section 4.2.10); its identity is what handlers compare. */
public final class TagInstance {
    private final DefType type;

    /** Creates a tag; the parameters of its function type are the payload. */
    public TagInstance(DefType type) {
        this.type = type;
    }

    /** Returns the tag's type. */
    public DefType type() {
        return type;
    }
}
