package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.ffm.linux.x86_64.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The calls of Linux about ranges of addresses and the memory behind them. A call returns what the C function returns, but
 * instead of -1 the negated error number (see {@link ErrorNumber}).
 *
 * <p>Nothing here looks whether Java code still uses a range: an access to addresses without memory ends the process.
 * Whoever calls must know better.
 */
public final class MemoryCalls {
    private static final int READ_WRITE = Libc.PROT_READ() | Libc.PROT_WRITE();
    private static final int READ_EXECUTE = Libc.PROT_READ() | Libc.PROT_EXEC();
    private static final int RESERVED = Libc.MAP_PRIVATE() | Libc.MAP_ANONYMOUS() | Libc.MAP_NORESERVE();

    private static final MethodHandle MMAP = Downcalls.bind(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MPROTECT =
            Downcalls.bind("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle MADVISE =
            Downcalls.bindWithoutErrors("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle MUNMAP =
            Downcalls.bind("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MEMFD_CREATE =
            Downcalls.bind("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FTRUNCATE =
            Downcalls.bind("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle CLOSE = Downcalls.bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** The size of a page in bytes. */
    public static final long PAGE_BYTES = pageBytes();

    private MemoryCalls() {}

    private static long pageBytes() {
        try {
            return (int) Downcalls.bindWithoutErrors("getpagesize", FunctionDescriptor.of(JAVA_INT))
                    .invokeExact();
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Returns a number of bytes that whole pages have. */
    public static long wholePages(long bytes) {
        return (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
    }

    private static long map(long address, long bytes, int protection, int flags, int file) {
        try {
            return Downcalls.result(
                    (long) MMAP.invokeExact(Downcalls.state(), address, bytes, protection, flags, file, 0L));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Reserves addresses without memory; returns the first. */
    public static long reserve(long bytes) {
        return map(0, bytes, Libc.PROT_NONE(), RESERVED, -1);
    }

    /** Takes the memory away from reserved addresses, whatever it was. */
    public static long reserveAgain(long address, long bytes) {
        return map(address, bytes, Libc.PROT_NONE(), RESERVED | Libc.MAP_FIXED(), -1);
    }

    /** Puts a file's contents at reserved addresses: what is written there, the file does not get. */
    public static long mapCopy(long address, long bytes, int file) {
        return map(address, bytes, READ_WRITE, Libc.MAP_PRIVATE() | Libc.MAP_NORESERVE() | Libc.MAP_FIXED(), file);
    }

    /** Puts a file's contents at new addresses: what is written there, the file gets; returns the first. */
    public static long mapFile(long bytes, int file) {
        return map(0, bytes, READ_WRITE, Libc.MAP_SHARED(), file);
    }

    /** Puts a file's contents at new addresses, to be executed and read but not written; returns the first. */
    public static long mapCode(long bytes, int file) {
        return map(0, bytes, READ_EXECUTE, Libc.MAP_SHARED(), file);
    }

    private static int protect(long address, long bytes, int protection) {
        try {
            return Downcalls.result((int) MPROTECT.invokeExact(Downcalls.state(), address, bytes, protection));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Lets reserved addresses be read and written: zeros, with memory behind them as they are written. */
    public static int allow(long address, long bytes) {
        return protect(address, bytes, READ_WRITE);
    }

    /** Lets addresses be read and executed, and no longer written. */
    public static int allowExecution(long address, long bytes) {
        return protect(address, bytes, READ_EXECUTE);
    }

    /**
     * Gives back the memory behind whole pages, which are then zeros again, or what the file has; returns whether that
     * worked.
     */
    public static boolean discard(long address, long bytes) {
        try {
            return (int) MADVISE.invokeExact(address, bytes, Libc.MADV_DONTNEED()) == 0;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Gives back the memory behind whole pages of a file that is {@linkplain #mapFile mapped}, at all addresses that it is
     * mapped at; returns whether that worked.
     */
    public static boolean discardFromFile(long address, long bytes) {
        try {
            return (int) MADVISE.invokeExact(address, bytes, Libc.MADV_REMOVE()) == 0;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Has the memory of a range given in small pages only: what is written and restored again is then little. */
    public static void useSmallPages(long address, long bytes) {
        try {
            // A kernel without large pages does not know the advice, and needs none.
            int _ = (int) MADVISE.invokeExact(address, bytes, Libc.MADV_NOHUGEPAGE());
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Gives back addresses and what is behind them. */
    public static int release(long address, long bytes) {
        try {
            return Downcalls.result((int) MUNMAP.invokeExact(Downcalls.state(), address, bytes));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Makes a file of zeros that is nowhere but in memory; returns its descriptor. */
    public static int newFile(String name, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            int file = Downcalls.result(
                    (int) MEMFD_CREATE.invokeExact(Downcalls.state(), arena.allocateFrom(name), Libc.MFD_CLOEXEC()));
            if (file < 0) {
                return file;
            }
            int result = Downcalls.result((int) FTRUNCATE.invokeExact(Downcalls.state(), file, bytes));
            if (result < 0) {
                closeFile(file);
                return result;
            }
            return file;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Closes a file's descriptor; what is mapped stays. */
    public static int closeFile(int file) {
        try {
            return Downcalls.result((int) CLOSE.invokeExact(Downcalls.state(), file));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Returns addresses as a segment that can be used until an arena is closed; the memory behind it is the caller's to
     * give back.
     */
    public static MemorySegment segment(long address, long bytes, Arena arena) {
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, null);
    }
}
