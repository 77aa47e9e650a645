package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.TierStrategy;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The guest of a {@link WasiCase}, and what it finds:
 *
 * <pre>
 *   3                  a directory to read and write
 *   3/file             "0123456789"
 *   3/dir/inner        "inner"
 *   3/dir/nested/
 *   3/empty/
 *   3/link          -> file
 *   3/dirlink       -> dir
 *   3/dangling      -> nowhere
 *   3/loop          -> loop
 *   3/out           -> ..
 *   4                  a directory that it can only read
 *   4/file             "read only", on the host
 *   0, 1, 2            the input "input", and outputs that are captured
 * </pre>
 *
 * <p>The arguments are "program", "" and "ünï", the environment is B=2, A=x=y, and random bytes come from the seed 7.
 */
final class WasiScene implements AutoCloseable {
    static final int PAGE = 0x10000;
    static final int STAT = 0x300;
    static final int DIR = WasiGuest.DIR;
    static final int READ_ONLY = 4;
    static final int UNUSED = 99;

    // What a path can be looked up with, and opened with.
    static final int FOLLOW = WasiGuest.FOLLOW;
    static final int CREATE = WasiGuest.CREATE;
    static final int DIRECTORY = WasiGuest.DIRECTORY;
    static final int EXCLUSIVE = WasiGuest.EXCLUSIVE;
    static final int TRUNCATE = WasiGuest.TRUNCATE;

    // The bits of fdflags.
    static final int APPEND = 1;
    static final int DSYNC = 1 << 1;
    static final int NONBLOCK = 1 << 2;
    static final int RSYNC = 1 << 3;
    static final int SYNC = 1 << 4;

    /** The guest; {@link #alsoGive} replaces it. */
    WasiGuest guest;

    final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** The directory 3 where it is one of the host. */
    final Path host;

    private final TierStrategy tier;
    private final WasiConfig.Builder config;
    private ServerSocketChannel listener;
    private SocketChannel far;

    WasiScene(TierStrategy tier, WasiFiles files, Path temp) throws IOException {
        this.tier = tier;
        host = Files.createDirectory(temp.resolve("host"));
        Path readOnly = Files.createDirectory(temp.resolve("read-only"));
        Files.writeString(readOnly.resolve("file"), "read only");
        config = WasiConfig.builder()
                .args("program", "", "ünï")
                .environment("B", "2")
                .environment("A", "x=y")
                .random(new Random(7))
                .input("input".getBytes(StandardCharsets.UTF_8))
                .output(output);
        files.preopen(config, host, "/host");
        files.preopenReadOnly(config, readOnly, "/read-only");
        guest = new WasiGuest(tier, config.build());
        guest.create("file", "0123456789");
        guest.succeed("path_create_directory", DIR, "dir");
        guest.create("dir/inner", "inner");
        guest.succeed("path_create_directory", DIR, "dir/nested");
        guest.succeed("path_create_directory", DIR, "empty");
        guest.succeed("path_symlink", "file", DIR, "link");
        guest.succeed("path_symlink", "dir", DIR, "dirlink");
        guest.succeed("path_symlink", "nowhere", DIR, "dangling");
        guest.succeed("path_symlink", "loop", DIR, "loop");
        guest.succeed("path_symlink", "..", DIR, "out");
    }

    /** Starts another guest that has one more directory of the host, and returns that directory's number. */
    int alsoGive(Path directory) throws IOException {
        config.directory(directory, "/also");
        guest.close();
        guest = new WasiGuest(tier, config.build());
        return READ_ONLY + 1;
    }

