package dev.terrace.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/**
 * The use of a slot by a store, until that is closed or garbage.
 *
 * <p>The slot's next user must not be disturbed by what the host has kept of this one. WebAssembly's own code is no danger:
 * it runs only while its store is entered, and a store is not closed then. A {@link dev.terrace.Memory} finds that its
 * memory is closed, but another thread could be in the middle of an access. So the lease remembers who has used it. If that
 * was only the thread that closes the store, nobody is in the middle of anything. If it was another thread too, or if the
 * host was given a segment, the segment is made unusable first, for which Java stops all threads for a moment.
 *
 * <p>It refers to nothing that keeps the owner or the engine.
 */
final class MemoryLease extends PhantomReference<NativeMemory> {
    private static final VarHandle USER;

    static {
        try {
            USER = MethodHandles.lookup().findVarHandle(MemoryLease.class, "user", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MemorySlot slot;
    private final MemoryBudget budget;

    /** Kept, so that the image of the slot stays open. */
    private final MemoryImage image;

    private long usedBytes;

    /** Budget that was taken for growing. */
    private long grownBytes;

    private boolean touched;

    /**
     * The number of the first thread of the host that has used the memory, or zero. It is not the thread itself, by which
     * the engine may be reachable.
     */
    private volatile long user;

    private volatile boolean exposed;

    MemoryLease(
            MemorySlot slot,
            MemoryImage image,
            long bytes,
            MemoryBudget budget,
            NativeMemory owner,
            ReferenceQueue<NativeMemory> garbage) {
        super(owner, garbage);
        this.slot = slot;
        this.budget = budget;
        this.image = image;
        this.usedBytes = bytes;
    }

    MemorySlot slot() {
        return slot;
    }

    MemoryImage image() {
        return image;
    }

    /** Returns how large the memory has been. */
    long usedBytes() {
        return usedBytes;
    }

    /** Returns the first bytes of the memory. */
    MemorySegment segment(long bytes) {
        return slot.segment(bytes);
    }

    /** Makes the memory as large at least; returns false if there is no room for it. */
    boolean grow(long bytes) {
        touched = true;
        if (bytes > usedBytes) {
            long more = bytes - usedBytes;
            if (!budget.take(more)) {
                return false;
            }
            if (!slot.allow(bytes)) {
                budget.give(more);
                return false;
            }
            grownBytes += more;
            usedBytes = bytes;
        }
        return true;
    }

    /** Takes notice that the memory may be written to from now on. */
    void touch() {
        touched = true;
    }

    /** Takes notice that a thread of the host is about to use the memory's segment for a moment. */
    void use() {
        touched = true;
        long current = Thread.currentThread().threadId();
        if (user != current && !USER.compareAndSet(this, 0L, current)) {
            exposed = true;
        }
    }

    /** Takes notice that the host is about to be given the memory's segment. */
    void expose() {
        touched = true;
        exposed = true;
    }

    /** Returns whether anybody but the current thread may have a segment of the memory. */
    boolean isExposed() {
        return exposed || (user != 0 && user != Thread.currentThread().threadId());
    }

    /**
     * Takes away what is accessible behind the memory.
     *
     * @param hasShrunk whether somebody may have a segment that reaches there; if that can be, no segment can be used any
     *     more
     * @throws IllegalStateException if a call of native code uses one at this moment
     */
    void guard(boolean hasShrunk) {
        if (hasShrunk && isExposed()) {
            slot.revoke();
        }
        slot.guard(usedBytes);
    }

    /**
     * Makes the memory what it was at first.
     *
     * @param residentBytes how many bytes that have been written to may stay in memory
     */
    void restore(long residentBytes) {
        if (touched) {
            slot.restore(usedBytes, residentBytes);
        }
        giveGrowthBack();
    }

    private void giveGrowthBack() {
        if (grownBytes != 0) {
            budget.give(grownBytes);
            usedBytes -= grownBytes;
            grownBytes = 0;
        }
    }
}
