package dev.terrace.core;

/** Thrown for a module that is well-formed but breaks a rule of validation (specification, chapter 3). */
public final class InvalidException extends WasmFormatException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param problem what is wrong
     * @param position where, or null
     */
    public InvalidException(String problem, Position position) {
        super(problem, position);
    }
}
