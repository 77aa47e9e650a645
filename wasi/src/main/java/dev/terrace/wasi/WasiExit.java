package dev.terrace.wasi;

/** Thrown when a guest calls {@code proc_exit}; ends it however deep it is. {@link Wasi#start} turns it into a result. */
public final class WasiExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    WasiExit(int code) {
        super("the program exited with code " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /** Returns the exit code. */
    public int code() {
        return code;
    }
}