    /**
     * Starts another guest that has a listening socket and a connection after its directories, and returns the connection's
     * other end.
     */
    SocketChannel giveSockets() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        far = SocketChannel.open(listener.getLocalAddress());
        config.listener(listener).connection(listener.accept());
        guest.close();
        guest = new WasiGuest(tier, config.build());
        return far;
    }

    /** Connects to the listening socket; whoever calls this closes the connection. */
    SocketChannel connect() throws IOException {
        return SocketChannel.open(listener.getLocalAddress());
    }

    Errno call(String function, Object... arguments) {
        return guest.call(function, arguments);
    }

    void succeed(String function, Object... arguments) {
        guest.succeed(function, arguments);
    }

    /** Calls path_open for a path under directory 3; symbolic links are followed. */
    Errno path(String path, int openFlags, long rights) {
        return guest.tryOpen(DIR, path, openFlags, rights);
    }

    /** Calls path_open for a path under directory 3 with no lookup flags and all rights. */
    Errno pathWithFlags(String path, int openFlags, int flags) {
        return call("path_open", DIR, 0, path, openFlags, WasiGuest.ALL_RIGHTS, 0L, flags, WasiGuest.RESULT);
    }

    /** Calls path_open for a path under directory 3 with some rights and some of the flags of descriptors. */
    Errno pathWithRights(String path, long rights, int flags) {
        return call("path_open", DIR, 0, path, 0, rights, 0L, flags, WasiGuest.RESULT);
    }

    /** Opens a path under directory 3 with all rights. */
    int open(String path) {
        return guest.open(path);
    }

    /** Opens a path under directory 3 with some rights. */
    int open(String path, long rights) {
        return guest.open(DIR, path, 0, rights);
    }

    /** Opens a path under directory 3 with all rights and some of the flags of descriptors. */
    int openWithFlags(String path, int openFlags, int flags) {
        assertEquals(Errno.SUCCESS, pathWithFlags(path, openFlags, flags), path);
        return guest.result();
    }

    int openDirectory(String path) {
        return guest.open(DIR, path, DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
    }

    /** Opens a file without some of the rights that a file has; it can be read and written all the same by the host. */
    int openWithout(String path, long rights) {
        int fd = guest.open(path);
        giveUp(fd, rights);
        return fd;
    }

    /** Gives up rights of a descriptor. */
    void giveUp(int fd, long rights) {
        succeed("fd_fdstat_get", fd, STAT);
        succeed("fd_fdstat_set_rights", fd, longAt(STAT + 8) & ~rights, longAt(STAT + 16));
    }

    /** Calls a function of reading or writing for one buffer of the free memory, and some further arguments. */
    Errno transfer(String function, int fd, int length, Object... offset) {
        guest.setVector(WasiGuest.BUFFER, length);
        return offset.length == 0
                ? call(function, fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT)
                : call(function, fd, WasiGuest.VECTOR, 1, offset[0], WasiGuest.RESULT);
    }

    /** Sets the vector to pairs of address and length. */
    void vector(int... pairs) {
        for (int i = 0; i < pairs.length; i++) {
            guest.memory().writeInt(WasiGuest.VECTOR + 4 * i, pairs[i]);
        }
    }

    /** Writes a text into the free memory. */
    void buffer(String text) {
        guest.memory().writeString(WasiGuest.BUFFER, text);
    }

    String bufferText(int length) {
        return guest.memory().readString(WasiGuest.BUFFER, length);
    }

    /** Returns what a file holds; it is opened and closed for that. */
    String text(String path) {
        int fd = guest.open(DIR, path, 0, WasiGuest.READ);
        String text = guest.read(fd, 0x1000);
        succeed("fd_close", fd);
        return text;
    }

    /** Returns whether there is something at a path, be it a dangling link. */
    boolean exists(String path) {
        return call("path_filestat_get", DIR, 0, path, STAT) == Errno.SUCCESS;
    }

    /** Returns a field of what a path's stat says: see {@link #INODE} and its like. */
    long stat(String path, int field) {
        succeed("path_filestat_get", DIR, 0, path, STAT);
        return field == TYPE ? byteAt(STAT + TYPE) : longAt(STAT + field);
    }

    // The fields of a filestat, by their places.
    static final int INODE = 8;
    static final int TYPE = 16;
    static final int LINKS = 24;
    static final int SIZE = 32;
    static final int ACCESSED = 40;
    static final int MODIFIED = 48;

    // The types of files.
    static final int TYPE_DIRECTORY = 3;
    static final int TYPE_FILE = 4;
    static final int TYPE_LINK = 7;

    long seek(int fd, long offset, int whence) {
        succeed("fd_seek", fd, offset, whence, WasiGuest.RESULT);
        return longAt(WasiGuest.RESULT);
    }

    List<String> list(String path) {
        int fd = openDirectory(path);
        List<String> names = guest.list(fd);
        succeed("fd_close", fd);
        return names;
    }

    int result() {
        return guest.result();
    }

    int byteAt(int address) {
        return guest.memory().readByte(address);
    }

    int shortAt(int address) {
        return guest.memory().readShort(address);
    }

    int intAt(int address) {
        return guest.memory().readInt(address);
    }

    long longAt(int address) {
        return guest.memory().readLong(address);
    }

    @Override
    public void close() throws IOException {
        guest.close();
        if (listener != null) {
            far.close();
            listener.close();
        }
    }
}
