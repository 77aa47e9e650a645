package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.APPEND;
import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.DSYNC;
import static dev.terrace.tests.WasiScene.NONBLOCK;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.READ_ONLY;
import static dev.terrace.tests.WasiScene.STAT;
import static dev.terrace.tests.WasiScene.SYNC;
import static dev.terrace.tests.WasiScene.UNUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Open files and directories, but for reading and writing: see {@link WasiStreamCases}. */
final class WasiDescriptorCases {
    private static final int RESULT = WasiGuest.RESULT;
    private static final int BUFFER = WasiGuest.BUFFER;
    private static final int START = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    // Rights by their bits.
    private static final long DATASYNC = 1L;
    private static final long SEEK = WasiGuest.SEEK;
    private static final long SET_FLAGS = 1L << 3;
    private static final long SYNCHRONIZE = 1L << 4;
    private static final long TELL = WasiGuest.TELL;
    private static final long ADVISE = 1L << 7;
    private static final long ALLOCATE = 1L << 8;
    private static final long READDIR = 1L << 14;
    private static final long FILESTAT_GET = 1L << 21;
    private static final long SET_SIZE = 1L << 22;
    private static final long SET_TIMES = 1L << 23;

    private static final List<WasiCase> ADVICE = List.of(
            WasiCase.of("fd_advise", Errno.SUCCESS, "every kind of advice", s -> {
                int fd = s.open("file");
                for (int advice = 0; advice < 5; advice++) {
                    s.succeed("fd_advise", fd, 2L, 5L, advice);
                }
                return s.call("fd_advise", fd, 0L, 0L, 5);
            }),
            WasiCase.of(
                    "fd_advise", Errno.INVAL, "unknown advice", s -> s.call("fd_advise", s.open("file"), 0L, 0L, 6)),
            WasiCase.of(
                    "fd_advise",
                    Errno.INVAL,
                    "a negative length",
                    s -> s.call("fd_advise", s.open("file"), 0L, -1L, 0)),
            WasiCase.of(
                    "fd_advise", Errno.BADF, "a number that is not open", s -> s.call("fd_advise", UNUSED, 0L, 0L, 0)),
            WasiCase.of("fd_advise", Errno.SPIPE, "the standard input", s -> s.call("fd_advise", 0, 0L, 0L, 0)),
            WasiCase.of(
                    "fd_advise",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_advise", s.openWithout("file", ADVISE), 0L, 0L, 0)),
            WasiCase.of("fd_allocate", Errno.SUCCESS, "bytes beyond the end, which are zero then", s -> {
                s.succeed("fd_allocate", s.open("file"), 8L, 4L);
                assertEquals("0123456789\0\0", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_allocate", Errno.SUCCESS, "bytes that are there, and nothing changes", s -> {
                s.succeed("fd_allocate", s.open("file"), 2L, 4L);
                assertEquals("0123456789", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_allocate", Errno.INVAL, "no bytes", s -> s.call("fd_allocate", s.open("file"), 0L, 0L)),
            WasiCase.of(
                    "fd_allocate",
                    Errno.INVAL,
                    "a negative place",
                    s -> s.call("fd_allocate", s.open("file"), -1L, 1L)),
            WasiCase.of(
                    "fd_allocate",
                    Errno.FBIG,
                    "an end beyond any file",
                    s -> s.call("fd_allocate", s.open("file"), Long.MAX_VALUE, 1L)),
            WasiCase.of(
                    "fd_allocate", Errno.BADF, "a number that is not open", s -> s.call("fd_allocate", UNUSED, 0L, 1L)),
            WasiCase.of("fd_allocate", Errno.BADF, "a directory", s -> s.call("fd_allocate", DIR, 0L, 1L)),
            WasiCase.of("fd_allocate", Errno.SPIPE, "the standard output", s -> s.call("fd_allocate", 1, 0L, 1L)),
            WasiCase.of(
                    "fd_allocate",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_allocate", s.openWithout("file", ALLOCATE), 0L, 1L)));

    private static final List<WasiCase> CLOSING = List.of(
            WasiCase.of("fd_close", Errno.SUCCESS, "a file, whose number is the next to be given", s -> {
                int fd = s.open("file");
                s.open("file");
                s.succeed("fd_close", fd);
                assertEquals(fd, s.open("dir/inner"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_close", Errno.SUCCESS, "a preopened directory, which is gone then", s -> {
                int dir = s.openDirectory("dir");
                s.succeed("fd_close", DIR);
                assertEquals(Errno.BADF, s.call("fd_prestat_get", DIR, STAT));
                return s.call("path_filestat_get", dir, 0, "inner", STAT);
            }),
            WasiCase.of("fd_close", Errno.SUCCESS, "a standard stream", s -> {
                s.succeed("fd_close", 1);
                return s.call("fd_close", 0);
            }),
            WasiCase.of("fd_close", Errno.BADF, "a number that was closed", s -> {
                int fd = s.open("file");
                s.succeed("fd_close", fd);
                return s.call("fd_close", fd);
            }),
            WasiCase.of("fd_close", Errno.BADF, "numbers that were never given", s -> {
                for (int fd : new int[] {5, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                    assertEquals(Errno.BADF, s.call("fd_close", fd));
                }
                return s.call("fd_close", -1);
            }),
            WasiCase.of("fd_renumber", Errno.SUCCESS, "two files, of which the second is closed", s -> {
                int from = s.open("file");
                int to = s.open("dir/inner");
                s.succeed("fd_renumber", from, to);
                assertEquals("0123456789", s.guest.read(to, 20));
                assertEquals(Errno.BADF, s.call("fd_close", from));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_renumber", Errno.SUCCESS, "a number and itself", s -> {
                int fd = s.open("file");
                s.succeed("fd_renumber", fd, fd);
                assertEquals("0123456789", s.guest.read(fd, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_renumber", Errno.SUCCESS, "a directory over a preopened one", s -> {
                int dir = s.openDirectory("dir");
                s.succeed("fd_renumber", dir, DIR);
                assertEquals(Errno.BADF, s.call("fd_fdstat_get", dir, STAT));
                assertEquals(Errno.SUCCESS, s.path("inner", 0, WasiGuest.READ));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_renumber",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_renumber", UNUSED, s.open("file"))),
            WasiCase.of("fd_renumber", Errno.BADF, "a target that is not open", s -> {
                int fd = s.open("file");
                assertEquals(Errno.BADF, s.call("fd_renumber", fd, -1));
                assertEquals(Errno.BADF, s.call("fd_renumber", fd, UNUSED));
                assertEquals("0123456789", s.guest.read(fd, 20));
                return Errno.BADF;
            }));

    private static final List<WasiCase> SYNCHRONISING = List.of(
            WasiCase.of("fd_datasync", Errno.SUCCESS, "a file", s -> s.call("fd_datasync", s.open("file"))),
            WasiCase.of("fd_datasync", Errno.SUCCESS, "a directory", s -> s.call("fd_datasync", DIR)),
            WasiCase.of("fd_datasync", Errno.BADF, "a number that is not open", s -> s.call("fd_datasync", UNUSED)),
            WasiCase.of(
                    "fd_datasync",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_datasync", s.openWithout("file", DATASYNC))),
            WasiCase.of("fd_sync", Errno.SUCCESS, "a file", s -> s.call("fd_sync", s.open("file"))),
            WasiCase.of("fd_sync", Errno.SUCCESS, "a directory", s -> s.call("fd_sync", DIR)),
            WasiCase.of("fd_sync", Errno.BADF, "a number that is not open", s -> s.call("fd_sync", UNUSED)),
            WasiCase.of(
                    "fd_sync",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_sync", s.openWithout("file", SYNCHRONIZE))));

    private static final List<WasiCase> FDSTAT = List.of(
            WasiCase.of("fd_fdstat_get", Errno.SUCCESS, "a file, with its flags and the rights asked for", s -> {
                long rights = WasiGuest.READ | SEEK;
                s.succeed("path_open", DIR, 0, "file", 0, rights, 0L, APPEND | SYNC, RESULT);
                s.succeed("fd_fdstat_get", s.result(), STAT);
                assertEquals(WasiScene.TYPE_FILE, s.byteAt(STAT));
                assertEquals(APPEND | SYNC, s.shortAt(STAT + 2));
                assertEquals(rights, s.longAt(STAT + 8));
                assertEquals(0, s.longAt(STAT + 16));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_fdstat_get", Errno.SUCCESS, "a directory, which has the rights of one", s -> {
                s.succeed("fd_fdstat_get", DIR, STAT);
                assertEquals(WasiScene.TYPE_DIRECTORY, s.byteAt(STAT));
                assertEquals(0, s.shortAt(STAT + 2));
                assertEquals(0, s.longAt(STAT + 8) & (WasiGuest.READ | WasiGuest.WRITE | SEEK | TELL | SET_SIZE));
                assertTrue((s.longAt(STAT + 16) & WasiGuest.READ) != 0);
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_fdstat_get", Errno.SUCCESS, "standard streams, which have no place", s -> {
                for (int fd = 0; fd < 3; fd++) {
                    s.succeed("fd_fdstat_get", fd, STAT);
                    assertEquals(0, s.longAt(STAT + 8) & (SEEK | TELL));
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_fdstat_get",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_fdstat_get", UNUSED, STAT)),
            WasiCase.of(
                    "fd_fdstat_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("fd_fdstat_get", DIR, PAGE - 23)),
            WasiCase.of("fd_fdstat_set_flags", Errno.SUCCESS, "appending, switched on and off", s -> {
                int fd = s.open("file");
                s.succeed("fd_fdstat_set_flags", fd, APPEND);
                s.guest.write(fd, "a");
                s.succeed("fd_fdstat_set_flags", fd, 0);
                s.seek(fd, 0, START);
                s.guest.write(fd, "b");
                assertEquals("b123456789a", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_fdstat_set_flags", Errno.SUCCESS, "not blocking, which is reported", s -> {
                int fd = s.open("file");
                s.succeed("fd_fdstat_set_flags", fd, NONBLOCK | APPEND);
                s.succeed("fd_fdstat_get", fd, STAT);
                assertEquals(NONBLOCK | APPEND, s.shortAt(STAT + 2));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_fdstat_set_flags",
                    Errno.NOTSUP,
                    "synchronising, which is decided when a file is opened",
                    s -> s.call("fd_fdstat_set_flags", s.open("file"), DSYNC)),
            WasiCase.of(
                    "fd_fdstat_set_flags",
                    Errno.INVAL,
                    "unknown flags",
                    s -> s.call("fd_fdstat_set_flags", s.open("file"), 32)),
            WasiCase.of(
                    "fd_fdstat_set_flags",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_fdstat_set_flags", UNUSED, 0)),
            WasiCase.of(
                    "fd_fdstat_set_flags",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_fdstat_set_flags", s.openWithout("file", SET_FLAGS), APPEND)),
            WasiCase.of("fd_fdstat_set_rights", Errno.SUCCESS, "fewer rights, which are all there are then", s -> {
                int fd = s.open("file");
                s.succeed("fd_fdstat_set_rights", fd, WasiGuest.WRITE, 0L);
                s.succeed("fd_fdstat_get", fd, STAT);
                assertEquals(WasiGuest.WRITE, s.longAt(STAT + 8));
                assertEquals(Errno.NOTCAPABLE, s.transfer("fd_read", fd, 1));
                return s.transfer("fd_write", fd, 1);
            }),
            WasiCase.of("fd_fdstat_set_rights", Errno.SUCCESS, "fewer rights for what a directory opens", s -> {
                s.succeed("fd_fdstat_get", DIR, STAT);
                s.succeed("fd_fdstat_set_rights", DIR, s.longAt(STAT + 8), WasiGuest.READ);
                s.succeed("fd_fdstat_get", s.open("file", WasiGuest.READ | SEEK), STAT);
                assertEquals(WasiGuest.READ, s.longAt(STAT + 8));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_fdstat_set_rights", Errno.NOTCAPABLE, "a right that was given up", s -> {
                int fd = s.openWithout("file", WasiGuest.READ);
                return s.call("fd_fdstat_set_rights", fd, WasiGuest.READ, 0L);
            }),
            WasiCase.of(
                    "fd_fdstat_set_rights",
                    Errno.NOTCAPABLE,
                    "a right that there never was",
                    s -> s.call("fd_fdstat_set_rights", s.open("file", WasiGuest.READ), WasiGuest.WRITE, 0L)),
            WasiCase.of(
                    "fd_fdstat_set_rights",
                    Errno.NOTCAPABLE,
                    "more rights for what a directory opens",
                    s -> s.call("fd_fdstat_set_rights", READ_ONLY, 0L, WasiGuest.WRITE)),
            WasiCase.of(
                    "fd_fdstat_set_rights",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_fdstat_set_rights", UNUSED, 0L, 0L)));

    private static final List<WasiCase> FILESTAT = List.of(
            WasiCase.of("fd_filestat_get", Errno.SUCCESS, "a file, as its path has it", s -> {
                s.succeed("path_link", DIR, 0, "file", DIR, "other");
                int fd = s.open("file");
                s.succeed("fd_filestat_get", fd, STAT);
                long inode = s.longAt(STAT + WasiScene.INODE);
                assertEquals(WasiScene.TYPE_FILE, s.byteAt(STAT + WasiScene.TYPE));
                assertEquals(2, s.longAt(STAT + WasiScene.LINKS));
                assertEquals(10, s.longAt(STAT + WasiScene.SIZE));
                assertEquals(inode, s.stat("other", WasiScene.INODE));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_get", Errno.SUCCESS, "a file that was removed", s -> {
                int fd = s.open("file");
                long inode = s.stat("file", WasiScene.INODE);
                s.succeed("path_unlink_file", DIR, "file");
                s.succeed("fd_filestat_get", fd, STAT);
                assertEquals(inode, s.longAt(STAT + WasiScene.INODE));
                assertEquals(10, s.longAt(STAT + WasiScene.SIZE));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_get", Errno.SUCCESS, "a directory", s -> {
                s.succeed("fd_filestat_get", s.openDirectory("dir"), STAT);
                assertEquals(WasiScene.TYPE_DIRECTORY, s.byteAt(STAT + WasiScene.TYPE));
                long inode = s.longAt(STAT + WasiScene.INODE);
                assertEquals(inode, s.stat("dir", WasiScene.INODE));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_get", Errno.SUCCESS, "a standard stream", s -> s.call("fd_filestat_get", 1, STAT)),
            WasiCase.of(
                    "fd_filestat_get",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_filestat_get", UNUSED, STAT)),
            WasiCase.of(
                    "fd_filestat_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("fd_filestat_get", DIR, PAGE - 63)),
            WasiCase.of(
                    "fd_filestat_get",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_filestat_get", s.openWithout("file", FILESTAT_GET), STAT)),
            WasiCase.of("fd_filestat_set_size", Errno.SUCCESS, "a larger size, with zeros at the end", s -> {
                s.succeed("fd_filestat_set_size", s.open("file"), 12L);
                assertEquals("0123456789\0\0", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_set_size", Errno.SUCCESS, "a smaller size, and the place stays", s -> {
                int fd = s.open("file");
                s.seek(fd, 7, START);
                s.succeed("fd_filestat_set_size", fd, 3L);
                assertEquals(7, s.seek(fd, 0, CURRENT));
                assertEquals("012", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_filestat_set_size",
                    Errno.INVAL,
                    "a negative size",
                    s -> s.call("fd_filestat_set_size", s.open("file"), -1L)),
            WasiCase.of(
                    "fd_filestat_set_size", Errno.BADF, "a directory", s -> s.call("fd_filestat_set_size", DIR, 0L)),
            WasiCase.of(
                    "fd_filestat_set_size",
                    Errno.INVAL,
                    "the standard output",
                    s -> s.call("fd_filestat_set_size", 1, 0L)),
            WasiCase.of(
                    "fd_filestat_set_size",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_filestat_set_size", UNUSED, 0L)),
            WasiCase.of(
                    "fd_filestat_set_size",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_filestat_set_size", s.openWithout("file", SET_SIZE), 0L)),
            WasiCase.of("fd_filestat_set_times", Errno.SUCCESS, "both times, to the nanosecond", s -> {
                int fd = s.open("file");
                s.succeed("fd_filestat_set_times", fd, 1_000_000_001L, 2_000_000_002L, 1 | 4);
                assertTimes(s, 1_000_000_001L, 2_000_000_002L);
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_set_times", Errno.SUCCESS, "one time, and the other stays", s -> {
                int fd = s.open("file");
                s.succeed("fd_filestat_set_times", fd, 1_000_000_001L, 2_000_000_002L, 1 | 4);
                s.succeed("fd_filestat_set_times", fd, 5L, 3_000_000_003L, 4);
                assertTimes(s, 1_000_000_001L, 3_000_000_003L);
                s.succeed("fd_filestat_set_times", fd, 4_000_000_004L, 5L, 1);
                assertTimes(s, 4_000_000_004L, 3_000_000_003L);
                s.succeed("fd_filestat_set_times", fd, 5L, 5L, 0);
                assertTimes(s, 4_000_000_004L, 3_000_000_003L);
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_set_times", Errno.SUCCESS, "the time of now", s -> {
                int fd = s.open("file");
                s.succeed("fd_filestat_set_times", fd, 1L, 1L, 1 | 4);
                s.succeed("fd_filestat_set_times", fd, 1L, 1L, 2 | 8);
                assertTrue(s.stat("file", WasiScene.ACCESSED) > 1_000_000_000_000_000_000L);
                assertTrue(s.stat("file", WasiScene.MODIFIED) > 1_000_000_000_000_000_000L);
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_filestat_set_times", Errno.SUCCESS, "a directory", s -> {
                s.succeed("fd_filestat_set_times", s.openDirectory("dir"), 1L, 2_000_000_002L, 1 | 4);
                assertEquals(2_000_000_002L, s.stat("dir", WasiScene.MODIFIED));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_filestat_set_times",
                    Errno.INVAL,
                    "now and a time of access at once",
                    s -> s.call("fd_filestat_set_times", s.open("file"), 1L, 1L, 1 | 2)),
            WasiCase.of(
                    "fd_filestat_set_times",
                    Errno.INVAL,
                    "now and a time of change at once",
                    s -> s.call("fd_filestat_set_times", s.open("file"), 1L, 1L, 4 | 8)),
            WasiCase.of(
                    "fd_filestat_set_times",
                    Errno.INVAL,
                    "unknown flags",
                    s -> s.call("fd_filestat_set_times", s.open("file"), 1L, 1L, 16)),
            WasiCase.of(
                    "fd_filestat_set_times",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_filestat_set_times", UNUSED, 1L, 1L, 5)),
            WasiCase.of(
                    "fd_filestat_set_times",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_filestat_set_times", s.openWithout("file", SET_TIMES), 1L, 1L, 5)));

    private static final List<WasiCase> PRESTAT = List.of(
            WasiCase.of("fd_prestat_get", Errno.SUCCESS, "a preopened directory", s -> {
                s.succeed("fd_prestat_get", DIR, STAT);
                assertEquals(0, s.intAt(STAT));
                assertEquals("/host".length(), s.intAt(STAT + 4));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_prestat_get",
                    Errno.BADF,
                    "a directory that the guest opened",
                    s -> s.call("fd_prestat_get", s.openDirectory("dir"), STAT)),
            WasiCase.of("fd_prestat_get", Errno.BADF, "a standard stream", s -> s.call("fd_prestat_get", 0, STAT)),
            WasiCase.of(
                    "fd_prestat_get",
                    Errno.BADF,
                    "the number after the last preopened directory",
                    s -> s.call("fd_prestat_get", READ_ONLY + 1, STAT)),
            WasiCase.of(
                    "fd_prestat_get",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("fd_prestat_get", DIR, PAGE - 7)),
            WasiCase.of("fd_prestat_dir_name", Errno.SUCCESS, "buffers of the right size and larger", s -> {
                s.succeed("fd_prestat_dir_name", READ_ONLY, BUFFER, 10);
                assertEquals("/read-only", s.bufferText(10));
                s.succeed("fd_prestat_dir_name", DIR, BUFFER, 100);
                assertEquals("/host-only", s.bufferText(10));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_prestat_dir_name",
                    Errno.NAMETOOLONG,
                    "a buffer that is too small",
                    s -> s.call("fd_prestat_dir_name", DIR, BUFFER, 4)),
            WasiCase.of(
                    "fd_prestat_dir_name",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_prestat_dir_name", UNUSED, BUFFER, 5)),
            WasiCase.of(
                    "fd_prestat_dir_name",
                    Errno.BADF,
                    "a file",
                    s -> s.call("fd_prestat_dir_name", s.open("file"), BUFFER, 5)),
            WasiCase.of(
                    "fd_prestat_dir_name",
                    Errno.FAULT,
                    "a buffer outside of memory",
                    s -> s.call("fd_prestat_dir_name", DIR, PAGE - 4, 5)));

    private static final List<WasiCase> READING_DIRECTORIES = List.of(
            WasiCase.of("fd_readdir", Errno.SUCCESS, "an empty directory: itself and the one above", s -> {
                assertEquals(Set.of(".", ".."), new HashSet<>(s.list("empty")));
                assertEquals(2, s.list("empty").size());
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_readdir", Errno.SUCCESS, "inodes and types, which are those of the paths", s -> {
                s.succeed("fd_readdir", DIR, BUFFER, 0x1000, 0L, RESULT);
                int at = BUFFER;
                int end = BUFFER + s.result();
                int count = 0;
                List<Long> found = new ArrayList<>();
                List<String> names = new ArrayList<>();
                List<Integer> types = new ArrayList<>();
                for (; at < end; count++) {
                    int length = s.intAt(at + 16);
                    found.add(s.longAt(at + 8));
                    types.add(s.byteAt(at + 20));
                    names.add(s.guest.memory().readString(at + 24, length));
                    at += 24 + length;
                }
                assertEquals(2 + 8, count);
                for (int i = 0; i < count; i++) {
                    if (!names.get(i).equals("..")) {
                        assertEquals(found.get(i), s.stat(names.get(i), WasiScene.INODE), names.get(i));
                        assertEquals((long) types.get(i), s.stat(names.get(i), WasiScene.TYPE), names.get(i));
                    }
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_readdir", Errno.SUCCESS, "every cookie, from which it goes on", s -> {
                List<String> all = s.guest.list(DIR);
                s.succeed("fd_readdir", DIR, BUFFER, 0x1000, 0L, RESULT);
                int at = BUFFER;
                List<Long> cookies = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                    cookies.add(s.longAt(at));
                    at += 24 + s.intAt(at + 16);
                }
                for (int i = 0; i < all.size() - 1; i++) {
                    s.succeed("fd_readdir", DIR, BUFFER, 0x1000, cookies.get(i), RESULT);
                    assertEquals(all.get(i + 1), s.guest.memory().readString(BUFFER + 24, s.intAt(BUFFER + 16)));
                }
                s.succeed("fd_readdir", DIR, BUFFER, 0x1000, cookies.getLast(), RESULT);
                assertEquals(0, s.result());
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_readdir", Errno.SUCCESS, "many names in small buffers, each name once", s -> {
                int fd = s.openDirectory("empty");
                for (int i = 0; i < 100; i++) {
                    s.guest.create("empty/name-" + i, "");
                }
                Set<String> names = new HashSet<>();
                long cookie = 0;
                while (true) {
                    s.succeed("fd_readdir", fd, BUFFER, 100, cookie, RESULT);
                    int used = s.result();
                    int at = 0;
                    while (at + 24 <= used && at + 24 + s.intAt(BUFFER + at + 16) <= used) {
                        int length = s.intAt(BUFFER + at + 16);
                        assertTrue(names.add(s.guest.memory().readString(BUFFER + at + 24, length)));
                        cookie = s.longAt(BUFFER + at);
                        at += 24 + length;
                    }
                    if (used < 100) {
                        break;
                    }
                }
                assertEquals(102, names.size());
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_readdir", Errno.SUCCESS, "a directory that changes, of which nothing else is lost", s -> {
                int fd = s.openDirectory("empty");
                for (int i = 0; i < 50; i++) {
                    s.guest.create("empty/keep-" + i, "");
                    s.guest.create("empty/drop-" + i, "");
                }
                Set<String> names = new HashSet<>();
                long cookie = 0;
                for (int round = 0; ; round++) {
                    s.succeed("fd_readdir", fd, BUFFER, 200, cookie, RESULT);
                    int used = s.result();
                    int at = 0;
                    while (at + 24 <= used && at + 24 + s.intAt(BUFFER + at + 16) <= used) {
                        int length = s.intAt(BUFFER + at + 16);
                        names.add(s.guest.memory().readString(BUFFER + at + 24, length));
                        cookie = s.longAt(BUFFER + at);
                        at += 24 + length;
                    }
                    if (used < 200) {
                        break;
                    }
                    s.call("path_unlink_file", fd, "drop-" + round);
                    s.guest.create("empty/new-" + round, "");
                }
                assertEquals(
                        50,
                        names.stream().filter(name -> name.startsWith("keep-")).count());
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_readdir", Errno.SUCCESS, "a buffer that ends within an entry, which is filled", s -> {
                for (int length : new int[] {0, 1, 23, 24, 25, 30}) {
                    s.guest.memory().fill(BUFFER, 0x100, (byte) 0x55);
                    s.succeed("fd_readdir", DIR, BUFFER, length, 0L, RESULT);
                    assertEquals(length, s.result());
                    assertEquals(0x55, s.byteAt(BUFFER + length));
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_readdir",
                    Errno.NOTDIR,
                    "a file",
                    s -> s.call("fd_readdir", s.open("file"), BUFFER, 100, 0L, RESULT)),
            WasiCase.of(
                    "fd_readdir",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_readdir", UNUSED, BUFFER, 100, 0L, RESULT)),
            WasiCase.of("fd_readdir", Errno.NOTCAPABLE, "a directory without the right", s -> {
                s.giveUp(DIR, READDIR);
                return s.call("fd_readdir", DIR, BUFFER, 100, 0L, RESULT);
            }),
            WasiCase.of(
                    "fd_readdir",
                    Errno.FAULT,
                    "a buffer outside of memory",
                    s -> s.call("fd_readdir", DIR, PAGE - 10, 11, 0L, RESULT)),
            WasiCase.of(
                    "fd_readdir",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("fd_readdir", DIR, BUFFER, 100, 0L, PAGE - 3)));

    private static final List<WasiCase> SEEKING = List.of(
            WasiCase.of("fd_seek", Errno.SUCCESS, "places from the start, the place and the end", s -> {
                int fd = s.open("file");
                assertEquals(4, s.seek(fd, 4, START));
                assertEquals(2, s.seek(fd, -2, CURRENT));
                assertEquals(7, s.seek(fd, -3, END));
                assertEquals("789", s.guest.read(fd, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_seek", Errno.SUCCESS, "a place beyond the end, where there is nothing", s -> {
                int fd = s.open("file");
                assertEquals(1L << 40, s.seek(fd, 1L << 40, START));
                assertEquals("", s.guest.read(fd, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "fd_seek",
                    Errno.SUCCESS,
                    "the place itself with only the right to tell it",
                    s -> s.call("fd_seek", s.open("file", TELL), 0L, CURRENT, RESULT)),
            WasiCase.of("fd_seek", Errno.INVAL, "a place before the start, and nothing moves", s -> {
                int fd = s.open("file");
                s.seek(fd, 5, START);
                assertEquals(Errno.INVAL, s.call("fd_seek", fd, -6L, CURRENT, RESULT));
                assertEquals(5, s.seek(fd, 0, CURRENT));
                return s.call("fd_seek", fd, -1L, START, RESULT);
            }),
            WasiCase.of("fd_seek", Errno.INVAL, "a place that no number has", s -> {
                int fd = s.open("file");
                s.seek(fd, 5, START);
                return s.call("fd_seek", fd, Long.MAX_VALUE, CURRENT, RESULT);
            }),
            WasiCase.of(
                    "fd_seek", Errno.INVAL, "an unknown origin", s -> s.call("fd_seek", s.open("file"), 0L, 3, RESULT)),
            WasiCase.of("fd_seek", Errno.SPIPE, "the standard input", s -> s.call("fd_seek", 0, 1L, START, RESULT)),
            WasiCase.of("fd_seek", Errno.BADF, "a directory", s -> s.call("fd_seek", DIR, 0L, START, RESULT)),
            WasiCase.of(
                    "fd_seek",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("fd_seek", UNUSED, 0L, START, RESULT)),
            WasiCase.of(
                    "fd_seek",
                    Errno.NOTCAPABLE,
                    "a file with only the right to tell its place",
                    s -> s.call("fd_seek", s.open("file", TELL), 1L, CURRENT, RESULT)),
            WasiCase.of("fd_seek", Errno.FAULT, "a result outside of memory, and nothing moves", s -> {
                int fd = s.open("file");
                assertEquals(Errno.FAULT, s.call("fd_seek", fd, 5L, START, PAGE - 7));
                assertEquals(0, s.seek(fd, 0, CURRENT));
                return Errno.FAULT;
            }),
            WasiCase.of("fd_tell", Errno.SUCCESS, "the place after a read and an appending write", s -> {
                int fd = s.openWithFlags("file", 0, APPEND);
                s.guest.read(fd, 3);
                s.succeed("fd_tell", fd, RESULT);
                assertEquals(3, s.longAt(RESULT));
                s.guest.write(fd, "ab");
                s.succeed("fd_tell", fd, RESULT);
                assertEquals(12, s.longAt(RESULT));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_tell", Errno.SPIPE, "the standard output", s -> s.call("fd_tell", 1, RESULT)),
            WasiCase.of("fd_tell", Errno.BADF, "a directory", s -> s.call("fd_tell", DIR, RESULT)),
            WasiCase.of("fd_tell", Errno.BADF, "a number that is not open", s -> s.call("fd_tell", UNUSED, RESULT)),
            WasiCase.of(
                    "fd_tell",
                    Errno.NOTCAPABLE,
                    "a file without the right",
                    s -> s.call("fd_tell", s.open("file", WasiGuest.READ), RESULT)),
            WasiCase.of(
                    "fd_tell",
                    Errno.FAULT,
                    "a result outside of memory",
                    s -> s.call("fd_tell", s.open("file"), PAGE - 7)));

    static final List<WasiCase> ALL = Stream.of(
                    ADVICE, CLOSING, SYNCHRONISING, FDSTAT, FILESTAT, PRESTAT, READING_DIRECTORIES, SEEKING)
            .flatMap(List::stream)
            .toList();

    private WasiDescriptorCases() {}

    private static void assertTimes(WasiScene scene, long accessed, long modified) {
        assertEquals(accessed, scene.stat("file", WasiScene.ACCESSED));
        assertEquals(modified, scene.stat("file", WasiScene.MODIFIED));
    }
}
