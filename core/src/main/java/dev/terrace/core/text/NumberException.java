package dev.terrace.core.text;

/** Thrown for a literal that is no number, or a number out of range; whoever knows the position adds it. */
final class NumberException extends Exception {
    private static final long serialVersionUID = 1L;

    NumberException(String problem) {
        super(problem, null, false, false);
    }
}
