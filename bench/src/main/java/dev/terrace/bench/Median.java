package dev.terrace.bench;

import java.util.stream.DoubleStream;

/** The median of some figures. */
final class Median {
    private Median() {}

    /** Returns the value in the middle, or the mean of the two there; NaN if there are no values. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
