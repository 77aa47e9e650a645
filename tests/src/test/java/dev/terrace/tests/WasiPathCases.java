package dev.terrace.tests;

import static dev.terrace.tests.WasiGuest.ALL_RIGHTS;
import static dev.terrace.tests.WasiGuest.READ;
import static dev.terrace.tests.WasiGuest.WRITE;
import static dev.terrace.tests.WasiScene.APPEND;
import static dev.terrace.tests.WasiScene.CREATE;
import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.DIRECTORY;
import static dev.terrace.tests.WasiScene.DSYNC;
import static dev.terrace.tests.WasiScene.EXCLUSIVE;
import static dev.terrace.tests.WasiScene.FOLLOW;
import static dev.terrace.tests.WasiScene.NONBLOCK;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.READ_ONLY;
import static dev.terrace.tests.WasiScene.RSYNC;
import static dev.terrace.tests.WasiScene.STAT;
import static dev.terrace.tests.WasiScene.SYNC;
import static dev.terrace.tests.WasiScene.TRUNCATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import java.util.List;
import java.util.stream.Stream;

/** Opening paths. */
final class WasiPathCases {
    private static final String OPEN = "path_open";
    private static final int RESULT = WasiGuest.RESULT;
    private static final long SET_SIZE_OF_PATH = 1L << 19;

    /** How many symbolic links a path may lead through, as on Linux. */
    private static final int MAX_LINKS = 40;

    private static final List<WasiCase> OPENING = List.of(
            opens("a file, without asking for a right", s -> {
                assertEquals(Errno.SUCCESS, s.path("file", 0, 0));
                s.succeed("fd_fdstat_get", s.result(), STAT);
                assertEquals(0, s.longAt(STAT + 8));
                return s.call("fd_close", s.result());
            }),
            opens("a file by a winding path", s -> s.path("dir/.//nested/../../dir/nested/..///./inner", 0, READ)),
            opens("a file through links to a file and to a directory", s -> {
                assertEquals("0123456789", s.text("link"));
                assertEquals("inner", s.text("dirlink/inner"));
                return Errno.SUCCESS;
            }),
            opens("a file with the lowest free number", s -> {
                int first = s.open("file");
                int second = s.open("file");
                assertEquals(first + 1, second);
                return Errno.SUCCESS;
            }),
            opens("a directory, however it is asked for", s -> {
                for (String path : List.of("dir", "dir/", "dir///", "dir/.", "dir/nested/..", ".", "./", "dirlink")) {
                    for (int flags : new int[] {0, DIRECTORY}) {
                        assertEquals(Errno.SUCCESS, s.path(path, flags, READ), path);
                        s.succeed("fd_fdstat_get", s.result(), STAT);
                        assertEquals(WasiScene.TYPE_DIRECTORY, s.byteAt(STAT), path);
                    }
                }
                return Errno.SUCCESS;
            }),
            opens(
                    "a directory with a slash behind a link, which is followed then",
                    s -> withoutFollowing(s, "dirlink/", 0)),
            opens("rights that the directory gives, and no others", s -> {
                s.succeed(OPEN, READ_ONLY, 0, ".", DIRECTORY, ALL_RIGHTS & ~WRITE, ALL_RIGHTS, 0, RESULT);
                s.succeed("fd_fdstat_get", s.result(), STAT);
                assertEquals(0, s.longAt(STAT + 16) & WRITE);
                assertEquals(READ, s.longAt(STAT + 16) & READ);
                return Errno.SUCCESS;
            }),
            opens("flags, which are reported", s -> {
                for (int flags : new int[] {0, APPEND, NONBLOCK, DSYNC | SYNC, APPEND | SYNC, RSYNC | SYNC}) {
                    int fd = s.openWithFlags("file", 0, flags);
                    s.succeed("fd_fdstat_get", fd, STAT);
                    assertEquals(flags & (APPEND | NONBLOCK), s.shortAt(STAT + 2) & (APPEND | NONBLOCK));
                    assertEquals(flags & SYNC, s.shortAt(STAT + 2) & SYNC);
                }
                return Errno.SUCCESS;
            }),
            opens("a path through 40 links", s -> {
                links(s, MAX_LINKS);
                return s.path("link-" + MAX_LINKS, 0, READ);
            }),
            fails(Errno.LOOP, "a path through 41 links", s -> {
                links(s, MAX_LINKS + 1);
                return s.path("link-" + (MAX_LINKS + 1), 0, READ);
            }),
            fails(Errno.LOOP, "a link to itself", s -> s.path("loop", 0, READ)),
            fails(Errno.LOOP, "a link that is not followed", s -> withoutFollowing(s, "link", 0)),
            fails(Errno.LOOP, "a dangling link that is not followed", s -> withoutFollowing(s, "dangling", 0)),
            fails(Errno.LOOP, "a link that is not followed, to create", s -> withoutFollowing(s, "dangling", CREATE)),
            fails(
                    Errno.NOTDIR,
                    "a link that is not followed, as a directory",
                    s -> withoutFollowing(s, "dirlink", DIRECTORY)),
            fails(Errno.NOTDIR, "a file as a directory", s -> s.path("file", DIRECTORY, READ)),
            fails(Errno.NOTDIR, "a file with a slash", s -> s.path("file/", 0, READ)),
            fails(Errno.NOTDIR, "a file with several slashes", s -> s.path("file///", 0, READ)),
            fails(Errno.NOTDIR, "a link to a file as a directory", s -> s.path("link", DIRECTORY, READ)),
            fails(Errno.NOENT, "a name that is not there", s -> s.path("none", 0, READ)),
            fails(Errno.NOENT, "a name that is not there with a slash", s -> s.path("none/", 0, READ)),
            fails(Errno.NOENT, "a dangling link", s -> s.path("dangling", 0, READ)),
            fails(Errno.ISDIR, "a directory to write", s -> s.path("dir", 0, READ | WRITE)),
            fails(Errno.ISDIR, "a directory to write, as a directory", s -> s.path("dir", DIRECTORY, READ | WRITE)),
            fails(Errno.NOTCAPABLE, "the directory above", s -> s.path("..", 0, READ)),
            fails(Errno.NOTCAPABLE, "a link to the directory above", s -> s.path("out", DIRECTORY, READ)),
            fails(Errno.NOTCAPABLE, "the root", s -> s.path("/", DIRECTORY, READ)),
            fails(Errno.INVAL, "unknown flags of opening", s -> s.path("file", 16, READ)),
            fails(Errno.INVAL, "unknown flags of descriptors", s -> s.pathWithFlags("file", 0, 32)),
            fails(Errno.INVAL, "unknown flags of lookup", s -> s.call(OPEN, DIR, 2, "file", 0, READ, 0L, 0, RESULT)),
            fails(Errno.FAULT, "a result outside of memory, and nothing stays open", s -> {
                int before = s.open("file");
                assertEquals(Errno.FAULT, s.call(OPEN, DIR, 0, "file", 0, READ, 0L, 0, PAGE - 3));
                assertEquals(before + 1, s.open("file"));
                return Errno.FAULT;
            }),
            fails(Errno.MFILE, "more descriptors than a guest may have", s -> {
                Errno errno = Errno.SUCCESS;
                for (int i = 0; i < 100_000 && errno == Errno.SUCCESS; i++) {
                    errno = s.path("dir", DIRECTORY, 0);
                }
                return errno;
            }));

