package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

    /** Returns what is known of a stream: nothing but its type. */
    static FileStat ofStream(FileType type) {
        return new FileStat(0, 0, type, 1, 0, 0, 0, 0);
    }

    /** Returns what the host knows of a path, which is not followed if it is a symbolic link. */
    static FileStat of(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long modified = nanos(attributes.lastModifiedTime());
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return new FileStat(
                    0,
                    path.hashCode(),
                    FileType.of(path, attributes, LinkOption.NOFOLLOW_LINKS),
                    1,
                    attributes.size(),
                    nanos(attributes.lastAccessTime()),
                    modified,
                    modified);
        }
        Map<String, Object> unix = Files.readAttributes(path, "unix:dev,ino,nlink,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                ((Number) unix.get("dev")).longValue(),
                ((Number) unix.get("ino")).longValue(),
                FileType.of(path, attributes, LinkOption.NOFOLLOW_LINKS),
                ((Number) unix.get("nlink")).longValue(),
                attributes.size(),
                nanos(attributes.lastAccessTime()),
                modified,
                nanos((FileTime) unix.get("ctime")));
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Returns whether another record is of the same file. */
    boolean isSameFile(FileStat other) {
        return device == other.device && inode == other.inode;
    }

    /** Returns this with another size. */
    FileStat withSize(long newSize) {
        return new FileStat(device, inode, type, links, newSize, accessed, modified, changed);
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
