package dev.terrace.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where a linear memory is, and how large, for native code: outside the Java heap, at an address that does not change.
 *
 * <pre>
 *   | 0: address of the first byte | 8: size in bytes |
 * </pre>
 *
 * <p>It is freed some time after nobody refers to it any more.
 */
final class MemoryDescriptor {
    private static final long SIZE = 8;

    private final MemorySegment words = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);

    long address() {
        return words.address();
    }

    /** Says where the memory is; a thread that sees the new size can use all of it. */
    void set(MemorySegment memory) {
        RawMemory.setLong(address(), memory.address());
        RawMemory.setLongRelease(address() + SIZE, memory.byteSize());
    }

    /** Says that the memory is gone. */
    void clear() {
        RawMemory.setLongRelease(address() + SIZE, 0);
    }
}
