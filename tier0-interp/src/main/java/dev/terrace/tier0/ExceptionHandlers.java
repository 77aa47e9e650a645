package dev.terrace.tier0;

import dev.terrace.WasmException;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.ModuleInstance;
import java.util.Arrays;

/**
 * The exception handlers of a function: a table that is read only when something is thrown. Places are in the function's
 * code, and each row is for a piece of it:
 *
 * <pre>
 *   start | end | tag | target | payload | exception
 * </pre>
 *
 * <p>The payload goes to consecutive slots from {@code payload}, the exception itself to the slot {@code exception} unless
 * that is {@link #NO_SLOT}, and execution goes on at {@code target}. Rows of inner blocks come before those of the blocks
 * around them, so the first row that fits is the handler. A row of the tag {@link #DELEGATE} catches nothing: the search
 * goes on at the row that {@code target} names, past those of the blocks that a legacy {@code delegate} leaves out.
 */
final class ExceptionHandlers {
    /** The tag of a row that catches every exception. */
    static final int ALL = -1;

    /** Stands for a slot where none is written. */
    static final int NO_SLOT = -1;

    private static final int DELEGATE = -2;
    private static final int START = 0;
    private static final int END = 1;
    private static final int TAG = 2;
    private static final int TARGET = 3;
    private static final int PAYLOAD = 4;
    private static final int EXCEPTION = 5;
    private static final int COLUMNS = 6;

    private static final ExceptionHandlers NONE = new ExceptionHandlers(new int[0]);

    private final int[] rows;

    private ExceptionHandlers(int[] rows) {
        this.rows = rows;
    }

    /**
     * Returns the handler of an exception that an instruction throws.
     *
     * @param pc a place in the instruction
     * @param instance the instance whose tags are meant
     * @return its row, or -1 if there is none
     */
    int find(int pc, WasmException exception, ModuleInstance instance) {
        int row = 0;
        while (row < rows.length) {
            int tag = rows[row + TAG];
            if (pc < rows[row + START] || pc >= rows[row + END]) {
                row += COLUMNS;
            } else if (tag == DELEGATE) {
                row = rows[row + TARGET];
            } else if (tag == ALL || instance.tag(tag) == exception.tagInstance()) {
                return row;
            } else {
                row += COLUMNS;
            }
        }
        return -1;
    }

    /** Returns the place of a handler's code. */
    int target(int row) {
        return rows[row + TARGET];
    }

    /**
     * Gives a handler what it catches.
     *
     * @param fp the function's frame
     * @return the first slot behind what was written: nothing in use lies there
     */
    int receive(int row, WasmException exception, ExecutionStack stack, int fp) {
        exception.tagInstance().countCaught();
        int end = fp + rows[row + PAYLOAD];
        if (rows[row + TAG] != ALL) {
            exception.storePayload(stack, end);
            end += exception.tagInstance().payloadSlots();
        }
        int slot = rows[row + EXCEPTION];
        if (slot != NO_SLOT) {
            stack.refs[fp + slot] = exception;
            end = Math.max(end, fp + slot + 1);
        }
        return end;
    }

    /** Returns the table as text, a line a row. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.length; row += COLUMNS) {
            text.append("%4d to %d: ".formatted(rows[row + START], rows[row + END]));
            int tag = rows[row + TAG];
            if (tag == DELEGATE) {
                text.append("delegate to row ").append(rows[row + TARGET] / COLUMNS);
            } else {
                text.append(tag == ALL ? "catch all" : "catch tag " + tag + " in s" + rows[row + PAYLOAD]);
                text.append(rows[row + EXCEPTION] == NO_SLOT ? "" : ", exception in s" + rows[row + EXCEPTION]);
                text.append(" -> ").append(rows[row + TARGET]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A table that is being written. */
    static final class Builder {
        private int[] rows = new int[0];
        private int size;

        /** Returns the place of the next row. */
        int size() {
            return size;
        }

        /** Adds a handler. */
        void add(int start, int end, int tag, int target, int payload, int exception) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, Math.max(4 * COLUMNS, 2 * size));
            }
            rows[size + START] = start;
            rows[size + END] = end;
            rows[size + TAG] = tag;
            rows[size + TARGET] = target;
            rows[size + PAYLOAD] = payload;
            rows[size + EXCEPTION] = exception;
            size += COLUMNS;
        }

        /** Adds a row that makes the search go on at a row that {@link #goOnHere} will say; returns its place. */
        int addDelegate(int start, int end) {
            add(start, end, DELEGATE, 0, NO_SLOT, NO_SLOT);
            return size - COLUMNS;
        }

        /** Makes the search go on from a delegating row at the next row that is added. */
        void goOnHere(int delegate) {
            rows[delegate + TARGET] = size;
        }

        /** Returns the table for code that begins at a distance from where it was written. */
        ExceptionHandlers build(int distance) {
            if (size == 0) {
                return NONE;
            }
            int[] moved = Arrays.copyOf(rows, size);
            for (int row = 0; row < size; row += COLUMNS) {
                moved[row + START] += distance;
                moved[row + END] += distance;
                moved[row + TARGET] += moved[row + TAG] == DELEGATE ? 0 : distance;
            }
            return new ExceptionHandlers(moved);
        }
    }
}
