package dev.terrace.runtime;

import dev.terrace.Config;
import dev.terrace.LimitException;
import dev.terrace.ResourceLimiter;
import dev.terrace.StoreLimits;
import dev.terrace.core.types.Limits;

/**
 * What a store may have, and what it has: its {@link StoreLimits} together with those of the configuration.
 *
 * <p>Safe for use by several threads: a shared memory is grown by threads of other stores.
 */
public final class Quota {
    private final StoreLimits limits;
    private final Interruption interruption;
    private final long maxMemoryBytes;
    private final int maxTableElements;
    private long memoryBytes;
    private int instances;
    private int memories;
    private int tables;
    private boolean frozen;

    /**
     * Creates a quota of which nothing is used.
     *
     * @param config what holds for all stores
     * @param limits what holds for this one
     * @param interruption what ends calls from outside
     */
    public Quota(Config config, StoreLimits limits, Interruption interruption) {
        this.limits = limits;
        this.interruption = interruption;
        this.maxMemoryBytes = Math.min(config.maxMemoryBytes(), limits.memoryBytes());
        this.maxTableElements = (int) Math.min(config.maxTableElements(), limits.tableElements());
    }

    /** Says whether nothing may be created or grow at present. */
    public synchronized void freeze(boolean on) {
        frozen = on;
    }

    private void requireNotFrozen() {
        if (frozen) {
            throw new IllegalStateException("an epoch callback cannot make anything of its store grow");
        }
    }

    /** Returns the size in bytes that a memory may reach. */
    long maxMemoryBytes() {
        return maxMemoryBytes;
    }

    /** Returns the number of elements that a table may reach. */
    int maxTableElements() {
        return maxTableElements;
    }

    /** Returns what ends calls from outside, also while they work on long ranges of what the store has. */
    Interruption interruption() {
        return interruption;
    }

    /**
     * Counts an instance.
     *
     * @throws LimitException if there may not be one more
     */
    synchronized void addInstance() {
        if (instances == limits.instances()) {
            throw new LimitException("the store may have no more than " + instances + " instances");
        }
        instances++;
    }

    /**
     * Counts a memory, before it is created.
     *
     * @param bytes its size
     * @param maxBytes the size that its type allows, or {@link ResourceLimiter#UNBOUNDED}
     * @throws LimitException if there may not be one more, or not of that size
     */
    synchronized void addMemory(long bytes, long maxBytes) {
        if (memories == limits.memories()) {
            throw new LimitException("the store may have no more than " + memories + " memories");
        }
        if (!growMemory(0, bytes, maxBytes)) {
            throw new LimitException("a memory of " + bytes + " bytes is more than the store may have, of which "
                    + memoryBytes + " are in use");
        }
        memories++;
    }

    /**
     * Decides whether a memory may grow, and takes what it grows by.
     *
     * @param from its size in bytes
     * @param to the size in bytes that it will have
     * @param maxBytes the size that its type allows, or {@link ResourceLimiter#UNBOUNDED}
     */
    synchronized boolean growMemory(long from, long to, long maxBytes) {
        requireNotFrozen();
        if (to - from > limits.totalMemoryBytes() - memoryBytes
                || !limits.limiter().memoryGrowing(from, to, maxBytes)) {
            return false;
        }
        memoryBytes += to - from;
        return true;
    }

    /** Gives back what a memory has taken that did not become larger. */
    synchronized void giveMemory(long bytes) {
        memoryBytes -= bytes;
    }

    /**
     * Counts a table, before it is created.
     *
     * @param type the limits of its type
     * @throws LimitException if there may not be one more, or not of that size
     */
    synchronized void addTable(Limits type) {
        if (tables == limits.tables()) {
            throw new LimitException("the store may have no more than " + tables + " tables");
        }
        if (!growTable(0, type.min(), type)) {
            throw new LimitException("a table of " + type.min() + " elements is more than the store may have");
        }
        tables++;
    }

    /**
     * Decides whether a table may grow.
     *
     * @param from its number of elements
     * @param to the number that it will have
     * @param type the limits of its type
     */
    synchronized boolean growTable(long from, long to, Limits type) {
        requireNotFrozen();
        long max = type.hasMax() ? type.max() : ResourceLimiter.UNBOUNDED;
        return limits.limiter().tableGrowing(from, to, max);
    }
}
