package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.PoolConfig;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memories that an engine reuses: see {@link PoolConfig}. A slot goes to the next instance of the same module, and to one
 * of another only if all slots exist: that needs calls of the system which all threads have to wait for.
 *
 * <p>Safe for use by several threads. As long as there are idle slots near, no lock is taken.
 */
public final class MemoryPool implements AutoCloseable {
    /** How long a thread waits before it has the collector look for stores that nobody closed. */
    private static final long COLLECTION_MILLIS = 1000;

    private final PoolConfig config;
    private final MemoryBudget budget;
    private final ReferenceQueue<NativeMemory> garbage = new ReferenceQueue<>();
    private final Slots slots;

    /** How many threads wait for a slot. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates a pool that has no slots yet.
     *
     * @param config its limits
     * @param budget what memory is taken from
     */
    public MemoryPool(PoolConfig config, MemoryBudget budget) {
        this.config = config;
        this.budget = budget;
        this.slots = new Slots(budget);
        NativeMemory.CLEANER.register(this, slots);
    }

    /** Returns how many bytes of a slot that have been written to stay in memory. */
    long residentBytes() {
        return config.residentBytes();
    }

    /** Returns how large a memory of the pool may become. */
    public long maxMemoryBytes() {
        return config.maxMemoryBytes();
    }

    /**
     * Leases a memory that contains an image; returns null if one is to be allocated elsewhere.
     *
     * @param image what it contains
     * @param bytes its size, which is not larger than the pool allows
     * @param owner whose end ends the lease, at the latest
     * @throws LimitException if there is no room, or no slot and the pool does not grow
     */
    MemoryLease lease(MemoryImage image, long bytes, NativeMemory owner) {
        PooledImage pooled = image.pooled();
        if (pooled == null) {
            pooled = add(image, bytes);
        }
        MemorySlot slot = pooled.take();
        if (slot == null) {
            slot = takeElsewhere(pooled);
            if (slot == null) {
                return null;
            }
        }
        MemoryLease lease = new MemoryLease(slot, image, bytes, budget, owner, garbage);
        slot.setLease(lease);
        return lease;
    }

    private PooledImage add(MemoryImage image, long bytes) {
        synchronized (slots) {
            requireOpen();
            PooledImage pooled = image.pooled();
            if (pooled == null) {
                pooled = new PooledImage(image, bytes);
                slots.images.add(pooled);
                image.setPooled(pooled);
                retireWithImage(image, slots, pooled);
            }
            return pooled;
        }
    }

    /** Does not refer to the image, which would never become garbage. */
    private static void retireWithImage(MemoryImage image, Slots slots, PooledImage pooled) {
        NativeMemory.CLEANER.register(image, () -> slots.retire(pooled));
    }

