package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
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
    private static final int FOLLOW = 1;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

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
        DirectoryDescriptor base = directory(call, fd, Rights.PATH_OPEN);
        if ((openFlags & CREATE) != 0) {
            base.require(Rights.PATH_CREATE_FILE);
        }
        if ((openFlags & TRUNCATE) != 0) {
            base.require(Rights.PATH_FILESTAT_SET_SIZE);
        }
        if ((flags & ~Descriptor.ALL_FLAGS) != 0 || (openFlags & ~0xF) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        call.descriptors().requireRoom();
        boolean follow = (lookup & FOLLOW) != 0 && (openFlags & EXCLUSIVE) == 0;
        PathResolver.Resolved resolved = base.resolver().resolve(call.memory().string(path, length), follow);
        Path target = resolved.path();
        boolean wantsDirectory = (openFlags & DIRECTORY) != 0 || resolved.wantsDirectory();
        Descriptor opened;
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            opened = openDirectory(base, target, openFlags, rights, inheriting);
        } else if (wantsDirectory) {
            throw new WasiException(exists(target) ? Errno.NOTDIR : Errno.NOENT);
        } else if (Files.isSymbolicLink(target)) {
            throw new WasiException((openFlags & EXCLUSIVE) != 0 ? Errno.EXIST : Errno.LOOP);
        } else {
            opened = openFile(base, target, openFlags, rights, inheriting, flags);
        }
        call.memory().putInt(result, call.descriptors().add(opened));
    }

    private static Descriptor openDirectory(
            DirectoryDescriptor base, Path target, int openFlags, long rights, long inheriting) {
        if ((openFlags & EXCLUSIVE) != 0) {
            throw new WasiException(Errno.EXIST);
        }
        long granted = rights & base.inheriting();
        if ((openFlags & (CREATE | TRUNCATE)) != 0 || (rights & Rights.FD_WRITE) != 0 && (openFlags & DIRECTORY) == 0) {
            throw new WasiException(Errno.ISDIR);
        }
        return new DirectoryDescriptor(
                new PathResolver(target), target, null, granted & Rights.DIRECTORY, inheriting & base.inheriting());
    }

    private static Descriptor openFile(
            DirectoryDescriptor base, Path target, int openFlags, long rights, long inheriting, int flags)
            throws IOException {
        long granted = rights & base.inheriting() & Rights.FILE;
        boolean writes = (granted & (Rights.FD_WRITE | Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE)) != 0
                || (openFlags & TRUNCATE) != 0;
        if ((rights & Rights.FD_WRITE & ~granted) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (!writes || (granted & Rights.FD_READ) != 0) {
            options.add(StandardOpenOption.READ);
        }
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((openFlags & EXCLUSIVE) != 0 && (openFlags & CREATE) != 0) {
            options.add(StandardOpenOption.CREATE_NEW);
            options.add(StandardOpenOption.WRITE);
        } else if ((openFlags & CREATE) != 0 && !exists(target)) {
            // The host only creates what it opens for writing.
            options.add(StandardOpenOption.CREATE);
            options.add(StandardOpenOption.WRITE);
        }
        if ((openFlags & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return new FileDescriptor(
                FileChannel.open(target, options), target, granted, inheriting & base.inheriting(), flags);
    }

    @WasiFunction("path_create_directory")
    static void pathCreateDirectory(Call call, int fd, int path, int length) throws IOException {
        Files.createDirectory(resolve(call, fd, Rights.PATH_CREATE_DIRECTORY, path, length, false)
                .path());
    }

    @WasiFunction("path_filestat_get")
    static void pathFilestatGet(Call call, int fd, int lookup, int path, int length, int result) throws IOException {
        PathResolver.Resolved resolved =
                resolve(call, fd, Rights.PATH_FILESTAT_GET, path, length, (lookup & FOLLOW) != 0);
        FileStat stat = FileStat.of(resolved.path());
        requireKind(resolved, stat.type() == FileType.DIRECTORY);
        stat.write(call.memory(), result);
    }

    @WasiFunction("path_filestat_set_times")
    static void pathFilestatSetTimes(
            Call call, int fd, int lookup, int path, int length, long accessed, long modified, int flags)
            throws IOException {
        FileTimes times = FileTimes.of(call.context().config(), accessed, modified, flags);
        PathResolver.Resolved resolved =
                resolve(call, fd, Rights.PATH_FILESTAT_SET_TIMES, path, length, (lookup & FOLLOW) != 0);
        FileDescriptor.setTimes(resolved.path(), times.accessed(), times.modified());
    }

    @WasiFunction("path_link")
    static void pathLink(Call call, int fd, int lookup, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        if ((lookup & FOLLOW) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        PathResolver.Resolved source = resolve(call, fd, Rights.PATH_LINK_SOURCE, path, length, false);
        PathResolver.Resolved target = resolve(call, newFd, Rights.PATH_LINK_TARGET, newPath, newLength, false);
        if (Files.isDirectory(source.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new WasiException(Errno.PERM);
        }
        if (target.wantsDirectory()) {
            throw new WasiException(Errno.NOENT);
        }
        Files.createLink(target.path(), source.path());
    }

    @WasiFunction("path_readlink")
    static void pathReadlink(Call call, int fd, int path, int length, int buffer, int room, int result)
            throws IOException {
        PathResolver.Resolved resolved = resolve(call, fd, Rights.PATH_READLINK, path, length, false);
        if (exists(resolved.path()) && !Files.isSymbolicLink(resolved.path())) {
            throw new WasiException(Errno.INVAL);
        }
        byte[] target = Files.readSymbolicLink(resolved.path()).toString().getBytes(StandardCharsets.UTF_8);
        int size = (int) Math.min(target.length, Integer.toUnsignedLong(room));
        call.memory().put(buffer, target, size);
        call.memory().putInt(result, size);
    }

    @WasiFunction("path_remove_directory")
    static void pathRemoveDirectory(Call call, int fd, int path, int length) throws IOException {
        Path target = resolve(call, fd, Rights.PATH_REMOVE_DIRECTORY, path, length, false)
                .path();
        if (exists(target) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (target.equals(directory(call, fd, 0).resolver().root())) {
            throw new WasiException(Errno.INVAL);
        }
        Files.delete(target);
    }

    @WasiFunction("path_unlink_file")
    static void pathUnlinkFile(Call call, int fd, int path, int length) throws IOException {
        PathResolver.Resolved resolved = resolve(call, fd, Rights.PATH_UNLINK_FILE, path, length, false);
        if (Files.isDirectory(resolved.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new WasiException(Errno.ISDIR);
        }
        requireKind(resolved, false);
        Files.delete(resolved.path());
    }

    @WasiFunction("path_rename")
    static void pathRename(Call call, int fd, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        PathResolver.Resolved source = resolve(call, fd, Rights.PATH_RENAME_SOURCE, path, length, false);
        PathResolver.Resolved target = resolve(call, newFd, Rights.PATH_RENAME_TARGET, newPath, newLength, false);
        boolean moveDirectory = Files.isDirectory(source.path(), LinkOption.NOFOLLOW_LINKS);
        requireKind(source, moveDirectory);
        requireKind(target, moveDirectory);
        if (exists(target.path()) && !target.path().equals(source.path())) {
            boolean ontoDirectory = Files.isDirectory(target.path(), LinkOption.NOFOLLOW_LINKS);
            if (moveDirectory && !ontoDirectory) {
                throw new WasiException(Errno.NOTDIR);
            }
            if (!moveDirectory && ontoDirectory) {
                throw new WasiException(Errno.ISDIR);
            }
            if (ontoDirectory) {
                requireEmpty(target.path());
            }
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

    @WasiFunction("path_symlink")
    static void pathSymlink(Call call, int target, int targetLength, int fd, int path, int length) throws IOException {
        String to = call.memory().string(target, targetLength);
        PathResolver.Resolved resolved = resolve(call, fd, Rights.PATH_SYMLINK, path, length, false);
        if (to.startsWith("/")) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        if (to.isEmpty() || resolved.wantsDirectory()) {
            throw new WasiException(exists(resolved.path()) ? Errno.EXIST : Errno.NOENT);
        }
        if (exists(resolved.path())) {
            throw new FileAlreadyExistsException(to);
        }
        Files.createSymbolicLink(
                resolved.path(), resolved.path().getFileSystem().getPath(to));
    }

    private static DirectoryDescriptor directory(Call call, int fd, long rights) {
        DirectoryDescriptor directory = call.descriptors().get(fd).directory();
        directory.require(rights);
        return directory;
    }

    private static PathResolver.Resolved resolve(Call call, int fd, long rights, int path, int length, boolean follow)
            throws IOException {
        DirectoryDescriptor directory = directory(call, fd, rights);
        return directory.resolver().resolve(call.memory().string(path, length), follow);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void requireKind(PathResolver.Resolved resolved, boolean isDirectory) {
        if (resolved.wantsDirectory() && !isDirectory) {
            throw new WasiException(exists(resolved.path()) ? Errno.NOTDIR : Errno.NOENT);
        }
    }
}
