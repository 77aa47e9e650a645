package dev.terrace;

import java.time.Duration;
import java.util.Objects;

/**
 * How an engine reuses the memories of instances: {@link Config.Builder#pool}. A memory of a store that is closed goes to the
 * next instance of the same module, as it was at first; only what has been written to is restored. This is for programs that
 * make many short-lived instances of a few modules, and close the store of each.
 *
 * <p>Memories that are shared by threads or imported are not pooled, nor are those that a host makes. There is pooling on
 * Linux with x86-64 and AArch64; elsewhere every memory is allocated as if there were no pool.
 *
 * <p>The pool lives as long as the engine, and gives its memory back when the engine is closed or has become garbage.
 *
 * @param slots how many memories can be in use at the same time, and how many are kept; from 1 to 10,000. A slot takes 8 GiB
 *     of addresses, which cost nothing, and of memory what has been written to
 * @param residentBytes how many bytes that have been written to are restored, and stay in memory, at most; if there are more,
 *     all of them are given back to the system, and are slow when they are first used again
 * @param maxMemoryBytes how large a pooled memory can become; one that is larger at first is not pooled
 * @param whenExhausted what happens if all slots are in use
 * @param maxWait how long {@link WhenExhausted#WAIT} waits
 */
public record PoolConfig(
        int slots, long residentBytes, long maxMemoryBytes, WhenExhausted whenExhausted, Duration maxWait) {
    private static final int MAX_SLOTS = 10_000;
    private static final long MAX_MEMORY_BYTES = 1L << 32;

    /** What happens to whoever needs a memory when all slots are in use. */
    public enum WhenExhausted {
        /** The thread waits until a store is closed; after the longest time that it may wait, it gets a {@link LimitException}. */
        WAIT,

        /** A memory is allocated as if there were no pool. */
        GROW,

        /** The instantiation fails with a {@link LimitException}. */
        FAIL
    }

    /** Checks what is allowed. */
    public PoolConfig {
        Objects.requireNonNull(whenExhausted);
        Objects.requireNonNull(maxWait);
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("slots must be from 1 to " + MAX_SLOTS + ": " + slots);
        }
        if (residentBytes < 0) {
            throw new IllegalArgumentException("residentBytes must not be negative: " + residentBytes);
        }
        if (maxMemoryBytes < 0 || maxMemoryBytes > MAX_MEMORY_BYTES) {
            throw new IllegalArgumentException(
                    "maxMemoryBytes must be from 0 to " + MAX_MEMORY_BYTES + ": " + maxMemoryBytes);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must not be negative: " + maxWait);
        }
    }

    /** Returns a pool of some slots, which keeps 1 MiB of each in memory, and waits 30 seconds if all are in use. */
    public static PoolConfig ofSlots(int slots) {
        return new PoolConfig(slots, 1 << 20, MAX_MEMORY_BYTES, WhenExhausted.WAIT, Duration.ofSeconds(30));
    }

    /** Returns the same with another {@link #residentBytes}. */
    public PoolConfig withResidentBytes(long bytes) {
        return new PoolConfig(slots, bytes, maxMemoryBytes, whenExhausted, maxWait);
    }

    /** Returns the same with another {@link #maxMemoryBytes}. */
    public PoolConfig withMaxMemoryBytes(long bytes) {
        return new PoolConfig(slots, residentBytes, bytes, whenExhausted, maxWait);
    }

    /** Returns the same with another {@link #whenExhausted}. */
    public PoolConfig withWhenExhausted(WhenExhausted policy) {
        return new PoolConfig(slots, residentBytes, maxMemoryBytes, policy, maxWait);
    }

    /** Returns the same with another {@link #maxWait}. */
    public PoolConfig withMaxWait(Duration wait) {
        return new PoolConfig(slots, residentBytes, maxMemoryBytes, whenExhausted, wait);
    }
}
