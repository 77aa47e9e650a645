package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.FOLLOW;
import static dev.terrace.tests.WasiScene.INODE;
import static dev.terrace.tests.WasiScene.LINKS;
import static dev.terrace.tests.WasiScene.MODIFIED;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.READ_ONLY;
import static dev.terrace.tests.WasiScene.SIZE;
import static dev.terrace.tests.WasiScene.STAT;
import static dev.terrace.tests.WasiScene.TYPE;
import static dev.terrace.tests.WasiScene.TYPE_DIRECTORY;
import static dev.terrace.tests.WasiScene.TYPE_FILE;
import static dev.terrace.tests.WasiScene.TYPE_LINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import java.util.List;
import java.util.stream.Stream;

/** Making, looking at, renaming and removing the entries of directories. */
final class WasiEntryCases {
    private static final int RESULT = WasiGuest.RESULT;
    private static final int BUFFER = WasiGuest.BUFFER;

    private static final List<WasiCase> DIRECTORIES = List.of(
            makes("a new name", "new", "new"),
            makes("a new name with slashes", "new//", "new"),
            makes("a name in a directory behind a link", "dirlink/new", "dir/new"),
            failsToMake(Errno.EXIST, "a file", "file"),
            failsToMake(Errno.EXIST, "a directory", "dir"),
            failsToMake(Errno.EXIST, "a directory with a slash", "dir/"),
            failsToMake(Errno.EXIST, "a dangling link", "dangling"),
            failsToMake(Errno.EXIST, "the directory itself", "."),
            failsToMake(Errno.NOENT, "a name in a directory that is not there", "none/new"),
            removes("an empty directory", "empty"),
            removes("an empty directory with a slash", "empty/"),
            removes("an empty directory behind a link", "dirlink/nested"),
            failsToRemove(Errno.NOTEMPTY, "a directory with something in it", "dir"),
            failsToRemove(Errno.NOTDIR, "a file", "file"),
            failsToRemove(Errno.NOTDIR, "a file with a slash", "file/"),
            failsToRemove(Errno.NOTDIR, "a link to a directory", "dirlink"),
            failsToRemove(Errno.NOTDIR, "a dangling link", "dangling"),
            failsToRemove(Errno.NOENT, "a name that is not there", "none"),
            failsToRemove(Errno.INVAL, "the directory itself", "."),
            failsToRemove(Errno.INVAL, "a directory by its own dot", "empty/."),
            WasiCase.of(
                    "path_remove_directory",
                    Errno.NOTCAPABLE,
                    "a directory that is read only",
                    s -> s.call("path_remove_directory", READ_ONLY, "none")),
            unlinks("a file", "file"),
            unlinks("a link and not its target", "link"),
            unlinks("a link to a directory", "dirlink"),
            unlinks("a dangling link", "dangling"),
            unlinks("a link to itself", "loop"),
            WasiCase.of("path_unlink_file", Errno.SUCCESS, "one of two names of a file", s -> {
                s.succeed("path_link", DIR, 0, "file", DIR, "other");
                s.succeed("path_unlink_file", DIR, "file");
                assertEquals(1, s.stat("other", LINKS));
                assertEquals("0123456789", s.text("other"));
                return Errno.SUCCESS;
            }),
            failsToUnlink(Errno.ISDIR, "a directory", "empty"),
            failsToUnlink(Errno.ISDIR, "a directory with a slash", "empty/"),
            failsToUnlink(Errno.ISDIR, "the directory itself", "."),
            failsToUnlink(Errno.NOTDIR, "a file with a slash", "file/"),
            failsToUnlink(Errno.NOTDIR, "a link to a directory with a slash", "dirlink/"),
            failsToUnlink(Errno.NOENT, "a name that is not there", "none"));

