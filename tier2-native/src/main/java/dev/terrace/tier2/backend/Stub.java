package dev.terrace.tier2.backend;

import dev.terrace.TrapKind;
import dev.terrace.tier2.run.ExitCode;

/** The name of a stub: a piece of machine code between Java and compiled functions that every backend makes. */
public sealed interface Stub {
    /** The stubs of which there is one each. */
    enum Fixed implements Stub {
        /**
         * Called by Java with a context, whose last exit was one that can be resumed: goes on behind it.
         *
         * @see ExitCode
         */
        RESUME,

        /**
         * Jumped to by code that calls a runtime function, with the address to go on at on top of the stack, operands in
         * the context, and {@code EXIT_ID} set; the stub itself sets {@code EXIT_INSTANCE}. Behind it no register has its
         * value but those of context and instance.
         */
        RUNTIME_EXIT,

        /** Called by code that finds {@code POLL} set. All registers keep their values. */
        POLL,

        /** The handler of SIGSEGV and SIGBUS. */
        SIGNAL_HANDLER
    }

    /** Called by code that traps; it does not come back. */
    record Trap(TrapKind kind) implements Stub {}

    /**
     * Called by Java with a context and the address of code: loads argument registers from the context, calls the code, and
     * stores result registers to the context.
     *
     * @param registers which registers are loaded and stored
     */
    record Enter(RegisterSet registers) implements Stub {}

    /**
     * Called by code in the place of a function that has no machine code: stores argument registers to the context, exits,
     * and loads result registers from the context when it is resumed.
     *
     * @param exitCode {@link ExitCode#CALL_DEFINED}, {@link ExitCode#CALL_IMPORT} or {@link ExitCode#CALL_FUNCTION}
     * @param registers which registers are stored and loaded
     */
    record Call(int exitCode, RegisterSet registers) implements Stub {}
}
