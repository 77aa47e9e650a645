package dev.terrace.wasi;

/**
 * What is known of a file ({@code filestat} in wasi_snapshot_preview1.witx).
 *
 * @param device the device that holds it
 * @param inode its number on that device
 * @param type what it is
 * @param links how many names it has
 * @param size its size in bytes
 * @param accessed when it was last read, in nanoseconds since 1970
 * @param modified when it was last written, in nanoseconds since 1970
 * @param changed when its attributes were last changed, in nanoseconds since 1970
 */
record FileStat(
        long device, long inode, FileType type, long links, long size, long accessed, long modified, long changed) {
    /** The bytes that it takes in the guest's memory. */
    static final int BYTES = 64;

    private static final int UNSTABLE_BYTES = 56;

    /** Returns what is known of a stream: nothing but its type. */
    static FileStat ofStream(FileType type) {
        return new FileStat(0, 0, type, 1, 0, 0, 0, 0);
    }

    /** Returns whether another record is of the same file. */
    boolean isSameFile(FileStat other) {
        return device == other.device && inode == other.inode;
    }

    /** Returns this with another size. */
    FileStat withSize(long newSize) {
        return new FileStat(device, inode, type, links, newSize, accessed, modified, changed);
    }

    /** Writes the record as guests of snapshot 0 expect it: the number of names has 32 bits there. */
    void writeUnstable(GuestMemory memory, int address) {
        memory.check(address, UNSTABLE_BYTES);
        memory.putLong(address, device);
        memory.putLong(address, 8, inode);
        memory.putByte(address, 16, type.ordinal());
        memory.putInt(address, 20, (int) Math.min(links, 0xFFFF_FFFFL));
        memory.putLong(address, 24, size);
        memory.putLong(address, 32, accessed);
        memory.putLong(address, 40, modified);
        memory.putLong(address, 48, changed);
    }

    /** Writes the record as the guest expects it. */
    void write(GuestMemory memory, int address) {
        memory.check(address, BYTES);
        memory.putLong(address, device);
        memory.putLong(address, 8, inode);
        memory.putByte(address, 16, type.ordinal());
        memory.putLong(address, 24, links);
        memory.putLong(address, 32, size);
        memory.putLong(address, 40, accessed);
        memory.putLong(address, 48, modified);
        memory.putLong(address, 56, changed);
    }
}
