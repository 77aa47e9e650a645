package dev.terrace.backend.x86_64.asm;

import java.util.Arrays;

/**
 * What was recorded for places in the code: for a trap the place of the instruction, for a call the place that it returns
 * to. Both can be the same place, so a place can have several entries.
 */
public final class PcTable {
    private final int[] offsets;
    private final int[] data;

    /** Makes a table of entries, ordered by their offsets. */
    PcTable(int[] offsets, int[] data) {
        this.offsets = offsets;
        this.data = data;
    }

    /** Returns what was recorded for the place so many bytes into the code, in the order of recording. */
    public int[] at(int offset) {
        int from = firstNotBelow(offset);
        int to = offset == Integer.MAX_VALUE ? offsets.length : firstNotBelow(offset + 1);
        return Arrays.copyOfRange(data, from, to);
    }

    private int firstNotBelow(int offset) {
        int low = 0;
        int high = offsets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the number of entries. */
    public int size() {
        return offsets.length;
    }
}
