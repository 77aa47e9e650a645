package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * The times that a guest wants a file to have; null where one stays as it is.
 *
 * @param accessed when the file was last read
 * @param modified when it was last written
 */
record FileTimes(FileTime accessed, FileTime modified) {
    // The bits of fstflags.
    private static final int SET_ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int SET_MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;
    private static final int ALL = 0xF;

    /** Returns what the arguments of a function that sets times mean. */
    static FileTimes of(WasiConfig config, long accessed, long modified, int flags) {
        if ((flags & ~ALL) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return new FileTimes(
                time(config, accessed, (flags & SET_ACCESSED) != 0, (flags & ACCESSED_NOW) != 0),
                time(config, modified, (flags & SET_MODIFIED) != 0, (flags & MODIFIED_NOW) != 0));
    }

    private static FileTime time(WasiConfig config, long nanos, boolean set, boolean now) {
        if (set && now) {
            throw new WasiException(Errno.INVAL);
        }
        if (!set && !now) {
            return null;
        }
        return FileTime.from(now ? config.realtime().getAsLong() : nanos, TimeUnit.NANOSECONDS);
    }

    /** Sets the times of what is at a path, which is not followed if it is a symbolic link. */
    void apply(Path path) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(modified, accessed, null);
    }
}
