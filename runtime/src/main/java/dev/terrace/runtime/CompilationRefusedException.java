package dev.terrace.runtime;

/**
 * Thrown by a tier that does not execute a function, or does not enter it at a loop. Another tier executes it then; the
 * reason is logged, and the tier is not asked again.
 */
public final class CompilationRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param reason why, for people to read
     */
    public CompilationRefusedException(String reason) {
        super(reason, null, false, false);
    }
}
