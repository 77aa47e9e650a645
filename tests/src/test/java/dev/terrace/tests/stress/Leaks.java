package dev.terrace.tests.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/** Finds what grows although nothing should, and what is left over at the end. */
final class Leaks {
    /** What stays: stacks that are kept for other stores, and threads that wait for more to do. */
    private static final int MAPPINGS_LEFT = 700;

    private static final int ADDRESS_GIB_LEFT = 4;
    private static final long DATA_BYTES_LEFT = 4 << 10;

    /** A run of fewer seconds is over before everything has warmed up. */
    private static final int WARM_SECONDS = 60;

    /** How much more the last third of a run may take than the second one, in which everything has warmed up. */
    private static final int RESIDENT_MIB_GROWTH = 32;

    private static final int MAPPINGS_GROWTH = 200;
    private static final int CODE_BYTES_GROWTH = 4 << 20;

    private static final int ATTEMPTS = 600;

    private Leaks() {}

    /** Collects garbage until no code is left, or for some time. */
    static Footprint afterCollections(Footprint before) throws IOException {
        Footprint footprint = Footprint.now();
        for (int i = 0; i < ATTEMPTS && !isClean(before, footprint); i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            footprint = Footprint.now();
        }
        return footprint;
    }

    private static boolean isClean(Footprint before, Footprint after) {
        return after.code().codeBlocks() == before.code().codeBlocks()
                && after.code().usedByData() <= before.code().usedByData() + DATA_BYTES_LEFT
                && after.mappings() <= before.mappings() + MAPPINGS_LEFT
                && after.addressGiB() <= before.addressGiB() + ADDRESS_GIB_LEFT;
    }

    /**
     * Returns what has leaked.
     *
     * @param before before the run
     * @param samples during it
     * @param seconds how long the run took
     * @param after afterwards
     */
    static List<String> find(Footprint before, List<Footprint> samples, int seconds, Footprint after) {
        List<String> leaks = new ArrayList<>();
        if (!isClean(before, after)) {
            leaks.add("left over: " + after + ", before: " + before);
        }
        if (seconds >= WARM_SECONDS) {
            findGrowth(leaks, samples);
        }
        return leaks;
    }

    private static void findGrowth(List<String> leaks, List<Footprint> samples) {
        grows(leaks, "MiB of memory", samples, Footprint::residentMiB, RESIDENT_MIB_GROWTH);
        grows(leaks, "mappings", samples, Footprint::mappings, MAPPINGS_GROWTH);
        grows(leaks, "bytes of code", samples, sample -> sample.code().usedByCode(), CODE_BYTES_GROWTH);
    }

    private static void grows(
            List<String> leaks, String what, List<Footprint> samples, ToLongFunction<Footprint> value, long bound) {
        int third = samples.size() / 3;
        long middle = max(samples.subList(third, 2 * third), value);
        long last = max(samples.subList(2 * third, samples.size()), value);
        if (last > middle + bound) {
            leaks.add("%s grow from %d to %d".formatted(what, middle, last));
        }
    }

    private static long max(List<Footprint> samples, ToLongFunction<Footprint> value) {
        return samples.stream().mapToLong(value).max().orElse(0);
    }
}
