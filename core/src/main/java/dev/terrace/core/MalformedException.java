package dev.terrace.core;

/** Thrown for input that does not follow the binary or the text format (specification, chapters 5 and 6). */
public final class MalformedException extends WasmFormatException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param problem what is wrong
     * @param position where, or null
     */
    public MalformedException(String problem, Position position) {
        super(problem, position);
    }
}
