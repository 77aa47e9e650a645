package dev.terrace.tier0;

import java.util.Arrays;

/** For places in register code, the offsets in the module's bytes of the instructions that they came from. */
final class OffsetTable {
    private final int[] places;
    private final int[] offsets;

    /**
     * Creates a table.
     *
     * @param places the places, ascending
     * @param offsets for each, the offset in the module
     */
    OffsetTable(int[] places, int[] offsets) {
        this.places = places;
        this.offsets = offsets;
    }

    /** Returns the offset for the last place at or before {@code pc}; the first one if there is none. */
    int find(int pc) {
        int found = Arrays.binarySearch(places, pc);
        int row = found >= 0 ? found : -found - 2;
        return offsets[Math.max(row, 0)];
    }
}
