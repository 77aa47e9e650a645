package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attempts of a guest to get out of its directory. After each of them everything outside is as it was, and no descriptor or
 * stat of anything outside was given out.
 *
 * <pre>
 *   temp/secret            what the guest is after
 *   temp/outside/secret
 *   temp/host              the guest's directory
 *   temp/host/sub/deep
 *   temp/host/absolute     -> temp/outside
 *   temp/host/up           -> ../outside
 *   temp/host/file-up      -> ../secret
 *   temp/host/sub/via      -> ../up
 * </pre>
 */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiSandboxTest extends WasiTestCase {
    private static final int STAT = 0x300;

    /** Paths from the guest's directory that lead to something outside, or to the directory above. */
    private static final List<String> ESCAPES = List.of(
            "..",
            "../",
            "../.",
            "../secret",
            "../outside/secret",
            "../host/../secret",
            "../host/sub",
            "./../secret",
            "sub/../../secret",
            "sub/../../host/sub",
            "sub/deep/../../../secret",
            "sub/./deep/.././../../secret",
            "sub/deep/../../../../../../../../etc/passwd",
            ".//..//secret",
            "/",
            "/etc/passwd",
            "//etc/passwd",
            "/proc/self/root/etc/passwd",
            "absolute",
            "absolute/",
            "absolute/secret",
            "absolute/.",
            "absolute/../secret",
            "up",
            "up/",
            "up/secret",
            "up/../secret",
            "up/../host",
            "sub/../up/secret",
            "file-up",
            "sub/via/secret",
            "sub/via/../secret",
            "sub/deep/../via/secret",
            "sub/chain",
            "sub/self-out/host/sub");

    private Path outside;
    private Path secret;
    private Map<String, String> before;

    @BeforeEach
    void hideSecrets() throws IOException {
        outside = Files.createDirectory(temp.resolve("outside"));
        secret = Files.writeString(temp.resolve("secret"), "secret");
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectories(host.resolve("sub/deep"));
        Files.createSymbolicLink(host.resolve("absolute"), outside);
        Files.createSymbolicLink(host.resolve("up"), Path.of("../outside"));
        Files.createSymbolicLink(host.resolve("file-up"), Path.of("../secret"));
        Files.createSymbolicLink(host.resolve("sub/via"), Path.of("../up"));
        Files.createSymbolicLink(host.resolve("sub/chain"), Path.of("deep/../../file-up"));
        Files.createSymbolicLink(host.resolve("sub/self-out"), Path.of("../.."));
        guest.create("mine", "mine");
        Files.setLastModifiedTime(secret, FileTime.fromMillis(1_000));
        before = lookOutside();
    }

    @AfterEach
    void everythingOutsideIsAsItWas() throws IOException {
        assertEquals(before, lookOutside());
    }

    /** Returns what is outside of the guest's directory: names, contents, times and numbers of links. */
    private Map<String, String> lookOutside() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(temp)) {
            for (Path path : (Iterable<Path>) all.filter(file -> !file.startsWith(host))::iterator) {
                String content = Files.isRegularFile(path) ? Files.readString(path) : "";
                Map<String, Object> attributes =
                        Files.readAttributes(path, "unix:lastModifiedTime,nlink", LinkOption.NOFOLLOW_LINKS);
                found.put(
                        path.toString(),
                        content + " " + attributes.get("lastModifiedTime") + " " + attributes.get("nlink"));
            }
        }
        return found;
    }

    @Test
    void noPathLeadsOutWhenItIsOpened() {
        for (String path : ESCAPES) {
            for (int flags : new int[] {0, WasiGuest.DIRECTORY, WasiGuest.CREATE, WasiGuest.TRUNCATE}) {
                for (long rights : new long[] {WasiGuest.READ, WasiGuest.ALL_RIGHTS}) {
                    assertEquals(
                            Errno.NOTCAPABLE, guest.tryOpen(WasiGuest.DIR, path, flags, rights), path + " " + flags);
                }
            }
        }
    }

    @Test
    void noPathLeadsOutWhenLinksAtItsEndAreNotFollowed() {
        for (String path : ESCAPES) {
            for (int flags : new int[] {0, WasiGuest.DIRECTORY, WasiGuest.CREATE | WasiGuest.EXCLUSIVE}) {
                Errno errno = guest.call(
                        "path_open",
                        WasiGuest.DIR,
                        0,
                        path,
                        flags,
                        WasiGuest.ALL_RIGHTS,
                        WasiGuest.ALL_RIGHTS,
                        0,
                        WasiGuest.RESULT);
                assertNotEquals(Errno.SUCCESS, errno, path + " " + flags);
            }
        }
    }

    @Test
    void nothingOutsideIsStatedOrTouched() {
        for (String path : ESCAPES) {
            assertErrno(Errno.NOTCAPABLE, "path_filestat_get", WasiGuest.DIR, 1, path, STAT);
            assertErrno(Errno.NOTCAPABLE, "path_filestat_set_times", WasiGuest.DIR, 1, path, 1L, 1L, 5);
        }
    }

    @Test
    void nothingOutsideIsMadeOrRemoved() {
        for (String path : ESCAPES) {
            assertNotEquals(Errno.SUCCESS, guest.call("path_create_directory", WasiGuest.DIR, path), path);
            assertErrno(Errno.NOTCAPABLE, "path_create_directory", WasiGuest.DIR, "sub/../../" + path);
            assertNotEquals(Errno.SUCCESS, guest.call("path_remove_directory", WasiGuest.DIR, path), path);
            assertNotEquals(Errno.SUCCESS, guest.call("path_symlink", "x", WasiGuest.DIR, path), path);
        }
        for (String path : List.of("../new", "up/new", "absolute/new", "sub/via/new", "sub/self-out/new")) {
            assertErrno(Errno.NOTCAPABLE, "path_create_directory", WasiGuest.DIR, path);
            assertErrno(Errno.NOTCAPABLE, "path_symlink", "x", WasiGuest.DIR, path);
            assertErrno(Errno.NOTCAPABLE, "path_link", WasiGuest.DIR, 0, "mine", WasiGuest.DIR, path);
            assertErrno(Errno.NOTCAPABLE, "path_rename", WasiGuest.DIR, "mine", WasiGuest.DIR, path);
            assertEquals(
                    Errno.NOTCAPABLE,
                    guest.tryOpen(WasiGuest.DIR, path, WasiGuest.CREATE | WasiGuest.EXCLUSIVE, WasiGuest.ALL_RIGHTS));
        }
        for (String path : List.of("../secret", "up/secret", "absolute/secret", "sub/via/secret")) {
            assertErrno(Errno.NOTCAPABLE, "path_unlink_file", WasiGuest.DIR, path);
            assertErrno(Errno.NOTCAPABLE, "path_rename", WasiGuest.DIR, path, WasiGuest.DIR, "stolen");
            assertErrno(Errno.NOTCAPABLE, "path_link", WasiGuest.DIR, 1, path, WasiGuest.DIR, "stolen");
        }
        assertErrno(Errno.NOTCAPABLE, "path_link", WasiGuest.DIR, 1, "file-up", WasiGuest.DIR, "stolen");
    }

    @Test
    void linksThatLeadOutAreNotFollowedHoweverTheyWereMade() throws IOException {
        assertErrno(Errno.NOTCAPABLE, "path_symlink", secret.toString(), WasiGuest.DIR, "new");
        assertErrno(Errno.NOTCAPABLE, "path_symlink", "/", WasiGuest.DIR, "new");
        guest.succeed("path_symlink", "../secret", WasiGuest.DIR, "relative");
        guest.succeed("path_symlink", "sub/../..", WasiGuest.DIR, "parent");
        // A link that led to something inside leads out when it is moved up.
        guest.succeed("path_symlink", "../mine", WasiGuest.DIR, "sub/inside");
        guest.succeed("path_rename", WasiGuest.DIR, "sub/inside", WasiGuest.DIR, "moved");
        guest.succeed("path_link", WasiGuest.DIR, 0, "sub/chain", WasiGuest.DIR, "sub/deep/linked");
        for (String path : List.of("relative", "parent/secret", "parent", "moved", "sub/deep/linked/x")) {
            assertNotEquals(Errno.SUCCESS, guest.tryOpen(WasiGuest.DIR, path, 0, WasiGuest.READ), path);
        }
        // A directory that is moved takes the meaning of the links beneath it along.
        Files.createDirectories(host.resolve("a/b"));
        guest.succeed("path_symlink", "../../mine", WasiGuest.DIR, "a/b/link");
        assertEquals("mine", guest.read(guest.open("a/b/link"), 9));
        guest.succeed("path_rename", WasiGuest.DIR, "a/b", WasiGuest.DIR, "b");
        assertEquals(Errno.NOTCAPABLE, guest.tryOpen(WasiGuest.DIR, "b/link", WasiGuest.CREATE, WasiGuest.ALL_RIGHTS));
    }

    @Test
    void openDirectoriesAreNoWayToTheDirectoriesAboveThem() {
        int sub = guest.open(WasiGuest.DIR, "sub", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        int deep = guest.open(sub, "deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        for (int fd : new int[] {sub, deep}) {
            for (String path : List.of("..", "../mine", "../../secret", "../../../secret", "/etc/passwd")) {
                assertEquals(Errno.NOTCAPABLE, guest.tryOpen(fd, path, 0, WasiGuest.READ), path);
                assertErrno(Errno.NOTCAPABLE, "path_filestat_get", fd, 1, path, STAT);
            }
        }
        assertEquals(Errno.NOTCAPABLE, guest.tryOpen(sub, "via/secret", 0, WasiGuest.READ));
        assertEquals(Errno.NOTCAPABLE, guest.tryOpen(sub, "chain", 0, WasiGuest.READ));
    }

    @Test
    void anOpenDirectoryWhoseNameBecameALinkIsStillTheDirectoryInside() throws IOException {
        int sub = guest.open(WasiGuest.DIR, "sub", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        int deep = guest.open(WasiGuest.DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        long inode = (long) Files.getAttribute(host.resolve("sub"), "unix:ino");
        guest.succeed("path_rename", WasiGuest.DIR, "sub", WasiGuest.DIR, "old");
        guest.succeed("path_symlink", "../outside", WasiGuest.DIR, "sub");
        guest.succeed("fd_filestat_get", sub, STAT);
        assertEquals(inode, guest.memory().readLong(STAT + 8));
        assertEquals(List.of(".", ".."), guest.list(deep));
        for (int fd : new int[] {sub, deep}) {
            assertEquals(Errno.NOENT, guest.tryOpen(fd, "secret", 0, WasiGuest.READ));
            assertErrno(Errno.NOENT, "path_filestat_get", fd, 1, "secret", STAT);
            assertErrno(Errno.NOENT, "path_unlink_file", fd, "secret");
            assertErrno(Errno.NOENT, "path_rename", fd, "secret", WasiGuest.DIR, "stolen");
            assertEquals(Errno.NOTCAPABLE, guest.tryOpen(fd, "../secret", 0, WasiGuest.READ));
            guest.succeed("path_create_directory", fd, "new");
            guest.succeed("fd_filestat_set_times", fd, 1L, 1L, 5);
            guest.succeed("fd_sync", fd);
        }
        assertTrue(Files.isDirectory(host.resolve("old/new")));
        assertTrue(Files.isDirectory(host.resolve("old/deep/new")));
    }

    @Test
    void anOpenFileWhoseDirectoryBecameALinkIsStillTheFileInside() throws IOException {
        guest.create("sub/secret", "mine");
        int fd = guest.open("sub/secret");
        long inode = (long) Files.getAttribute(host.resolve("sub/secret"), "unix:ino");
        guest.succeed("path_rename", WasiGuest.DIR, "sub", WasiGuest.DIR, "old");
        guest.succeed("path_symlink", "../outside", WasiGuest.DIR, "sub");
        guest.succeed("fd_filestat_get", fd, STAT);
        assertEquals(inode, guest.memory().readLong(STAT + 8));
        assertEquals(4, guest.memory().readLong(STAT + 32));
        guest.succeed("fd_filestat_set_times", fd, 1L, 1L, 5);
        guest.write(fd, "MINE");
        guest.succeed("fd_filestat_set_size", fd, 2L);
        assertEquals("MI", Files.readString(host.resolve("old/secret")));
    }

    @Test
    void theDirectoryItselfIsNotMovedLinkedOrRemoved() throws IOException {
        for (String path : List.of(".", "./", "sub/..", "sub/deep/../..", "sub/../.")) {
            assertErrno(Errno.BUSY, "path_rename", WasiGuest.DIR, path, WasiGuest.DIR, "sub/moved");
            assertErrno(Errno.BUSY, "path_rename", WasiGuest.DIR, "sub", WasiGuest.DIR, path);
            assertErrno(Errno.INVAL, "path_remove_directory", WasiGuest.DIR, path);
            assertErrno(Errno.ISDIR, "path_unlink_file", WasiGuest.DIR, path);
            assertErrno(Errno.EXIST, "path_symlink", "x", WasiGuest.DIR, path);
        }
        // Nor when it is the only thing left.
        int deep = guest.open(WasiGuest.DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        assertErrno(Errno.BUSY, "path_rename", WasiGuest.DIR, "sub", deep, ".");
        assertErrno(Errno.INVAL, "path_remove_directory", deep, ".");
    }
}
