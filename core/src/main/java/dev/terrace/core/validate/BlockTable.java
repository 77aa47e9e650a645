package dev.terrace.core.validate;

import java.util.Arrays;

/**
 * Where the structured instructions of a function ({@code block}, {@code loop}, {@code if}, {@code try_table} and the
 * legacy {@code try}) go on and end, by the order in which they begin. A reader that knows that the code is unreachable
 * goes on at the {@code else} or {@code end} without decoding what lies between.
 *
 * <p>The parts of a legacy {@code try} have a row each: {@code try} ends where its first {@code catch} or {@code
 * catch_all} begins (or at its {@code delegate} or {@code end}), and every clause ends where the next one begins.
 */
public final class BlockTable {
    private static final int COLUMNS = 3;
    private static final BlockTable EMPTY = new BlockTable(new int[0]);

    /** A row a block: offset of its instruction, of its {@code else} (or its {@code end}), of its {@code end}. */
    private final int[] rows;

    private BlockTable(int[] rows) {
        this.rows = rows;
    }

    /**
     * Returns a table of the first {@code length} numbers of an array, which hold three to a row: offsets of the
     * instruction, of {@code else} or else {@code end}, of {@code end}.
     */
    static BlockTable of(int[] rows, int length) {
        return length == 0 ? EMPTY : new BlockTable(Arrays.copyOf(rows, length));
    }

    /** Returns the number of blocks. */
    public int size() {
        return rows.length / COLUMNS;
    }

    /** Returns the offset in the module of the instruction that begins a block. */
    public int begin(int block) {
        return rows[block * COLUMNS];
    }

    /** Returns the offset in the module of a block's {@code else}, or of its {@code end} if it has none. */
    public int elseOrEnd(int block) {
        return rows[block * COLUMNS + 1];
    }

    /** Returns the offset in the module of a block's {@code end}. */
    public int end(int block) {
        return rows[block * COLUMNS + 2];
    }

    /** Returns the number of the block that begins at an offset, or of the next one after it. */
    public int find(int offset) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (begin(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return Arrays.toString(rows);
    }
}
