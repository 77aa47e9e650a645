package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WASI's function that waits: for clocks, files and streams. Waiting for sockets is in {@link WasiSocketTest}. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiPollTest extends WasiTestCase {
    private static final int PAGE = 0x10000;
    private static final int SUBSCRIPTION = 0x2000;
    private static final int EVENT = 0x3000;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int HANGUP = 1;
    private static final int NONBLOCK = 4;
    private static final long HOUR = 3_600_000_000_000L;

    private final long now = 1_700_000_000_123_456_789L;

    @Override
    WasiConfig.Builder config() throws IOException {
        return super.config().clocks(() -> now, () -> now + 1);
    }

    private void restart(WasiConfig.Builder config) {
        guest.close();
        guest = new WasiGuest(tier, config.build());
    }

    private int poll(int subscriptions) {
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, subscriptions, WasiGuest.RESULT);
        return guest.result();
    }

    @Test
    void inputThatHasNotArrivedIsNotReadyAndInputThatHasIs() throws IOException {
        PipedOutputStream far = new PipedOutputStream();
        restart(config().input(new PipedInputStream(far)));
        subscribeToDescriptor(0, 1, 1, 0);
        subscribeToClock(1, 2, MONOTONIC, 1, 0);
        assertEquals(1, poll(2));
        assertEvent(0, 2, Errno.SUCCESS, 0);
        far.write("hello".getBytes(StandardCharsets.UTF_8));
        far.flush();
        subscribeToClock(1, 2, MONOTONIC, HOUR, 0);
        assertEquals(1, poll(2));
        assertEvent(0, 1, Errno.SUCCESS, 1);
        StringBuilder text = new StringBuilder();
        while (text.length() < 5) {
            text.append(guest.read(0, 100));
        }
        assertEquals("hello", text.toString());
    }

    @Test
    void theEndOfTheInputIsAHangup() throws IOException {
        PipedOutputStream far = new PipedOutputStream();
        restart(config().input(new PipedInputStream(far)));
        far.close();
        subscribeToDescriptor(0, 1, 1, 0);
        assertEquals(1, poll(1));
        assertEvent(0, 1, Errno.SUCCESS, 1);
        assertEquals(0, guest.memory().readLong(EVENT + 16));
        assertEquals(HANGUP, guest.memory().readShort(EVENT + 24));
        assertEquals("", guest.read(0, 10));
    }

    @Test
    void aFailureOfTheInputIsReadAfterItWasWaitedFor() {
        restart(WasiConfig.builder().input(new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                throw new IOException("No such device or address");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        }));
        subscribeToDescriptor(0, 1, 1, 0);
        assertEquals(1, poll(1));
        guest.setVector(WasiGuest.BUFFER, 10);
        assertErrno(Errno.NXIO, "fd_read", 0, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
    }

    @Test
    void inputThatMustNotBeWaitedForIsReadAgain() throws IOException {
        PipedOutputStream far = new PipedOutputStream();
        restart(config().input(new PipedInputStream(far)));
        guest.succeed("fd_fdstat_set_flags", 0, NONBLOCK);
        guest.setVector(WasiGuest.BUFFER, 10);
        assertErrno(Errno.AGAIN, "fd_read", 0, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        far.write('x');
        far.flush();
        subscribeToDescriptor(0, 1, 1, 0);
        assertEquals(1, poll(1));
        assertEquals("x", guest.read(0, 10));
        assertErrno(Errno.AGAIN, "fd_read", 0, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
    }

    @Test
    void channelsThatDoNotBlockAreWaitedForWithoutReadingAhead() throws IOException {
        Pipe input = Pipe.open();
        Pipe output = Pipe.open();
        try (Pipe.SinkChannel feed = input.sink();
                Pipe.SourceChannel _ = output.source();
                Pipe.SourceChannel source = input.source();
                Pipe.SinkChannel sink = output.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            restart(config().input(source).output(sink));
            subscribeToDescriptor(0, 1, 1, 0);
            subscribeToDescriptor(1, 2, 2, 1);
            assertEquals(1, poll(2));
            assertEvent(0, 2, Errno.SUCCESS, 2);
            guest.succeed("fd_fdstat_set_flags", 1, NONBLOCK | 1);
            guest.setVector(0, PAGE);
            Errno errno = Errno.SUCCESS;
            while (errno == Errno.SUCCESS) {
                errno = guest.call("fd_write", 1, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
            }
            assertEquals(Errno.AGAIN, errno);
            subscribeToDescriptor(0, 1, 1, 0);
            subscribeToDescriptor(1, 2, 2, 1);
            Thread.startVirtualThread(() -> write(feed, "abc"));
            assertEquals(1, poll(2));
            assertEvent(0, 1, Errno.SUCCESS, 1);
            assertEquals("abc", guest.read(0, 10));
        }
    }

    private static void write(Pipe.SinkChannel channel, String text) {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void guestsThatWaitInVirtualThreadsLeaveTheirCarriersToOthers() throws Exception {
        // More guests than there are carriers, which all wait for what the last thread does.
        int guests = 4 * Runtime.getRuntime().availableProcessors();
        CountDownLatch done = new CountDownLatch(guests);
        Pipe[] pipes = new Pipe[guests];
        for (int i = 0; i < guests; i++) {
            pipes[i] = Pipe.open();
            Pipe.SourceChannel source = pipes[i].source();
            source.configureBlocking(i % 2 == 0);
            Thread.startVirtualThread(() -> {
                try (WasiGuest waiting =
                        new WasiGuest(tier, WasiConfig.builder().input(source).build())) {
                    subscribeToDescriptor(waiting, 0, 1, 1, 0);
                    waiting.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 1, WasiGuest.RESULT);
                    assertEquals("x", waiting.read(0, 1));
                    done.countDown();
                }
            });
        }
        Thread.startVirtualThread(() -> {
            for (Pipe pipe : pipes) {
                write(pipe.sink(), "x");
            }
        });
        assertTrue(done.await(60, TimeUnit.SECONDS));
        for (Pipe pipe : pipes) {
            pipe.sink().close();
            pipe.source().close();
        }
    }

    @Test
    void anInterruptEndsTheWait() {
        subscribeToClock(0, 1, MONOTONIC, -1, 0);
        Thread.currentThread().interrupt();
        assertErrno(Errno.INTR, "poll_oneoff", SUBSCRIPTION, EVENT, 1, WasiGuest.RESULT);
        assertTrue(Thread.interrupted());
    }

    @Test
    void fixedClocksPassTheTimeThatIsWaitedForAtOnce() throws IOException {
        restart(super.config().fixedClocks(Instant.ofEpochSecond(1_000), Duration.ofNanos(10)));
        subscribeToClock(0, 1, MONOTONIC, 24 * HOUR, 0);
        subscribeToClock(1, 2, REALTIME, 1_000_000_000_000L + 23 * HOUR, 1);
        assertEquals(1, poll(2));
        assertEvent(0, 2, Errno.SUCCESS, 0);
        guest.succeed("clock_time_get", REALTIME, 0L, WasiGuest.RESULT);
        // Each of the subscriptions looked at the clock, which moved it.
        assertEquals(1_000_000_000_000L + 23 * HOUR + 10, guest.memory().readLong(WasiGuest.RESULT));
        subscribeToClock(0, 1, MONOTONIC, Long.MAX_VALUE, 0);
        assertEquals(1, poll(1));
        assertEquals(1, poll(1));
    }

    @Test
    void flagsOfAClockThatDoNotExistAreInvalid() {
        subscribeToClock(0, 7, MONOTONIC, 0, 2);
        assertEquals(1, poll(1));
        assertEvent(0, 7, Errno.INVAL, 0);
    }

    @Test
    void moreSubscriptionsThanAnybodyHasDescriptorsAreInvalid() {
        assertErrno(Errno.INVAL, "poll_oneoff", SUBSCRIPTION, EVENT, 4097, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "poll_oneoff", SUBSCRIPTION, EVENT, -1, WasiGuest.RESULT);
    }

    @Test
    void whatMayNotBePolledIsRefused() {
        guest.succeed("fd_fdstat_set_rights", 0, 1L << 1, 0L);
        subscribeToDescriptor(0, 1, 1, 0);
        assertEquals(1, poll(1));
        assertEvent(0, 1, Errno.NOTCAPABLE, 1);
    }

    @Test
    void timersThatAreOverAreReportedAndOthersAreNot() {
        subscribeToClock(0, 11, MONOTONIC, now - 5, 1);
        subscribeToClock(1, 22, REALTIME, HOUR, 0);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 2, WasiGuest.RESULT);
        assertEquals(1, guest.result());
        assertEvent(0, 11, Errno.SUCCESS, 0);
    }

    @Test
    void relativeTimersOfNoTimeAreOverAtOnce() {
        subscribeToClock(0, 1, REALTIME, 0, 0);
        subscribeToClock(1, 2, MONOTONIC, 1, 0);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 1, WasiGuest.RESULT);
        assertEquals(1, guest.result());
        guest.succeed("poll_oneoff", SUBSCRIPTION + 48, EVENT, 1, WasiGuest.RESULT);
        assertEvent(0, 2, Errno.SUCCESS, 0);
    }

    @Test
    void descriptorsAreReadyBeforeATimerIsOver() {
        guest.create("file", "12345");
        int fd = guest.open("file");
        subscribeToClock(0, 1, MONOTONIC, HOUR, 0);
        subscribeToDescriptor(1, 2, 1, fd);
        subscribeToDescriptor(2, 3, 2, 1);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 3, WasiGuest.RESULT);
        assertEquals(2, guest.result());
        assertEvent(0, 2, Errno.SUCCESS, 1);
        assertEquals(5, guest.memory().readLong(EVENT + 16));
        assertEquals(0, guest.memory().readShort(EVENT + 24));
        assertEvent(1, 3, Errno.SUCCESS, 2);
    }

    @Test
    void whatCannotBeWaitedForIsReportedWithItsSubscription() {
        subscribeToDescriptor(0, 1, 1, 77);
        subscribeToDescriptor(1, 2, 2, 0);
        subscribeToClock(2, 3, 9, 0, 0);
        subscribeToClock(3, 4, 2, 1, 0);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 4, WasiGuest.RESULT);
        assertEquals(4, guest.result());
        assertEvent(0, 1, Errno.BADF, 1);
        assertEvent(1, 2, Errno.BADF, 2);
        assertEvent(2, 3, Errno.INVAL, 0);
        assertEvent(3, 4, Errno.NOTSUP, 0);
    }

    @Test
    void waitingForNothingOrForUnknownThingsIsInvalid() {
        assertErrno(Errno.INVAL, "poll_oneoff", SUBSCRIPTION, EVENT, 0, WasiGuest.RESULT);
        subscribeToDescriptor(0, 1, 3, 0);
        assertErrno(Errno.INVAL, "poll_oneoff", SUBSCRIPTION, EVENT, 1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "poll_oneoff", PAGE - 47, EVENT, 1, WasiGuest.RESULT);
        assertErrno(Errno.FAULT, "poll_oneoff", SUBSCRIPTION, PAGE - 31, 1, WasiGuest.RESULT);
    }

    private void subscribeToClock(int index, long userData, int clock, long timeout, int flags) {
        int at = SUBSCRIPTION + 48 * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeLong(at, userData);
        guest.memory().writeInt(at + 16, clock);
        guest.memory().writeLong(at + 24, timeout);
        guest.memory().writeShort(at + 40, (short) flags);
    }

    private void subscribeToDescriptor(int index, long userData, int tag, int fd) {
        subscribeToDescriptor(guest, index, userData, tag, fd);
    }

    private static void subscribeToDescriptor(WasiGuest guest, int index, long userData, int tag, int fd) {
        int at = SUBSCRIPTION + 48 * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeLong(at, userData);
        guest.memory().writeByte(at + 8, (byte) tag);
        guest.memory().writeInt(at + 16, fd);
    }

    private void assertEvent(int index, long userData, Errno errno, int tag) {
        int at = EVENT + 32 * index;
        assertEquals(userData, guest.memory().readLong(at));
        assertEquals(errno.code(), guest.memory().readShort(at + 8));
        assertEquals(tag, guest.memory().readByte(at + 10));
    }
}
