package dev.terrace.tier2.run;

import dev.terrace.tier2.backend.RegisterSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Code slots, for records of functions without native code: each has the address of a stub that leaves for Java. */
final class StubSlots {
    private static final int SETS = RegisterSet.values().length;

    private static final MemorySegment SLOTS =
            Arena.global().allocate(ValueLayout.JAVA_LONG, (ExitCode.CALL_FUNCTION + 1L) * SETS);

    static {
        for (int exit = ExitCode.CALL_DEFINED; exit <= ExitCode.CALL_FUNCTION; exit++) {
            for (RegisterSet registers : RegisterSet.values()) {
                long stub = NativeRuntime.started().stubs().call(exit, registers);
                SLOTS.setAtIndex(ValueLayout.JAVA_LONG, index(exit, registers), stub);
            }
        }
    }

    private StubSlots() {}

    private static long index(int exitCode, RegisterSet registers) {
        return (long) exitCode * SETS + registers.ordinal();
    }

    /** Returns the address of the slot for functions with these registers whose calls leave with an exit code. */
    static long of(int exitCode, RegisterSet registers) {
        return SLOTS.address() + index(exitCode, registers) * Long.BYTES;
    }
}
