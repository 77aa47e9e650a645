package dev.terrace.runtime;

import dev.terrace.ffm.linux.MemoryCalls;
import dev.terrace.ffm.linux.WrittenPages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Addresses for one memory, which a pool gives to one instance after the other.
 *
 * <pre>
 *   | image, shared until written to | zeros | zeros, for growing | ... nothing, for growing ... | guard |
 *   |----------- at first -------------------|
 *   |------------------ allowed ------------------------------------|
 *   |------------------------------------------ 8 GiB --------------------------------------------|
 * </pre>
 *
 * <p>There are 8 GiB of addresses since 32-bit addresses and offsets reach no further. What was allowed once stays so: Java
 * code sees a segment of the memory's exact size. Only native code without checks needs it taken back: see {@link #guard}.
 *
 * <p>Used by one thread at a time: whoever holds the lease, or has taken the slot out of those that are idle.
 */
final class MemorySlot {
    private static final long RESERVED_BYTES = LinearMemory.ADDRESSES_32;

    private final long address;

    /** Does not keep the slot; it is freed when the slot is garbage. */
    private final WrittenPages written = new WrittenPages(Arena.ofAuto());

    private Arena arena;
    private MemorySegment all;
    private MemorySegment first;
    private PooledImage image;
    private long allowed;

    /** Who has the slot, or null. Changed by who has taken it, and read when the engine is garbage. */
    private volatile MemoryLease lease;

    /**
     * Reserves addresses.
     *
     * @throws dev.terrace.LimitException if there are none
     */
    MemorySlot() {
        this.address = MemoryCalls.reserve(RESERVED_BYTES);
        PooledImage.require(address);
        MemoryCalls.useSmallPages(address, RESERVED_BYTES);
        openArena();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when it must be: see revoke
    private void openArena() {
        arena = Arena.ofShared();
        all = MemoryCalls.segment(address, RESERVED_BYTES, arena);
    }

    /** Returns the image that the slot contains, or null. */
    PooledImage image() {
        return image;
    }

    MemoryLease lease() {
        return lease;
    }

    void setLease(MemoryLease newLease) {
        lease = newLease;
    }

    /**
     * Takes the image away, and all memory.
     *
     * @throws dev.terrace.LimitException if the system refuses
     */
    void unbind() {
        image = null;
        first = null;
        PooledImage.require(MemoryCalls.reserveAgain(address, RESERVED_BYTES));
    }

    /**
     * Puts an image into a slot without one.
     *
     * @throws dev.terrace.LimitException if there is no room for it
     */
    void bind(PooledImage newImage) {
        newImage.mapTo(address);
        image = newImage;
        allowed = newImage.bytes();
    }

    /** Returns the first bytes of the memory: they have been allowed. */
    MemorySegment segment(long bytes) {
        MemorySegment segment = first;
        if (segment == null || segment.byteSize() != bytes) {
            segment = all.asSlice(0, bytes);
            if (bytes <= image.bytes()) {
                first = segment;
            }
        }
        return segment;
    }

    /** Allows as many bytes at least, zeros behind what there was; returns false if the system does not. */
    boolean allow(long bytes) {
        long end = MemoryCalls.wholePages(bytes);
        if (end > allowed) {
            if (MemoryCalls.allow(address + allowed, end - allowed) < 0) {
                return false;
            }
            allowed = end;
        }
        return true;
    }

    /**
     * Allows no more bytes than these: those behind are not in use, and zeros.
     *
     * @throws dev.terrace.LimitException if the system refuses
     */
    void guard(long bytes) {
        long end = MemoryCalls.wholePages(bytes);
        if (end < allowed) {
            PooledImage.require(MemoryCalls.reserveAgain(address + end, allowed - end));
            MemoryCalls.useSmallPages(address + end, allowed - end);
            allowed = end;
        }
    }

    /**
     * Makes the memory what it was at first.
     *
     * @param usedBytes how large it has been
     * @param residentBytes how many bytes that have been written to may stay in memory
     * @throws IllegalStateException if the system refuses; the slot must not be used again
     */
    void restore(long usedBytes, long residentBytes) {
        long bytes = MemoryCalls.wholePages(usedBytes);
        if (bytes <= Math.min(PooledImage.COPIED_WHOLE, residentBytes)) {
            image.restore(all, 0, bytes);
        } else if (!restoreWritten(bytes, residentBytes) && !MemoryCalls.discard(address, bytes)) {
            throw new IllegalStateException("the system does not take memory back");
        }
    }

    /** Restores the pages that have been written to; returns false if they are too many or unknown. */
    private boolean restoreWritten(long bytes, long residentBytes) {
        long end = address + bytes;
        long at = address;
        long restored = 0;
        while (at < end) {
            int regions = written.find(at, end);
            if (regions < 0) {
                return false;
            }
            for (int i = 0; i < regions; i++) {
                long from = written.start(i);
                long to = written.end(i);
                restored += to - from;
                if (restored > residentBytes) {
                    return false;
                }
                image.restore(all, from - address, to - address);
            }
            at = written.scanned();
        }
        return true;
    }

    /**
     * Makes all segments that were given away unusable.
     *
     * @throws IllegalStateException if one is in use by a call of native code at this moment
     */
    void revoke() {
        arena.close();
        first = null;
        openArena();
    }

    /**
     * Gives the addresses back; nobody may use the slot any more.
     *
     * @param revoke whether somebody may still have a segment; if native code uses it at this moment, the memory stays
     */
    void free(boolean revoke) {
        if (revoke) {
            try {
                arena.close();
            } catch (IllegalStateException _) {
                return;
            }
        }
        MemoryCalls.release(address, RESERVED_BYTES);
    }
}
