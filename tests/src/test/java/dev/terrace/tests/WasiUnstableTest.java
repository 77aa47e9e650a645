package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.wasi.Errno;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What differs in snapshot 0 of WASI, {@code wasi_unstable}. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiUnstableTest extends WasiTestCase {
    private static final int SUBSCRIPTION = 0x2000;
    private static final int EVENT = 0x3000;

    @BeforeEach
    void startUnstableGuest() throws IOException {
        guest.close();
        guest = WasiGuest.unstable(tier, config().build());
        guest.create("file", "12345678");
    }

    @Test
    void seekingCountsItsOriginsFromTheCurrentPlace() {
        int fd = guest.open("file");
        assertEquals(3, seek(fd, 3, 0));
        assertEquals(5, seek(fd, 2, 0));
        assertEquals(7, seek(fd, -1, 1));
        assertEquals(1, seek(fd, 1, 2));
        assertErrno(Errno.INVAL, "fd_seek", fd, 0L, 3, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_seek", fd, 0L, -1, WasiGuest.RESULT);
        guest.succeed("fd_tell", fd, WasiGuest.RESULT);
        assertEquals(1, guest.memory().readLong(WasiGuest.RESULT));
    }

    private long seek(int fd, long offset, int whence) {
        guest.succeed("fd_seek", fd, offset, whence, WasiGuest.RESULT);
        return guest.memory().readLong(WasiGuest.RESULT);
    }

    @Test
    void attributesOfFilesTake56Bytes() {
        guest.succeed("path_link", WasiGuest.DIR, 0, "file", WasiGuest.DIR, "other");
        guest.memory().fill(WasiGuest.BUFFER, 64, (byte) 0x55);
        guest.succeed("fd_filestat_get", guest.open("file"), WasiGuest.BUFFER);
        assertStat();
        guest.memory().fill(WasiGuest.BUFFER, 64, (byte) 0x55);
        guest.succeed("path_filestat_get", WasiGuest.DIR, 0, "file", WasiGuest.BUFFER);
        assertStat();
        assertErrno(Errno.FAULT, "path_filestat_get", WasiGuest.DIR, 0, "file", 0x10000 - 55);
    }

    private void assertStat() {
        assertEquals(4, guest.memory().readByte(WasiGuest.BUFFER + 16));
        assertEquals(2, guest.memory().readInt(WasiGuest.BUFFER + 20));
        assertEquals(8, guest.memory().readLong(WasiGuest.BUFFER + 24));
        assertEquals(0x5555_5555_5555_5555L, guest.memory().readLong(WasiGuest.BUFFER + 56));
    }

    @Test
    void subscriptionsToClocksHaveAnIdentifier() {
        guest.memory().fill(SUBSCRIPTION, 112, (byte) 0);
        guest.memory().writeLong(SUBSCRIPTION, 11);
        guest.memory().writeLong(SUBSCRIPTION + 16, -1);
        guest.memory().writeInt(SUBSCRIPTION + 24, 1);
        guest.memory().writeLong(SUBSCRIPTION + 32, Long.MAX_VALUE);
        guest.memory().writeLong(SUBSCRIPTION + 56, 22);
        guest.memory().writeByte(SUBSCRIPTION + 64, (byte) 2);
        guest.memory().writeInt(SUBSCRIPTION + 72, 1);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 2, WasiGuest.RESULT);
        assertEquals(1, guest.result());
        assertEquals(22, guest.memory().readLong(EVENT));
        guest.memory().writeLong(SUBSCRIPTION + 32, 1);
        guest.memory().writeShort(SUBSCRIPTION + 48, (short) 1);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 1, WasiGuest.RESULT);
        assertEquals(11, guest.memory().readLong(EVENT));
        assertErrno(Errno.FAULT, "poll_oneoff", 0x10000 - 55, EVENT, 1, WasiGuest.RESULT);
    }

    @Test
    void theRestIsAsInPreview1() {
        assertEquals("12345678", guest.read(guest.open("file"), 100));
        assertErrno(Errno.NOTSOCK, "sock_shutdown", 0, 1);
    }
}
