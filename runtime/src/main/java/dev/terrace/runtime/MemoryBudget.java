package dev.terrace.runtime;

/**
 * How much memory outside the Java heap all stores of an engine may have together. Java's garbage collector does not know
 * of this memory: it would not run because of stores that are garbage, and the operating system would end the process
 * before any allocation failed.
 *
 * <p>Safe for use by several threads.
 */
public final class MemoryBudget {
    /** How long to wait for the collector to free what is garbage. */
    private static final long COLLECTION_MILLIS = 1000;

    private final long maxBytes;
    private long usedBytes;

    /**
     * Creates a budget of which nothing is used.
     *
     * @param maxBytes how many bytes there are
     */
    public MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns how many bytes are in use. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** Takes bytes; returns false if there are not so many left. */
    synchronized boolean take(long bytes) {
        if (bytes > maxBytes - usedBytes) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    /** Takes bytes, and if there are not so many left, first runs the garbage collector once. */
    boolean takeOrCollect(long bytes) {
        if (take(bytes)) {
            return true;
        }
        if (bytes > maxBytes) {
            return false;
        }
        System.gc();
        return takeWhenFreed(bytes);
    }

    private synchronized boolean takeWhenFreed(long bytes) {
        long end = System.nanoTime() + COLLECTION_MILLIS * 1_000_000;
        while (!take(bytes)) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            try {
                wait(millis);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Gives bytes back. */
    synchronized void give(long bytes) {
        usedBytes -= bytes;
        notifyAll();
    }

    @Override
    public synchronized String toString() {
        return usedBytes + " of " + maxBytes + " bytes";
    }
}
