package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The functions of WASI that take a path. Every one resolves it beneath the descriptor's directory first. */
final class PathFunctions {
    /** The only one of {@code lookupflags}: a symbolic link at the end of the path is followed. */
    private static final int FOLLOW = 1;

    // The bits of oflags.
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int ALL_OPEN_FLAGS = 0xF;

    private PathFunctions() {}

    @WasiFunction("path_open")
    static void pathOpen(
            Call call,
            int fd,
            int lookup,
            int path,
            int length,
            int openFlags,
            long rights,
            long inheriting,
            int flags,
            int result)
            throws IOException {
        boolean create = (openFlags & CREATE) != 0;
        boolean exclusive = create && (openFlags & EXCLUSIVE) != 0;
        DirectoryDescriptor base = directory(call, fd, Rights.PATH_OPEN);
        if (create) {
            base.require(Rights.PATH_CREATE_FILE);
        }
        if ((openFlags & TRUNCATE) != 0) {
            base.require(Rights.PATH_FILESTAT_SET_SIZE);
        }
        if ((flags & ~Descriptor.ALL_FLAGS) != 0
                || (openFlags & ~ALL_OPEN_FLAGS) != 0
                || create && (openFlags & DIRECTORY) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        boolean follow = follow(lookup) && !exclusive;
        PathResolver.Resolved target = base.resolver().resolve(call.memory().path(path, length), follow);
        call.descriptors().requireRoom();
        call.memory().check(result, Integer.BYTES);
        Descriptor opened;
        if (exclusive && target.exists()) {
            throw new WasiException(Errno.EXIST);
        } else if (target.isDirectory()) {
            opened = openDirectory(base, target, openFlags, rights, inheriting);
        } else if ((openFlags & DIRECTORY) != 0 || target.wantsDirectory()) {
            throw new WasiException(target.exists() ? Errno.NOTDIR : create ? Errno.ISDIR : Errno.NOENT);
        } else if (target.isSymbolicLink()) {
            throw new WasiException(Errno.LOOP);
        } else {
            opened = openFile(base, target, openFlags, rights, inheriting, flags);
        }
        call.memory().putInt(result, call.descriptors().add(opened));
    }

    private static Descriptor openDirectory(
            DirectoryDescriptor base, PathResolver.Resolved target, int openFlags, long rights, long inheriting) {
        // Who asks for a directory gets one even if the rights are more than a directory can have.
        boolean wantsFile = (rights & Rights.FD_WRITE) != 0 && (openFlags & DIRECTORY) == 0;
        if ((openFlags & (CREATE | TRUNCATE)) != 0 || wantsFile) {
            throw new WasiException(Errno.ISDIR);
        }
        return new DirectoryDescriptor(
                PathResolver.of(target),
                null,
                rights & base.inheriting() & Rights.DIRECTORY,
                inheriting & base.inheriting());
    }

    private static Descriptor openFile(
            DirectoryDescriptor base,
            PathResolver.Resolved target,
            int openFlags,
            long rights,
            long inheriting,
            int flags)
            throws IOException {
        long granted = rights & base.inheriting() & Rights.FILE;
        if ((rights & Rights.FD_WRITE & ~granted) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        boolean create = (openFlags & CREATE) != 0 && !target.exists();
        // The host creates and truncates only what it opens for writing.
        boolean writes = create
                || (openFlags & TRUNCATE) != 0
                || (granted & (Rights.FD_WRITE | Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE)) != 0;
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (!writes || (granted & Rights.FD_READ) != 0) {
            options.add(StandardOpenOption.READ);
        }
        if (create) {
            options.add((openFlags & EXCLUSIVE) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if ((openFlags & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if ((flags & Descriptor.FLAG_DSYNC) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        if ((flags & (Descriptor.FLAG_RSYNC | Descriptor.FLAG_SYNC)) != 0) {
            options.add(StandardOpenOption.SYNC);
        }
        FileChannel channel = FileChannel.open(target.path(), options);
        try {
            return new FileDescriptor(channel, target.path(), granted, inheriting & base.inheriting(), flags);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @WasiFunction("path_create_directory")
    static void pathCreateDirectory(Call call, int fd, int path, int length) throws IOException {
        PathResolver.Resolved target = entry(call, fd, Rights.PATH_CREATE_DIRECTORY, path, length);
        if (target.exists()) {
            throw new WasiException(Errno.EXIST);
        }
        Files.createDirectory(target.path());
    }

    @WasiFunction("path_filestat_get")
    static void pathFilestatGet(Call call, int fd, int lookup, int path, int length, int result) throws IOException {
        PathResolver.Resolved target = resolve(call, fd, Rights.PATH_FILESTAT_GET, path, length, follow(lookup));
        target.requireFound();
        FileStat.of(target.path()).write(call.memory(), result);
    }

    @WasiFunction("path_filestat_set_times")
    static void pathFilestatSetTimes(
            Call call, int fd, int lookup, int path, int length, long accessed, long modified, int flags)
            throws IOException {
        FileTimes times = FileTimes.of(call.context().config(), accessed, modified, flags);
        PathResolver.Resolved target = resolve(call, fd, Rights.PATH_FILESTAT_SET_TIMES, path, length, follow(lookup));
        target.requireFound();
        times.apply(target.path());
    }

    @WasiFunction("path_link")
    static void pathLink(Call call, int fd, int lookup, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        PathResolver.Resolved source = follow(lookup)
                ? resolve(call, fd, Rights.PATH_LINK_SOURCE, path, length, true)
                : entry(call, fd, Rights.PATH_LINK_SOURCE, path, length);
        PathResolver.Resolved target = entry(call, newFd, Rights.PATH_LINK_TARGET, newPath, newLength);
        source.requireFound();
        if (source.isDirectory()) {
            throw new WasiException(Errno.PERM);
        }
        requireNew(target);
        Files.createLink(target.path(), source.path());
    }

    @WasiFunction("path_symlink")
    static void pathSymlink(Call call, int text, int textLength, int fd, int path, int length) throws IOException {
        String to = call.memory().path(text, textLength);
        PathResolver.Resolved target = entry(call, fd, Rights.PATH_SYMLINK, path, length);
        if (to.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (to.startsWith("/")) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        requireNew(target);
        Files.createSymbolicLink(target.path(), target.path().getFileSystem().getPath(to));
    }

    /** Makes sure that there is nothing yet where a link is to be made, and that it is not to be a directory. */
    private static void requireNew(PathResolver.Resolved target) {
        if (target.exists()) {
            throw new WasiException(Errno.EXIST);
        }
        if (target.wantsDirectory()) {
            throw new WasiException(Errno.NOENT);
        }
    }

    @WasiFunction("path_readlink")
    static void pathReadlink(Call call, int fd, int path, int length, int buffer, int room, int result)
            throws IOException {
        PathResolver.Resolved target = resolve(call, fd, Rights.PATH_READLINK, path, length, false);
        target.requireFound();
        if (!target.isSymbolicLink()) {
            throw new WasiException(Errno.INVAL);
        }
        byte[] text = Files.readSymbolicLink(target.path()).toString().getBytes(StandardCharsets.UTF_8);
        int size = (int) Math.min(text.length, Integer.toUnsignedLong(room));
        call.memory().put(buffer, text, size);
        call.memory().putInt(result, size);
    }

    @WasiFunction("path_remove_directory")
    static void pathRemoveDirectory(Call call, int fd, int path, int length) throws IOException {
        PathResolver.Resolved target = entry(call, fd, Rights.PATH_REMOVE_DIRECTORY, path, length);
        target.requireFound();
        if (!target.isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (!target.isName()) {
            throw new WasiException(Errno.INVAL);
        }
        Files.delete(target.path());
    }

    @WasiFunction("path_unlink_file")
    static void pathUnlinkFile(Call call, int fd, int path, int length) throws IOException {
        PathResolver.Resolved target = entry(call, fd, Rights.PATH_UNLINK_FILE, path, length);
        target.requireFound();
        if (target.isDirectory()) {
            throw new WasiException(Errno.ISDIR);
        }
        Files.delete(target.path());
    }

    @WasiFunction("path_rename")
    static void pathRename(Call call, int fd, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        PathResolver.Resolved source = entry(call, fd, Rights.PATH_RENAME_SOURCE, path, length);
        PathResolver.Resolved target = entry(call, newFd, Rights.PATH_RENAME_TARGET, newPath, newLength);
        source.requireFound();
        if (!source.isName() || !target.isName()) {
            // Among these are the preopened directories themselves, whose names are not beneath them.
            throw new WasiException(Errno.BUSY);
        }
        if (source.isDirectory()) {
            if (target.path().startsWith(source.path()) && !target.path().equals(source.path())) {
                throw new WasiException(Errno.INVAL);
            }
            if (target.exists() && !target.isDirectory()) {
                throw new WasiException(Errno.NOTDIR);
            }
        } else if (target.isDirectory()) {
            throw new WasiException(Errno.ISDIR);
        } else if (target.wantsDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (target.isDirectory() && !target.path().equals(source.path())) {
            requireEmpty(target.path());
        }
        Files.move(source.path(), target.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            if (children.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }

    private static boolean follow(int lookup) {
        if ((lookup & ~FOLLOW) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return lookup == FOLLOW;
    }

    private static DirectoryDescriptor directory(Call call, int fd, long rights) {
        DirectoryDescriptor directory = call.descriptors().get(fd).directory();
        directory.require(rights);
        return directory;
    }

    private static PathResolver.Resolved resolve(Call call, int fd, long rights, int path, int length, boolean follow)
            throws IOException {
        return directory(call, fd, rights).resolver().resolve(call.memory().path(path, length), follow);
    }

    private static PathResolver.Resolved entry(Call call, int fd, long rights, int path, int length)
            throws IOException {
        return directory(call, fd, rights).resolver().resolveEntry(call.memory().path(path, length));
    }
}
