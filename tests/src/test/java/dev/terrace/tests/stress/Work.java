package dev.terrace.tests.stress;

import java.util.Arrays;

/** What the function {@code work} of {@link GuestModules#main} computes, in Java. */
final class Work {
    private final long[] memory = new long[GuestModules.WORK_BYTES / Long.BYTES];

    /** Returns the function's result. */
    long result(int rounds, long seed) {
        Arrays.fill(memory, 0);
        long x = seed;
        long sum = 0;
        long lane = 0;
        double d = 0;
        for (int i = 0; i < rounds; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
            memory[index(x)] = x;
            sum = Long.rotateLeft(sum, 5) + memory[index(x >>> 20)];
            d = d * 0.5 + x;
            lane += x;
        }
        return sum + lane ^ Double.doubleToRawLongBits(d);
    }

    private int index(long bits) {
        return (int) bits >>> 3 & memory.length - 1;
    }
}
