package dev.terrace.runtime;

/**
 * A way into a function that takes its arguments as Java's own parameters instead of slots of a stack. The tier that makes
 * such calls has a subclass for each signature, and leaves what it made at the function: see
 * {@link FunctionInstance#direct}.
 */
public abstract class DirectEntry {
    /** For subclasses. */
    protected DirectEntry() {}
}
