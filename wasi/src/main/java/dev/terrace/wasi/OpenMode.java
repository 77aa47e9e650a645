package dev.terrace.wasi;

/**
 * How a file is opened.
 *
 * @param read whether it will be read
 * @param write whether it will be written, or get another size
 * @param create whether it is made if there is none
 * @param exclusive whether it must not exist yet; without {@code create} this says nothing
 * @param truncate whether it loses what it holds
 * @param flags the {@code fdflags} of the descriptor, see {@link Descriptor}
 */
record OpenMode(boolean read, boolean write, boolean create, boolean exclusive, boolean truncate, int flags) {
    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
