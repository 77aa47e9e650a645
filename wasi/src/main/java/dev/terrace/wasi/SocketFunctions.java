package dev.terrace.wasi;

import java.io.IOException;

/** The functions of WASI about sockets. A guest cannot open one: it has those that its embedder gives it. */
final class SocketFunctions {
    private static final int ALL_RECEIVE_FLAGS = SocketDescriptor.RECEIVE_PEEK | SocketDescriptor.RECEIVE_WAIT_ALL;
    private static final int ALL_SHUT_FLAGS = SocketDescriptor.SHUT_READ | SocketDescriptor.SHUT_WRITE;

    private SocketFunctions() {}

    @WasiFunction("sock_accept")
    public static void sockAccept(Call call, int fd, int flags, int result) throws IOException {
        SocketDescriptor socket = socket(call, fd);
        if (socket instanceof ListenerDescriptor) {
            socket.require(Rights.SOCK_ACCEPT);
        }
        requireOnly(flags, Descriptor.FLAG_NONBLOCK);
        call.memory().check(result, Integer.BYTES);
        call.descriptors().requireRoom();
        call.memory().putInt(result, call.descriptors().add(socket.accept(flags)));
    }

    /** Receives; of the flags that it returns, none applies to streams. */
    @WasiFunction("sock_recv")
    public static void sockRecv(Call call, int fd, int vector, int count, int flags, int size, int resultFlags)
            throws IOException {
        SocketDescriptor socket = socket(call, fd);
        socket.require(Rights.FD_READ);
        requireOnly(flags, ALL_RECEIVE_FLAGS);
        call.memory().check(size, Integer.BYTES);
        call.memory().check(resultFlags, Short.BYTES);
        int received = (int) socket.receive(call.memory().vector(vector, count), flags);
        call.memory().putInt(size, received);
        call.memory().putShort(resultFlags, 0, 0);
    }

    @WasiFunction("sock_send")
    public static void sockSend(Call call, int fd, int vector, int count, int flags, int size) throws IOException {
        SocketDescriptor socket = socket(call, fd);
        socket.require(Rights.FD_WRITE);
        requireOnly(flags, 0);
        call.memory().check(size, Integer.BYTES);
        call.memory().putInt(size, (int) socket.write(call.memory().vector(vector, count)));
    }

    @WasiFunction("sock_shutdown")
    public static void sockShutdown(Call call, int fd, int how) throws IOException {
        SocketDescriptor socket = socket(call, fd);
        socket.require(Rights.SOCK_SHUTDOWN);
        if (how == 0) {
            throw new WasiException(Errno.INVAL);
        }
        requireOnly(how, ALL_SHUT_FLAGS);
        socket.shutdown(how);
    }

    private static SocketDescriptor socket(Call call, int fd) {
        if (call.descriptors().get(fd) instanceof SocketDescriptor socket) {
            return socket;
        }
        throw new WasiException(Errno.NOTSOCK);
    }

    private static void requireOnly(int flags, int known) {
        if ((flags & ~known) != 0) {
            throw new WasiException(Errno.INVAL);
        }
    }
}
