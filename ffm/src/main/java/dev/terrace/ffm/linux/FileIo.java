package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.ffm.linux.x86_64.Libc;
import dev.terrace.ffm.linux.x86_64.iovec;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The calls of Linux about what is in an open file. Data goes between the kernel and native memory without a copy.
 *
 * <p>Results are as in {@link FileCalls}.
 */
public final class FileIo {
    // Where an offset of seek counts from.
    public static final int SEEK_SET = Libc.SEEK_SET();
    public static final int SEEK_CUR = Libc.SEEK_CUR();
    public static final int SEEK_END = Libc.SEEK_END();

    // Advice.
    public static final int POSIX_FADV_NORMAL = Libc.POSIX_FADV_NORMAL();
    public static final int POSIX_FADV_SEQUENTIAL = Libc.POSIX_FADV_SEQUENTIAL();
    public static final int POSIX_FADV_RANDOM = Libc.POSIX_FADV_RANDOM();
    public static final int POSIX_FADV_WILLNEED = Libc.POSIX_FADV_WILLNEED();
    public static final int POSIX_FADV_DONTNEED = Libc.POSIX_FADV_DONTNEED();
    public static final int POSIX_FADV_NOREUSE = Libc.POSIX_FADV_NOREUSE();

    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final FunctionDescriptor TRANSFER_AT =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor ONE_DESCRIPTOR = FunctionDescriptor.of(JAVA_INT, JAVA_INT);

    /**
     * The vectored calls get an argument more than they have parameters, which they do not see: the memory that the vector
     * points into. For the time of a call a method handle keeps alive what it is passed, and only that.
     */
    private static final FunctionDescriptor TRANSFER_VECTOR =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

    private static final FunctionDescriptor TRANSFER_VECTOR_AT =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);

    private static final MethodHandle READ = Downcalls.bind("read", TRANSFER);
    private static final MethodHandle WRITE = Downcalls.bind("write", TRANSFER);
    private static final MethodHandle LSEEK =
            Downcalls.bind("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

    private static final class Positioned {
        static final MethodHandle PREAD = Downcalls.bind("pread", TRANSFER_AT);
        static final MethodHandle PWRITE = Downcalls.bind("pwrite", TRANSFER_AT);
    }

    private static final class Vectored {
        static final MethodHandle READV = Downcalls.bind("readv", TRANSFER_VECTOR);
        static final MethodHandle WRITEV = Downcalls.bind("writev", TRANSFER_VECTOR);
        static final MethodHandle PREADV = Downcalls.bind("preadv", TRANSFER_VECTOR_AT);
        static final MethodHandle PWRITEV = Downcalls.bind("pwritev", TRANSFER_VECTOR_AT);
    }

    /** The calls that many guests never need. */
    private static final class Rare {
        static final MethodHandle FTRUNCATE =
                Downcalls.bind("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
        static final MethodHandle POSIX_FALLOCATE =
                Downcalls.bind("posix_fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
        static final MethodHandle POSIX_FADVISE = Downcalls.bind(
                "posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        static final MethodHandle FSYNC = Downcalls.bind("fsync", ONE_DESCRIPTOR);
        static final MethodHandle FDATASYNC = Downcalls.bind("fdatasync", ONE_DESCRIPTOR);
        static final MethodHandle FCNTL =
                Downcalls.bindVariadic("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), 2);
    }

    private FileIo() {}

    /** Reads at the file's place into native memory. */
    public static long read(int descriptor, MemorySegment buffer) {
        try {
            return Downcalls.result((long) READ.invokeExact(Downcalls.state(), descriptor, buffer, buffer.byteSize()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Writes native memory at the file's place. */
    public static long write(int descriptor, MemorySegment buffer) {
        try {
            return Downcalls.result((long) WRITE.invokeExact(Downcalls.state(), descriptor, buffer, buffer.byteSize()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Reads at an offset into native memory. */
    public static long read(int descriptor, MemorySegment buffer, long offset) {
        try {
            return Downcalls.result((long)
                    Positioned.PREAD.invokeExact(Downcalls.state(), descriptor, buffer, buffer.byteSize(), offset));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Writes native memory at an offset. */
    public static long write(int descriptor, MemorySegment buffer, long offset) {
        try {
            return Downcalls.result((long)
                    Positioned.PWRITE.invokeExact(Downcalls.state(), descriptor, buffer, buffer.byteSize(), offset));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Parts of one native memory, to be read into or written from in order.
     *
     * @param memory the memory
     * @param offsets where the parts begin in it
     * @param lengths how many bytes they have
     */
    public record Vector(MemorySegment memory, long[] offsets, long[] lengths) {
        private int count() {
            return offsets.length;
        }

        /** Returns the parts as an array of {@code struct iovec}, after a check that all are in the memory. */
        private MemorySegment allocate(Arena arena) {
            MemorySegment array = iovec.allocateArray(count(), arena);
            for (int i = 0; i < count(); i++) {
                MemorySegment part = iovec.asSlice(array, i);
                iovec.iov_base(part, memory.asSlice(offsets[i], lengths[i]));
                iovec.iov_len(part, lengths[i]);
            }
            return array;
        }
    }

    /** Reads at the file's place. */
    public static long read(int descriptor, Vector vector) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((long) Vectored.READV.invokeExact(
                    Downcalls.state(), descriptor, vector.allocate(arena), vector.count(), vector.memory()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Writes at the file's place. */
    public static long write(int descriptor, Vector vector) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((long) Vectored.WRITEV.invokeExact(
                    Downcalls.state(), descriptor, vector.allocate(arena), vector.count(), vector.memory()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Reads at an offset. */
    public static long read(int descriptor, Vector vector, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((long) Vectored.PREADV.invokeExact(
                    Downcalls.state(), descriptor, vector.allocate(arena), vector.count(), offset, vector.memory()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Writes at an offset. */
    public static long write(int descriptor, Vector vector, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            return Downcalls.result((long) Vectored.PWRITEV.invokeExact(
                    Downcalls.state(), descriptor, vector.allocate(arena), vector.count(), offset, vector.memory()));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Moves the file's place and returns it. */
    public static long seek(int descriptor, long offset, int whence) {
        try {
            return Downcalls.result((long) LSEEK.invokeExact(Downcalls.state(), descriptor, offset, whence));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Sets the file's size. */
    public static int truncate(int descriptor, long size) {
        try {
            return Downcalls.result((int) Rare.FTRUNCATE.invokeExact(Downcalls.state(), descriptor, size));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Makes sure that there is room for a range of bytes. */
    public static int allocate(int descriptor, long offset, long length) {
        try {
            return -(int) Rare.POSIX_FALLOCATE.invokeExact(Downcalls.state(), descriptor, offset, length);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Says how a range of bytes will be used. */
    public static int advise(int descriptor, long offset, long length, int advice) {
        try {
            return -(int) Rare.POSIX_FADVISE.invokeExact(Downcalls.state(), descriptor, offset, length, advice);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Waits until everything written is on the device, with the file's attributes or without. */
    public static int sync(int descriptor, boolean attributes) {
        try {
            return Downcalls.result(
                    attributes
                            ? (int) Rare.FSYNC.invokeExact(Downcalls.state(), descriptor)
                            : (int) Rare.FDATASYNC.invokeExact(Downcalls.state(), descriptor));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Sets {@code O_APPEND} and {@code O_NONBLOCK} of an open file. */
    public static int setFlags(int descriptor, int flags) {
        try {
            return Downcalls.result((int) Rare.FCNTL.invokeExact(Downcalls.state(), descriptor, Libc.F_SETFL(), flags));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }
}
