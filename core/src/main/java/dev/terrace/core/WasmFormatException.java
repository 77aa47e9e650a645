package dev.terrace.core;

import java.util.Optional;

/**
 * Thrown for a module that cannot be used: it is malformed, invalid, or needs something that is turned off. The message
 * says what is wrong and where.
 */
public abstract sealed class WasmFormatException extends RuntimeException permits MalformedException, InvalidException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final transient Position position;

    WasmFormatException(String problem, Position position) {
        super(position == null ? problem : problem + " (at " + position + ")");
        this.problem = problem;
        this.position = position;
    }

    /** Returns what is wrong, without the position. */
    public String problem() {
        return problem;
    }

    /** Returns where in the input the problem is, if that is known. */
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }
}
