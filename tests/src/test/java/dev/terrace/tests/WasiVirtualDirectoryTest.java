package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.TierStrategy;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.VirtualDirectory;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Directories in memory: what the embedder does with them, and their limits. That they behave as those of the host do is
 * shown by {@link WasiConformanceTest}.
 */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiVirtualDirectoryTest {
    private static final int MAX_BYTES = 1 << 18;
    private static final Instant TIME = Instant.ofEpochSecond(1_000_000_000L, 7);
    private static final long TERABYTE = 1L << 40;

    @Parameter
    TierStrategy tier;

    private VirtualDirectory directory;
    private WasiGuest guest;

    @BeforeEach
    void startGuest() {
        directory = new VirtualDirectory(MAX_BYTES, InstantSource.fixed(TIME));
        guest = guest();
    }

    private WasiGuest guest() {
        return new WasiGuest(
                tier, WasiConfig.builder().directory(directory, "/").build());
    }

    @AfterEach
    void closeGuest() {
        guest.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void guestsFindWhatTheEmbedderWroteAndTheReverse() throws IOException {
        directory.write("a/b/in", bytes("from outside"));
        assertEquals("from outside", guest.read(guest.open("a/b/in"), 100));
        guest.create("a/out", "from inside");
        assertArrayEquals(bytes("from inside"), directory.read("a/out"));
        assertEquals(Set.of("b", "out"), Set.copyOf(directory.list("a")));
        directory.write("a/out", bytes("shorter"));
        assertEquals("shorter", guest.read(guest.open("a/out"), 100));
        directory.createDirectory("a/b/c/d");
        directory.createDirectory("a/b/c/d/");
        assertEquals(List.of("a"), directory.list("."));
        assertEquals(
                List.of("d"),
                guest.list(guest.open(WasiGuest.DIR, "a/b/c", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS)).stream()
                        .filter(name -> !name.startsWith("."))
                        .toList());
    }

    @Test
    void whatTheEmbedderCannotDoIsAnErrorWithThePath() throws IOException {
        directory.write("file", bytes("x"));
        assertFailure("file/x", () -> directory.write("file/x", bytes("")));
        assertFailure("../x", () -> directory.write("../x", bytes("")));
        assertFailure("/x", () -> directory.read("/x"));
        assertFailure("no", () -> directory.read("no"));
        assertFailure(".", () -> directory.read("."));
        assertFailure("file", () -> directory.list("file"));
        assertFailure("file", () -> directory.createDirectory("file"));
        assertFailure("big", () -> directory.write("big", new byte[MAX_BYTES]));
        assertThrows(IllegalArgumentException.class, () -> new VirtualDirectory(0));
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void assertFailure(String path, Action action) {
        assertEquals(path, assertThrows(FileSystemException.class, action::run).getFile());
    }

    @Test
    void filesOfOneDirectoryAreThereForAllItsGuests() {
        guest.create("file", "shared");
        try (WasiGuest other = guest()) {
            int fd = other.open("file");
            guest.succeed("path_unlink_file", WasiGuest.DIR, "file");
            assertEquals("shared", other.read(fd, 10));
            assertEquals(Errno.NOENT, other.tryOpen(WasiGuest.DIR, "file", 0, -1L));
        }
    }

    @Test
    void aFullDirectoryTakesWhatItCanAndGivesBackWhatIsRemoved() {
        for (int round = 0; round < 3; round++) {
            int fd = guest.open(WasiGuest.DIR, "file", WasiGuest.CREATE, WasiGuest.ALL_RIGHTS);
            guest.setVector(0, 0x10000);
            long written = 0;
            Errno errno = Errno.SUCCESS;
            while (errno == Errno.SUCCESS) {
                errno = guest.call("fd_write", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
                written += errno == Errno.SUCCESS ? guest.result() : 0;
            }
            assertEquals(Errno.NOSPC, errno);
            assertTrue(written > MAX_BYTES - 0x3000 && written < MAX_BYTES, written + " bytes");
            guest.succeed("path_unlink_file", WasiGuest.DIR, "file");
            // The open file keeps its memory.
            assertEquals(Errno.NOSPC, guest.call("fd_allocate", fd, 0L, (long) MAX_BYTES));
            guest.succeed("fd_close", fd);
        }
    }

    @Test
    void namesTakeMemoryToo() {
        int made = 0;
        while (guest.call("path_create_directory", WasiGuest.DIR, "directory " + made) == Errno.SUCCESS) {
            made++;
        }
        assertTrue(made > 100 && made < MAX_BYTES / 256, made + " directories");
        assertEquals(Errno.NOSPC, guest.call("path_symlink", "x".repeat(1000), WasiGuest.DIR, "link"));
        for (int i = 0; i < made; i++) {
            guest.succeed("path_remove_directory", WasiGuest.DIR, "directory " + i);
        }
        guest.create("file", "x");
    }

    @Test
    void whatWasNeverWrittenTakesNoMemoryAndIsZero() {
        int fd = guest.open(WasiGuest.DIR, "sparse", WasiGuest.CREATE, WasiGuest.ALL_RIGHTS);
        guest.succeed("fd_filestat_set_size", fd, TERABYTE);
        guest.succeed("fd_seek", fd, TERABYTE - 3, 0, WasiGuest.RESULT);
        guest.write(fd, "end!");
        guest.memory().fill(WasiGuest.BUFFER, 16, (byte) 1);
        guest.setVector(WasiGuest.BUFFER, 16);
        guest.succeed("fd_pread", fd, WasiGuest.VECTOR, 1, TERABYTE - 8, WasiGuest.RESULT);
        assertEquals(9, guest.result());
        assertArrayEquals(bytes("\0\0\0\0\0end!"), guest.memory().readBytes(WasiGuest.BUFFER, 9));
        assertEquals(Errno.NOSPC, guest.call("fd_allocate", fd, 0L, TERABYTE));
        assertEquals(Errno.FBIG, guest.call("fd_pwrite", fd, WasiGuest.VECTOR, 1, Long.MAX_VALUE, WasiGuest.RESULT));
    }

    @Test
    void bytesBehindACutAreZeroWhenTheFileGrowsAgain() {
        guest.create("file", "0123456789");
        int fd = guest.open("file");
        guest.succeed("fd_filestat_set_size", fd, 4L);
        guest.succeed("fd_filestat_set_size", fd, 6L);
        assertEquals("0123\0\0", guest.read(fd, 10));
    }

    @Test
    void linksAreCountedThroughRenamesAndRemovals() {
        guest.create("a", "x");
        guest.succeed("path_link", WasiGuest.DIR, 0, "a", WasiGuest.DIR, "b");
        guest.succeed("path_rename", WasiGuest.DIR, "b", WasiGuest.DIR, "c");
        assertEquals(2, links("a"));
        guest.succeed("path_rename", WasiGuest.DIR, "a", WasiGuest.DIR, "c");
        // Both are names of one file, so nothing was to be done.
        assertEquals(2, links("c"));
        guest.succeed("path_unlink_file", WasiGuest.DIR, "a");
        assertEquals(1, links("c"));
        guest.succeed("path_create_directory", WasiGuest.DIR, "d");
        guest.succeed("path_create_directory", WasiGuest.DIR, "d/e");
        assertEquals(3, links("d"));
        guest.succeed("path_rename", WasiGuest.DIR, "d/e", WasiGuest.DIR, "e");
        assertEquals(2, links("d"));
    }

    private long links(String path) {
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, path, WasiGuest.BUFFER);
        return guest.memory().readLong(WasiGuest.BUFFER + 24);
    }

    @Test
    void timesAreThoseOfTheGivenClock() {
        guest.create("file", "x");
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, "file", WasiGuest.BUFFER);
        for (int at = 40; at < 64; at += 8) {
            assertEquals(1_000_000_000_000_000_007L, guest.memory().readLong(WasiGuest.BUFFER + at));
        }
    }

    @Test
    void nothingIsMadeInADirectoryThatWasRemoved() {
        guest.succeed("path_create_directory", WasiGuest.DIR, "gone");
        int gone = guest.open(WasiGuest.DIR, "gone", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        guest.create("file", "x");
        guest.succeed("path_remove_directory", WasiGuest.DIR, "gone");
        assertEquals(Errno.NOENT, guest.call("path_create_directory", gone, "x"));
        assertEquals(Errno.NOENT, guest.tryOpen(gone, "x", WasiGuest.CREATE, -1L));
        assertEquals(Errno.NOENT, guest.call("path_rename", WasiGuest.DIR, "file", gone, "x"));
        assertEquals(Errno.NOENT, guest.call("path_link", WasiGuest.DIR, 0, "file", gone, "x"));
        assertEquals("x", guest.read(guest.open("file"), 10));
    }
}
