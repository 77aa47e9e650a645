package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.NONBLOCK;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.READ_ONLY;
import static dev.terrace.tests.WasiScene.UNUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.wasi.Errno;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sockets. What becomes of several calls one after the other is in {@link WasiSocketTest}. */
final class WasiSocketCases {
    private static final int RESULT = WasiGuest.RESULT;
    private static final int FLAGS = RESULT + 4;
    private static final int BUFFER = WasiGuest.BUFFER;
    private static final int VECTOR = WasiGuest.VECTOR;

    private static final int LISTENER = READ_ONLY + 1;
    private static final int CONNECTION = READ_ONLY + 2;

    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int SHUT_READ = 1;
    private static final int SHUT_WRITE = 2;
    private static final long ALL_RIGHTS = -1L;

    static final List<WasiCase> ALL = List.of(
            WasiCase.of("sock_accept", Errno.SUCCESS, "a connection that waits", s -> {
                s.giveSockets();
                try (SocketChannel client = s.connect()) {
                    s.succeed("sock_accept", LISTENER, 0, RESULT);
                    s.guest.write(s.result(), "hello");
                    assertEquals("hello", read(client, 5));
                }
                return Errno.SUCCESS;
            }),
            WasiCase.of("sock_accept", Errno.AGAIN, "a socket that must not wait, and nobody there", s -> {
                s.giveSockets();
                s.succeed("fd_fdstat_set_flags", LISTENER, NONBLOCK);
                return s.call("sock_accept", LISTENER, 0, RESULT);
            }),
            WasiCase.of(
                    "sock_accept",
                    Errno.BADF,
                    "a number that is not open",
                    s -> s.call("sock_accept", UNUSED, 0, RESULT)),
            WasiCase.of("sock_accept", Errno.NOTSOCK, "a directory", s -> s.call("sock_accept", DIR, 0, RESULT)),
            WasiCase.of("sock_accept", Errno.INVAL, "a connection", s -> {
                s.giveSockets();
                return s.call("sock_accept", CONNECTION, 0, RESULT);
            }),
            WasiCase.of("sock_accept", Errno.INVAL, "a flag that sockets do not have", s -> {
                s.giveSockets();
                return s.call("sock_accept", LISTENER, WasiScene.APPEND, RESULT);
            }),
            WasiCase.of("sock_accept", Errno.FAULT, "a result outside of memory", s -> {
                s.giveSockets();
                return s.call("sock_accept", LISTENER, 0, PAGE - 3);
            }),
            WasiCase.of("sock_accept", Errno.NOTCAPABLE, "a socket whose rights were given up", s -> {
                s.giveSockets();
                s.giveUp(LISTENER, ALL_RIGHTS);
                return s.call("sock_accept", LISTENER, 0, RESULT);
            }),
            WasiCase.of("sock_recv", Errno.SUCCESS, "bytes that have arrived", s -> {
                write(s.giveSockets(), "hello");
                assertEquals(Errno.SUCCESS, receive(s, CONNECTION, 5, WAIT_ALL));
                assertEquals("hello", s.bufferText(s.result()));
                assertEquals(0, s.shortAt(FLAGS));
                return Errno.SUCCESS;
            }),
            WasiCase.of("sock_recv", Errno.SUCCESS, "bytes that are only looked at", s -> {
                write(s.giveSockets(), "hello");
                assertEquals(Errno.SUCCESS, receive(s, CONNECTION, 4, PEEK | WAIT_ALL));
                assertEquals("hell", s.bufferText(s.result()));
                assertEquals(Errno.SUCCESS, receive(s, CONNECTION, 5, WAIT_ALL));
                assertEquals("hello", s.bufferText(s.result()));
                return Errno.SUCCESS;
            }),
            WasiCase.of("sock_recv", Errno.SUCCESS, "the end of a connection", s -> {
                s.giveSockets().close();
                assertEquals(Errno.SUCCESS, receive(s, CONNECTION, 5, 0));
                assertEquals(0, s.result());
                return Errno.SUCCESS;
            }),
            WasiCase.of("sock_recv", Errno.AGAIN, "a socket that must not wait, and nothing there", s -> {
                s.giveSockets();
                s.succeed("fd_fdstat_set_flags", CONNECTION, NONBLOCK);
                return receive(s, CONNECTION, 5, 0);
            }),
            WasiCase.of("sock_recv", Errno.CONNRESET, "a connection that was reset", s -> {
                SocketChannel far = s.giveSockets();
                far.setOption(StandardSocketOptions.SO_LINGER, 0);
                far.close();
                return receive(s, CONNECTION, 5, 0);
            }),
            WasiCase.of("sock_recv", Errno.NOTCONN, "a listening socket", s -> {
                s.giveSockets();
                return receive(s, LISTENER, 5, 0);
            }),
            WasiCase.of("sock_recv", Errno.BADF, "a number that is not open", s -> receive(s, UNUSED, 5, 0)),
            WasiCase.of("sock_recv", Errno.NOTSOCK, "a file", s -> receive(s, s.open("file"), 5, 0)),
            WasiCase.of("sock_recv", Errno.INVAL, "an unknown flag", s -> {
                s.giveSockets();
                return receive(s, CONNECTION, 5, 4);
            }),
            WasiCase.of("sock_recv", Errno.INVAL, "too many buffers", s -> {
                s.giveSockets();
                return s.call("sock_recv", CONNECTION, VECTOR, 1025, 0, RESULT, FLAGS);
            }),
            WasiCase.of("sock_recv", Errno.FAULT, "a buffer outside of memory", s -> {
                s.giveSockets();
                s.vector(PAGE - 1, 2);
                return s.call("sock_recv", CONNECTION, VECTOR, 1, 0, RESULT, FLAGS);
            }),
            WasiCase.of("sock_recv", Errno.FAULT, "result flags outside of memory", s -> {
                s.giveSockets();
                return s.call("sock_recv", CONNECTION, VECTOR, 1, 0, RESULT, PAGE - 1);
            }),
            WasiCase.of("sock_recv", Errno.NOTCAPABLE, "a socket whose right to read was given up", s -> {
                s.giveSockets();
                s.giveUp(CONNECTION, WasiGuest.READ);
                return receive(s, CONNECTION, 5, 0);
            }),
            WasiCase.of("sock_send", Errno.SUCCESS, "bytes for the other end", s -> {
                SocketChannel far = s.giveSockets();
                s.buffer("hello");
                assertEquals(Errno.SUCCESS, send(s, CONNECTION, 5, 0));
                assertEquals(5, s.result());
                assertEquals("hello", read(far, 5));
                return Errno.SUCCESS;
            }),
            WasiCase.of("sock_send", Errno.AGAIN, "a socket that must not wait, and no room", s -> {
                s.giveSockets();
                s.succeed("fd_fdstat_set_flags", CONNECTION, NONBLOCK);
                Errno errno = Errno.SUCCESS;
                while (errno == Errno.SUCCESS) {
                    errno = send(s, CONNECTION, 0x8000, 0);
                }
                return errno;
            }),
            WasiCase.of("sock_send", Errno.PIPE, "a connection that was shut for writing", s -> {
                s.giveSockets();
                s.succeed("sock_shutdown", CONNECTION, SHUT_WRITE);
                return send(s, CONNECTION, 1, 0);
            }),
            WasiCase.of("sock_send", Errno.NOTCONN, "a listening socket", s -> {
                s.giveSockets();
                return send(s, LISTENER, 1, 0);
            }),
            WasiCase.of("sock_send", Errno.BADF, "a number that is not open", s -> send(s, UNUSED, 1, 0)),
            WasiCase.of("sock_send", Errno.NOTSOCK, "a file", s -> send(s, s.open("file"), 1, 0)),
            WasiCase.of("sock_send", Errno.INVAL, "a flag: there are none", s -> {
                s.giveSockets();
                return send(s, CONNECTION, 1, 1);
            }),
            WasiCase.of("sock_send", Errno.FAULT, "a buffer outside of memory", s -> {
                s.giveSockets();
                s.vector(PAGE - 1, 2);
                return s.call("sock_send", CONNECTION, VECTOR, 1, 0, RESULT);
            }),
            WasiCase.of("sock_send", Errno.FAULT, "a result outside of memory", s -> {
                s.giveSockets();
                return s.call("sock_send", CONNECTION, VECTOR, 0, 0, PAGE - 3);
            }),
            WasiCase.of("sock_send", Errno.NOTCAPABLE, "a socket whose right to write was given up", s -> {
                s.giveSockets();
                s.giveUp(CONNECTION, WasiGuest.WRITE);
                return send(s, CONNECTION, 1, 0);
            }),
            WasiCase.of("sock_shutdown", Errno.SUCCESS, "both directions", s -> {
                SocketChannel far = s.giveSockets();
                s.succeed("sock_shutdown", CONNECTION, SHUT_READ | SHUT_WRITE);
                assertEquals("", read(far, 1));
                assertEquals(Errno.SUCCESS, receive(s, CONNECTION, 1, 0));
                assertEquals(0, s.result());
                return Errno.SUCCESS;
            }),
            WasiCase.of(
                    "sock_shutdown", Errno.BADF, "a number that is not open", s -> s.call("sock_shutdown", UNUSED, 1)),
            WasiCase.of("sock_shutdown", Errno.NOTSOCK, "a directory", s -> s.call("sock_shutdown", DIR, 1)),
            WasiCase.of("sock_shutdown", Errno.NOTCONN, "a listening socket", s -> {
                s.giveSockets();
                return s.call("sock_shutdown", LISTENER, SHUT_READ);
            }),
            WasiCase.of("sock_shutdown", Errno.INVAL, "no direction", s -> {
                s.giveSockets();
                return s.call("sock_shutdown", CONNECTION, 0);
            }),
            WasiCase.of("sock_shutdown", Errno.INVAL, "an unknown direction", s -> {
                s.giveSockets();
                return s.call("sock_shutdown", CONNECTION, 4);
            }),
            WasiCase.of("sock_shutdown", Errno.NOTCAPABLE, "a socket whose rights were given up", s -> {
                s.giveSockets();
                s.giveUp(CONNECTION, ALL_RIGHTS);
                return s.call("sock_shutdown", CONNECTION, SHUT_READ);
            }));

    private WasiSocketCases() {}

    private static Errno receive(WasiScene scene, int fd, int length, int flags) {
        scene.guest.setVector(BUFFER, length);
        return scene.call("sock_recv", fd, VECTOR, 1, flags, RESULT, FLAGS);
    }

    private static Errno send(WasiScene scene, int fd, int length, int flags) {
        scene.guest.setVector(BUFFER, length);
        return scene.call("sock_send", fd, VECTOR, 1, flags, RESULT);
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads so many bytes, or fewer if the connection ends. */
    private static String read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
