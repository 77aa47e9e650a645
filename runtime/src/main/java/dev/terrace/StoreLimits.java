package dev.terrace;

import java.util.Objects;

/**
 * What one store may use. What a store would use beyond is refused: {@code memory.grow} and {@code table.grow} return -1, and
 * whatever creates something throws {@link LimitException}. The limits of the {@link Config} hold as well.
 *
 * {@snippet :
 * StoreLimits limits = StoreLimits.builder().memoryBytes(64 << 20).tableElements(10_000).instances(1).build();
 * Store store = new Store(engine, limits);
 * }
 *
 * <p>Objects of the garbage-collected types are not counted: they are Java objects, and Java's heap is their limit.
 *
 * @param memoryBytes the size in bytes that a memory may reach
 * @param totalMemoryBytes the size in bytes that all memories created in the store may reach together
 * @param tableElements the number of elements that a table may reach
 * @param instances how many instances may be made in the store
 * @param memories how many memories may be created in it
 * @param tables how many tables may be created in it
 * @param stackBytes the size in bytes that the stack may reach that {@link Config#maxStackBytes} describes
 * @param limiter who else is asked
 */
public record StoreLimits(
        long memoryBytes,
        long totalMemoryBytes,
        long tableElements,
        int instances,
        int memories,
        int tables,
        long stackBytes,
        ResourceLimiter limiter) {

    /** Nothing is limited but by the configuration. */
    public static final StoreLimits NONE = builder().build();

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public StoreLimits {
        Objects.requireNonNull(limiter);
        requireNotNegative("memoryBytes", memoryBytes);
        requireNotNegative("totalMemoryBytes", totalMemoryBytes);
        requireNotNegative("tableElements", tableElements);
        requireNotNegative("instances", instances);
        requireNotNegative("memories", memories);
        requireNotNegative("tables", tables);
        requireNotNegative("stackBytes", stackBytes);
    }

    private static void requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }

    /** Returns a builder with no limits. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects limits. */
    public static final class Builder {
        private static final ResourceLimiter NOBODY = new ResourceLimiter() {
            @Override
            public String toString() {
                return "none";
            }
        };

        private long memoryBytes = Long.MAX_VALUE;
        private long totalMemoryBytes = Long.MAX_VALUE;
        private long tableElements = Long.MAX_VALUE;
        private int instances = Integer.MAX_VALUE;
        private int memories = Integer.MAX_VALUE;
        private int tables = Integer.MAX_VALUE;
        private long stackBytes = Long.MAX_VALUE;
        private ResourceLimiter limiter = NOBODY;

        private Builder() {}

        /** Sets the size in bytes that a memory may reach. */
        public Builder memoryBytes(long bytes) {
            memoryBytes = bytes;
            return this;
        }

        /** Sets the size in bytes that all memories created in the store may reach together. */
        public Builder totalMemoryBytes(long bytes) {
            totalMemoryBytes = bytes;
            return this;
        }

        /** Sets the number of elements that a table may reach. */
        public Builder tableElements(long elements) {
            tableElements = elements;
            return this;
        }

        /** Sets how many instances may be made in the store. */
        public Builder instances(int count) {
            instances = count;
            return this;
        }

        /** Sets how many memories may be created in the store. */
        public Builder memories(int count) {
            memories = count;
            return this;
        }

        /** Sets how many tables may be created in the store. */
        public Builder tables(int count) {
            tables = count;
            return this;
        }

        /**
         * Sets the size in bytes that the store's stack may reach: see {@link Config#maxStackBytes}. It holds the frames of
         * functions that the interpreter executes; those of compiled functions are on the Java stack, whose size is the
         * thread's.
         */
        public Builder stackBytes(long bytes) {
            stackBytes = bytes;
            return this;
        }

        /** Sets who is asked besides. */
        public Builder limiter(ResourceLimiter newLimiter) {
            limiter = newLimiter;
            return this;
        }

        /**
         * Returns the limits.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public StoreLimits build() {
            return new StoreLimits(
                    memoryBytes, totalMemoryBytes, tableElements, instances, memories, tables, stackBytes, limiter);
        }
    }
}
