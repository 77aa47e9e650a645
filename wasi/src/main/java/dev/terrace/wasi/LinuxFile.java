package dev.terrace.wasi;

import dev.terrace.ffm.linux.FileCalls;
import dev.terrace.ffm.linux.FileIo;
import dev.terrace.ffm.linux.FileStatus;

/**
 * An open file of the host, known by its descriptor. Data goes between the kernel and the guest's memory without a copy, if
 * that is not on the Java heap.
 */
final class LinuxFile implements OpenFile {
    /** Who may use a file that is made, less what the process's umask says. */
    private static final int FILE_MODE = 0666;

    private final StagingBuffer staging = new StagingBuffer();
    private int descriptor;

    /** The {@code fdflags}. */
    private int flags;

    private LinuxFile(int descriptor, int flags) {
        this.descriptor = descriptor;
        this.flags = flags;
    }

    /** Opens a name in a directory. */
    static LinuxFile open(int directory, String name, OpenMode mode) {
        int descriptor = LinuxErrors.check(FileCalls.open(directory, name, flags(mode), FILE_MODE));
        LinuxFile file = new LinuxFile(descriptor, mode.flags());
        try {
            if (file.stat().type() == FileType.DIRECTORY) {
                throw new WasiException(Errno.ISDIR);
            }
            return file;
        } catch (WasiException e) {
            file.close();
            throw e;
        }
    }

    private static int flags(OpenMode mode) {
        int flags = FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC | FileCalls.O_NOCTTY | statusFlags(mode.flags());
        if (mode.write()) {
            flags |= mode.read() ? FileCalls.O_RDWR : FileCalls.O_WRONLY;
        } else {
            flags |= FileCalls.O_RDONLY;
        }
        if (mode.create()) {
            flags |= mode.exclusive() ? FileCalls.O_CREAT | FileCalls.O_EXCL : FileCalls.O_CREAT;
        }
        if (mode.truncate()) {
            flags |= FileCalls.O_TRUNC;
        }
        return flags;
    }

    private static int statusFlags(int flags) {
        return flag(flags, Descriptor.FLAG_APPEND, FileCalls.O_APPEND)
                | flag(flags, Descriptor.FLAG_DSYNC, FileCalls.O_DSYNC)
                | flag(flags, Descriptor.FLAG_NONBLOCK, FileCalls.O_NONBLOCK)
                | flag(flags, Descriptor.FLAG_RSYNC, FileCalls.O_RSYNC)
                | flag(flags, Descriptor.FLAG_SYNC, FileCalls.O_SYNC);
    }

    private static int flag(int flags, int flag, int hostFlag) {
        return (flags & flag) != 0 ? hostFlag : 0;
    }

    static FileStat stat(FileStatus status) {
        return new FileStat(
                status.device(),
                status.inode(),
                type(status.kind()),
                status.links(),
                status.size(),
                status.accessed(),
                status.modified(),
                status.changed());
    }

    /** Returns the type that a kind of files in a mode is. */
    static FileType type(int kind) {
        if (kind == FileCalls.S_IFREG) {
            return FileType.REGULAR_FILE;
        } else if (kind == FileCalls.S_IFDIR) {
            return FileType.DIRECTORY;
        } else if (kind == FileCalls.S_IFLNK) {
            return FileType.SYMBOLIC_LINK;
        } else if (kind == FileCalls.S_IFCHR) {
            return FileType.CHARACTER_DEVICE;
        } else if (kind == FileCalls.S_IFBLK) {
            return FileType.BLOCK_DEVICE;
        } else if (kind == FileCalls.S_IFSOCK) {
            return FileType.SOCKET_STREAM;
        }
        return FileType.UNKNOWN;
    }

    @Override
    public FileStat stat() {
        return stat(LinuxErrors.check(FileCalls.status(descriptor)));
    }

    @Override
    public long read(IoVector vector) {
        if (!vector.memory().isNative()) {
            return LinuxErrors.check(staging.read(vector, (buffer, _) -> FileIo.read(descriptor, buffer)));
        }
        return LinuxErrors.check(
                vector.count() == 1
                        ? FileIo.read(descriptor, vector.segment(0))
                        : FileIo.read(descriptor, hostVector(vector)));
    }

