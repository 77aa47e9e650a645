package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A directory of the host through {@code java.nio.file}, for systems that offer nothing better here.
 *
 * <p>Java knows a directory by its path only. So before each use it is checked that the path still leads to the same
 * directory, and through no symbolic link: a guest that opened a directory may have renamed it since, and put a link in its
 * place. What has moved is ESTALE. What remains is the time between this check and the use, in which another process or
 * thread can change directories.
 */
final class NioDirectory implements Directory {
    private final Path path;
    private final Object identity;

    /**
     * Creates a directory.
     *
     * @param path where it is; a path that has no symbolic link
     * @param identity what the host knows it by, see {@link BasicFileAttributes#fileKey}
     */
    private NioDirectory(Path path, Object identity) {
        this.path = path;
        this.identity = identity;
    }

    /**
     * Opens a directory of the host.
     *
     * @throws IOException if there is no such directory
     */
    static NioDirectory open(Path directory) throws IOException {
        Path real = directory.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new NioDirectory(real, attributes.fileKey());
    }

    /** Returns where the directory is, after the check that it is still the same. */
    private Path here() throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!Objects.equals(found.fileKey(), identity) || !path.toRealPath().equals(path)) {
            throw new WasiException(Errno.STALE);
        }
        return path;
    }

    /** Returns the place of a name; one that would be more than one component for the host is refused. */
    private Path child(String name) throws IOException {
        try {
            Path child = here().resolve(name);
            if (child.getNameCount() != path.getNameCount() + 1 || !child.startsWith(path)) {
                throw new WasiException(Errno.INVAL);
            }
            return child;
        } catch (InvalidPathException _) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    private static BasicFileAttributes look(Path place) throws IOException {
        return Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isDirectory(Path place) {
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean exists(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileStat stat() throws IOException {
        return NioFiles.stat(here());
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        NioFiles.setTimes(here(), times);
    }

    @Override
    public void sync(boolean attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(here(), StandardOpenOption.READ)) {
            channel.force(attributes);
        }
    }

    @Override
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(here())) {
            for (Path child : children) {
                Directory.requireRoom(entries);
                try {
                    FileStat stat = NioFiles.stat(child);
                    entries.add(new Entry(child.getFileName().toString(), stat.type(), stat.inode()));
                } catch (NoSuchFileException _) {
                    // It was removed in the meantime.
                }
            }
        }
        return entries;
    }

    @Override
    public Directory reopen(boolean listed) {
        return new NioDirectory(path, identity);
    }

    @Override
    public Directory openDirectory(String name, boolean listed) throws IOException {
        Path place = child(name);
        BasicFileAttributes found = look(place);
        if (!found.isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        return new NioDirectory(place, found.fileKey());
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) throws IOException {
        return NioFile.open(child(name), mode);
    }

    @Override
    public FileStat stat(String name) throws IOException {
        return NioFiles.stat(child(name));
    }

    @Override
    public void setTimes(String name, FileTimes times) throws IOException {
        NioFiles.setTimes(child(name), times);
    }

    @Override
    public String readLink(String name) throws IOException {
        return Files.readSymbolicLink(child(name)).toString();
    }

    @Override
    public void createDirectory(String name) throws IOException {
        Files.createDirectory(child(name));
    }

    @Override
    public void createSymbolicLink(String text, String name) throws IOException {
        Path place = child(name);
        try {
            Files.createSymbolicLink(place, place.getFileSystem().getPath(text));
        } catch (InvalidPathException _) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        Path source = child(name);
        Path place = other(target).child(targetName);
        if (look(source).isDirectory()) {
            throw new WasiException(Errno.PERM);
        }
        if (exists(place)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Files.createLink(place, source);
    }

    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        Path source = child(name);
        Path place = other(target).child(targetName);
        if (look(source).isDirectory()) {
            if (place.startsWith(source) && !place.equals(source)) {
                throw new WasiException(Errno.INVAL);
            }
            if (exists(place) && !isDirectory(place)) {
                throw new WasiException(Errno.NOTDIR);
            }
        } else if (isDirectory(place)) {
            throw new WasiException(Errno.ISDIR);
        }
        if (isDirectory(place) && !place.equals(source)) {
            requireEmpty(place);
        }
        Files.move(source, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the other directory of an operation on two; between file systems there is none. */
    private static NioDirectory other(Directory directory) {
        if (directory instanceof NioDirectory other) {
            return other;
        }
        throw new WasiException(Errno.XDEV);
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            if (children.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }

    @Override
    public void removeDirectory(String name) throws IOException {
        Path place = child(name);
        if (!look(place).isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        Files.delete(place);
    }

    @Override
    public void unlink(String name) throws IOException {
        Path place = child(name);
        if (look(place).isDirectory()) {
            throw new WasiException(Errno.ISDIR);
        }
        Files.delete(place);
    }

    @Override
    public void close() {}
}