    private void requireOpen() {
        if (slots.closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /** Finds a slot that is not near, or waits for one; returns null if there is none and the pool grows. */
    private MemorySlot takeElsewhere(PooledImage image) {
        synchronized (slots) {
            requireOpen();
            MemorySlot slot = find(image);
            if (slot != null) {
                return slot;
            }
            return switch (config.whenExhausted()) {
                case GROW -> null;
                case FAIL -> throw new LimitException("all " + config.slots() + " pooled memories are in use");
                case WAIT -> waitForSlot(image);
            };
        }
    }

    /** Returns a slot with an image; null if all are in use. Holds the lock of the slots. */
    private MemorySlot find(PooledImage image) {
        MemorySlot slot = image.takeAny();
        if (slot == null && endLate()) {
            slot = image.takeAny();
        }
        if (slot != null) {
            return slot;
        }
        if (slots.all.size() < config.slots()) {
            slot = new MemorySlot();
            slots.all.add(slot);
        } else {
            slot = slots.steal();
        }
        if (slot != null) {
            bind(slot, image);
        }
        return slot;
    }

    private void bind(MemorySlot slot, PooledImage image) {
        boolean bound = false;
        try {
            if (slot.image() != null) {
                budget.give(slot.image().bytes());
                slot.unbind();
            }
            if (!budget.takeOrCollect(image.bytes())) {
                throw new LimitException("no room for a pooled memory of " + image.bytes()
                        + " bytes; all memories together use " + budget);
            }
            slot.bind(image);
            bound = true;
        } finally {
            if (!bound) {
                slots.empty.add(slot);
            }
        }
    }

    private MemorySlot waitForSlot(PooledImage image) {
        long begin = System.nanoTime();
        long end = begin + config.maxWait().toNanos();
        boolean collected = false;
        waiting.incrementAndGet();
        try {
            while (true) {
                MemorySlot slot = find(image);
                if (slot != null) {
                    return slot;
                }
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new LimitException("all %d pooled memories have been in use for %s"
                            .formatted(config.slots(), config.maxWait()));
                }
                slots.wait(Math.min(millis, COLLECTION_MILLIS));
                if (!collected && System.nanoTime() - begin > COLLECTION_MILLIS * 1_000_000) {
                    collected = true;
                    System.gc();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LimitException("interrupted while all " + config.slots() + " pooled memories were in use");
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * Ends the leases of stores that nobody closed and that are garbage, and those that could not be ended in time. Returns
     * whether there were any.
     */
    private boolean endLate() {
        List<MemoryLease> late = new ArrayList<>(slots.inNativeUse);
        slots.inNativeUse.clear();
        Reference<? extends NativeMemory> reference;
        while ((reference = garbage.poll()) != null) {
            late.add((MemoryLease) reference);
        }
        late.forEach(this::release);
        return !late.isEmpty();
    }

    /** Ends a lease; its segments are for nobody any more. */
    void release(MemoryLease lease) {
        lease.clear();
        MemorySlot slot = lease.slot();
        if (lease.isExposed()) {
            try {
                slot.revoke();
            } catch (IllegalStateException _) {
                // Native code reads or writes the memory at this moment: it is for nobody else before that has ended.
                synchronized (slots) {
                    slots.inNativeUse.add(lease);
                }
                return;
            }
        }
        try {
            lease.restore(config.residentBytes());
            slot.setLease(null);
            putBack(slot);
        } finally {
            // As long as the image is there, nobody closes its file.
            Reference.reachabilityFence(lease.image());
        }
    }

    private void putBack(MemorySlot slot) {
        slot.image().put(slot);
        // Either the thread that waits sees the slot, or this one sees the thread.
        VarHandle.fullFence();
        if (waiting.get() > 0 || slots.closed) {
            synchronized (slots) {
                slots.notify();
                if (slots.closed) {
                    slots.close();
                }
            }
        }
    }

    /** Frees the slots that are idle now, and each other when its lease ends. */
    @Override
    public void close() {
        synchronized (slots) {
            slots.closed = true;
            endLate();
            slots.close();
        }
    }

    @Override
    public String toString() {
        synchronized (slots) {
            return "MemoryPool[" + slots.all.size() + " of " + config.slots() + " slots made]";
        }
    }

    /** All slots. It does not refer to the pool, so that it can free them when that is garbage. */
    private static final class Slots implements Runnable {
        private final MemoryBudget budget;
        private final List<MemorySlot> all = new ArrayList<>();
        private final List<PooledImage> images = new ArrayList<>();
        private final Deque<MemorySlot> empty = new ArrayDeque<>();

        /** Leases that have ended while native code was using their segments. */
        private final List<MemoryLease> inNativeUse = new ArrayList<>();

        private volatile boolean closed;

        Slots(MemoryBudget budget) {
            this.budget = budget;
        }

        private void free(MemorySlot slot, boolean revoke) {
            slot.free(revoke);
            if (slot.image() != null) {
                budget.give(slot.image().bytes());
            }
        }

        /** Returns an idle slot of any image; null if there is none. */
        synchronized MemorySlot steal() {
            MemorySlot slot = empty.poll();
            for (int i = 0; slot == null && i < images.size(); i++) {
                slot = images.get(i).takeAny();
            }
            return slot;
        }

        /** Ends the use of an image that nobody refers to any more. */
        synchronized void retire(PooledImage image) {
            if (images.remove(image)) {
                MemorySlot slot;
                while ((slot = image.takeAny()) != null) {
                    empty.add(slot);
                }
                image.close();
            }
        }

        /** Frees what is idle, and in the end the images. */
        synchronized void close() {
            MemorySlot slot;
            while ((slot = steal()) != null) {
                all.remove(slot);
                free(slot, false);
            }
            if (all.isEmpty()) {
                images.forEach(PooledImage::close);
                images.clear();
            }
        }

        /** Frees everything, when neither the engine nor any of its stores exists any more. */
        @Override
        public synchronized void run() {
            for (MemorySlot slot : all) {
                free(slot, slot.lease() != null && slot.lease().isExposed());
            }
            all.clear();
            images.forEach(PooledImage::close);
            images.clear();
        }
    }
}
