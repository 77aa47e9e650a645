package dev.terrace.tier2.backend;

/** Makes the stubs of an architecture. What they do is said by {@link Stub}, how they do it is a backend's business. */
public interface StubCompiler {
    /**
     * Makes all stubs.
     *
     * @param faults what the handler of signals has to know
     */
    StubCode compile(FaultRouting faults);

    /**
     * Where faults go. Those of instructions behind the stubs and below an address become exits, with the code
     * {@link dev.terrace.tier2.run.ExitCode#FAULT}; all others are for the handlers that were there before.
     *
     * @param codeEnd the address behind the last one that compiled code can have
     * @param previousSegv the address of the handler of SIGSEGV that was there before
     * @param previousBus the address of the handler of SIGBUS that was there before
     */
    record FaultRouting(long codeEnd, long previousSegv, long previousBus) {}
}
