package dev.terrace.tier2.regalloc;

/**
 * Finds the cheapest position for a split: that at the boundary of blocks that is executed least often, since a value that
 * changes its place in a loop does so each time around.
 */
final class SplitPositions {
    private final Lifetimes lifetimes;

    /** By power of two and block: the cheapest boundary before that many blocks from this one on, the first or last such. */
    private final int[][] earliest;

    private final int[][] latest;

    SplitPositions(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        int count = lifetimes.weights.length;
        int levels = 32 - Integer.numberOfLeadingZeros(count);
        earliest = new int[levels][];
        latest = new int[levels][];
        for (int level = 0; level < levels; level++) {
            int size = count - (1 << level) + 1;
            earliest[level] = new int[size];
            latest[level] = new int[size];
            for (int block = 0; block < size; block++) {
                if (level == 0) {
                    earliest[0][block] = block;
                    latest[0][block] = block;
                } else {
                    int half = block + (1 << (level - 1));
                    earliest[level][block] = first(earliest[level - 1][block], earliest[level - 1][half]);
                    latest[level][block] = last(latest[level - 1][block], latest[level - 1][half]);
                }
            }
        }
    }

    private long weight(int boundary) {
        long weight = lifetimes.weights[boundary];
        return boundary == 0 ? weight : Math.min(weight, lifetimes.weights[boundary - 1]);
    }

    private int first(int low, int high) {
        return weight(high) < weight(low) ? high : low;
    }

    private int last(int low, int high) {
        return weight(low) < weight(high) ? low : high;
    }

    /**
     * Returns the cheapest even position from low to high, both included.
     *
     * @param late whether to return the last one of equal cost, not the first
     * @return the position, or -1 if there is no even one
     */
    int choose(int low, int high, boolean late) {
        int from = low + 1 & ~1;
        int to = high & ~1;
        if (from > to) {
            return -1;
        }
        int fromBlock = lifetimes.blockOf(from);
        int toBlock = lifetimes.blockOf(to);
        if (fromBlock == toBlock) {
            return late ? to : from;
        }
        int level = 31 - Integer.numberOfLeadingZeros(toBlock - fromBlock);
        int second = toBlock + 1 - (1 << level);
        int boundary = late
                ? last(latest[level][fromBlock + 1], latest[level][second])
                : first(earliest[level][fromBlock + 1], earliest[level][second]);
        long fromWeight = lifetimes.weights[fromBlock];
        long toWeight = lifetimes.weights[toBlock];
        long weight = weight(boundary);
        if (late) {
            return toWeight <= weight && toWeight <= fromWeight
                    ? to
                    : weight <= fromWeight ? lifetimes.start(boundary) : from;
        }
        return fromWeight <= weight && fromWeight <= toWeight
                ? from
                : weight <= toWeight ? lifetimes.start(boundary) : to;
    }
}
