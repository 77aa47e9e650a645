package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.ffm.linux.MemoryCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A {@link MemoryImage} as a file in memory, whose pages slots have in common as long as nobody writes to them; and the slots
 * that contain it and are not in use.
 *
 * <p>An idle slot stands in the cell of the thread that used it last, or else in a common list. So a thread that makes one
 * instance after the other always has the same slot, whose memory is in its processor's caches, and threads do not get in
 * each other's way.
 *
 * <p>It does not refer to the image, so that it can be closed when that is garbage.
 */
final class PooledImage {
    /** Up to this size a memory is restored by copying all of it, so the file has all of it. */
    static final long COPIED_WHOLE = 1 << 16;

    /** How far apart cells are, so that each is in a cache line of its own. */
    private static final int STRIDE = 16;

    private static final int CELLS = cells();

    /** Copying zeros within the cache is several times faster than Java's filling of memory. */
    private static final MemorySegment ZEROS = Arena.global().allocate(COPIED_WHOLE);

    private final int file;
    private final long fileBytes;
    private final long bytes;
    private final long address;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment original;
    private final AtomicReferenceArray<MemorySlot> idle = new AtomicReferenceArray<>((CELLS + 1) * STRIDE);
    private final Deque<MemorySlot> moreIdle = new ArrayDeque<>();

    /**
     * Makes the file.
     *
     * @param image what it contains
     * @param initialBytes the size of the memory
     * @throws LimitException if the system has no room for it
     */
    PooledImage(MemoryImage image, long initialBytes) {
        this.bytes = MemoryCalls.wholePages(initialBytes);
        this.fileBytes = MemoryCalls.wholePages(Math.max(image.end(), Math.min(initialBytes, COPIED_WHOLE)));
        if (fileBytes == 0) {
            this.file = -1;
            this.address = 0;
            this.original = MemorySegment.NULL;
            return;
        }
        this.file = MemoryCalls.newFile("terrace-memory-image", fileBytes);
        require(file);
        this.address = MemoryCalls.mapFile(fileBytes, file);
        if (address < 0) {
            MemoryCalls.closeFile(file);
        }
        require(address);
        this.original = MemoryCalls.segment(address, fileBytes, arena);
        image.copyTo(original);
    }

    private static int cells() {
        int threads = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 2, 64);
        return Integer.highestOneBit(threads);
    }

    /**
     * Checks a call's result.
     *
     * @throws LimitException if it is an error
     */
    static void require(long result) {
        if (result < 0) {
            throw new LimitException("no room for a pooled memory: error " + -result + " of the operating system");
        }
    }

    /** Returns the size that a memory with this image has at first, in whole pages. */
    long bytes() {
        return bytes;
    }

    /** Puts the image at reserved addresses. */
    void mapTo(long place) {
        if (fileBytes > 0) {
            require(MemoryCalls.mapCopy(place, fileBytes, file));
        }
        if (bytes > fileBytes) {
            require(MemoryCalls.allow(place + fileBytes, bytes - fileBytes));
        }
    }

    /** Restores a range of a memory. */
    void restore(MemorySegment memory, long from, long to) {
        long copied = Math.clamp(fileBytes - from, 0, to - from);
        if (copied > 0) {
            MemorySegment.copy(original, from, memory, from, copied);
        }
        for (long at = from + copied; at < to; at += ZEROS.byteSize()) {
            MemorySegment.copy(ZEROS, 0, memory, at, Math.min(ZEROS.byteSize(), to - at));
        }
    }

    private static int cell() {
        return (((int) Thread.currentThread().threadId() & (CELLS - 1)) + 1) * STRIDE;
    }

    /** Returns a slot that was idle and is the caller's from now on; null if there is none near. */
    MemorySlot take() {
        int cell = cell();
        MemorySlot slot = idle.get(cell) == null ? null : idle.getAndSet(cell, null);
        return slot != null ? slot : takeCommon();
    }

    private MemorySlot takeCommon() {
        synchronized (moreIdle) {
            return moreIdle.pollFirst();
        }
    }

    /** Returns any slot that was idle; null if there is none at all. */
    MemorySlot takeAny() {
        for (int cell = STRIDE; cell <= CELLS * STRIDE; cell += STRIDE) {
            MemorySlot slot = idle.getAndSet(cell, null);
            if (slot != null) {
                return slot;
            }
        }
        return takeCommon();
    }

    /** Adds a slot that is idle from now on. */
    void put(MemorySlot slot) {
        if (!idle.compareAndSet(cell(), null, slot)) {
            synchronized (moreIdle) {
                moreIdle.addFirst(slot);
            }
        }
    }

    /** Ends the use of the image; slots that have it keep it. */
    void close() {
        if (fileBytes > 0) {
            arena.close();
            MemoryCalls.release(address, fileBytes);
            MemoryCalls.closeFile(file);
        }
    }
}