    private static final List<WasiCase> CREATING = List.of(
            opens("a new file, which is empty", s -> {
                assertEquals(Errno.SUCCESS, s.path("new", CREATE, WRITE));
                assertEquals("", s.text("new"));
                return Errno.SUCCESS;
            }),
            opens("a new file, created by rights that are all zero", s -> {
                assertEquals(Errno.SUCCESS, s.path("new", CREATE, 0));
                assertTrue(s.exists("new"));
                return Errno.SUCCESS;
            }),
            opens("a file that is there, to create", s -> {
                assertEquals(Errno.SUCCESS, s.path("file", CREATE, READ | WRITE));
                assertEquals("0123456789", s.guest.read(s.result(), 20));
                return Errno.SUCCESS;
            }),
            opens("the target of a dangling link, to create", s -> {
                assertEquals(Errno.SUCCESS, s.path("dangling", CREATE, WRITE));
                assertEquals(WasiScene.TYPE_FILE, s.stat("nowhere", WasiScene.TYPE));
                return Errno.SUCCESS;
            }),
            opens("a name of 255 bytes, to create", s -> s.path("n".repeat(255), CREATE | EXCLUSIVE, WRITE)),
            opens("a name that is not of letters, to create", s -> {
                for (String name : List.of("ünï", "文", "🙂", "a b", "\\", "...", "-", "*", "\n")) {
                    assertEquals(Errno.SUCCESS, s.path(name, CREATE | EXCLUSIVE, WRITE), name);
                    assertTrue(s.list(".").contains(name), name);
                }
                return Errno.SUCCESS;
            }),
            opens("a file to truncate", s -> {
                assertEquals(Errno.SUCCESS, s.path("file", TRUNCATE, WRITE));
                assertEquals("", s.text("file"));
                return Errno.SUCCESS;
            }),
            opens("a file to truncate without a right of its own", s -> {
                assertEquals(Errno.SUCCESS, s.path("link", TRUNCATE, 0));
                assertEquals("", s.text("file"));
                return Errno.SUCCESS;
            }),
            opens("a file exclusively without creating it, which means nothing", s -> s.path("file", EXCLUSIVE, READ)),
            fails(Errno.EXIST, "a file that is there, to create exclusively", s -> {
                assertEquals(Errno.EXIST, s.path("file", CREATE | EXCLUSIVE | TRUNCATE, WRITE));
                assertEquals("0123456789", s.text("file"));
                return Errno.EXIST;
            }),
            fails(Errno.EXIST, "a directory, to create exclusively", s -> s.path("dir", CREATE | EXCLUSIVE, WRITE)),
            fails(Errno.EXIST, "a dangling link, to create exclusively", s -> {
                assertEquals(Errno.EXIST, s.path("dangling", CREATE | EXCLUSIVE, WRITE));
                assertFalse(s.exists("nowhere"));
                return Errno.EXIST;
            }),
            fails(
                    Errno.EXIST,
                    "a link to itself, to create exclusively",
                    s -> s.path("loop", CREATE | EXCLUSIVE, WRITE)),
            fails(Errno.ISDIR, "a directory, to create", s -> s.path("dir", CREATE, READ)),
            fails(Errno.ISDIR, "a directory, to truncate", s -> s.path("dir", TRUNCATE, WRITE)),
            fails(Errno.ISDIR, "a new name with a slash, to create", s -> {
                assertEquals(Errno.ISDIR, s.path("new/", CREATE, WRITE));
                assertFalse(s.exists("new"));
                return Errno.ISDIR;
            }),
            fails(
                    Errno.INVAL,
                    "a directory to create, which another function does",
                    s -> s.path("new", CREATE | DIRECTORY, READ)),
            fails(Errno.NOTCAPABLE, "a link to a name above the directory, to create", s -> {
                s.succeed("path_symlink", "../new", DIR, "above");
                return s.path("above", CREATE, WRITE);
            }),
            fails(Errno.NOTCAPABLE, "truncating without the right of the directory", s -> {
                s.giveUp(DIR, SET_SIZE_OF_PATH);
                assertEquals(Errno.NOTCAPABLE, s.path("file", TRUNCATE, WRITE));
                assertEquals("0123456789", s.text("file"));
                return Errno.NOTCAPABLE;
            }),
            fails(
                    Errno.NOTCAPABLE,
                    "writing in a directory that is read only",
                    s -> s.call(OPEN, READ_ONLY, 0, "file", 0, WRITE, 0L, 0, RESULT)),
            fails(
                    Errno.NOTCAPABLE,
                    "creating in a directory that is read only",
                    s -> s.call(OPEN, READ_ONLY, 0, "new", CREATE, READ, 0L, 0, RESULT)));

    static final List<WasiCase> ALL =
            Stream.of(OPENING, CREATING).flatMap(List::stream).toList();

    private WasiPathCases() {}

    private static WasiCase opens(String situation, WasiCase.Body body) {
        return WasiCase.of(OPEN, Errno.SUCCESS, situation, body);
    }

    private static WasiCase fails(Errno errno, String situation, WasiCase.Body body) {
        return WasiCase.of(OPEN, errno, situation, body);
    }

    private static Errno withoutFollowing(WasiScene scene, String path, int openFlags) {
        return scene.call(OPEN, DIR, 0, path, openFlags, READ, 0L, 0, RESULT);
    }

    /** Makes a chain of so many links, each of which leads to the one before, and the first to a file. */
    private static void links(WasiScene scene, int count) {
        scene.succeed("path_symlink", "file", DIR, "link-1");
        for (int i = 2; i <= count; i++) {
            scene.succeed("path_symlink", "link-" + (i - 1), DIR, "link-" + i);
        }
        assertEquals(Errno.SUCCESS, scene.call("path_filestat_get", DIR, FOLLOW, "link-" + Math.min(count, 2), STAT));
    }
}
