package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.ffm.linux.x86_64.Libc;
import dev.terrace.ffm.linux.x86_64.dirent;
import dev.terrace.ffm.linux.x86_64.timespec;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The calls of Linux about directories and their names. Directories are known by descriptors, and names are relative to
 * them.
 *
 * <p>A call returns what the C function returns, but instead of -1 the negated error number (see {@link ErrorNumber}). None
 * throws, but for what is passed to it: a name with a NUL, or memory that is not alive.
 */
public final class FileCalls {
    /** A directory descriptor that stands for the process's working directory. */
    public static final int AT_FDCWD = Libc.AT_FDCWD();

    // Flags of open.
    public static final int O_RDONLY = Libc.O_RDONLY();
    public static final int O_WRONLY = Libc.O_WRONLY();
    public static final int O_RDWR = Libc.O_RDWR();
    public static final int O_CREAT = Libc.O_CREAT();
    public static final int O_EXCL = Libc.O_EXCL();
    public static final int O_TRUNC = Libc.O_TRUNC();
    public static final int O_APPEND = Libc.O_APPEND();
    public static final int O_NONBLOCK = Libc.O_NONBLOCK();
    public static final int O_DSYNC = Libc.O_DSYNC();
    public static final int O_RSYNC = Libc.O_RSYNC();
    public static final int O_SYNC = Libc.O_SYNC();
    public static final int O_NOCTTY = Libc.O_NOCTTY();
    public static final int O_CLOEXEC = Libc.O_CLOEXEC();
    public static final int O_PATH = Libc.O_PATH();
    public static final int O_DIRECTORY;
    public static final int O_NOFOLLOW;

    // Kinds of files in a mode.
    public static final int S_IFMT = Libc.S_IFMT();
    public static final int S_IFBLK = Libc.S_IFBLK();
    public static final int S_IFCHR = Libc.S_IFCHR();
    public static final int S_IFDIR = Libc.S_IFDIR();
    public static final int S_IFREG = Libc.S_IFREG();
    public static final int S_IFLNK = Libc.S_IFLNK();
    public static final int S_IFSOCK = Libc.S_IFSOCK();

    /** The file types in a directory's entries are the kinds in a mode, shifted by as many bits. */
    private static final int TYPE_SHIFT = 12;

    // Of linux/openat2.h, for which there are no generated bindings.
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_BENEATH = 0x08;
    private static final long OPEN_HOW_BYTES = 24;

    /** Leaves a time as it is ({@code UTIME_OMIT} of sys/stat.h). */
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private static final long NANOS = 1_000_000_000;
    private static final int MAX_LINK_BYTES = 4096;
    private static final int ENTRIES_BYTES = 32 << 10;

    private static final Machine MACHINE = Machine.current()
            .orElseThrow(() -> new UnsupportedOperationException("there are no bindings for this system"));

    static {
        O_DIRECTORY = MACHINE.directoryFlag();
        O_NOFOLLOW = MACHINE.noFollowFlag();
    }

