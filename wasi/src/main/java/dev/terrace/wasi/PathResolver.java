package dev.terrace.wasi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Resolves a guest's paths beneath one directory of the host. No path that leaves it is ever handed to the host, whether
 * by {@code ..}, from the root, or through symbolic links.
 *
 * <p>A path is walked component by component on the host's real directories: every symbolic link on the way is read and
 * its target walked in its place. What comes out is a path whose parent is a real directory at or beneath the root.
 *
 * <p>The root is known by its path, so before anything else it is checked that this path still leads to the same
 * directory, and through no symbolic link: a guest that opened a directory may have renamed it since, and put a link in its
 * place. What remains is the time between this check and the use of the path, in which another process or thread can change
 * directories.
 */
final class PathResolver {
    private static final int MAX_LINKS = 40;
    private static final int MAX_NAME_BYTES = 255;

    private final Path root;
    private final Object identity;

    /**
     * A path that has been resolved.
     *
     * @param path the place on the host
     * @param found what is there, which is not followed if it is a symbolic link; null if there is nothing
     * @param wantsDirectory whether the guest's path can only mean a directory: it ends with a slash or with dots
     * @param isName whether the guest's path ends with a name, not with {@code .} or {@code ..}
     */
    record Resolved(Path path, BasicFileAttributes found, boolean wantsDirectory, boolean isName) {
        boolean exists() {
            return found != null;
        }

        boolean isDirectory() {
            return found != null && found.isDirectory();
        }

        boolean isSymbolicLink() {
            return found != null && found.isSymbolicLink();
        }

        /** Makes sure that there is something, and that it is a directory if the guest's path says so. */
        void requireFound() {
            if (found == null) {
                throw new WasiException(Errno.NOENT);
            }
            if (wantsDirectory && !found.isDirectory()) {
                throw new WasiException(Errno.NOTDIR);
            }
        }
    }

    /** When a symbolic link at the end of a path is followed. */
    private enum LastLink {
        FOLLOW,
        FOLLOW_IF_DIRECTORY_WANTED,
        KEEP
    }

    /**
     * Creates a resolver for the paths beneath a directory.
     *
     * @param root the directory, by a path that has no symbolic link
     * @param identity what the host knows the directory by, see {@link BasicFileAttributes#fileKey}
     */
    private PathResolver(Path root, Object identity) {
        this.root = root;
        this.identity = identity;
    }

    /**
     * Returns a resolver for the paths beneath a directory.
     *
     * @throws IOException if there is no such directory
     */
    static PathResolver of(Path directory) throws IOException {
        Path real = directory.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new PathResolver(real, attributes.fileKey());
    }

    /** Returns a resolver for the paths beneath a directory that has been found. */
    static PathResolver of(Resolved directory) {
        return new PathResolver(directory.path(), directory.found().fileKey());
    }

    /** Returns the directory, after the check that it is still the same. */
    Path root() throws IOException {
        lookAtRoot();
        return root;
    }

    private BasicFileAttributes lookAtRoot() throws IOException {
        BasicFileAttributes found = look(root);
        if (found == null) {
            throw new WasiException(Errno.NOENT);
        }
        if (!Objects.equals(found.fileKey(), identity) || !root.toRealPath().equals(root)) {
            throw new WasiException(Errno.STALE);
        }
        return found;
    }

    /**
     * Resolves a path to what it means.
     *
     * @param guestPath the path, with slashes between its components
     * @param follow whether a symbolic link at its end is followed; where a directory is wanted, it always is
     */
    Resolved resolve(String guestPath, boolean follow) throws IOException {
        return walk(guestPath, follow ? LastLink.FOLLOW : LastLink.FOLLOW_IF_DIRECTORY_WANTED);
    }

    /** Resolves a path to an entry of a directory, to be made, moved or removed: a symbolic link at its end is the entry. */
    Resolved resolveEntry(String guestPath) throws IOException {
        return walk(guestPath, LastLink.KEEP);
    }

    private Resolved walk(String guestPath, LastLink lastLink) throws IOException {
        if (guestPath.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (guestPath.indexOf('\0') >= 0) {
            throw new WasiException(Errno.INVAL);
        }
        Deque<String> pending = new ArrayDeque<>();
        push(pending, guestPath);
        boolean wantsDirectory = namesDirectory(guestPath);
        boolean isName = false;
        Path current = root;
        BasicFileAttributes found = lookAtRoot();
        int depth = 0;
        int links = 0;
        while (!pending.isEmpty()) {
            String component = pending.pop();
            boolean last = pending.isEmpty();
            if (component.equals(".")) {
                isName = false;
                continue;
            }
            if (component.equals("..")) {
                if (depth == 0) {
                    throw new WasiException(Errno.NOTCAPABLE);
                }
                isName = false;
                current = current.getParent();
                found = look(current);
                depth--;
                continue;
            }
            Path next = child(current, component);
            BasicFileAttributes nextFound = look(next);
            boolean follow = !last
                    || lastLink == LastLink.FOLLOW
                    || lastLink == LastLink.FOLLOW_IF_DIRECTORY_WANTED && wantsDirectory;
            if (follow && nextFound != null && nextFound.isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    throw new WasiException(Errno.LOOP);
                }
                String target = Files.readSymbolicLink(next).toString();
                wantsDirectory |= last && namesDirectory(target);
                push(pending, target);
                continue;
            }
            if (!last) {
                requireDirectory(nextFound);
            }
            isName = true;
            current = next;
            found = nextFound;
            depth++;
        }
        return new Resolved(current, found, wantsDirectory, isName);
    }

    /** Puts the components of a path in front of those that are still to be walked. */
    private static void push(Deque<String> pending, String path) {
        if (path.startsWith("/")) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        String[] components = path.split("/");
        for (int i = components.length - 1; i >= 0; i--) {
            if (!components[i].isEmpty()) {
                pending.push(components[i]);
            }
        }
    }

    private static boolean namesDirectory(String path) {
        return path.endsWith("/")
                || path.endsWith("/.")
                || path.endsWith("/..")
                || path.equals(".")
                || path.equals("..");
    }

    /** Returns the place of a name in a directory; a name that would be more than one component for the host is refused. */
    private static Path child(Path directory, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        try {
            Path child = directory.resolve(name);
            if (child.getNameCount() != directory.getNameCount() + 1 || !child.startsWith(directory)) {
                throw new WasiException(Errno.INVAL);
            }
            return child;
        } catch (InvalidPathException _) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    /** Returns what is at a path, which is not followed if it is a symbolic link; null if there is nothing. */
    private static BasicFileAttributes look(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static void requireDirectory(BasicFileAttributes found) {
        if (found == null) {
            throw new WasiException(Errno.NOENT);
        }
        if (!found.isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
    }
}
