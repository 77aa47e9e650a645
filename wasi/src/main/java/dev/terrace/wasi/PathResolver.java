package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves a guest's paths beneath one directory of the host. No path that leaves it is ever handed to the host, whether
 * by {@code ..}, from the root, or through symbolic links.
 *
 * <p>A path is walked component by component on the host's real directories: every symbolic link on the way is read and
 * its target walked in its place. What comes out is a path whose parent is a real directory at or beneath the root.
 */
final class PathResolver {
    private static final int MAX_LINKS = 40;
    private static final int MAX_LENGTH = 4096;

    private final Path root;

    /**
     * A path that has been resolved.
     *
     * @param path the place on the host; what is there may be a symbolic link only if following was not asked for
     * @param wantsDirectory whether the guest's path can only mean a directory: it ends with a slash or a dot
     */
    record Resolved(Path path, boolean wantsDirectory) {}

    /** Creates a resolver for the paths beneath a directory that has no symbolic link on its way. */
    PathResolver(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /**
     * Resolves a path.
     *
     * @param guestPath the path, with slashes between its components
     * @param follow whether a symbolic link at its end is followed
     */
    Resolved resolve(String guestPath, boolean follow) throws IOException {
        if (guestPath.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (guestPath.length() > MAX_LENGTH) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        if (guestPath.indexOf('\0') >= 0) {
            throw new WasiException(Errno.INVAL);
        }
        Deque<String> pending = new ArrayDeque<>();
        push(pending, guestPath);
        boolean wantsDirectory = namesDirectory(guestPath);
        Path current = root;
        int depth = 0;
        int links = 0;
        while (!pending.isEmpty()) {
            String component = pending.pop();
            if (component.isEmpty() || component.equals(".")) {
                continue;
            }
            if (component.equals("..")) {
                if (depth == 0) {
                    throw new WasiException(Errno.NOTCAPABLE);
                }
                requireDirectory(current);
                current = current.getParent();
                depth--;
                continue;
            }
            boolean last = pending.stream().allMatch(String::isEmpty);
            Path next = child(current, component);
            if (Files.isSymbolicLink(next) && (!last || follow || wantsDirectory)) {
                if (++links > MAX_LINKS) {
                    throw new WasiException(Errno.LOOP);
                }
                String target = Files.readSymbolicLink(next).toString();
                wantsDirectory |= last && namesDirectory(target);
                push(pending, target);
                continue;
            }
            if (!last) {
                requireDirectory(next);
            }
            current = next;
            depth++;
        }
        return new Resolved(current, wantsDirectory);
    }

    private static void push(Deque<String> pending, String path) {
        if (path.startsWith("/")) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        String[] components = path.split("/", -1);
        for (int i = components.length - 1; i >= 0; i--) {
            pending.push(components[i]);
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

    private static void requireDirectory(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new WasiException(Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Errno.NOTDIR : Errno.NOENT);
        }
    }
}
