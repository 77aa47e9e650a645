package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.terrace.TierStrategy;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A guest that tries to get out of its directory, and the canaries that tell if it could.
 *
 * <pre>
 *   temp/secret
 *   temp/outside/secret
 *   temp/outside/dir/secret
 *   temp/outside/empty/
 *   temp/host-sibling/secret
 *   temp/read-only/file             directory 4 of the guest, which can only be read
 *   temp/host/                      directory 3 of the guest
 *   temp/host/mine                  "mine"
 *   temp/host/sub/deep/
 * </pre>
 *
 * <p>Everything in {@code temp} but {@code temp/host} must be afterwards what it was before: names, contents, times, modes,
 * inodes and numbers of links. Nothing of what the secrets hold, and no inode of anything outside, may ever be found in the
 * guest's memory: so nothing can have been read, listed or stated.
 */
final class WasiIntruder implements AutoCloseable {
    static final int DIR = WasiGuest.DIR;
    static final int READ_ONLY = 4;

    /** What the files outside hold. */
    static final String SECRET = "canary 5d41402abc4b2a76";

    private static final int STAT = 0x300;
    private static final int PAGE = 0x10000;
    private static final int BUFFER = WasiGuest.BUFFER;
    private static final int RESULT = WasiGuest.RESULT;
    private static final long ALL = WasiGuest.ALL_RIGHTS;

    /** How paths are opened: flags of opening and rights. */
    private static final List<Map.Entry<Integer, Long>> WAYS_TO_OPEN = List.of(
            Map.entry(0, 0L),
            Map.entry(0, WasiGuest.READ),
            Map.entry(0, ALL),
            Map.entry(WasiGuest.DIRECTORY, ALL & ~WasiGuest.WRITE),
            Map.entry(WasiGuest.CREATE, ALL),
            Map.entry(WasiGuest.CREATE | WasiGuest.EXCLUSIVE, ALL),
            Map.entry(WasiGuest.TRUNCATE, 0L),
            Map.entry(WasiGuest.CREATE | WasiGuest.TRUNCATE, ALL));

    final Path temp;
    final Path host;
    final Path outside;
    final Path secret;

    /** The guest; {@link #alsoGive} replaces it. */
    WasiGuest guest;

    private final TierStrategy tier;
    private final WasiConfig.Builder config = WasiConfig.builder();
    private final List<byte[]> marks = new ArrayList<>();
    private Map<String, String> before;

