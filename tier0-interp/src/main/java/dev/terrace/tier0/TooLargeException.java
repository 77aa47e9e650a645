package dev.terrace.tier0;

/** Thrown for a function that does not fit the fields of register code. */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception; {@code what} does not fit. */
    TooLargeException(String what) {
        super("too large for the interpreter: " + what);
    }
}