    private static final MethodHandle OPENAT =
            Downcalls.bindVariadic("openat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), 3);
    private static final MethodHandle FSTATAT =
            Downcalls.bind("fstatat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle READLINKAT =
            Downcalls.bind("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FSTAT =
            Downcalls.bind("fstat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CLOSE = Downcalls.bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    // Calls that libc has no function for, or not everywhere.
    private static final MethodHandle OPENAT2 = Downcalls.bindVariadic(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG), 1);
    private static final MethodHandle GETDENTS64 = Downcalls.bindVariadic(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG), 1);

    /** The calls that change something, which many guests never need. */
    private static final class Changes {
        static final MethodHandle MKDIRAT =
                Downcalls.bind("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle UNLINKAT =
                Downcalls.bind("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SYMLINKAT =
                Downcalls.bind("symlinkat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        static final MethodHandle LINKAT = Downcalls.bind(
                "linkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle RENAMEAT =
                Downcalls.bind("renameat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        static final MethodHandle UTIMENSAT =
                Downcalls.bind("utimensat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle FUTIMENS =
                Downcalls.bind("futimens", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }

    private FileCalls() {}

    /**
     * Opens a name.
     *
     * @param mode who may use the file if it is made, less what the process's umask says
     */
    public static int open(int directory, String name, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result(
                    (int) OPENAT.invokeExact(Downcalls.state(), directory, text(arena, name), flags, mode));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Opens a path that does not leave the directory, not even on the way or through symbolic links, else the error is EXDEV
     * ({@code openat2}, since Linux 5.6).
     */
    public static int openBeneath(int directory, String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocate(OPEN_HOW_BYTES, Long.BYTES);
            how.set(JAVA_LONG, 0, flags);
            how.set(JAVA_LONG, 16, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
            return (int) Downcalls.result((long) OPENAT2.invokeExact(
                    Downcalls.state(),
                    (long) Libc.SYS_openat2(),
                    (long) directory,
                    text(arena, path),
                    how,
                    OPEN_HOW_BYTES));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Closes a descriptor. It is closed even if there is an error. */
    public static int close(int descriptor) {
        try {
            return Downcalls.result((int) CLOSE.invokeExact(Downcalls.state(), descriptor));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** What a call found out, or an error number; one of them is null or 0. */
    public record Outcome<T>(T value, int error) {
        static <T> Outcome<T> failed(long result) {
            return new Outcome<>(null, (int) -result);
        }
    }

    /** Returns what is known of an open file. */
    public static Outcome<FileStatus> status(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(MACHINE.stat());
            int result = Downcalls.result((int) FSTAT.invokeExact(Downcalls.state(), descriptor, stat));
            return result < 0 ? Outcome.failed(result) : new Outcome<>(MACHINE.status(stat), 0);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Returns what is known of a name, which is not followed if it is a symbolic link. */
    public static Outcome<FileStatus> status(int directory, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(MACHINE.stat());
            int result = Downcalls.result((int) FSTATAT.invokeExact(
                    Downcalls.state(), directory, text(arena, name), stat, Libc.AT_SYMLINK_NOFOLLOW()));
            return result < 0 ? Outcome.failed(result) : new Outcome<>(MACHINE.status(stat), 0);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Returns the text of a symbolic link. */
    public static Outcome<String> readLink(int directory, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MAX_LINK_BYTES);
            long result = Downcalls.result((long) READLINKAT.invokeExact(
                    Downcalls.state(), directory, text(arena, name), buffer, (long) MAX_LINK_BYTES));
            return result < 0
                    ? Outcome.failed(result)
                    : new Outcome<>(
                            new String(buffer.asSlice(0, result).toArray(JAVA_BYTE), StandardCharsets.UTF_8), 0);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Takes the entries of a directory. */
    @FunctionalInterface
    public interface EntryReader {
        /**
         * Takes an entry.
         *
         * @param kind one of {@code S_IF...}, or 0 if the file system does not say
         */
        void entry(String name, long inode, int kind);
    }

    /** Reads all entries of a directory that was just opened for reading; returns 0 or a negated error number. */
    public static int readEntries(int directory, EntryReader reader) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(ENTRIES_BYTES, Long.BYTES);
            while (true) {
                long bytes = Downcalls.result((long) GETDENTS64.invokeExact(
                        Downcalls.state(), MACHINE.getDirectoryEntries(), (long) directory, buffer, (long)
                                ENTRIES_BYTES));
                if (bytes <= 0) {
                    return (int) bytes;
                }
                for (long at = 0; at < bytes; ) {
                    MemorySegment entry = buffer.asSlice(at);
                    int size = Short.toUnsignedInt(entry.get(dirent.d_reclen$layout(), dirent.d_reclen$offset()));
                    reader.entry(
                            entry.getString(dirent.d_name$offset()),
                            entry.get(dirent.d_ino$layout(), dirent.d_ino$offset()),
                            Byte.toUnsignedInt(entry.get(dirent.d_type$layout(), dirent.d_type$offset()))
                                    << TYPE_SHIFT);
                    at += size;
                }
            }
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    public static int makeDirectory(int directory, String name, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result(
                    (int) Changes.MKDIRAT.invokeExact(Downcalls.state(), directory, text(arena, name), mode));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Removes a name: of an empty directory, or else of anything but a directory. */
    public static int unlink(int directory, String name, boolean isDirectory) {
        int flags = isDirectory ? Libc.AT_REMOVEDIR() : 0;
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result(
                    (int) Changes.UNLINKAT.invokeExact(Downcalls.state(), directory, text(arena, name), flags));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Makes a symbolic link. */
    public static int symbolicLink(String text, int directory, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((int)
                    Changes.SYMLINKAT.invokeExact(Downcalls.state(), text(arena, text), directory, text(arena, name)));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Gives a file, which is not followed if it is a symbolic link, another name. */
    public static int link(int directory, String name, int newDirectory, String newName) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((int) Changes.LINKAT.invokeExact(
                    Downcalls.state(), directory, text(arena, name), newDirectory, text(arena, newName), 0));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Moves a name. */
    public static int rename(int directory, String name, int newDirectory, String newName) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((int) Changes.RENAMEAT.invokeExact(
                    Downcalls.state(), directory, text(arena, name), newDirectory, text(arena, newName)));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Sets the times of a name, which is not followed; in nanoseconds since 1970 without sign, nothing to leave one. */
    public static int setTimes(int directory, String name, OptionalLong accessed, OptionalLong modified) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((int) Changes.UTIMENSAT.invokeExact(
                    Downcalls.state(),
                    directory,
                    text(arena, name),
                    times(arena, accessed, modified),
                    Libc.AT_SYMLINK_NOFOLLOW()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Sets the times of an open file; in nanoseconds since 1970 without sign, nothing to leave one as it is. */
    public static int setTimes(int descriptor, OptionalLong accessed, OptionalLong modified) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((int)
                    Changes.FUTIMENS.invokeExact(Downcalls.state(), descriptor, times(arena, accessed, modified)));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    private static MemorySegment times(SegmentAllocator allocator, OptionalLong accessed, OptionalLong modified) {
        MemorySegment times = timespec.allocateArray(2, allocator);
        time(timespec.asSlice(times, 0), accessed);
        time(timespec.asSlice(times, 1), modified);
        return times;
    }

    private static void time(MemorySegment time, OptionalLong nanos) {
        timespec.tv_sec(time, nanos.isEmpty() ? 0 : Long.divideUnsigned(nanos.getAsLong(), NANOS));
        timespec.tv_nsec(time, nanos.isEmpty() ? UTIME_OMIT : Long.remainderUnsigned(nanos.getAsLong(), NANOS));
    }

    private static MemorySegment text(SegmentAllocator allocator, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character in a path");
        }
        return allocator.allocateFrom(text);
    }
}
