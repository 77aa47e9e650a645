package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;

/** Where atomic accesses are. */
public final class AtomicPlaces {
    private AtomicPlaces() {}

    /** Returns where an access to a memory with 32-bit addresses is. */
    public static long of(int address, long offset) {
        return NativeBytes.place(address, offset);
    }

    /**
     * Returns where an access to a memory with 64-bit addresses is.
     *
     * @throws Trap if that is no 64-bit number: whether it is aligned cannot be told then, but it is outside
     */
    public static long of(long address, long offset) {
        long place = NativeBytes.place(address, offset);
        if (place < 0) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return place;
    }
}
