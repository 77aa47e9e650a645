package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WASI's functions about sockets, and what others do with sockets. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class WasiSocketTest extends WasiTestCase {
    private static final int PAGE = 0x10000;
    private static final int SUBSCRIPTION = 0x2000;
    private static final int EVENT = 0x3000;
    private static final int FLAGS = 0x104;

    private static final int LISTENER = 4;
    private static final int CONNECTION = 5;

    private static final int NONBLOCK = 4;
    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int SHUT_READ = 1;
    private static final int SHUT_WRITE = 2;
    private static final int SOCKET_STREAM = 6;

    private ServerSocketChannel listener;

    /** The other end of {@link #CONNECTION}. */
    private SocketChannel far;

    @Override
    WasiConfig.Builder config() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        far = SocketChannel.open(listener.getLocalAddress());
        SocketChannel near = listener.accept();
        return super.config().listener(listener).connection(near);
    }

    @AfterEach
    void closeSockets() throws IOException {
        far.close();
        listener.close();
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            far.write(bytes);
        }
    }

    private String receive(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private String guestReceives(int fd, int length, int flags) {
        guest.setVector(WasiGuest.BUFFER, length);
        guest.memory().writeShort(FLAGS, (short) -1);
        guest.succeed("sock_recv", fd, WasiGuest.VECTOR, 1, flags, WasiGuest.RESULT, FLAGS);
        assertEquals(0, guest.memory().readShort(FLAGS));
        return guest.memory().readString(WasiGuest.BUFFER, guest.result());
    }

    private Errno tryReceive(int fd, int flags) {
        guest.setVector(WasiGuest.BUFFER, 10);
        return guest.call("sock_recv", fd, WasiGuest.VECTOR, 1, flags, WasiGuest.RESULT, FLAGS);
    }

    private int accept() {
        guest.succeed("sock_accept", LISTENER, 0, WasiGuest.RESULT);
        return guest.result();
    }

    private int poll(int tag, int fd, long nanoseconds) {
        guest.memory().fill(SUBSCRIPTION, 96, (byte) 0);
        guest.memory().writeLong(SUBSCRIPTION, 1);
        guest.memory().writeByte(SUBSCRIPTION + 8, (byte) tag);
        guest.memory().writeInt(SUBSCRIPTION + 16, fd);
        guest.memory().writeLong(SUBSCRIPTION + 48, 2);
        guest.memory().writeInt(SUBSCRIPTION + 64, 1);
        guest.memory().writeLong(SUBSCRIPTION + 72, nanoseconds);
        guest.succeed("poll_oneoff", SUBSCRIPTION, EVENT, 2, WasiGuest.RESULT);
        assertEquals(1, guest.result());
        assertEquals(0, guest.memory().readShort(EVENT + 8));
        return (int) guest.memory().readLong(EVENT);
    }

    @Test
    void aConnectionThatWasAcceptedCarriesBytesBothWays() throws IOException {
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            int fd = accept();
            guest.write(fd, "ping");
            assertEquals("ping", receive(client, 4));
            client.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.UTF_8)));
            assertEquals("pong", guest.read(fd, 4));
            guest.succeed("fd_close", fd);
            assertEquals("", receive(client, 1));
        }
    }

    @Test
    void acceptingWaitsForAConnection() throws Exception {
        Thread client = Thread.ofPlatform().start(() -> {
            try (SocketChannel channel = SocketChannel.open(listener.getLocalAddress())) {
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        int fd = accept();
        assertEquals("x", guestReceives(fd, 5, WAIT_ALL));
        assertEquals("", guest.read(fd, 1));
        client.join();
    }

    @Test
    void aListenerThatMustNotWaitSaysThatNobodyIsThere() throws IOException {
        guest.succeed("fd_fdstat_set_flags", LISTENER, NONBLOCK);
        assertErrno(Errno.AGAIN, "sock_accept", LISTENER, 0, WasiGuest.RESULT);
        assertEquals(2, poll(1, LISTENER, 1));
        try (SocketChannel _ = SocketChannel.open(listener.getLocalAddress())) {
            assertEquals(1, poll(1, LISTENER, Long.MAX_VALUE));
            guest.succeed("sock_accept", LISTENER, NONBLOCK, WasiGuest.RESULT);
            int fd = guest.result();
            guest.succeed("fd_fdstat_get", fd, WasiGuest.BUFFER);
            assertEquals(SOCKET_STREAM, guest.memory().readByte(WasiGuest.BUFFER));
            assertEquals(NONBLOCK, guest.memory().readShort(WasiGuest.BUFFER + 2));
            assertEquals(Errno.AGAIN, tryReceive(fd, 0));
        }
    }

    @Test
    void peekedBytesAreReceivedAgain() throws IOException {
        send("hello");
        assertEquals("hel", guestReceives(CONNECTION, 3, PEEK | WAIT_ALL));
        assertEquals("hello", guestReceives(CONNECTION, 5, PEEK | WAIT_ALL));
        assertEquals("he", guestReceives(CONNECTION, 2, 0));
        assertEquals("l", guestReceives(CONNECTION, 1, PEEK));
        send("!");
        assertEquals("llo!", guestReceives(CONNECTION, 4, WAIT_ALL));
    }

    @Test
    void receivingFillsAllBuffersInTheirOrder() throws IOException {
        send("abcdef");
        guest.memory().writeInt(WasiGuest.VECTOR, WasiGuest.BUFFER + 4);
        guest.memory().writeInt(WasiGuest.VECTOR + 4, 2);
        guest.memory().writeInt(WasiGuest.VECTOR + 8, 0);
        guest.memory().writeInt(WasiGuest.VECTOR + 12, 0);
        guest.memory().writeInt(WasiGuest.VECTOR + 16, WasiGuest.BUFFER);
        guest.memory().writeInt(WasiGuest.VECTOR + 20, 4);
        guest.succeed("sock_recv", CONNECTION, WasiGuest.VECTOR, 3, WAIT_ALL, WasiGuest.RESULT, FLAGS);
        assertEquals(6, guest.result());
        assertEquals("cdefab", guest.memory().readString(WasiGuest.BUFFER, 6));
        guest.succeed("sock_recv", CONNECTION, WasiGuest.VECTOR, 0, 0, WasiGuest.RESULT, FLAGS);
        assertEquals(0, guest.result());
    }

    @Test
    void waitingForEverythingEndsWithTheConnection() throws IOException {
        send("abc");
        far.close();
        assertEquals("abc", guestReceives(CONNECTION, 100, WAIT_ALL));
        assertEquals("", guestReceives(CONNECTION, 100, WAIT_ALL));
        assertEquals("", guestReceives(CONNECTION, 100, PEEK));
    }

    @Test
    void whatMustNotWaitSaysSo() throws IOException {
        guest.succeed("fd_fdstat_set_flags", CONNECTION, NONBLOCK);
        assertEquals(Errno.AGAIN, tryReceive(CONNECTION, 0));
        assertEquals(Errno.AGAIN, tryReceive(CONNECTION, PEEK));
        assertEquals(Errno.AGAIN, tryReceive(CONNECTION, WAIT_ALL));
        guest.setVector(WasiGuest.BUFFER, 10);
        assertErrno(Errno.AGAIN, "fd_read", CONNECTION, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        guest.setVector(0, PAGE);
        Errno errno = Errno.SUCCESS;
        long sent = 0;
        while (errno == Errno.SUCCESS) {
            errno = guest.call("sock_send", CONNECTION, WasiGuest.VECTOR, 1, 0, WasiGuest.RESULT);
            sent += errno == Errno.SUCCESS ? guest.result() : 0;
        }
        assertEquals(Errno.AGAIN, errno);
        assertEquals(2, poll(2, CONNECTION, 1));
        receive(far, Math.toIntExact(sent));
        assertEquals(1, poll(2, CONNECTION, Long.MAX_VALUE));
    }

    @Test
    void aConnectionIsReadyWhenSomethingCanBeReceived() throws IOException {
        assertEquals(2, poll(1, CONNECTION, 1));
        assertEquals(1, poll(2, CONNECTION, Long.MAX_VALUE));
        send("abc");
        assertEquals(1, poll(1, CONNECTION, Long.MAX_VALUE));
        assertTrue(guest.memory().readLong(EVENT + 16) > 0);
        assertEquals(0, guest.memory().readShort(EVENT + 24));
        assertEquals("abc", guestReceives(CONNECTION, 3, WAIT_ALL));
        far.shutdownOutput();
        assertEquals(1, poll(1, CONNECTION, Long.MAX_VALUE));
        assertEquals(0, guest.memory().readLong(EVENT + 16));
        assertEquals(1, guest.memory().readShort(EVENT + 24));
        assertEquals("", guest.read(CONNECTION, 1));
    }

    @Test
    void shutDirectionsEnd() throws IOException {
        guest.write(CONNECTION, "bye");
        guest.succeed("sock_shutdown", CONNECTION, SHUT_WRITE);
        assertEquals("bye", receive(far, 10));
        guest.setVector(WasiGuest.BUFFER, 1);
        assertErrno(Errno.PIPE, "sock_send", CONNECTION, WasiGuest.VECTOR, 1, 0, WasiGuest.RESULT);
        assertErrno(Errno.PIPE, "fd_write", CONNECTION, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertEquals(1, poll(2, CONNECTION, Long.MAX_VALUE));
        assertEquals(1, guest.memory().readShort(EVENT + 24));
        guest.succeed("sock_shutdown", CONNECTION, SHUT_READ | SHUT_WRITE);
        assertEquals("", guestReceives(CONNECTION, 1, 0));
    }

    @Test
    void aConnectionThatWasResetIsAnErrorAndNoWait() throws IOException {
        far.setOption(StandardSocketOptions.SO_LINGER, 0);
        far.close();
        assertEquals(1, poll(1, CONNECTION, Long.MAX_VALUE));
        assertEquals(1, guest.memory().readShort(EVENT + 24));
        assertEquals(Errno.CONNRESET, tryReceive(CONNECTION, 0));
    }

    @Test
    void listenersAreNotConnectedAndConnectionsDoNotListen() {
        assertErrno(Errno.INVAL, "sock_accept", CONNECTION, 0, WasiGuest.RESULT);
        assertErrno(Errno.NOTCONN, "sock_shutdown", LISTENER, SHUT_READ);
        assertEquals(Errno.NOTCONN, tryReceive(LISTENER, 0));
        guest.setVector(WasiGuest.BUFFER, 1);
        assertErrno(Errno.NOTCONN, "sock_send", LISTENER, WasiGuest.VECTOR, 1, 0, WasiGuest.RESULT);
        assertErrno(Errno.NOTCONN, "fd_read", LISTENER, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
        assertErrno(Errno.NOTCONN, "fd_write", LISTENER, WasiGuest.VECTOR, 1, WasiGuest.RESULT);
    }

    @Test
    void socketsHaveNoPlaceAndNoSize() {
        assertErrno(Errno.SPIPE, "fd_seek", CONNECTION, 0L, 0, WasiGuest.RESULT);
        assertErrno(Errno.SPIPE, "fd_tell", CONNECTION, WasiGuest.RESULT);
        assertErrno(Errno.SPIPE, "fd_pread", CONNECTION, WasiGuest.VECTOR, 0, 0L, WasiGuest.RESULT);
        assertErrno(Errno.INVAL, "fd_filestat_set_size", CONNECTION, 0L);
        assertErrno(Errno.BADF, "fd_prestat_get", CONNECTION, WasiGuest.RESULT);
        guest.succeed("fd_filestat_get", CONNECTION, WasiGuest.BUFFER);
        assertEquals(SOCKET_STREAM, guest.memory().readByte(WasiGuest.BUFFER + 16));
    }

    @Test
    void pointersOutsideMemoryAreFaultsAndLoseNothing() throws IOException {
        send("abc");
        assertErrno(Errno.FAULT, "sock_recv", CONNECTION, PAGE - 7, 1, 0, WasiGuest.RESULT, FLAGS);
        assertErrno(Errno.FAULT, "sock_recv", CONNECTION, WasiGuest.VECTOR, 1, 0, PAGE - 3, FLAGS);
        assertErrno(Errno.FAULT, "sock_recv", CONNECTION, WasiGuest.VECTOR, 1, 0, WasiGuest.RESULT, PAGE - 1);
        assertErrno(Errno.FAULT, "sock_send", CONNECTION, WasiGuest.VECTOR, 1, 0, -1);
        assertErrno(Errno.FAULT, "sock_accept", LISTENER, 0, PAGE - 3);
        assertErrno(Errno.INVAL, "sock_send", CONNECTION, WasiGuest.VECTOR, -1, 0, WasiGuest.RESULT);
        guest.setVector(PAGE - 1, 2);
        assertErrno(Errno.FAULT, "sock_recv", CONNECTION, WasiGuest.VECTOR, 1, 0, WasiGuest.RESULT, FLAGS);
        assertEquals("abc", guestReceives(CONNECTION, 3, WAIT_ALL));
    }

    @Test
    void connectionsAreClosedWithTheirGuestAndListenersAreNot() throws IOException {
        guest.close();
        assertEquals("", receive(far, 1));
        assertTrue(listener.isOpen());
        assertFalse(listener.isBlocking());
    }

    @Test
    void channelsThatAreNotConnectedCannotBeGiven() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            WasiConfig.Builder builder = WasiConfig.builder();
            assertThrows(IllegalArgumentException.class, () -> builder.connection(channel));
        }
    }

    @Test
    void aSocketThatTheEmbedderClosedIsABadDescriptor() throws IOException {
        listener.close();
        assertErrno(Errno.BADF, "sock_accept", LISTENER, 0, WasiGuest.RESULT);
    }
}
