package dev.terrace.core;

/** A place in the input. */
public sealed interface Position {

    /**
     * A place in a binary module.
     *
     * @param offset the offset in bytes from the module's first byte
     */
    record Binary(int offset) implements Position {
        @Override
        public String toString() {
            return "offset 0x" + Integer.toHexString(offset);
        }
    }

    /**
     * A place in text.
     *
     * @param line the line, from 1
     * @param column the column, from 1, in Unicode code points
     */
    record Text(int line, int column) implements Position {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }
}
