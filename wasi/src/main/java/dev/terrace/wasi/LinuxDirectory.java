package dev.terrace.wasi;

import dev.terrace.ffm.linux.ErrorNumber;
import dev.terrace.ffm.linux.FileCalls;
import dev.terrace.ffm.linux.FileIo;
import dev.terrace.ffm.linux.FileStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory of the host through the calls of Linux that are relative to a directory's descriptor. The descriptor stays that
 * of the same directory, wherever somebody moves it.
 */
final class LinuxDirectory implements Directory {
    /** Who may use what is made, less what the process's umask says. */
    private static final int DIRECTORY_MODE = 0777;

    private static final int STEP_FLAGS =
            FileCalls.O_PATH | FileCalls.O_DIRECTORY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC;
    private static final int LISTED_FLAGS =
            FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC;

    /** How often a path is tried again that was found to be moved while it was resolved. */
    private static final int MAX_TRIES = 16;

    private final boolean leaps;
    private int descriptor;

    private LinuxDirectory(int descriptor, boolean leaps) {
        this.descriptor = descriptor;
        this.leaps = leaps;
    }

    /**
     * Opens a directory of the host.
     *
     * @param leaps whether to go to the end of a path in one step, if the kernel has {@code openat2} and lets this process
     *     call it
     */
    static LinuxDirectory open(Path path, boolean leaps) {
        int flags = LISTED_FLAGS & ~FileCalls.O_NOFOLLOW;
        int descriptor = LinuxErrors.check(FileCalls.open(FileCalls.AT_FDCWD, path.toString(), flags, 0));
        return new LinuxDirectory(descriptor, leaps && canLeap(descriptor));
    }

    private static boolean canLeap(int directory) {
        int descriptor = FileCalls.openBeneath(directory, ".", STEP_FLAGS);
        if (descriptor >= 0) {
            FileCalls.close(descriptor);
        }
        return descriptor >= 0;
    }

    private LinuxDirectory opened(String name, boolean listed) {
        int flags = listed ? LISTED_FLAGS : STEP_FLAGS;
        return new LinuxDirectory(LinuxErrors.check(FileCalls.open(descriptor, name, flags, 0)), leaps);
    }

    @Override
    public FileStat stat() {
        return LinuxFile.stat(LinuxErrors.check(FileCalls.status(descriptor)));
    }

    @Override
    public void setTimes(FileTimes times) {
        setTimes(".", times);
    }

    @Override
    public void sync(boolean attributes) {
        try (LinuxDirectory readable = opened(".", true)) {
            LinuxErrors.check(FileIo.sync(readable.descriptor, attributes));
        }
    }

    @Override
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        try (LinuxDirectory start = opened(".", true)) {
            LinuxErrors.check(FileCalls.readEntries(start.descriptor, (name, inode, kind) -> {
                if (!name.equals(".") && !name.equals("..")) {
                    Directory.requireRoom(entries);
                    entries.add(new Entry(name, kind == 0 ? typeOf(name) : LinuxFile.type(kind), inode));
                }
            }));
        }
        return entries;
    }

    /** Returns the type of a name for a file system that does not list it. */
    private FileType typeOf(String name) {
        FileCalls.Outcome<FileStatus> status = FileCalls.status(descriptor, name);
        return status.error() == 0 ? LinuxFile.type(status.value().kind()) : FileType.UNKNOWN;
    }

    @Override
    public Directory reopen(boolean listed) {
        return opened(".", listed);
    }

    @Override
    public Directory openDirectory(String name, boolean listed) {
        return opened(name, listed);
    }

    @Override
    public Optional<Directory> openBeneath(String path) {
        if (!leaps) {
            return Optional.empty();
        }
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int result = FileCalls.openBeneath(descriptor, path, STEP_FLAGS & ~FileCalls.O_NOFOLLOW);
            if (result >= 0) {
                return Optional.of(new LinuxDirectory(result, true));
            }
            switch (ErrorNumber.of(-result).orElse(ErrorNumber.EIO)) {
                case EXDEV -> throw new WasiException(Errno.NOTCAPABLE);
                case EAGAIN -> {
                    // Somebody moved a directory meanwhile, and the kernel could not be sure of "..".
                }
                case ENAMETOOLONG -> {
                    // Links on the way may have made the path longer than the kernel takes.
                    return Optional.empty();
                }
                default -> LinuxErrors.check(result);
            }
        }
        return Optional.empty();
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) {
        return LinuxFile.open(descriptor, name, mode);
    }

    @Override
    public FileStat stat(String name) {
        return LinuxFile.stat(LinuxErrors.check(FileCalls.status(descriptor, name)));
    }

    @Override
    public void setTimes(String name, FileTimes times) {
        LinuxErrors.check(FileCalls.setTimes(descriptor, name, times.accessed(), times.modified()));
    }

    @Override
    public String readLink(String name) {
        return LinuxErrors.check(FileCalls.readLink(descriptor, name));
    }

    @Override
    public void createDirectory(String name) {
        LinuxErrors.check(FileCalls.makeDirectory(descriptor, name, DIRECTORY_MODE));
    }

    @Override
    public void createSymbolicLink(String text, String name) {
        LinuxErrors.check(FileCalls.symbolicLink(text, descriptor, name));
    }

    @Override
    public void link(String name, Directory target, String targetName) {
        LinuxErrors.check(FileCalls.link(descriptor, name, other(target).descriptor, targetName));
    }

    @Override
    public void rename(String name, Directory target, String targetName) {
        LinuxErrors.check(FileCalls.rename(descriptor, name, other(target).descriptor, targetName));
    }

    /** Returns the other directory of an operation on two; between file systems there is none. */
    private static LinuxDirectory other(Directory directory) {
        if (directory instanceof LinuxDirectory other) {
            return other;
        }
        throw new WasiException(Errno.XDEV);
    }

    @Override
    public void removeDirectory(String name) {
        LinuxErrors.check(FileCalls.unlink(descriptor, name, true));
    }

    @Override
    public void unlink(String name) {
        LinuxErrors.check(FileCalls.unlink(descriptor, name, false));
    }

    @Override
    public void close() {
        int closing = descriptor;
        descriptor = -1;
        LinuxErrors.check(FileCalls.close(closing));
    }
}
