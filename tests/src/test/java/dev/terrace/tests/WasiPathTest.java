package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WASI's functions that take a path. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiPathTest extends WasiTestCase {
    private static final int STAT = 0x300;
    private static final int READ_ONLY = 4;
    private static final int TYPE = STAT + 16;

    @Override
    WasiConfig.Builder config() throws IOException {
        Path readOnly = Files.createDirectory(temp.resolve("read-only"));
        Files.writeString(readOnly.resolve("file"), "text");
        Files.createDirectory(readOnly.resolve("sub"));
        return super.config().readOnlyDirectory(readOnly, "/read-only");
    }

    @Test
    void openingCreatesTruncatesOrRefusesAsTheFlagsSay() throws IOException {
        assertOpen(Errno.NOENT, "file", 0);
        guest.write(guest.open(WasiGuest.DIR, "file", WasiGuest.CREATE, WasiGuest.WRITE), "text");
        assertOpen(Errno.SUCCESS, "file", 0);
        assertOpen(Errno.SUCCESS, "file", WasiGuest.CREATE);
        assertEquals("text", Files.readString(host.resolve("file")));
        assertOpen(Errno.EXIST, "file", WasiGuest.CREATE | WasiGuest.EXCLUSIVE);
        assertOpen(Errno.SUCCESS, "file", WasiGuest.EXCLUSIVE);
        assertOpen(Errno.NOTDIR, "file", WasiGuest.DIRECTORY);
        assertOpen(Errno.NOENT, "none", WasiGuest.DIRECTORY);
        assertOpen(Errno.NOENT, "none", WasiGuest.TRUNCATE);
        assertOpen(Errno.INVAL, "none", WasiGuest.CREATE | WasiGuest.DIRECTORY);
        assertOpen(Errno.INVAL, "none", 16);
        assertOpen(Errno.SUCCESS, "file", WasiGuest.CREATE | WasiGuest.TRUNCATE);
        assertEquals("", Files.readString(host.resolve("file")));
        assertOpen(Errno.SUCCESS, "new", WasiGuest.CREATE | WasiGuest.EXCLUSIVE | WasiGuest.TRUNCATE);
        assertOpen(Errno.NOENT, "no/new", WasiGuest.CREATE);
        assertOpen(Errno.NOTDIR, "file/new", WasiGuest.CREATE);
        assertErrno(Errno.INVAL, "path_open", WasiGuest.DIR, 2, "file", 0, WasiGuest.READ, 0L, 0, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "path_open", WasiGuest.DIR, 0, "file", 0, WasiGuest.READ, 0L, 32, WasiGuest.RESULT);
    }

    @Test
    void filesCanBeCreatedWithoutTheRightToWriteThem() throws IOException {
        int fd = guest.open(WasiGuest.DIR, "file", WasiGuest.CREATE, WasiGuest.READ);
        guest.setVector(WasiGuest.BUFFER, 1);
        assertErrno(Errno.BADF, "fd_write", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertTrue(Files.exists(host.resolve("file")));
    }

    @Test
    void directoriesAreOpenedToListThemAndNotToWriteThem() throws IOException {
        Files.createDirectories(host.resolve("d/e"));
        int d = guest.open(WasiGuest.DIR, "d", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        assertEquals(Set.of(".", "..", "e"), Set.copyOf(guest.list(d)));
        guest.open(d, "e", 0, WasiGuest.READ);
        assertOpen(Errno.ISDIR, "d", 0);
        assertOpen(Errno.ISDIR, "d", WasiGuest.CREATE);
        assertOpen(Errno.EXIST, "d", WasiGuest.CREATE | WasiGuest.EXCLUSIVE);
        assertOpen(Errno.ISDIR, "d", WasiGuest.TRUNCATE);
        assertEquals(Errno.ISDIR, guest.tryOpen(WasiGuest.DIR, "d", WasiGuest.TRUNCATE, WasiGuest.READ));
    }

    @Test
    void trailingSlashesMeanDirectories() throws IOException {
        guest.create("file", "");
        Files.createDirectory(host.resolve("d"));
        assertOpen(Errno.NOTDIR, "file/", 0);
        assertOpen(Errno.NOTDIR, "file/.", 0);
        assertOpen(Errno.NOENT, "none/", 0);
        assertOpen(Errno.ISDIR, "none/", WasiGuest.CREATE);
        assertEquals(Errno.SUCCESS, guest.tryOpen(WasiGuest.DIR, "d///", 0, WasiGuest.READ));
        assertErrno(Errno.NOTDIR, "path_filestat_get", WasiGuest.DIR, 0, "file/", STAT);
        assertErrno(Errno.NOTDIR, "path_filestat_set_times", WasiGuest.DIR, 0, "file/", 0L, 0L, 0);
        assertErrno(Errno.NOTDIR, "path_unlink_file", WasiGuest.DIR, "file/");
        assertErrno(Errno.NOTDIR, "path_remove_directory", WasiGuest.DIR, "file/");
        assertErrno(Errno.NOTDIR, "path_rename", WasiGuest.DIR, "file/", WasiGuest.DIR, "other");
        assertErrno(Errno.NOTDIR, "path_rename", WasiGuest.DIR, "file", WasiGuest.DIR, "other/");
        assertErrno(Errno.NOTDIR, "path_link", WasiGuest.DIR, 0, "file/", WasiGuest.DIR, "other");
        assertErrno(Errno.NOENT, "path_link", WasiGuest.DIR, 0, "file", WasiGuest.DIR, "other/");
        assertErrno(Errno.NOENT, "path_symlink", "file", WasiGuest.DIR, "other/");
        guest.succeed("path_create_directory", WasiGuest.DIR, "made/");
        guest.succeed("path_rename", WasiGuest.DIR, "made/", WasiGuest.DIR, "moved/");
        guest.succeed("path_remove_directory", WasiGuest.DIR, "moved/");
    }

    @Test
    void pathsMayHaveDotsAndManySlashes() throws IOException {
        Files.createDirectories(host.resolve("d/e"));
        guest.create("file", "text");
        for (String path : List.of(
                "./file", "././/file", "d/../file", "d//e/../../file", "d/e/.././../file", "d/e/../e/../../file")) {
            assertEquals("text", guest.read(guest.open(path), 9), path);
        }
        assertOpen(Errno.NOENT, "none/../file", 0);
        assertOpen(Errno.NOTDIR, "file/../file", 0);
        assertOpen(Errno.NOTDIR, "file/x", 0);
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        assertOpen(Errno.NOENT, "", 0);
        assertOpen(Errno.INVAL, "a\0b", 0);
        assertOpen(Errno.NAMETOOLONG, "x".repeat(256), WasiGuest.CREATE);
        assertOpen(Errno.NAMETOOLONG, "ä".repeat(128), WasiGuest.CREATE);
        assertOpen(Errno.NAMETOOLONG, "./".repeat(2049), 0);
        assertOpen(Errno.SUCCESS, "x".repeat(255), WasiGuest.CREATE);
        guest.memory().writeBytes(WasiGuest.BUFFER, new byte[] {'a', (byte) 0xFF});
        assertErrno(Errno.ILSEQ, "path_create_directory", WasiGuest.DIR, WasiGuest.BUFFER, 2);
        assertErrno(Errno.FAULT, "path_create_directory", WasiGuest.DIR, 0xFFFF, 2);
        assertErrno(Errno.NAMETOOLONG, "path_create_directory", WasiGuest.DIR, WasiGuest.BUFFER, -1);
    }

    @Test
    void pathsAreTakenOnlyFromDirectories() {
        guest.create("file", "");
        int fd = guest.open("file");
        assertErrno(Errno.NOTDIR, "path_open", fd, 0, "x", 0, 0L, 0L, 0, WasiGuest.RESULT);
        assertErrno(Errno.NOTDIR, "path_create_directory", fd, "x");
        assertErrno(Errno.NOTDIR, "path_filestat_get", fd, 0, "x", STAT);
        assertErrno(Errno.NOTDIR, "path_rename", WasiGuest.DIR, "file", fd, "x");
        assertErrno(Errno.NOTDIR, "path_unlink_file", fd, "x");
        assertErrno(Errno.BADF, "path_rename", WasiGuest.DIR, "file", 99, "x");
    }

    @Test
    void openingNeedsAPlaceForTheResultBeforeItCreatesAnything() {
        assertErrno(
                Errno.FAULT,
                "path_open",
                WasiGuest.DIR,
                0,
                "new",
                WasiGuest.CREATE,
                WasiGuest.ALL_RIGHTS,
                0L,
                0,
                0xFFFE);
        assertFalse(Files.exists(host.resolve("new")));
    }

    @Test
    void symbolicLinksAreFollowedWhereTheCallerSaysSo() throws IOException {
        guest.create("file", "text");
        Files.createDirectory(host.resolve("d"));
        guest.succeed("path_symlink", "file", WasiGuest.DIR, "link");
        guest.succeed("path_symlink", "../file", WasiGuest.DIR, "d/up");
        guest.succeed("path_symlink", "d", WasiGuest.DIR, "dir");
        assertEquals("text", guest.read(guest.open("link"), 9));
        assertEquals("text", guest.read(guest.open("dir/up"), 9));
        assertErrno(Errno.LOOP, "path_open", WasiGuest.DIR, 0, "link", 0, WasiGuest.READ, 0L, 0, WasiGuest.RESULT);
        assertErrno(
                Errno.NOTDIR,
                "path_open",
                WasiGuest.DIR,
                0,
                "dir",
                WasiGuest.DIRECTORY,
                WasiGuest.READ,
                0L,
                0,
                WasiGuest.RESULT);
        guest.succeed("path_open", WasiGuest.DIR, 0, "dir/", 0, WasiGuest.READ, 0L, 0, WasiGuest.RESULT);
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, "link", STAT);
        assertEquals(7, guest.memory().readByte(TYPE));
        guest.succeed("path_filestat_get", WasiGuest.DIR, 1, "link", STAT);
        assertEquals(4, guest.memory().readByte(TYPE));
        assertOpen(Errno.EXIST, "link", WasiGuest.CREATE | WasiGuest.EXCLUSIVE);
    }

    @Test
    void danglingLinksAreCreatedThroughButNotOpened() throws IOException {
        guest.succeed("path_symlink", "target", WasiGuest.DIR, "link");
        assertOpen(Errno.NOENT, "link", 0);
        assertErrno(Errno.NOENT, "path_filestat_get", WasiGuest.DIR, 1, "link", STAT);
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, "link", STAT);
        assertOpen(Errno.EXIST, "link", WasiGuest.CREATE | WasiGuest.EXCLUSIVE);
        assertFalse(Files.exists(host.resolve("target")));
        assertOpen(Errno.SUCCESS, "link", WasiGuest.CREATE);
        assertTrue(Files.exists(host.resolve("target")));
    }

    @Test
    void loopsOfLinksEnd() {
        guest.succeed("path_symlink", "b", WasiGuest.DIR, "a");
        guest.succeed("path_symlink", "a", WasiGuest.DIR, "b");
        guest.succeed("path_symlink", "self/self", WasiGuest.DIR, "self");
        assertOpen(Errno.LOOP, "a", 0);
        assertOpen(Errno.LOOP, "a", WasiGuest.CREATE);
        assertOpen(Errno.LOOP, "a/b", 0);
        assertOpen(Errno.LOOP, "self", 0);
        assertErrno(Errno.LOOP, "path_filestat_get", WasiGuest.DIR, 1, "a", STAT);
        guest.succeed("path_unlink_file", WasiGuest.DIR, "a");
    }

    @Test
    void chainsOfLinksAreFollowed() {
        guest.create("l0", "text");
        for (int i = 1; i <= 41; i++) {
            guest.succeed("path_symlink", "l" + (i - 1), WasiGuest.DIR, "l" + i);
        }
        assertOpen(Errno.SUCCESS, "l40", 0);
        assertOpen(Errno.LOOP, "l41", 0);
    }

    @Test
    void linksAreMadeAndRead() throws IOException {
        guest.succeed("path_symlink", "some/where", WasiGuest.DIR, "link");
        assertEquals(Path.of("some/where"), Files.readSymbolicLink(host.resolve("link")));
        guest.succeed("path_readlink", WasiGuest.DIR, "link", WasiGuest.BUFFER, 100, WasiGuest.RESULT);
        assertEquals(10, guest.result());
        assertEquals("some/where", guest.memory().readString(WasiGuest.BUFFER, 10));
        guest.memory().fill(WasiGuest.BUFFER, 10, (byte) 0);
        guest.succeed("path_readlink", WasiGuest.DIR, "link", WasiGuest.BUFFER, 4, WasiGuest.RESULT);
        assertEquals(4, guest.result());
        assertEquals("some\0", guest.memory().readString(WasiGuest.BUFFER, 5));
        guest.create("file", "");
        assertErrno(Errno.INVAL, "path_readlink", WasiGuest.DIR, "file", WasiGuest.BUFFER, 9, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "path_readlink", WasiGuest.DIR, ".", WasiGuest.BUFFER, 9, WasiGuest.RESULT);
        assertErrno(Errno.NOENT, "path_readlink", WasiGuest.DIR, "none", WasiGuest.BUFFER, 9, WasiGuest.RESULT);
        assertErrno(Errno.EXIST, "path_symlink", "x", WasiGuest.DIR, "link");
        assertErrno(Errno.EXIST, "path_symlink", "x", WasiGuest.DIR, ".");
        assertErrno(Errno.NOENT, "path_symlink", "", WasiGuest.DIR, "new");
        assertErrno(Errno.NOENT, "path_symlink", "x", WasiGuest.DIR, "no/new");
    }

    @Test
    void directoriesAreMadeAndRemoved() throws IOException {
        guest.succeed("path_create_directory", WasiGuest.DIR, "d");
        assertTrue(Files.isDirectory(host.resolve("d")));
        assertErrno(Errno.EXIST, "path_create_directory", WasiGuest.DIR, "d");
        assertErrno(Errno.EXIST, "path_create_directory", WasiGuest.DIR, ".");
        assertErrno(Errno.NOENT, "path_create_directory", WasiGuest.DIR, "no/d");
        guest.create("file", "");
        guest.create("d/file", "");
        guest.succeed("path_symlink", "d", WasiGuest.DIR, "link");
        assertErrno(Errno.EXIST, "path_create_directory", WasiGuest.DIR, "file");
        assertErrno(Errno.NOTDIR, "path_create_directory", WasiGuest.DIR, "file/d");
        assertErrno(Errno.NOTEMPTY, "path_remove_directory", WasiGuest.DIR, "d");
        assertErrno(Errno.NOTDIR, "path_remove_directory", WasiGuest.DIR, "file");
        assertErrno(Errno.NOTDIR, "path_remove_directory", WasiGuest.DIR, "link");
        assertErrno(Errno.NOTDIR, "path_remove_directory", WasiGuest.DIR, "link/");
        assertErrno(Errno.NOENT, "path_remove_directory", WasiGuest.DIR, "none");
        assertErrno(Errno.INVAL, "path_remove_directory", WasiGuest.DIR, "d/.");
        assertErrno(Errno.INVAL, "path_remove_directory", WasiGuest.DIR, ".");
        guest.succeed("path_unlink_file", WasiGuest.DIR, "d/file");
        guest.succeed("path_remove_directory", WasiGuest.DIR, "d");
        assertFalse(Files.exists(host.resolve("d")));
    }

    @Test
    void filesAndLinksAreUnlinkedAndDirectoriesAreNot() throws IOException {
        guest.create("file", "");
        Files.createDirectory(host.resolve("d"));
        guest.succeed("path_symlink", "file", WasiGuest.DIR, "link");
        guest.succeed("path_symlink", "d", WasiGuest.DIR, "dir");
        guest.succeed("path_unlink_file", WasiGuest.DIR, "link");
        assertTrue(Files.exists(host.resolve("file")));
        assertErrno(Errno.ISDIR, "path_unlink_file", WasiGuest.DIR, "d");
        assertErrno(Errno.ISDIR, "path_unlink_file", WasiGuest.DIR, ".");
        assertErrno(Errno.NOTDIR, "path_unlink_file", WasiGuest.DIR, "dir/");
        assertErrno(Errno.NOENT, "path_unlink_file", WasiGuest.DIR, "none");
        guest.succeed("path_unlink_file", WasiGuest.DIR, "dir");
        guest.succeed("path_unlink_file", WasiGuest.DIR, "file");
        assertFalse(Files.exists(host.resolve("file")));
    }

    @Test
    void renamingReplacesWhatIsOfTheSameKind() throws IOException {
        guest.create("a", "a");
        guest.create("b", "b");
        guest.succeed("path_rename", WasiGuest.DIR, "a", WasiGuest.DIR, "b");
        assertEquals("a", Files.readString(host.resolve("b")));
        assertFalse(Files.exists(host.resolve("a")));
        guest.succeed("path_rename", WasiGuest.DIR, "b", WasiGuest.DIR, "b");
        Files.createDirectories(host.resolve("full/x"));
        Files.createDirectory(host.resolve("empty"));
        assertErrno(Errno.NOTDIR, "path_rename", WasiGuest.DIR, "full", WasiGuest.DIR, "b");
        assertErrno(Errno.ISDIR, "path_rename", WasiGuest.DIR, "b", WasiGuest.DIR, "empty");
        assertErrno(Errno.NOTEMPTY, "path_rename", WasiGuest.DIR, "empty", WasiGuest.DIR, "full");
        assertErrno(Errno.INVAL, "path_rename", WasiGuest.DIR, "full", WasiGuest.DIR, "full/x/y");
        assertErrno(Errno.NOENT, "path_rename", WasiGuest.DIR, "none", WasiGuest.DIR, "empty");
        assertErrno(Errno.NOENT, "path_rename", WasiGuest.DIR, "b", WasiGuest.DIR, "no/b");
        assertErrno(Errno.BUSY, "path_rename", WasiGuest.DIR, ".", WasiGuest.DIR, "x");
        assertErrno(Errno.BUSY, "path_rename", WasiGuest.DIR, "empty", WasiGuest.DIR, "full/..");
        guest.succeed("path_rename", WasiGuest.DIR, "full", WasiGuest.DIR, "full");
        guest.succeed("path_rename", WasiGuest.DIR, "full", WasiGuest.DIR, "empty");
        assertTrue(Files.exists(host.resolve("empty/x")));
    }

    @Test
    void renamingMovesLinksThemselvesBetweenDirectories() throws IOException {
        Files.createDirectory(host.resolve("d"));
        int d = guest.open(WasiGuest.DIR, "d", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        guest.succeed("path_symlink", "nowhere", WasiGuest.DIR, "link");
        guest.succeed("path_rename", WasiGuest.DIR, "link", d, "moved");
        assertTrue(Files.isSymbolicLink(host.resolve("d/moved")));
    }

    @Test
    void hardLinksAreOtherNamesOfFiles() throws IOException {
        guest.create("file", "text");
        Files.createDirectory(host.resolve("d"));
        guest.succeed("path_link", WasiGuest.DIR, 0, "file", WasiGuest.DIR, "d/other");
        assertTrue(Files.isSameFile(host.resolve("file"), host.resolve("d/other")));
        assertErrno(Errno.EXIST, "path_link", WasiGuest.DIR, 0, "file", WasiGuest.DIR, "d/other");
        assertErrno(Errno.EXIST, "path_link", WasiGuest.DIR, 0, "file", WasiGuest.DIR, "d");
        assertErrno(Errno.PERM, "path_link", WasiGuest.DIR, 0, "d", WasiGuest.DIR, "e");
        assertErrno(Errno.NOENT, "path_link", WasiGuest.DIR, 0, "none", WasiGuest.DIR, "e");
        guest.succeed("path_symlink", "file", WasiGuest.DIR, "link");
        guest.succeed("path_link", WasiGuest.DIR, 0, "link", WasiGuest.DIR, "link2");
        assertTrue(Files.isSymbolicLink(host.resolve("link2")));
        guest.succeed("path_link", WasiGuest.DIR, 1, "link", WasiGuest.DIR, "file2");
        assertTrue(Files.isRegularFile(host.resolve("file2"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(3, Files.getAttribute(host.resolve("file"), "unix:nlink"));
    }

    @Test
    void statsAndTimesOfPathsAreThoseOfTheHost() throws IOException {
        guest.create("file", "12345");
        guest.succeed("path_symlink", "file", WasiGuest.DIR, "link");
        guest.succeed("path_filestat_set_times", WasiGuest.DIR, 1, "link", 1_000_000_001L, 2_000_000_002L, 1 | 4);
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, "file", STAT);
        assertEquals(
                Files.getAttribute(host.resolve("file"), "unix:ino"),
                guest.memory().readLong(STAT + 8));
        assertEquals(5, guest.memory().readLong(STAT + 32));
        assertEquals(1_000_000_001L, guest.memory().readLong(STAT + 40));
        assertEquals(2_000_000_002L, guest.memory().readLong(STAT + 48));
        guest.succeed("path_filestat_set_times", WasiGuest.DIR, 0, "link", 0L, 5_000_000_000L, 4);
        assertEquals(
                FileTime.fromMillis(5_000), Files.getLastModifiedTime(host.resolve("link"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(
                FileTime.fromMillis(2_000).toMillis(),
                Files.getLastModifiedTime(host.resolve("file")).toMillis());
        assertErrno(Errno.NOENT, "path_filestat_get", WasiGuest.DIR, 0, "none", STAT);
        assertErrno(Errno.NOENT, "path_filestat_set_times", WasiGuest.DIR, 0, "none", 0L, 0L, 5);
        assertErrno(Errno.INVAL, "path_filestat_set_times", WasiGuest.DIR, 0, "file", 0L, 0L, 3);
        assertErrno(Errno.FAULT, "path_filestat_get", WasiGuest.DIR, 0, "file", 0xFFFF);
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, ".", STAT);
        assertEquals(3, guest.memory().readByte(TYPE));
    }

    @Test
    void readOnlyDirectoriesAreReadAndNotChanged() throws IOException {
        assertEquals("text", guest.read(guest.open(READ_ONLY, "file", 0, WasiGuest.READ), 9));
        int sub = guest.open(READ_ONLY, "sub", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        guest.create("mine", "");
        for (int fd : new int[] {READ_ONLY, sub}) {
            String file = fd == sub ? "../file" : "file";
            assertEquals(Errno.NOTCAPABLE, guest.tryOpen(fd, file, 0, WasiGuest.WRITE));
            assertEquals(Errno.NOTCAPABLE, guest.tryOpen(fd, "new", WasiGuest.CREATE, WasiGuest.READ));
            assertEquals(Errno.NOTCAPABLE, guest.tryOpen(fd, file, WasiGuest.TRUNCATE, WasiGuest.READ));
            assertErrno(Errno.NOTCAPABLE, "path_create_directory", fd, "d");
            assertErrno(Errno.NOTCAPABLE, "path_unlink_file", fd, file);
            assertErrno(Errno.NOTCAPABLE, "path_remove_directory", fd, "sub");
            assertErrno(Errno.NOTCAPABLE, "path_symlink", "x", fd, "link");
            assertErrno(Errno.NOTCAPABLE, "path_link", fd, 0, file, WasiGuest.DIR, "stolen");
            assertErrno(Errno.NOTCAPABLE, "path_link", WasiGuest.DIR, 0, "mine", fd, "new");
            assertErrno(Errno.NOTCAPABLE, "path_rename", fd, file, WasiGuest.DIR, "stolen");
            assertErrno(Errno.NOTCAPABLE, "path_rename", WasiGuest.DIR, "mine", fd, "new");
            assertErrno(Errno.NOTCAPABLE, "path_filestat_set_times", fd, 0, file, 0L, 0L, 5);
            assertErrno(Errno.NOTCAPABLE, "fd_filestat_set_times", fd, 0L, 0L, 5);
        }
        assertEquals("text", Files.readString(temp.resolve("read-only/file")));
    }

    @Test
    void anOpenDirectoryStaysTheSameWhereverItIsMoved() throws IOException {
        Files.createDirectory(host.resolve("d"));
        int d = guest.open(WasiGuest.DIR, "d", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        guest.succeed("path_rename", WasiGuest.DIR, "d", WasiGuest.DIR, "e");
        guest.succeed("path_create_directory", d, "x");
        assertTrue(Files.isDirectory(host.resolve("e/x")));
        guest.succeed("path_create_directory", WasiGuest.DIR, "d");
        guest.succeed("path_create_directory", d, "y");
        assertTrue(Files.isDirectory(host.resolve("e/y")));
    }

    private void assertOpen(Errno expected, String path, int openFlags) {
        assertEquals(expected, guest.tryOpen(WasiGuest.DIR, path, openFlags, WasiGuest.ALL_RIGHTS), path);
    }
}
