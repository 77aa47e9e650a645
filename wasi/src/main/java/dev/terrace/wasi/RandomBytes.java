package dev.terrace.wasi;

import java.util.random.RandomGenerator;

/**
 * The random bytes that one guest gets. They are made in advance: guests ask for a few at a time, and a secure generator
 * takes much longer to be asked than to make a byte.
 */
final class RandomBytes {
    private static final int CAPACITY = 1 << 13;

    private final RandomGenerator source;
    private final byte[] bytes = new byte[CAPACITY];
    private int used = CAPACITY;

    RandomBytes(RandomGenerator source) {
        this.source = source;
    }

    /** Fills part of a guest's memory, which must be there. */
    void fill(GuestMemory memory, int address, long length) {
        int at = address;
        long left = length;
        while (left > 0) {
            if (used == CAPACITY) {
                source.nextBytes(bytes);
                used = 0;
            }
            int count = (int) Math.min(left, CAPACITY - used);
            memory.put(at, bytes, used, count);
            used += count;
            at += count;
            left -= count;
        }
    }
}
