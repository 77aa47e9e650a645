package dev.terrace.wasi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
    public static void pathOpen(
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
        call.memory().check(result, Integer.BYTES);
        try (Place place = find(base, call.memory().path(path, length), follow)) {
            call.descriptors().requireRoom();
            Descriptor opened = open(base, place, openFlags, rights, inheriting, flags);
            call.memory().putInt(result, call.descriptors().add(opened));
        }
    }

    private static Descriptor open(
            DirectoryDescriptor base, Place place, int openFlags, long rights, long inheriting, int flags)
            throws IOException {
        boolean create = (openFlags & CREATE) != 0;
        Optional<FileType> found = place.find().map(FileStat::type);
        if (create && (openFlags & EXCLUSIVE) != 0 && found.isPresent()) {
            throw new WasiException(Errno.EXIST);
        }
        if (found.equals(Optional.of(FileType.DIRECTORY))) {
            return openDirectory(base, place, openFlags, rights, inheriting);
        }
        if ((openFlags & DIRECTORY) != 0 || place.wantsDirectory()) {
            throw new WasiException(found.isPresent() ? Errno.NOTDIR : create ? Errno.ISDIR : Errno.NOENT);
        }
        if (found.equals(Optional.of(FileType.SYMBOLIC_LINK))) {
            throw new WasiException(Errno.LOOP);
        }
        if (found.isEmpty() && !create) {
            throw new WasiException(Errno.NOENT);
        }
        return openFile(base, place, openFlags, rights, inheriting, flags);
    }

    private static Descriptor openDirectory(
            DirectoryDescriptor base, Place place, int openFlags, long rights, long inheriting) throws IOException {
        if ((openFlags & (CREATE | TRUNCATE)) != 0 || (rights & Rights.FD_WRITE) != 0) {
            throw new WasiException(Errno.ISDIR);
        }
        long granted = rights & base.inheriting() & Rights.DIRECTORY;
        boolean listed = (granted & Rights.FD_READDIR) != 0;
        Directory directory = place.isName()
                ? place.directory().openDirectory(place.name(Errno.NOENT), listed)
                : place.directory().reopen(listed);
        return new DirectoryDescriptor(directory, null, granted, inheriting & base.inheriting());
    }

    private static Descriptor openFile(
            DirectoryDescriptor base, Place place, int openFlags, long rights, long inheriting, int flags)
            throws IOException {
        long granted = rights & base.inheriting() & Rights.FILE;
        if ((rights & Rights.FD_WRITE & ~granted) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        OpenMode mode = new OpenMode(
                (granted & Rights.FD_READ) != 0,
                (granted & (Rights.FD_WRITE | Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE)) != 0,
                (openFlags & CREATE) != 0,
                (openFlags & EXCLUSIVE) != 0,
                (openFlags & TRUNCATE) != 0,
                flags);
        OpenFile file = place.directory().openFile(place.name(Errno.ISDIR), mode);
        try {
            FileType type = file.stat().type();
            return new FileDescriptor(file, type, granted, inheriting & base.inheriting(), flags);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @WasiFunction("path_create_directory")
    public static void pathCreateDirectory(Call call, int fd, int path, int length) throws IOException {
        try (Place place = entry(call, fd, Rights.PATH_CREATE_DIRECTORY, path, length)) {
            place.directory().createDirectory(place.name(Errno.EXIST));
        }
    }

    @WasiFunction("path_filestat_get")
    public static void pathFilestatGet(Call call, int fd, int lookup, int path, int length, int result)
            throws IOException {
        stat(call, fd, lookup, path, length).write(call.memory(), result);
    }

    static FileStat stat(Call call, int fd, int lookup, int path, int length) throws IOException {
        boolean follow = follow(lookup);
        try (Place place = find(call, fd, Rights.PATH_FILESTAT_GET, path, length, follow)) {
            return place.require();
        }
    }

    @WasiFunction("path_filestat_set_times")
    public static void pathFilestatSetTimes(
            Call call, int fd, int lookup, int path, int length, long accessed, long modified, int flags)
            throws IOException {
        boolean follow = follow(lookup);
        FileTimes times = FileTimes.of(call.context().clocks(), accessed, modified, flags);
        try (Place place = find(call, fd, Rights.PATH_FILESTAT_SET_TIMES, path, length, follow)) {
            place.require();
            if (place.isName()) {
                place.directory().setTimes(place.name(Errno.NOENT), times);
            } else {
                place.directory().setTimes(times);
            }
        }
    }

    @WasiFunction("path_link")
    public static void pathLink(
            Call call, int fd, int lookup, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        boolean follow = follow(lookup);
        try (Place source = follow
                        ? find(call, fd, Rights.PATH_LINK_SOURCE, path, length, true)
                        : entry(call, fd, Rights.PATH_LINK_SOURCE, path, length);
                Place target = entry(call, newFd, Rights.PATH_LINK_TARGET, newPath, newLength)) {
            if (source.require().type() == FileType.DIRECTORY) {
                throw new WasiException(Errno.PERM);
            }
            requireNotDirectory(target);
            source.directory().link(source.name(Errno.PERM), target.directory(), target.name(Errno.EXIST));
        }
    }

    @WasiFunction("path_symlink")
    public static void pathSymlink(Call call, int text, int textLength, int fd, int path, int length)
            throws IOException {
        String to = call.memory().path(text, textLength);
        try (Place target = entry(call, fd, Rights.PATH_SYMLINK, path, length)) {
            if (to.isEmpty()) {
                throw new WasiException(Errno.NOENT);
            }
            if (to.indexOf('\0') >= 0) {
                throw new WasiException(Errno.INVAL);
            }
            if (to.startsWith("/")) {
                throw new WasiException(Errno.NOTCAPABLE);
            }
            requireNotDirectory(target);
            target.directory().createSymbolicLink(to, target.name(Errno.EXIST));
        }
    }

    /** Makes sure that the path of a new link is not one that only a directory can have. */
    private static void requireNotDirectory(Place target) throws IOException {
        if (target.wantsDirectory()) {
            throw new WasiException(target.find().isPresent() ? Errno.EXIST : Errno.NOENT);
        }
    }

    @WasiFunction("path_readlink")
    public static void pathReadlink(Call call, int fd, int path, int length, int buffer, int room, int result)
            throws IOException {
        try (Place place = find(call, fd, Rights.PATH_READLINK, path, length, false)) {
            if (place.wantsDirectory()) {
                place.require();
            }
            byte[] text = place.directory().readLink(place.name(Errno.INVAL)).getBytes(StandardCharsets.UTF_8);
            int size = (int) Math.min(text.length, Integer.toUnsignedLong(room));
            call.memory().check(result, Integer.BYTES);
            call.memory().put(buffer, text, size);
            call.memory().putInt(result, size);
        }
    }

    @WasiFunction("path_remove_directory")
    public static void pathRemoveDirectory(Call call, int fd, int path, int length) throws IOException {
        try (Place place = entry(call, fd, Rights.PATH_REMOVE_DIRECTORY, path, length)) {
            place.directory().removeDirectory(place.name(Errno.INVAL));
        }
    }

    @WasiFunction("path_unlink_file")
    public static void pathUnlinkFile(Call call, int fd, int path, int length) throws IOException {
        try (Place place = entry(call, fd, Rights.PATH_UNLINK_FILE, path, length)) {
            if (place.wantsDirectory()) {
                place.require();
            }
            place.directory().unlink(place.name(Errno.ISDIR));
        }
    }

    @WasiFunction("path_rename")
    public static void pathRename(Call call, int fd, int path, int length, int newFd, int newPath, int newLength)
            throws IOException {
        try (Place source = entry(call, fd, Rights.PATH_RENAME_SOURCE, path, length);
                Place target = entry(call, newFd, Rights.PATH_RENAME_TARGET, newPath, newLength)) {
            FileStat moved = source.require();
            // Among what has no name of its own are the preopened directories themselves.
            String name = source.name(Errno.BUSY);
            String targetName = target.name(Errno.BUSY);
            if (target.wantsDirectory() && moved.type() != FileType.DIRECTORY) {
                boolean replaced = target.find().map(FileStat::type).equals(Optional.of(FileType.DIRECTORY));
                throw new WasiException(replaced ? Errno.ISDIR : Errno.NOTDIR);
            }
            source.directory().rename(name, target.directory(), targetName);
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

    /** Finds what a path means; a symbolic link at its end is followed too where a directory is wanted. */
    private static Place find(Call call, int fd, long rights, int path, int length, boolean follow) throws IOException {
        return find(directory(call, fd, rights), call.memory().path(path, length), follow);
    }

    private static Place find(DirectoryDescriptor directory, String path, boolean follow) throws IOException {
        PathWalker.LastLink lastLink =
                follow ? PathWalker.LastLink.FOLLOW : PathWalker.LastLink.FOLLOW_IF_DIRECTORY_WANTED;
        return PathWalker.find(directory.host(), path, lastLink);
    }

    /** Finds an entry of a directory, to be made, moved or removed: a symbolic link at the path's end is the entry. */
    private static Place entry(Call call, int fd, long rights, int path, int length) throws IOException {
        Directory host = directory(call, fd, rights).host();
        return PathWalker.find(host, call.memory().path(path, length), PathWalker.LastLink.KEEP);
    }
}
