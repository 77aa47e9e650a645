package dev.terrace.runtime.gc;

import dev.terrace.Trap;
import dev.terrace.TrapKind;

/**
 * A part of the Java heap that is kept back, so that there is room to report that there is none: the trap itself, its
 * backtrace, and what the host does about it. One for the whole Java virtual machine, as the heap is.
 */
public final class HeapReserve {
    private static final int BYTES = 1 << 19;

    /** So much must be free before the reserve is put back; else it would take the very room that it has given. */
    private static final long ENOUGH = 16L * BYTES;

    private static volatile byte[] reserve = new byte[BYTES];

    private HeapReserve() {}

    /** Gives the reserve away; returns the trap that an allocation fails with. */
    public static Trap outOfMemory(OutOfMemoryError error) {
        reserve = null;
        return new Trap(TrapKind.OUT_OF_MEMORY, error);
    }

    /** Puts the reserve back if it has been given away and there is room again. */
    public static void restore() {
        if (reserve == null && Runtime.getRuntime().freeMemory() > ENOUGH) {
            try {
                reserve = new byte[BYTES];
            } catch (OutOfMemoryError _) {
                // Then at the next opportunity.
            }
        }
    }
}
