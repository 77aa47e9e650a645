package dev.terrace.tier2.backend;

/** Finished code of a function, which runs where it is put once its symbols have addresses. */
public interface MachineCode {
    /** Says where symbols are. */
    @FunctionalInterface
    interface SymbolAddresses {
        /** Returns the address of a symbol. */
        long of(CodeSymbol symbol);
    }

    /** Returns the number of bytes. */
    int size();

    /** Returns the power of two that the address must be a multiple of. */
    int alignment();

    /** Returns the bytes for an address. */
    byte[] at(long address, SymbolAddresses symbols);

    /** Returns how far the stack pointer is below the return address while the body runs, in bytes. */
    int frameBytes();

    /**
     * Returns the offset in the module of the instruction of WebAssembly that a place in the code belongs to, or -1. For the
     * return address of a call, ask for the place one byte before it.
     *
     * @param place so many bytes into the code
     */
    int offsetAt(int place);

    /** Returns whether the machine instruction that begins at a place is an access to a guarded memory. */
    boolean isGuardedAccess(int place);
}
