package dev.terrace.tier1.support;

/**
 * Makes sure that the Java stack does not end in the middle of a change. Code of this tier recurses until the Java virtual
 * machine throws StackOverflowError, which can be anywhere; what must not be left half done asks for room first.
 */
final class StackReserve {
    /** Calls of {@link #descend} that take more stack than any change of the runtime's data. */
    private static final int DEPTH = 64;

    private StackReserve() {}

    /**
     * Throws StackOverflowError if there is little room.
     */
    static void check() {
        descend(DEPTH, 0, 0, 0, 0);
    }

    private static long descend(int depth, long a, long b, long c, long d) {
        return depth == 0 ? a : descend(depth - 1, b, c, d, a) + 1;
    }
}
