package dev.terrace.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a guest's path leads: to a name in a directory, or to the directory itself. It keeps directories open until it is
 * closed.
 */
final class Place implements Closeable {
    private final Directory directory;
    private final String name;
    private final boolean wantsDirectory;
    private final List<Directory> opened;

    /**
     * Creates a place.
     *
     * @param name the name in the directory, or null if the path leads to the directory itself: it ends with dots
     * @param wantsDirectory whether the path can only mean a directory: it ends with a slash or with dots
     * @param opened the directories to be closed with the place
     */
    Place(Directory directory, String name, boolean wantsDirectory, List<Directory> opened) {
        this.directory = directory;
        this.name = name;
        this.wantsDirectory = wantsDirectory;
        this.opened = opened;
    }

    Directory directory() {
        return directory;
    }

    /** Returns whether the path ends with a name, not with {@code .} or {@code ..}. */
    boolean isName() {
        return name != null;
    }

    /**
     * Returns the name in the directory.
     *
     * @throws WasiException with {@code otherwise} if the path leads to the directory itself
     */
    String name(Errno otherwise) {
        if (name == null) {
            throw new WasiException(otherwise);
        }
        return name;
    }

    boolean wantsDirectory() {
        return wantsDirectory;
    }

    /** Returns what is known of what is there, which may be a symbolic link. */
    FileStat stat() throws IOException {
        return isName() ? directory.stat(name) : directory.stat();
    }

    /** Returns what is known of what is there, or nothing if there is nothing. */
    Optional<FileStat> find() throws IOException {
        try {
            return Optional.of(stat());
        } catch (IOException | WasiException e) {
            if (HostErrors.errno(e).equals(Optional.of(Errno.NOENT))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns what is there; it must be a directory if the path can only mean one. */
    FileStat require() throws IOException {
        FileStat found = stat();
        if (wantsDirectory && found.type() != FileType.DIRECTORY) {
            throw new WasiException(Errno.NOTDIR);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Directory step : opened.reversed()) {
            try {
                step.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
