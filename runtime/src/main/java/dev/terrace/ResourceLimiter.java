package dev.terrace;

/**
 * Decides whether a store may have more: asked before a memory or a table is created or grows, and after the limits that
 * {@link StoreLimits} gives as numbers have been found to allow it.
 *
 * <p>What is refused makes {@code memory.grow} and {@code table.grow} return -1, and an instantiation throw {@link
 * LimitException}. What a method throws instead passes through WebAssembly unchanged, like an exception of a host function.
 *
 * <p>Asked by the thread that uses the store. A shared memory asks the limiter of the store that it was created in, in
 * whichever thread grows it.
 */
public interface ResourceLimiter {
    /** Stands for a maximum where a type has none. */
    long UNBOUNDED = -1;

    /**
     * Returns whether a memory may become larger.
     *
     * @param current its size in bytes; zero if it is being created
     * @param desired the size that it is to have
     * @param maximum the size that its type allows, or {@link #UNBOUNDED}
     */
    default boolean memoryGrowing(long current, long desired, long maximum) {
        return true;
    }

    /**
     * Returns whether a table may become larger.
     *
     * @param current its number of elements; zero if it is being created
     * @param desired the number of elements that it is to have
     * @param maximum the number that its type allows, or {@link #UNBOUNDED}
     */
    default boolean tableGrowing(long current, long desired, long maximum) {
        return true;
    }
}
