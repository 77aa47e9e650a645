package dev.terrace;

/** Thrown when a memory, a table or a function is larger than the configuration or a store allows, or than there is room for. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception. */
    public LimitException(String message) {
        super(message);
    }

    /** Creates an exception for a failure of the Java virtual machine that shows the limit. */
    public LimitException(String message, Throwable cause) {
        super(message, cause);
    }
}