    @Override
    public long write(IoVector vector) {
        if (!vector.memory().isNative()) {
            return LinuxErrors.check(staging.write(vector, (buffer, _) -> FileIo.write(descriptor, buffer)));
        }
        return LinuxErrors.check(
                vector.count() == 1
                        ? FileIo.write(descriptor, vector.segment(0))
                        : FileIo.write(descriptor, hostVector(vector)));
    }

    @Override
    public long read(IoVector vector, long offset) {
        if (!vector.memory().isNative()) {
            return LinuxErrors.check(
                    staging.read(vector, (buffer, done) -> FileIo.read(descriptor, buffer, offset + done)));
        }
        return LinuxErrors.check(
                vector.count() == 1
                        ? FileIo.read(descriptor, vector.segment(0), offset)
                        : FileIo.read(descriptor, hostVector(vector), offset));
    }

    /** Writes at the offset even if the file appends, as POSIX says; Linux would write at the end. */
    @Override
    public long write(IoVector vector, long offset) {
        if ((flags & Descriptor.FLAG_APPEND) == 0) {
            return writeAt(vector, offset);
        }
        int appending = flags;
        setFlags(appending & ~Descriptor.FLAG_APPEND);
        try {
            return writeAt(vector, offset);
        } finally {
            setFlags(appending);
        }
    }

    private long writeAt(IoVector vector, long offset) {
        if (!vector.memory().isNative()) {
            return LinuxErrors.check(
                    staging.write(vector, (buffer, done) -> FileIo.write(descriptor, buffer, offset + done)));
        }
        return LinuxErrors.check(
                vector.count() == 1
                        ? FileIo.write(descriptor, vector.segment(0), offset)
                        : FileIo.write(descriptor, hostVector(vector), offset));
    }

    private static FileIo.Vector hostVector(IoVector vector) {
        return new FileIo.Vector(vector.memory(), vector.offsets(), vector.lengths());
    }

    @Override
    public long seek(long offset, Whence whence) {
        int origin = switch (whence) {
            case START -> FileIo.SEEK_SET;
            case CURRENT -> FileIo.SEEK_CUR;
            case END -> FileIo.SEEK_END;
        };
        return LinuxErrors.check(FileIo.seek(descriptor, offset, origin));
    }

    @Override
    public void setSize(long size) {
        LinuxErrors.check(FileIo.truncate(descriptor, size));
    }

    @Override
    public void allocate(long offset, long length) {
        LinuxErrors.check(FileIo.allocate(descriptor, offset, length));
    }

    @Override
    public void advise(long offset, long length, Advice advice) {
        int hostAdvice = switch (advice) {
            case NORMAL -> FileIo.POSIX_FADV_NORMAL;
            case SEQUENTIAL -> FileIo.POSIX_FADV_SEQUENTIAL;
            case RANDOM -> FileIo.POSIX_FADV_RANDOM;
            case WILL_NEED -> FileIo.POSIX_FADV_WILLNEED;
            case DONT_NEED -> FileIo.POSIX_FADV_DONTNEED;
            case NO_REUSE -> FileIo.POSIX_FADV_NOREUSE;
        };
        LinuxErrors.check(FileIo.advise(descriptor, offset, length, hostAdvice));
    }

    @Override
    public void sync(boolean attributes) {
        LinuxErrors.check(FileIo.sync(descriptor, attributes));
    }

    @Override
    public void setTimes(FileTimes times) {
        LinuxErrors.check(FileCalls.setTimes(descriptor, times.accessed(), times.modified()));
    }

    @Override
    public void setFlags(int newFlags) {
        LinuxErrors.check(FileIo.setFlags(descriptor, statusFlags(newFlags)));
        flags = newFlags;
    }

    @Override
    public void close() {
        int closing = descriptor;
        descriptor = -1;
        LinuxErrors.check(FileCalls.close(closing));
    }
}
