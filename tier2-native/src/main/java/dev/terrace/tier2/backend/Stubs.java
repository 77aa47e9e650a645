package dev.terrace.tier2.backend;

import dev.terrace.TrapKind;

/** The stubs at the address where they are installed. */
public final class Stubs {
    private final long address;
    private final StubCode code;

    /** Says where the code of the stubs is. */
    public Stubs(long address, StubCode code) {
        this.address = address;
        this.code = code;
    }

    /** Returns the address of a stub. */
    public long of(Stub stub) {
        Integer offset = code.offsets().get(stub);
        if (offset == null) {
            throw new IllegalArgumentException("there is no stub " + stub);
        }
        return address + offset;
    }

    /** Returns the address of the stub for a kind of trap. */
    public long trap(TrapKind kind) {
        return of(new Stub.Trap(kind));
    }

    /** Returns the address of the stub that enters functions. */
    public long enter(RegisterSet registers) {
        return of(new Stub.Enter(registers));
    }

    /**
     * Returns the address of the stub that stands for functions without machine code.
     *
     * @param exitCode the exit code for calls of such functions
     */
    public long call(int exitCode, RegisterSet registers) {
        return of(new Stub.Call(exitCode, registers));
    }

    /** Returns how far above {@code WASM_SP} the address is that the code behind an exit has. */
    public int exitFrameBytes(int exitCode) {
        return code.exitFrameBytes()[exitCode];
    }

    /** Returns the address behind the stubs. */
    public long end() {
        return address + code.bytes().length;
    }
}
