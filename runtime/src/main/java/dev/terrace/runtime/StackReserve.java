package dev.terrace.runtime;

/**
 * Makes sure that the Java stack does not end in the middle of a change. Code recurses until the Java virtual machine throws
 * StackOverflowError, which can be anywhere; what must not be left half done asks for room first.
 */
public final class StackReserve {
    /** Calls of {@link #descend} that take some 20 KiB or more: what changes of the runtime's own data need. */
    private static final int DEPTH = 256;

    private StackReserve() {}

    /** Throws StackOverflowError if there is little room. */
    public static void check() {
        descend(DEPTH, 0, 0, 0, 0);
    }

    private static long descend(int depth, long a, long b, long c, long d) {
        return depth == 0 ? a : descend(depth - 1, b, c, d, a) + 1;
    }
}
