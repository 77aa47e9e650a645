package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** The attributes of files as {@code java.nio.file} knows them. Symbolic links are not followed. */
final class NioFiles {
    private static final long NANOS = 1_000_000_000;

    private NioFiles() {}

    /** Returns what the host knows of a path. */
    static FileStat stat(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        FileType type = FileType.of(path, attributes, LinkOption.NOFOLLOW_LINKS);
        long accessed = nanos(attributes.lastAccessTime());
        long modified = nanos(attributes.lastModifiedTime());
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return new FileStat(0, path.hashCode(), type, 1, attributes.size(), accessed, modified, modified);
        }
        Map<String, Object> unix = Files.readAttributes(path, "unix:dev,ino,nlink,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                ((Number) unix.get("dev")).longValue(),
                ((Number) unix.get("ino")).longValue(),
                type,
                ((Number) unix.get("nlink")).longValue(),
                attributes.size(),
                accessed,
                modified,
                nanos((FileTime) unix.get("ctime")));
    }

    private static long nanos(FileTime time) {
        Instant instant = time.toInstant();
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    /** Sets the times of what is at a path. */
    static void setTimes(Path path, FileTimes times) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time(times.modified()), time(times.accessed()), null);
    }

    private static FileTime time(OptionalLong nanos) {
        if (nanos.isEmpty()) {
            return null;
        }
        long time = nanos.getAsLong();
        return FileTime.from(
                Instant.ofEpochSecond(Long.divideUnsigned(time, NANOS), Long.remainderUnsigned(time, NANOS)));
    }
}
