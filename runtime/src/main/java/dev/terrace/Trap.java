package dev.terrace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Thrown when WebAssembly code does something that stops it (specification, section 4.2.1): it cannot be caught inside
 * WebAssembly. The store stays usable.
 */
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TrapKind kind;
    private final transient List<WasmFrame> backtrace = new ArrayList<>();

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

    /** Returns the WebAssembly functions that were active, innermost first. */
    public List<WasmFrame> backtrace() {
        return Collections.unmodifiableList(backtrace);
    }

    /** Adds the next outer frame; for tiers, while the trap passes through them. */
    public void addFrame(WasmFrame frame) {
        backtrace.add(frame);
    }
}