    WasiIntruder(TierStrategy tier, WasiFiles files, Path temp) throws IOException {
        this.tier = tier;
        this.temp = temp.toRealPath();
        host = Files.createDirectory(this.temp.resolve("host"));
        outside = Files.createDirectory(this.temp.resolve("outside"));
        secret = Files.writeString(this.temp.resolve("secret"), SECRET);
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.createDirectory(outside.resolve("empty"));
        Files.createDirectory(outside.resolve("dir"));
        Files.writeString(outside.resolve("dir/secret"), SECRET);
        Files.createDirectory(this.temp.resolve("host-sibling"));
        Files.writeString(this.temp.resolve("host-sibling/secret"), SECRET);
        Path readOnly = Files.createDirectory(this.temp.resolve("read-only"));
        Files.writeString(readOnly.resolve("file"), "read only");
        Files.writeString(host.resolve("mine"), "mine");
        Files.createDirectories(host.resolve("sub/deep"));
        marks.add(SECRET.getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> all = Files.walk(this.temp)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!path.startsWith(host) && !path.startsWith(readOnly)) {
                    long inode = (long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
                    marks.add(ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(inode)
                            .array());
                }
            }
        }
        files.preopen(config, host, "/host");
        files.preopenReadOnly(config, readOnly, "/read-only");
        guest = new WasiGuest(tier, config.build());
        rememberOutside();
    }

    /** Takes what is outside now for what must be there afterwards: for attacks in which the host changes something. */
    void rememberOutside() throws IOException {
        before = look();
    }

    /** Starts another guest that has one more directory, and returns that directory's number. */
    int alsoGive(Path directory) throws IOException {
        config.directory(directory, "/also");
        guest.close();
        guest = new WasiGuest(tier, config.build());
        return READ_ONLY + 1;
    }

    /** Makes a link of the host in the guest's directory. */
    void link(String path, String target) throws IOException {
        Files.createSymbolicLink(host.resolve(path), Path.of(target));
    }

    /** Tries everything there is with a path, in directory 3. */
    void assault(Object path) {
        assault(DIR, path);
    }

    /** Tries everything there is with a path; a string, bytes, or a place in memory. */
    void assault(int directory, Object path) {
        for (int lookup = 0; lookup <= 1; lookup++) {
            attempt("path_filestat_get", directory, lookup, path, STAT);
        }
        attempt("path_readlink", directory, path, BUFFER, 100, RESULT);
        for (Map.Entry<Integer, Long> way : WAYS_TO_OPEN) {
            for (int lookup = 0; lookup <= 1; lookup++) {
                open(directory, lookup, path, way.getKey(), way.getValue());
            }
        }
        for (int lookup = 0; lookup <= 1; lookup++) {
            attempt("path_filestat_set_times", directory, lookup, path, 1L, 1L, 1 | 4);
            steal("path_link", directory, lookup, path, DIR, "stolen");
        }
        attempt("path_create_directory", directory, path);
        attempt("path_symlink", "secret", directory, path);
        attempt("path_link", DIR, 0, "mine", directory, path);
        attempt("path_unlink_file", directory, path);
        attempt("path_remove_directory", directory, path);
        attempt("path_create_directory", directory, path);
        attempt("path_rename", DIR, "mine", directory, path);
        steal("path_rename", directory, path, DIR, "stolen");
    }

    /** Opens a path and tries everything there is with the descriptor. */
    void open(int directory, int lookup, Object path, int openFlags, long rights) {
        if (attempt("path_open", directory, lookup, path, openFlags, rights, ALL, 0, RESULT) == Errno.SUCCESS) {
            int fd = guest.result();
            use(fd);
            guest.call("fd_close", fd);
        }
    }

    /** Tries everything there is with a descriptor but closing it. */
    void use(int fd) {
        attempt("fd_filestat_get", fd, STAT);
        guest.setVector(BUFFER, 100);
        attempt("fd_read", fd, WasiGuest.VECTOR, 1, RESULT);
        attempt("fd_pread", fd, WasiGuest.VECTOR, 1, 0L, RESULT);
        attempt("fd_readdir", fd, BUFFER, 0x1000, 0L, RESULT);
        guest.memory().writeString(BUFFER, "intruder");
        guest.setVector(BUFFER, 8);
        attempt("fd_write", fd, WasiGuest.VECTOR, 1, RESULT);
        attempt("fd_pwrite", fd, WasiGuest.VECTOR, 1, 0L, RESULT);
        attempt("fd_filestat_set_size", fd, 1L);
        attempt("fd_allocate", fd, 0L, 100L);
        attempt("fd_filestat_set_times", fd, 1L, 1L, 1 | 4);
        for (String name : List.of("secret", "dir/secret", "outside/secret", "../secret")) {
            attempt("path_filestat_get", fd, 1, name, STAT);
            attempt("path_unlink_file", fd, name);
        }
        attempt("path_create_directory", fd, "made-by-intruder");
    }

    /** Tries to bring something to a name inside, and looks at what is there then. */
    private void steal(String function, Object... arguments) {
        if (attempt(function, arguments) == Errno.SUCCESS) {
            attempt("path_filestat_get", DIR, 0, "stolen", STAT);
            open(DIR, 0, "stolen", 0, WasiGuest.READ);
            guest.call("path_unlink_file", DIR, "stolen");
        }
    }

    /** Calls a function, and looks at what the guest has learnt. */
    Errno attempt(String function, Object... arguments) {
        Errno errno = guest.call(function, arguments);
        if (errno == Errno.SUCCESS) {
            searchMemory(function);
        }
        return errno;
    }

    private void searchMemory(String function) {
        byte[] memory = guest.memory().readBytes(0, PAGE);
        for (byte[] mark : marks) {
            for (int at = 0; at <= memory.length - mark.length; at++) {
                if (memory[at] == mark[0]
                        && ByteBuffer.wrap(memory, at, mark.length).equals(ByteBuffer.wrap(mark))) {
                    fail(function + " let something in from outside, which is at " + at + " of the guest's memory");
                }
            }
        }
    }

    /** Checks that everything outside is as it was. */
    void assertNothingHappenedOutside() throws IOException {
        Map<String, String> after = look();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((path, state) -> assertEquals(state, after.get(path), path));
    }

    /** Returns what is outside of the guest's directory. */
    private Map<String, String> look() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(temp)) {
            for (Path path : (Iterable<Path>) all.filter(file -> !file.startsWith(host))::iterator) {
                Map<String, Object> attributes = new TreeMap<>(Files.readAttributes(
                        path, "unix:ino,mode,uid,nlink,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS));
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    attributes.put("content", Files.readString(path));
                }
                found.put(path.toString(), attributes.toString());
            }
        }
        return found;
    }

    /** Ends the guest and removes everything. */
    @Override
    public void close() throws IOException {
        guest.close();
        try (Stream<Path> all = Files.walk(temp)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
