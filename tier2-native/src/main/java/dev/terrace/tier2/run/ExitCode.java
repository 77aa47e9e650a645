package dev.terrace.tier2.run;

/** Why machine code came back to Java: what {@link NativeRuntime#enter} and {@link NativeRuntime#resume} return. */
public final class ExitCode {
    /** The function that was entered has returned; its results are in the context. The activation is over. */
    public static final int RETURNED = 0;

    /** There was a trap, which the context describes. The activation cannot be resumed. */
    public static final int TRAP = 1;

    /** A poll found {@link ContextLayout#POLL} set. */
    public static final int POLL = 2;

    /**
     * A call of a function that its module defines and that has no machine code yet: {@link ContextLayout#EXIT_ID} is its
     * index, {@link ContextLayout#EXIT_INSTANCE} its instance.
     */
    public static final int CALL_DEFINED = 3;

    /**
     * A call of an imported function: {@link ContextLayout#EXIT_ID} is the index of the import,
     * {@link ContextLayout#EXIT_INSTANCE} the instance of the caller.
     */
    public static final int CALL_IMPORT = 4;

    /**
     * A call of a function that the store knows: {@link ContextLayout#EXIT_ID} is its number in the store,
     * {@link ContextLayout#EXIT_INSTANCE} the instance of the caller.
     */
    public static final int CALL_FUNCTION = 5;

    /**
     * A call of a runtime function: {@link ContextLayout#EXIT_ID} is its number, {@link ContextLayout#EXIT_INSTANCE} the
     * instance of the caller.
     */
    public static final int RUNTIME = 6;

    /**
     * An instruction has faulted, which the context describes as it does a trap. The activation cannot be resumed.
     */
    public static final int FAULT = 7;

    private ExitCode() {}
}
