package dev.terrace;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.MemoryType;
import java.util.Locale;

/** Where linear memories are. */
public enum MemoryPlacement {
    /**
     * In arrays on the Java heap, where HotSpot's code for accesses is the fastest; at most 2 GiB less one page each. Memories
     * that are shared or have 64-bit addresses are outside all the same.
     */
    HEAP,
    /** Outside the Java heap. */
    NATIVE;

    /** Returns whether a memory of a type is on the Java heap: the same for all memories of an engine that match the type. */
    public boolean isOnHeap(MemoryType type) {
        return this == HEAP && !type.shared() && type.address() == AddressType.I32;
    }

    /** Returns the name that flags use: {@code heap} or {@code native}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
