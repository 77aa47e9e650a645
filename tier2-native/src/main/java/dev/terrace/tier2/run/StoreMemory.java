package dev.terrace.tier2.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Memory outside the Java heap for the blocks and records of a store. Nothing in it is freed by itself: all of it is, some
 * time after nobody refers to it, or to a segment from it, any more.
 */
final class StoreMemory {
    private static final long FIRST_CHUNK = 1 << 10;
    private static final long LARGEST_GROWTH = 1 << 20;

    static final int ALIGNMENT = 16;

    /** Each twice as large as the one before, so that there are few. */
    private MemorySegment[] chunks = {};

    private long used;

    /** Returns zeros at an address that is a multiple of {@link #ALIGNMENT}. */
    MemorySegment allocate(long bytes) {
        long size = (bytes + ALIGNMENT - 1) & -ALIGNMENT;
        if (chunks.length == 0 || size > chunks[chunks.length - 1].byteSize() - used) {
            grow(size);
        }
        MemorySegment block = chunks[chunks.length - 1].asSlice(used, bytes);
        used += size;
        return block;
    }

    private void grow(long size) {
        long next =
                chunks.length == 0 ? FIRST_CHUNK : Math.min(LARGEST_GROWTH, chunks[chunks.length - 1].byteSize() * 2);
        MemorySegment[] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = Arena.ofAuto().allocate(Math.max(next, size), ALIGNMENT);
        chunks = more;
        used = 0;
    }

    /** Returns whether an address, and so many bytes from there on, can be read: for addresses that may be anything. */
    boolean contains(long address, long bytes) {
        for (int i = chunks.length - 1; i >= 0; i--) {
            long offset = address - chunks[i].address();
            if (offset >= 0 && offset <= chunks[i].byteSize() - bytes) {
                return true;
            }
        }
        return false;
    }
}
