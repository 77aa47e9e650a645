package dev.terrace;

/** What a linker does about imports that nothing is defined for. */
public enum UnknownImports {
    /** Refuses to link. */
    ERROR,
    /** Links functions that trap when they are called; anything else is an error. */
    TRAP,
    /**
     * Links functions that return zeros and nulls, and gives every instance memories and tables of the declared minimum
     * size, globals that are zero or null, and tags. What has no default value is an error.
     */
    DEFAULT
}
