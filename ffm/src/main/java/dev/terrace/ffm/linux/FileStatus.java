package dev.terrace.ffm.linux;

/**
 * What Linux knows of a file ({@code struct stat}).
 *
 * @param device the device that holds it
 * @param inode its number on that device
 * @param mode its kind, see {@link FileCalls#S_IFMT}, and who may use it
 * @param links how many names it has
 * @param size its size in bytes
 * @param accessed when it was last read, in nanoseconds since 1970; times too far away wrap around
 * @param modified when it was last written, likewise
 * @param changed when its attributes were last changed, likewise
 */
public record FileStatus(
        long device, long inode, int mode, long links, long size, long accessed, long modified, long changed) {
    private static final long NANOS = 1_000_000_000;

    static long nanos(long seconds, long nanos) {
        return seconds * NANOS + nanos;
    }

    /** Returns the kind of the file, one of {@code FileCalls.S_IF...}. */
    public int kind() {
        return mode & FileCalls.S_IFMT;
    }
}
