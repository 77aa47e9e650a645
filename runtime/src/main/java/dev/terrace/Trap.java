package dev.terrace;

import java.util.List;

/**
 * Thrown when WebAssembly code does something that stops it (specification, section 4.2.1): it cannot be caught inside
 * WebAssembly. The store stays usable.
 */
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TrapKind kind;
    private final transient ActiveFrames frames = new ActiveFrames();

    /** Creates a trap that says only its kind. */
    public Trap(TrapKind kind) {
        this(kind, kind.message());
    }

    /** Creates a trap with a message of its own, which should begin with that of its kind. */
    public Trap(TrapKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Creates a trap for a failure of the Java virtual machine that stands for it. */
    public Trap(TrapKind kind, Throwable cause) {
        super(kind.message(), cause);
        this.kind = kind;
    }

    /** Returns why the code was stopped. */
    public TrapKind kind() {
        return kind;
    }

    /** Returns the WebAssembly functions that were active, innermost first; at most 100. */
    public List<WasmFrame> backtrace() {
        return getCause() instanceof StackOverflowError error
                ? frames.merge(error.getStackTrace(), true)
                : frames.merge(getStackTrace(), false);
    }

    /**
     * Adds the frames of the next outer activation of a tier that keeps frames off the Java stack; for that tier, while the
     * trap passes through it.
     *
     * @param type the class whose method {@code enter} is on the Java stack once for each activation
     * @param activation the frames, innermost first; more than 100 are not needed
     */
    public void addActivation(Class<?> type, List<WasmFrame> activation) {
        frames.add(type, activation);
    }
}
