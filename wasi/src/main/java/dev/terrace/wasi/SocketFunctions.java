package dev.terrace.wasi;

/** The functions of WASI about sockets. No descriptor is one yet, so each refuses the one that it is given. */
final class SocketFunctions {
    private SocketFunctions() {}

    @WasiFunction("sock_accept")
    static void sockAccept(Call call, int fd, int flags, int result) {
        requireSocket(call, fd);
    }

    @WasiFunction("sock_recv")
    static void sockRecv(Call call, int fd, int vector, int count, int flags, int size, int resultFlags) {
        requireSocket(call, fd);
    }

    @WasiFunction("sock_send")
    static void sockSend(Call call, int fd, int vector, int count, int flags, int size) {
        requireSocket(call, fd);
    }

    @WasiFunction("sock_shutdown")
    static void sockShutdown(Call call, int fd, int how) {
        requireSocket(call, fd);
    }

    private static void requireSocket(Call call, int fd) {
        call.descriptors().get(fd);
        throw new WasiException(Errno.NOTSOCK);
    }
}
