package dev.terrace.wasi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the place to which a guest's path leads, beneath one directory. No path leaves it, whether by {@code ..}, from the
 * root, or through symbolic links.
 *
 * <p>A path is walked component by component: every directory on the way is opened from the one before it, {@code ..}
 * returns to the one that was open before, and a symbolic link is read and its text walked in its place. So it does not
 * matter who moves directories or replaces them by links meanwhile: no file system is ever asked for more than a name in an
 * open directory.
 *
 * <p>Where a file system can follow a path to a directory in one safe step ({@link Directory#openBeneath}), that step takes
 * the place of the walk to the last component.
 */
final class PathWalker {
    private static final int MAX_LINKS = 40;
    private static final int MAX_NAME_BYTES = 255;

    /** When a symbolic link at the end of a path is followed. */
    enum LastLink {
        FOLLOW,
        FOLLOW_IF_DIRECTORY_WANTED,
        KEEP
    }

    private final Directory root;
    private final LastLink lastLink;
    private boolean wantsDirectory;
    private int links;

    private PathWalker(Directory root, LastLink lastLink) {
        this.root = root;
        this.lastLink = lastLink;
    }

    /**
     * Finds the place to which a path leads. Whether there is anything at its end is not asked unless it might be a link to
     * follow.
     *
     * @param path the path, with slashes between its components
     */
    static Place find(Directory root, String path, LastLink lastLink) throws IOException {
        if (path.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (path.indexOf('\0') >= 0) {
            throw new WasiException(Errno.INVAL);
        }
        PathWalker walker = new PathWalker(root, lastLink);
        walker.wantsDirectory = namesDirectory(path);
        return walker.leap(path);
    }

    /** Finds the place in one step to the directory of the last component; walks where there is no such step. */
    private Place leap(String path) throws IOException {
        String rest = path;
        while (true) {
            requireRelative(rest);
            String last = lastComponent(rest);
            boolean isName = !isDots(last);
            String front = isName ? rest.substring(0, rest.lastIndexOf(last)) : rest;
            Optional<Directory> parent = front.isEmpty() ? Optional.of(root) : root.openBeneath(front);
            if (parent.isEmpty()) {
                return walk(rest);
            }
            List<Directory> opened = front.isEmpty() ? List.of() : List.of(parent.get());
            Place place = new Place(parent.get(), isName ? last : null, wantsDirectory, opened);
            Optional<String> text;
            try {
                text = isName ? lastText(parent.get(), last) : Optional.empty();
            } catch (IOException | RuntimeException e) {
                place.close();
                throw e;
            }
            if (text.isEmpty()) {
                return place;
            }
            place.close();
            rest = front + text.get();
        }
    }

    /** Walks to the place component by component. */
    private Place walk(String path) throws IOException {
        Deque<String> pending = new ArrayDeque<>();
        push(pending, path);
        List<Directory> opened = new ArrayList<>();
        Place place = null;
        try {
            String name = null;
            while (!pending.isEmpty()) {
                String component = pending.pop();
                Directory current = opened.isEmpty() ? root : opened.getLast();
                if (component.equals("..")) {
                    if (opened.isEmpty()) {
                        throw new WasiException(Errno.NOTCAPABLE);
                    }
                    opened.removeLast().close();
                } else if (!component.equals(".")) {
                    Optional<String> text =
                            pending.isEmpty() ? lastText(current, component) : step(current, component, opened);
                    if (text.isPresent()) {
                        push(pending, text.get());
                    } else if (pending.isEmpty()) {
                        name = component;
                    }
                }
            }
            place = new Place(opened.isEmpty() ? root : opened.getLast(), name, wantsDirectory, opened);
            return place;
        } finally {
            if (place == null) {
                new Place(root, null, false, opened).close();
            }
        }
    }

    /** Enters a directory on the way, or returns the text of the link that is there instead. */
    private Optional<String> step(Directory current, String component, List<Directory> opened) throws IOException {
        requireShort(component);
        try {
            opened.add(current.openDirectory(component, false));
            return Optional.empty();
        } catch (IOException | WasiException e) {
            Errno errno = HostErrors.errno(e).orElse(Errno.IO);
            if (errno != Errno.NOTDIR && errno != Errno.LOOP) {
                throw e;
            }
            Optional<String> text = textOfLink(current, component);
            if (text.isEmpty()) {
                throw new WasiException(Errno.NOTDIR);
            }
            return text;
        }
    }

    /** Returns the text of the link at the end of the path if there is one and it is to be followed. */
    private Optional<String> lastText(Directory current, String component) throws IOException {
        requireShort(component);
        if (lastLink == LastLink.KEEP || lastLink == LastLink.FOLLOW_IF_DIRECTORY_WANTED && !wantsDirectory) {
            return Optional.empty();
        }
        Optional<String> text = textOfLink(current, component);
        wantsDirectory |= text.isPresent() && namesDirectory(text.get());
        return text;
    }

    private Optional<String> textOfLink(Directory current, String component) throws IOException {
        String text;
        try {
            text = current.readLink(component);
        } catch (IOException | WasiException e) {
            return switch (HostErrors.errno(e).orElse(Errno.IO)) {
                // There is something else, or nothing.
                case INVAL, NOENT -> Optional.empty();
                default -> throw e;
            };
        }
        if (++links > MAX_LINKS) {
            throw new WasiException(Errno.LOOP);
        }
        return Optional.of(text);
    }

    /** Puts the components of a path in front of those that are still to be walked. */
    private static void push(Deque<String> pending, String path) {
        requireRelative(path);
        for (String component : List.of(path.split("/")).reversed()) {
            if (!component.isEmpty()) {
                pending.push(component);
            }
        }
    }

    private static void requireRelative(String path) {
        if (path.startsWith("/")) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
    }

    private static void requireShort(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
    }

    /** Returns the last component of a path without the slashes after it. */
    private static String lastComponent(String path) {
        int end = path.length();
        while (path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static boolean isDots(String component) {
        return component.equals(".") || component.equals("..");
    }

    private static boolean namesDirectory(String path) {
        return path.endsWith("/") || isDots(lastComponent(path));
    }
}