    private static final List<WasiCase> STATS = List.of(
            WasiCase.of("path_filestat_get", Errno.SUCCESS, "a file", s -> {
                assertEquals(TYPE_FILE, s.stat("file", TYPE));
                assertEquals(10, s.stat("file", SIZE));
                assertEquals(1, s.stat("file", LINKS));
                assertTrue(s.stat("file", MODIFIED) > 1_000_000_000_000_000_000L);
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_filestat_get", Errno.SUCCESS, "directories, by whatever path", s -> {
                long inode = s.stat("dir", INODE);
                for (String path : List.of("dir/", "dir/.", "dir/nested/..", "./dir", "dirlink/")) {
                    assertEquals(inode, s.stat(path, INODE), path);
                    assertEquals(TYPE_DIRECTORY, s.stat(path, TYPE), path);
                }
                assertNotEquals(inode, s.stat(".", INODE));
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_filestat_get", Errno.SUCCESS, "a link, which is followed only if asked for", s -> {
                assertEquals(TYPE_LINK, s.stat("link", TYPE));
                assertEquals("file".length(), s.stat("link", SIZE));
                s.succeed("path_filestat_get", DIR, FOLLOW, "link", STAT);
                assertEquals(TYPE_FILE, s.byteAt(STAT + TYPE));
                assertEquals(TYPE_LINK, s.stat("dangling", TYPE));
                assertEquals(TYPE_LINK, s.stat("loop", TYPE));
                return Errno.SUCCESS;
            }),
            failsToStat(Errno.NOENT, "a name that is not there", "none"),
            failsToStat(Errno.NOENT, "a dangling link", "dangling"),
            failsToStat(Errno.LOOP, "a link to itself", "loop"),
            failsToStat(Errno.NOTDIR, "a file with a slash", "file/"),
            failsToStat(Errno.NOTCAPABLE, "a link that leads out", "out"),
            WasiCase.of(
                    "path_filestat_get",
                    Errno.INVAL,
                    "unknown flags of lookup",
                    s -> s.call("path_filestat_get", DIR, 2, "file", STAT)),
            WasiCase.of(
                    "path_filestat_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("path_filestat_get", DIR, 0, "file", PAGE - 63)),
            WasiCase.of("path_filestat_set_times", Errno.SUCCESS, "a file, to the nanosecond", s -> {
                s.succeed("path_filestat_set_times", DIR, 0, "file", 1_000_000_001L, 2_000_000_002L, 1 | 4);
                assertEquals(1_000_000_001L, s.stat("file", WasiScene.ACCESSED));
                assertEquals(2_000_000_002L, s.stat("file", MODIFIED));
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_filestat_set_times", Errno.SUCCESS, "a link itself, or what it leads to", s -> {
                s.succeed("path_filestat_set_times", DIR, 0, "link", 0L, 3_000_000_000L, 4);
                s.succeed("path_filestat_set_times", DIR, FOLLOW, "link", 0L, 4_000_000_000L, 4);
                assertEquals(3_000_000_000L, s.stat("link", MODIFIED));
                assertEquals(4_000_000_000L, s.stat("file", MODIFIED));
                s.succeed("path_filestat_set_times", DIR, 0, "dangling", 0L, 5_000_000_000L, 4);
                assertEquals(5_000_000_000L, s.stat("dangling", MODIFIED));
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_filestat_set_times", Errno.SUCCESS, "a directory, and the time of now", s -> {
                s.succeed("path_filestat_set_times", DIR, 0, "dir/", 0L, 1L, 4);
                s.succeed("path_filestat_set_times", DIR, 0, "dir/", 0L, 1L, 8);
                assertTrue(s.stat("dir", MODIFIED) > 1_000_000_000_000_000_000L);
                return Errno.SUCCESS;
            }),
            failsToSetTimes(Errno.INVAL, "now and a time of access at once", "file", 1 | 2),
            failsToSetTimes(Errno.INVAL, "now and a time of change at once", "file", 4 | 8),
            failsToSetTimes(Errno.INVAL, "unknown flags", "file", 16),
            failsToSetTimes(Errno.NOENT, "a name that is not there", "none", 5),
            failsToSetTimes(Errno.NOENT, "a dangling link", "dangling", 5),
            failsToSetTimes(Errno.LOOP, "a link to itself", "loop", 5),
            failsToSetTimes(Errno.NOTDIR, "a file with a slash", "file/", 5),
            failsToSetTimes(Errno.NOTCAPABLE, "a link that leads out", "out", 5),
            WasiCase.of(
                    "path_filestat_set_times",
                    Errno.INVAL,
                    "unknown flags of lookup",
                    s -> s.call("path_filestat_set_times", DIR, 2, "file", 1L, 1L, 5)));

    private static final List<WasiCase> LINKING = List.of(
            WasiCase.of("path_link", Errno.SUCCESS, "a file, which has two names then", s -> {
                s.succeed("path_link", DIR, 0, "file", s.openDirectory("dir"), "other");
                assertEquals(2, s.stat("file", LINKS));
                assertEquals(s.stat("file", INODE), s.stat("dir/other", INODE));
                s.guest.write(s.open("dir/other"), "ab");
                assertEquals("ab23456789", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_link", Errno.SUCCESS, "a link itself, be it dangling or a loop", s -> {
                for (String path : List.of("link", "dangling", "loop")) {
                    s.succeed("path_link", DIR, 0, path, DIR, "new-" + path);
                    assertEquals(TYPE_LINK, s.stat("new-" + path, TYPE));
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_link", Errno.SUCCESS, "what a link leads to", s -> {
                s.succeed("path_link", DIR, FOLLOW, "link", DIR, "new");
                assertEquals(s.stat("file", INODE), s.stat("new", INODE));
                return Errno.SUCCESS;
            }),
            failsToLink(Errno.EXIST, "a file and a name that is there", 0, "file", "dir/inner"),
            failsToLink(Errno.EXIST, "a file and itself", 0, "file", "file"),
            failsToLink(Errno.EXIST, "a file and a directory", 0, "file", "dir"),
            failsToLink(Errno.EXIST, "a file and a dangling link", 0, "file", "dangling"),
            failsToLink(Errno.PERM, "a directory", 0, "dir", "new"),
            failsToLink(Errno.NOENT, "a name that is not there", 0, "none", "new"),
            failsToLink(Errno.NOENT, "a dangling link that is followed", FOLLOW, "dangling", "new"),
            failsToLink(Errno.NOENT, "a file and a new name with a slash", 0, "file", "new/"),
            failsToLink(Errno.NOTDIR, "a file with a slash", 0, "file/", "new"),
            failsToLink(Errno.LOOP, "a link to itself that is followed", FOLLOW, "loop", "new"),
            failsToLink(Errno.NOTCAPABLE, "a link that leads out and is followed", FOLLOW, "out", "new"),
            failsToLink(Errno.INVAL, "unknown flags of lookup", 2, "file", "new"),
            WasiCase.of(
                    "path_link",
                    Errno.NOTCAPABLE,
                    "a directory that is read only",
                    s -> s.call("path_link", DIR, 0, "file", READ_ONLY, "new")),
            WasiCase.of("path_symlink", Errno.SUCCESS, "a text that may lead nowhere or out", s -> {
                for (String text : List.of("file", "nowhere", "../..", ".", "ünï")) {
                    s.succeed("path_symlink", text, DIR, "new");
                    s.succeed("path_readlink", DIR, "new", BUFFER, 100, RESULT);
                    assertEquals(text, s.bufferText(s.result()));
                    s.succeed("path_unlink_file", DIR, "new");
                }
                return Errno.SUCCESS;
            }),
            WasiCase.exceptNio("path_symlink", Errno.SUCCESS, "a text that ends with a slash", s -> {
                s.succeed("path_symlink", "dir//", DIR, "new");
                s.succeed("path_readlink", DIR, "new", BUFFER, 100, RESULT);
                assertEquals("dir//", s.bufferText(s.result()));
                return Errno.SUCCESS;
            }),
            failsToSymlink(Errno.EXIST, "a file", "x", "file"),
            failsToSymlink(Errno.EXIST, "a directory", "x", "dir"),
            failsToSymlink(Errno.EXIST, "a directory with a slash", "x", "dir/"),
            failsToSymlink(Errno.EXIST, "a dangling link", "x", "dangling"),
            failsToSymlink(Errno.EXIST, "the directory itself", "x", "."),
            failsToSymlink(Errno.NOENT, "a new name with a slash", "x", "new/"),
            failsToSymlink(Errno.NOENT, "no text", "", "new"),
            failsToSymlink(Errno.NOTCAPABLE, "a text that is an absolute path", "/x", "new"),
            failsToSymlink(Errno.NAMETOOLONG, "a text of 5,000 bytes", "x".repeat(5000), "new"),
            WasiCase.of(
                    "path_symlink",
                    Errno.FAULT,
                    "a text outside of memory",
                    s -> s.call("path_symlink", new WasiGuest.Span(-1, 2), DIR, "new")),
            WasiCase.of("path_readlink", Errno.SUCCESS, "buffers that hold the text, or the start of it", s -> {
                s.succeed("path_readlink", DIR, "link", BUFFER, 100, RESULT);
                assertEquals(4, s.result());
                assertEquals("file", s.bufferText(4));
                s.guest.memory().fill(BUFFER, 8, (byte) '-');
                s.succeed("path_readlink", DIR, "dirlink", BUFFER, 2, RESULT);
                assertEquals(2, s.result());
                assertEquals("di--", s.bufferText(4));
                return Errno.SUCCESS;
            }),
            failsToReadLink(Errno.INVAL, "a file", "file"),
            failsToReadLink(Errno.INVAL, "a directory", "dir"),
            failsToReadLink(Errno.INVAL, "a directory behind a link with a slash", "dirlink/"),
            failsToReadLink(Errno.NOENT, "a name that is not there", "none"),
            failsToReadLink(Errno.NOTDIR, "a file with a slash", "file/"),
            WasiCase.of(
                    "path_readlink",
                    Errno.FAULT,
                    "a buffer outside of memory",
                    s -> s.call("path_readlink", DIR, "link", PAGE - 2, 4, RESULT)),
            WasiCase.of(
                    "path_readlink",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("path_readlink", DIR, "link", BUFFER, 4, PAGE - 3)));

    private static final List<WasiCase> RENAMING = List.of(
            renames("a file to a new name", "file", "new"),
            renames("a file into another directory", "file", "dir/nested/new"),
            renames("a file over a file", "file", "dir/inner"),
            renames("a file over a link, which is replaced", "file", "dirlink"),
            renames("a link over a file", "link", "file"),
            renames("a link to itself", "loop", "new"),
            renames("a directory to a new name", "dir", "new"),
            renames("a directory with a slash to a new name", "dir/", "new"),
            renames("a directory to a new name with a slash", "dir", "new/"),
            renames("a directory over an empty one", "dir", "empty"),
            WasiCase.of("path_rename", Errno.SUCCESS, "a file to its own name", s -> {
                s.succeed("path_rename", DIR, "file", DIR, "file");
                assertEquals("0123456789", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("path_rename", Errno.SUCCESS, "two names of one file, which both stay", s -> {
                s.succeed("path_link", DIR, 0, "file", DIR, "other");
                s.succeed("path_rename", DIR, "file", DIR, "other");
                assertTrue(s.exists("file"));
                assertTrue(s.exists("other"));
                return Errno.SUCCESS;
            }),
            WasiCase.exceptNio(
                    "path_rename",
                    Errno.SUCCESS,
                    "a directory that is open, in which names are found all the same",
                    s -> {
                        int dir = s.openDirectory("dir");
                        s.succeed("path_rename", DIR, "dir", DIR, "new");
                        s.succeed("path_filestat_get", dir, 0, "inner", STAT);
                        s.succeed("path_create_directory", dir, "made");
                        assertTrue(s.exists("new/made"));
                        return Errno.SUCCESS;
                    }),
            failsToRename(Errno.NOENT, "a name that is not there", "none", "new"),
            failsToRename(Errno.ISDIR, "a file over a directory", "file", "empty"),
            failsToRename(Errno.NOTDIR, "a directory over a file", "empty", "file"),
            failsToRename(Errno.NOTDIR, "a directory over a link to a directory", "empty", "dirlink"),
            failsToRename(Errno.NOTEMPTY, "a directory over one with something in it", "empty", "dir"),
            failsToRename(Errno.NOTEMPTY, "a directory over the one that it is in", "dir/nested", "dir"),
            failsToRename(Errno.INVAL, "a directory into itself", "dir", "dir/nested/new"),
            failsToRename(Errno.NOTDIR, "a file with a slash", "file/", "new"),
            failsToRename(Errno.NOTDIR, "a file to a new name with a slash", "file", "new/"),
            failsToRename(Errno.BUSY, "the directory itself", ".", "new"),
            failsToRename(Errno.BUSY, "a directory to the directory itself", "empty", "."),
            WasiCase.of(
                    "path_rename",
                    Errno.NOTCAPABLE,
                    "a directory that is read only",
                    s -> s.call("path_rename", DIR, "file", READ_ONLY, "new")));

    static final List<WasiCase> ALL = Stream.of(DIRECTORIES, STATS, LINKING, RENAMING)
            .flatMap(List::stream)
            .toList();

    private WasiEntryCases() {}

    private static WasiCase makes(String situation, String path, String place) {
        return WasiCase.of("path_create_directory", Errno.SUCCESS, situation, s -> {
            s.succeed("path_create_directory", DIR, path);
            assertEquals(TYPE_DIRECTORY, s.stat(place, TYPE));
            assertEquals(2, s.list(place).size());
            return Errno.SUCCESS;
        });
    }

    private static WasiCase failsToMake(Errno errno, String situation, String path) {
        return WasiCase.of("path_create_directory", errno, situation, s -> s.call("path_create_directory", DIR, path));
    }

    private static WasiCase removes(String situation, String path) {
        return WasiCase.of("path_remove_directory", Errno.SUCCESS, situation, s -> {
            s.succeed("path_remove_directory", DIR, path);
            assertFalse(s.exists(path));
            return Errno.SUCCESS;
        });
    }

    private static WasiCase failsToRemove(Errno errno, String situation, String path) {
        return WasiCase.of("path_remove_directory", errno, situation, s -> s.call("path_remove_directory", DIR, path));
    }

    private static WasiCase unlinks(String situation, String path) {
        return WasiCase.of("path_unlink_file", Errno.SUCCESS, situation, s -> {
            s.succeed("path_unlink_file", DIR, path);
            assertFalse(s.exists(path));
            assertTrue(path.equals("file") || s.exists("file"));
            assertTrue(s.exists("dir"));
            return Errno.SUCCESS;
        });
    }

    private static WasiCase failsToUnlink(Errno errno, String situation, String path) {
        return WasiCase.of("path_unlink_file", errno, situation, s -> s.call("path_unlink_file", DIR, path));
    }

    private static WasiCase failsToStat(Errno errno, String situation, String path) {
        return WasiCase.of(
                "path_filestat_get", errno, situation, s -> s.call("path_filestat_get", DIR, FOLLOW, path, STAT));
    }

    private static WasiCase failsToSetTimes(Errno errno, String situation, String path, int flags) {
        return WasiCase.of(
                "path_filestat_set_times",
                errno,
                situation,
                s -> s.call("path_filestat_set_times", DIR, FOLLOW, path, 1L, 1L, flags));
    }

    private static WasiCase failsToLink(Errno errno, String situation, int lookup, String from, String to) {
        return WasiCase.of("path_link", errno, situation, s -> s.call("path_link", DIR, lookup, from, DIR, to));
    }

    private static WasiCase failsToSymlink(Errno errno, String situation, String text, String path) {
        return WasiCase.of("path_symlink", errno, situation, s -> s.call("path_symlink", text, DIR, path));
    }

    private static WasiCase failsToReadLink(Errno errno, String situation, String path) {
        return WasiCase.of(
                "path_readlink", errno, situation, s -> s.call("path_readlink", DIR, path, BUFFER, 100, RESULT));
    }

    private static WasiCase renames(String situation, String from, String to) {
        return WasiCase.of("path_rename", Errno.SUCCESS, situation, s -> {
            s.succeed("path_filestat_get", DIR, 0, from, STAT);
            long inode = s.longAt(STAT + INODE);
            s.succeed("path_rename", DIR, from, DIR, to);
            assertFalse(s.exists(from));
            assertEquals(inode, s.stat(to, INODE));
            return Errno.SUCCESS;
        });
    }

    private static WasiCase failsToRename(Errno errno, String situation, String from, String to) {
        return WasiCase.of("path_rename", errno, situation, s -> s.call("path_rename", DIR, from, DIR, to));
    }
}
