package dev.terrace.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A directory of some file system as WASI needs it: what can be done with it and with the names in it.
 *
 * <p>A name is one component of a path. It is never empty, {@code .} or {@code ..}, and has neither slash nor NUL; {@link
 * PathWalker} sees to that. No operation follows a symbolic link, so none can lead out of the directory. What goes wrong is
 * a {@link WasiException} with the number that POSIX gives for it, or an exception for which {@link HostErrors} knows the
 * number.
 */
interface Directory extends Closeable {
    /** How many names a directory may have that is listed: they all are in memory then. */
    int MAX_ENTRIES = 1 << 20;

    /** A name in a directory. */
    record Entry(String name, FileType type, long inode) {}

    /** Makes sure that one more entry can be added to a listing. */
    static void requireRoom(List<Entry> entries) {
        if (entries.size() >= MAX_ENTRIES) {
            throw new WasiException(Errno.NOMEM);
        }
    }

    FileStat stat() throws IOException;

    /** Sets the directory's own times. */
    void setTimes(FileTimes times) throws IOException;

    /** Waits until the directory is on the device, with its attributes or without. */
    void sync(boolean attributes) throws IOException;

    /**
     * Returns all names in the directory but {@code .} and {@code ..}, in any order.
     *
     * @throws WasiException as ENOMEM if there are more than {@link #MAX_ENTRIES}
     */
    List<Entry> list() throws IOException;

    /**
     * Opens this directory once more, to be closed on its own.
     *
     * @param listed as in {@link #openDirectory}
     */
    Directory reopen(boolean listed) throws IOException;

    /**
     * Opens a directory.
     *
     * @param listed whether the guest has it from now on and may list it; else it is only a step on the way of a path
     * @throws IOException as ENOTDIR if the name is anything else, a symbolic link too
     */
    Directory openDirectory(String name, boolean listed) throws IOException;

    /**
     * Opens the directory to which a path leads, in one step that cannot leave this directory, not even through symbolic
     * links.
     *
     * @param path a relative path
     * @return nothing if this file system has no such step; {@link PathWalker} takes the path apart then
     */
    default Optional<Directory> openBeneath(String path) throws IOException {
        return Optional.empty();
    }

    /** Opens a file, which may be anything but a directory (EISDIR) and a symbolic link (ELOOP). */
    OpenFile openFile(String name, OpenMode mode) throws IOException;

    FileStat stat(String name) throws IOException;

    void setTimes(String name, FileTimes times) throws IOException;

    /** Returns what a symbolic link says; anything else is EINVAL. */
    String readLink(String name) throws IOException;

    void createDirectory(String name) throws IOException;

    void createSymbolicLink(String text, String name) throws IOException;

    /** Gives a file, which may be a symbolic link, one more name in a directory of the same kind of file system. */
    void link(String name, Directory target, String targetName) throws IOException;

    /** Moves what has a name, replacing what has the other name as POSIX says. */
    void rename(String name, Directory target, String targetName) throws IOException;

    /** Removes an empty directory. */
    void removeDirectory(String name) throws IOException;

    /** Removes a name of anything but a directory (EISDIR). */
    void unlink(String name) throws IOException;
}
