package dev.terrace.wasi;

/**
 * What a guest that waits for a descriptor finds.
 *
 * @param ready whether reading or writing would not wait
 * @param bytes how many bytes can be read or written then, as far as it is known; at least 1 if it is not
 * @param hangup whether nobody is at the other end any more
 */
record Readiness(boolean ready, long bytes, boolean hangup) {
    static final Readiness NOT_YET = new Readiness(false, 0, false);
    static final Readiness HANGUP = new Readiness(true, 0, true);

    static Readiness of(long bytes) {
        return new Readiness(true, bytes, false);
    }

    /** Returns that of something whose number of bytes nobody knows. */
    static Readiness of(boolean ready) {
        return ready ? of(1) : NOT_YET;
    }
}
