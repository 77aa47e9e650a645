package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WASI's functions about open descriptors. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiDescriptorTest extends WasiTestCase {
    private static final int PAGE = 0x10000;
    private static final int STAT = 0x300;
    private static final int START = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;
    private static final int APPEND = 1;
    private static final int DSYNC = 2;
    private static final int NONBLOCK = 4;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Override
    WasiConfig.Builder config() throws IOException {
        return super.config()
                .input("some input".getBytes(StandardCharsets.UTF_8))
                .output(output);
    }

    @Test
    void filesAreReadFromWhereTheLastReadEnded() {
        guest.create("file", "0123456789");
        int fd = guest.open("file");
        assertEquals("012", guest.read(fd, 3));
        assertEquals("3456789", guest.read(fd, 100));
        assertEquals("", guest.read(fd, 100));
    }

    @Test
    void readsAndWritesTakeSeveralBuffers() {
        int fd = guest.open(WasiGuest.DIR, "file", WasiGuest.CREATE, WasiGuest.ALL_RIGHTS);
        guest.memory().writeString(WasiGuest.BUFFER, "abcdef");
        setBuffers(WasiGuest.BUFFER, 2, WasiGuest.BUFFER, 0, WasiGuest.BUFFER + 2, 4);
        guest.succeed("fd_write", fd, WasiGuest.VECTOR, 3, WasiGuest.RESULT);
        assertEquals(6, guest.result());
        seek(fd, 0, START);
        setBuffers(WasiGuest.BUFFER + 0x10, 1, WasiGuest.BUFFER + 0x20, 3, WasiGuest.BUFFER + 0x30, 9);
        guest.succeed("fd_read", fd, WasiGuest.VECTOR, 3, WasiGuest.RESULT);
        assertEquals(6, guest.result());
        assertEquals("a", guest.memory().readString(WasiGuest.BUFFER + 0x10, 1));
        assertEquals("bcd", guest.memory().readString(WasiGuest.BUFFER + 0x20, 3));
        assertEquals("ef", guest.memory().readString(WasiGuest.BUFFER + 0x30, 2));
    }

    @Test
    void writesOfManyBuffersAreComplete() throws IOException {
        int fd = guest.open(WasiGuest.DIR, "file", WasiGuest.CREATE, WasiGuest.ALL_RIGHTS);
        int[] buffers = new int[2 * 100];
        for (int i = 0; i < 100; i++) {
            guest.memory().writeByte(WasiGuest.BUFFER + i, (byte) i);
            buffers[2 * i] = WasiGuest.BUFFER + i;
            buffers[2 * i + 1] = 1;
        }
        setBuffers(buffers);
        guest.succeed("fd_write", fd, WasiGuest.VECTOR, 100, 0x800);
        assertEquals(100, guest.memory().readInt(0x800));
        assertEquals(100, Files.size(host.resolve("file")));
    }

    @Test
    void buffersOutsideOfMemoryAreAFault() {
        guest.create("file", "x");
        int fd = guest.open("file");
        setBuffers(PAGE - 4, 5);
        assertErrno(Errno.FAULT, "fd_read", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "fd_write", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        setBuffers(-1, -1);
        assertErrno(Errno.FAULT, "fd_read", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "fd_read", fd, PAGE - 7, 1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "fd_read", fd, WasiGuest.VECTOR, 1024 * 8, WasiGuest.RESULT + PAGE);
        setBuffers(WasiGuest.BUFFER, 1);
        assertErrno(Errno.FAULT, "fd_read", fd, WasiGuest.VECTOR, 1, PAGE - 3);
        assertEquals("x", guest.read(fd, 1), "a read without a place for its result has taken nothing");
        assertErrno(Errno.INVAL, "fd_read", fd, WasiGuest.VECTOR, -1, WasiGuest.RESULT);
    }

    @Test
    void descriptorsThatAreNotOpenAreRefusedByEveryFunction() {
        for (int fd : new int[] {4, 99, -1, Integer.MAX_VALUE}) {
            assertErrno(Errno.BADF, "fd_advise", fd, 0L, 0L, 0);
            assertErrno(Errno.BADF, "fd_allocate", fd, 0L, 1L);
            assertErrno(Errno.BADF, "fd_close", fd);
            assertErrno(Errno.BADF, "fd_datasync", fd);
            assertErrno(Errno.BADF, "fd_fdstat_get", fd, STAT);
            assertErrno(Errno.BADF, "fd_fdstat_set_flags", fd, 0);
            assertErrno(Errno.BADF, "fd_fdstat_set_rights", fd, 0L, 0L);
            assertErrno(Errno.BADF, "fd_filestat_get", fd, STAT);
            assertErrno(Errno.BADF, "fd_filestat_set_size", fd, 0L);
            assertErrno(Errno.BADF, "fd_filestat_set_times", fd, 0L, 0L, 0);
            assertErrno(Errno.BADF, "fd_pread", fd, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_prestat_get", fd, STAT);
            assertErrno(Errno.BADF, "fd_prestat_dir_name", fd, WasiGuest.BUFFER, 100);
            assertErrno(Errno.BADF, "fd_pwrite", fd, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_read", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_readdir", fd, WasiGuest.BUFFER, 100, 0L, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_renumber", fd, 1);
            assertErrno(Errno.BADF, "fd_renumber", 1, fd);
            assertErrno(Errno.BADF, "fd_seek", fd, 0L, 0, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_sync", fd);
            assertErrno(Errno.BADF, "fd_tell", fd, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "fd_write", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            assertErrno(Errno.BADF, "path_open", fd, 0, "x", 0, 0L, 0L, 0, WasiGuest.RESULT);
        }
    }

    @Test
    void closedNumbersAreGivenToTheNextThatIsOpened() {
        guest.create("file", "");
        int first = guest.open("file");
        int second = guest.open("file");
        assertEquals(first + 1, second);
        guest.succeed("fd_close", first);
        assertErrno(Errno.BADF, "fd_close", first);
        assertEquals(first, guest.open("file"));
    }

    @Test
    void aGuestCannotOpenWithoutLimit() {
        guest.create("file", "");
        Errno errno = Errno.SUCCESS;
        for (int i = 0; i < 5000 && errno == Errno.SUCCESS; i++) {
            errno = guest.tryOpen(WasiGuest.DIR, ".", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        }
        assertEquals(Errno.MFILE, errno);
        guest.succeed("fd_close", 10);
        assertEquals(10, guest.open("file"));
    }

    @Test
    void seekingMovesRelativeToStartPlaceAndEnd() {
        guest.create("file", "0123456789");
        int fd = guest.open("file");
        assertEquals(4, seek(fd, 4, START));
        assertEquals(6, seek(fd, 2, CURRENT));
        guest.succeed("fd_tell", fd, WasiGuest.RESULT);
        assertEquals(6, guest.memory().readLong(WasiGuest.RESULT));
        assertEquals(7, seek(fd, -3, END));
        assertEquals("789", guest.read(fd, 9));
        assertEquals(1000, seek(fd, 1000, START), "beyond the end");
        assertEquals("", guest.read(fd, 9));
        assertErrno(Errno.INVAL, "fd_seek", fd, -1L, START, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_seek", fd, -1001L, CURRENT, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_seek", fd, Long.MAX_VALUE, CURRENT, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_seek", fd, 0L, 3, WasiGuest.RESULT);
    }

    @Test
    void writingBeyondTheEndLeavesZerosBetween() throws IOException {
        guest.create("file", "ab");
        int fd = guest.open("file");
        seek(fd, 4, START);
        guest.write(fd, "c");
        assertEquals("ab\0\0c", Files.readString(host.resolve("file")));
    }

    @Test
    void readsAndWritesAtAnOffsetDoNotMove() throws IOException {
        guest.create("file", "0123456789");
        int fd = guest.open("file");
        assertEquals("01", guest.read(fd, 2));
        guest.setVector(WasiGuest.BUFFER, 3);
        guest.succeed("fd_pread", fd, WasiGuest.VECTOR, 1, 8L, WasiGuest.RESULT);
        assertEquals(2, guest.result());
        assertEquals("89", guest.memory().readString(WasiGuest.BUFFER, 2));
        guest.succeed("fd_pread", fd, WasiGuest.VECTOR, 1, 100L, WasiGuest.RESULT);
        assertEquals(0, guest.result());
        guest.memory().writeString(WasiGuest.BUFFER, "abc");
        guest.succeed("fd_pwrite", fd, WasiGuest.VECTOR, 1, 9L, WasiGuest.RESULT);
        assertEquals(3, guest.result());
        assertEquals("23", guest.read(fd, 2));
        assertEquals("012345678abc", Files.readString(host.resolve("file")));
        guest.setVector(WasiGuest.BUFFER, 3);
        assertErrno(Errno.INVAL, "fd_pread", fd, WasiGuest.VECTOR, 1, -1L, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_pwrite", fd, WasiGuest.VECTOR, 1, -1L, WasiGuest.RESULT);
    }

    @Test
    void appendingWritesToTheEndWhereverThePlaceIs() throws IOException {
        guest.create("file", "start");
        assertErrno(
                Errno.SUCCESS,
                "path_open",
                WasiGuest.DIR,
                0,
                "file",
                0,
                WasiGuest.ALL_RIGHTS,
                0L,
                APPEND,
                WasiGuest.RESULT);
        int fd = guest.result();
        seek(fd, 0, START);
        guest.write(fd, "-end");
        guest.succeed("fd_fdstat_set_flags", fd, 0);
        seek(fd, 0, START);
        guest.write(fd, "S");
        guest.succeed("fd_fdstat_set_flags", fd, APPEND | NONBLOCK);
        guest.write(fd, "!");
        assertEquals("Start-end!", Files.readString(host.resolve("file")));
        guest.succeed("fd_fdstat_get", fd, STAT);
        assertEquals(APPEND | NONBLOCK, guest.memory().readShort(STAT + 2));
    }

    @Test
    void flagsThatCannotBeChangedAreRefused() {
        guest.create("file", "");
        int fd = guest.open("file");
        assertErrno(Errno.NOTSUP, "fd_fdstat_set_flags", fd, DSYNC);
        assertErrno(Errno.INVAL, "fd_fdstat_set_flags", fd, 32);
    }

    @Test
    void descriptorsSayWhatTheyAre() {
        guest.create("file", "");
        int fd = guest.open(WasiGuest.DIR, "file", 0, WasiGuest.READ | WasiGuest.SEEK);
        guest.succeed("fd_fdstat_get", fd, STAT);
        assertEquals(4, guest.memory().readByte(STAT));
        assertEquals(WasiGuest.READ | WasiGuest.SEEK, guest.memory().readLong(STAT + 8));
        guest.succeed("fd_fdstat_get", WasiGuest.DIR, STAT);
        assertEquals(3, guest.memory().readByte(STAT));
        guest.succeed("fd_fdstat_get", 1, STAT);
        assertEquals(0, guest.memory().readByte(STAT), "a captured stream is not a terminal");
        assertErrno(Errno.FAULT, "fd_fdstat_get", fd, PAGE - 23);
    }

    @Test
    void rightsCanBeGivenUpButNotTakenBack() {
        guest.create("file", "text");
        int fd = guest.open("file");
        guest.succeed("fd_fdstat_set_rights", fd, WasiGuest.WRITE | WasiGuest.SEEK, 0L);
        guest.setVector(WasiGuest.BUFFER, 1);
        assertErrno(Errno.NOTCAPABLE, "fd_read", fd, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.NOTCAPABLE, "fd_fdstat_set_rights", fd, WasiGuest.READ, 0L);
        assertErrno(Errno.NOTCAPABLE, "fd_filestat_set_size", fd, 0L);
        guest.write(fd, "x");
    }

    @Test
    void rightsGivenUpByADirectoryAreMissingInWhatIsOpenedThroughIt() {
        guest.create("file", "text");
        guest.succeed("fd_fdstat_get", WasiGuest.DIR, STAT);
        long rights = guest.memory().readLong(STAT + 8);
        guest.succeed("fd_fdstat_set_rights", WasiGuest.DIR, rights, WasiGuest.READ);
        assertEquals(Errno.NOTCAPABLE, guest.tryOpen(WasiGuest.DIR, "file", 0, WasiGuest.READ | WasiGuest.WRITE));
        int fd = guest.open(WasiGuest.DIR, "file", 0, WasiGuest.READ | WasiGuest.SEEK);
        guest.succeed("fd_fdstat_get", fd, STAT);
        assertEquals(WasiGuest.READ, guest.memory().readLong(STAT + 8));
    }

    @Test
    void filesOpenedForReadingCannotBeWrittenAndTheOtherWayRound() {
        guest.create("file", "text");
        guest.setVector(WasiGuest.BUFFER, 1);
        int reading = guest.open(WasiGuest.DIR, "file", 0, WasiGuest.READ);
        assertErrno(Errno.BADF, "fd_write", reading, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        int writing = guest.open(WasiGuest.DIR, "file", 0, WasiGuest.WRITE);
        assertErrno(Errno.BADF, "fd_read", writing, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
    }

    @Test
    void standardStreamsHaveNoPlaceToMoveTo() {
        guest.setVector(WasiGuest.BUFFER, 1);
        for (int fd = 0; fd < 3; fd++) {
            assertErrno(Errno.SPIPE, "fd_seek", fd, 0L, CURRENT, WasiGuest.RESULT);
            assertErrno(Errno.SPIPE, "fd_seek", fd, 1L, START, WasiGuest.RESULT);
            assertErrno(Errno.SPIPE, "fd_tell", fd, WasiGuest.RESULT);
            assertErrno(Errno.SPIPE, "fd_advise", fd, 0L, 0L, 0);
            assertErrno(Errno.SPIPE, "fd_allocate", fd, 0L, 1L);
            assertErrno(Errno.INVAL, "fd_filestat_set_size", fd, 1L);
            assertErrno(Errno.NOTDIR, "path_open", fd, 0, "x", 0, 0L, 0L, 0, WasiGuest.RESULT);
            assertErrno(Errno.NOTDIR, "fd_readdir", fd, WasiGuest.BUFFER, 100, 0L, WasiGuest.RESULT);
        }
        assertErrno(Errno.SPIPE, "fd_pread", 0, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
        assertErrno(Errno.SPIPE, "fd_pwrite", 1, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_write", 0, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_read", 1, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
    }

    @Test
    void standardStreamsAreReadAndWritten() {
        assertEquals("some", guest.read(0, 4));
        assertEquals(" input", guest.read(0, 100));
        assertEquals("", guest.read(0, 100));
        guest.write(1, "out");
        guest.write(1, "put");
        assertEquals("output", output.toString(StandardCharsets.UTF_8));
        guest.succeed("fd_filestat_get", 1, STAT);
        guest.succeed("fd_sync", 1);
    }

    @Test
    void directoriesAreNotReadWrittenOrMoved() {
        guest.setVector(WasiGuest.BUFFER, 1);
        assertErrno(Errno.ISDIR, "fd_read", WasiGuest.DIR, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.ISDIR, "fd_pread", WasiGuest.DIR, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_write", WasiGuest.DIR, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_pwrite", WasiGuest.DIR, WasiGuest.VECTOR, 1, 0L, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_seek", WasiGuest.DIR, 0L, START, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_tell", WasiGuest.DIR, WasiGuest.RESULT);
        assertErrno(Errno.BADF, "fd_allocate", WasiGuest.DIR, 0L, 1L);
        assertErrno(Errno.BADF, "fd_filestat_set_size", WasiGuest.DIR, 0L);
        guest.succeed("fd_sync", WasiGuest.DIR);
        guest.succeed("fd_datasync", WasiGuest.DIR);
    }

    @Test
    void sizesGrowWithZerosAndShrink() throws IOException {
        guest.create("file", "0123456789");
        int fd = guest.open("file");
        seek(fd, 5, START);
        guest.succeed("fd_filestat_set_size", fd, 3L);
        guest.succeed("fd_filestat_set_size", fd, 4L);
        assertEquals("012\0", Files.readString(host.resolve("file")));
        guest.succeed("fd_tell", fd, WasiGuest.RESULT);
        assertEquals(5, guest.memory().readLong(WasiGuest.RESULT), "the place has not moved");
        assertErrno(Errno.INVAL, "fd_filestat_set_size", fd, -1L);
    }

    @Test
    void allocatingGrowsAndNeverShrinks() throws IOException {
        guest.create("file", "abc");
        int fd = guest.open("file");
        guest.succeed("fd_allocate", fd, 1L, 1L);
        assertEquals(3, Files.size(host.resolve("file")));
        guest.succeed("fd_allocate", fd, 2L, 8L);
        assertEquals("abc\0\0\0\0\0\0\0", Files.readString(host.resolve("file")));
        assertErrno(Errno.INVAL, "fd_allocate", fd, 0L, 0L);
        assertErrno(Errno.INVAL, "fd_allocate", fd, -1L, 1L);
        assertErrno(Errno.FBIG, "fd_allocate", fd, Long.MAX_VALUE, 1L);
    }

    @Test
    void adviceIsCheckedAndTaken() {
        guest.create("file", "abc");
        int fd = guest.open("file");
        for (int advice = 0; advice <= 5; advice++) {
            guest.succeed("fd_advise", fd, 0L, 0L, advice);
        }
        assertErrno(Errno.INVAL, "fd_advise", fd, 0L, 0L, 6);
        assertErrno(Errno.INVAL, "fd_advise", fd, 0L, -1L, 0);
    }

    @Test
    void writtenFilesCanBeMadeSafe() {
        guest.create("file", "abc");
        int fd = guest.open("file");
        guest.succeed("fd_sync", fd);
        guest.succeed("fd_datasync", fd);
    }

    @Test
    void fileStatsAreThoseOfTheHost() throws IOException {
        guest.create("file", "12345");
        Files.createLink(host.resolve("other"), host.resolve("file"));
        Files.setLastModifiedTime(host.resolve("file"), FileTime.fromMillis(1_234_567_890_123L));
        int fd = guest.open("file");
        guest.succeed("fd_filestat_get", fd, STAT);
        assertEquals(
                Files.getAttribute(host.resolve("file"), "unix:dev"),
                guest.memory().readLong(STAT));
        assertEquals(
                Files.getAttribute(host.resolve("file"), "unix:ino"),
                guest.memory().readLong(STAT + 8));
        assertEquals(4, guest.memory().readByte(STAT + 16));
        assertEquals(2, guest.memory().readLong(STAT + 24));
        assertEquals(5, guest.memory().readLong(STAT + 32));
        assertEquals(1_234_567_890_123_000_000L, guest.memory().readLong(STAT + 48));
        assertErrno(Errno.FAULT, "fd_filestat_get", fd, PAGE - 63);
    }

    @Test
    void statsOfARemovedFileAreStillThoseOfTheOpenFile() throws IOException {
        guest.create("file", "12345");
        int fd = guest.open("file");
        guest.succeed("fd_filestat_get", fd, STAT);
        long inode = guest.memory().readLong(STAT + 8);
        guest.succeed("path_unlink_file", WasiGuest.DIR, "file");
        guest.create("file", "another file");
        guest.succeed("fd_filestat_get", fd, STAT);
        assertEquals(inode, guest.memory().readLong(STAT + 8));
        assertEquals(5, guest.memory().readLong(STAT + 32));
        guest.succeed("fd_filestat_set_times", fd, 1L, 1L, 5);
        assertNotEquals(FileTime.from(Instant.ofEpochSecond(0, 1)), Files.getLastModifiedTime(host.resolve("file")));
        assertEquals("12345", guest.read(fd, 9));
    }

    @Test
    void timesAreSetToTheNanosecond() throws IOException {
        guest.create("file", "");
        int fd = guest.open("file");
        guest.succeed("fd_filestat_set_times", fd, 1_000_000_001L, 2_000_000_002L, 1 | 4);
        guest.succeed("fd_filestat_get", fd, STAT);
        assertEquals(1_000_000_001L, guest.memory().readLong(STAT + 40));
        assertEquals(2_000_000_002L, guest.memory().readLong(STAT + 48));
        guest.succeed("fd_filestat_set_times", fd, 7L, 3_000_000_003L, 4);
        guest.succeed("fd_filestat_get", fd, STAT);
        assertEquals(1_000_000_001L, guest.memory().readLong(STAT + 40));
        assertEquals(3_000_000_003L, guest.memory().readLong(STAT + 48));
        guest.succeed("fd_filestat_set_times", fd, 0L, 0L, 2 | 8);
        guest.succeed("fd_filestat_get", fd, STAT);
        assertTrue(guest.memory().readLong(STAT + 40) > 1_000_000_000_000_000_000L);
        assertErrno(Errno.INVAL, "fd_filestat_set_times", fd, 0L, 0L, 1 | 2);
        assertErrno(Errno.INVAL, "fd_filestat_set_times", fd, 0L, 0L, 4 | 8);
        assertErrno(Errno.INVAL, "fd_filestat_set_times", fd, 0L, 0L, 16);
        guest.succeed("fd_filestat_set_times", WasiGuest.DIR, 5L, 1_000L, 1 | 4);
        assertEquals(0, Files.getLastModifiedTime(host).toMillis());
    }

    @Test
    void preopenedDirectoriesHaveNames() {
        guest.succeed("fd_prestat_get", WasiGuest.DIR, STAT);
        assertEquals(0, guest.memory().readInt(STAT));
        assertEquals(5, guest.memory().readInt(STAT + 4));
        guest.succeed("fd_prestat_dir_name", WasiGuest.DIR, WasiGuest.BUFFER, 5);
        assertEquals("/host", guest.memory().readString(WasiGuest.BUFFER, 5));
        guest.succeed("fd_prestat_dir_name", WasiGuest.DIR, WasiGuest.BUFFER, 10);
        assertErrno(Errno.NAMETOOLONG, "fd_prestat_dir_name", WasiGuest.DIR, WasiGuest.BUFFER, 4);
        assertErrno(Errno.FAULT, "fd_prestat_dir_name", WasiGuest.DIR, PAGE - 4, 5);
        assertErrno(Errno.BADF, "fd_prestat_get", 1, STAT);
        int sub = guest.open(WasiGuest.DIR, ".", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        assertErrno(Errno.BADF, "fd_prestat_get", sub, STAT);
    }

    @Test
    void renumberingMovesADescriptorAndClosesTheOther() {
        guest.create("a", "aaa");
        guest.create("b", "bbb");
        int a = guest.open("a");
        int b = guest.open("b");
        guest.succeed("fd_renumber", a, b);
        assertEquals("aaa", guest.read(b, 9));
        assertErrno(Errno.BADF, "fd_close", a);
        guest.succeed("fd_renumber", b, b);
        guest.succeed("fd_close", b);
        guest.succeed("fd_renumber", WasiGuest.DIR, 1);
        guest.succeed("fd_prestat_get", 1, STAT);
        assertEquals(Errno.SUCCESS, guest.tryOpen(1, "a", 0, WasiGuest.READ));
    }

    @Test
    void directoriesListTheirNamesOnce() {
        assertEquals(List.of(".", ".."), guest.list(WasiGuest.DIR));
        List<String> expected = new ArrayList<>(List.of(".", ".."));
        for (int i = 0; i < 200; i++) {
            String name = "file-with-a-rather-long-name-äöü-" + i;
            guest.create(name, "");
            expected.add(name);
        }
        List<String> names = guest.list(WasiGuest.DIR);
        assertEquals(202, names.size());
        assertEquals(new HashSet<>(expected), new HashSet<>(names));
    }

    @Test
    void listingsGoOnFromEveryCookieAlthoughTheDirectoryChanges() {
        for (String name : List.of("a", "b", "c", "d")) {
            guest.create(name, "");
        }
        List<String> all = guest.list(WasiGuest.DIR);
        guest.succeed("fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 0x1000, 0L, WasiGuest.RESULT);
        guest.succeed("path_unlink_file", WasiGuest.DIR, all.get(2));
        guest.create("e", "");
        for (int cookie = 1; cookie < all.size(); cookie++) {
            guest.succeed("fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 0x1000, (long) cookie, WasiGuest.RESULT);
            assertEquals(
                    all.get(cookie),
                    guest.memory()
                            .readString(WasiGuest.BUFFER + 24, guest.memory().readInt(WasiGuest.BUFFER + 16)));
        }
        guest.succeed("fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 0x1000, (long) all.size(), WasiGuest.RESULT);
        assertEquals(0, guest.result());
        assertTrue(guest.list(WasiGuest.DIR).contains("e"));
        assertErrno(Errno.INVAL, "fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 100, 99L, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 100, -1L, WasiGuest.RESULT);
    }

    @Test
    void theLastEntryIsCutWhereTheBufferEnds() {
        guest.create("name", "");
        for (int length = 0; length <= 24 + 1 + 24 + 2 + 24 + 4; length++) {
            guest.memory().fill(WasiGuest.BUFFER, 0x100, (byte) 0x55);
            guest.succeed("fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, length, 0L, WasiGuest.RESULT);
            assertEquals(length, guest.result());
            assertEquals(0x55, guest.memory().readByte(WasiGuest.BUFFER + length));
        }
        assertErrno(Errno.FAULT, "fd_readdir", WasiGuest.DIR, PAGE - 10, 11, 0L, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "fd_readdir", WasiGuest.DIR, WasiGuest.BUFFER, 100, 0L, PAGE - 2);
    }

    @Test
    void entriesTellTypesAndInodes() throws IOException {
        Files.createDirectory(host.resolve("d"));
        int fd = guest.open(WasiGuest.DIR, "d", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
        Files.createSymbolicLink(host.resolve("d/link"), Path.of("nowhere"));
        guest.succeed("fd_readdir", fd, WasiGuest.BUFFER, 0x1000, 0L, WasiGuest.RESULT);
        assertEquals(
                Files.getAttribute(host.resolve("d"), "unix:ino"),
                guest.memory().readLong(WasiGuest.BUFFER + 8));
        assertEquals(7, guest.memory().readInt(WasiGuest.BUFFER + 25 + 26 + 20));
        // What is above the directory stays unknown.
        assertEquals(
                guest.memory().readLong(WasiGuest.BUFFER + 8), guest.memory().readLong(WasiGuest.BUFFER + 25 + 8));
        assertFalse(guest.memory().readLong(WasiGuest.BUFFER + 8) == 0);
    }

    private long seek(int fd, long offset, int whence) {
        guest.succeed("fd_seek", fd, offset, whence, WasiGuest.RESULT);
        return guest.memory().readLong(WasiGuest.RESULT);
    }

    /** Sets the vector to pairs of address and length. */
    private void setBuffers(int... pairs) {
        for (int i = 0; i < pairs.length; i++) {
            guest.memory().writeInt(WasiGuest.VECTOR + 4 * i, pairs[i]);
        }
    }
}
