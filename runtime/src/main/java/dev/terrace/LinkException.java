package dev.terrace;

/**
 * Thrown when a module's imports cannot be satisfied (specification, section 4.7.2): nothing is defined by that name, or
 * what is defined has another type. The message names the import, what is expected and what was found.
 */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception. */
    public LinkException(String message) {
        super(message);
    }
}
