package dev.terrace.wasi;

import java.io.IOException;

/** A socket: one that takes connections, or a connection. Its channel never blocks; whoever has to wait uses a {@link Waiter}. */
abstract sealed class SocketDescriptor extends StreamDescriptor permits ListenerDescriptor, ConnectionDescriptor {
    // The bits of riflags.
    static final int RECEIVE_PEEK = 1;
    static final int RECEIVE_WAIT_ALL = 1 << 1;

    // The bits of sdflags.
    static final int SHUT_READ = 1;
    static final int SHUT_WRITE = 1 << 1;

    SocketDescriptor(long rights, long inheriting, int flags) {
        super(FileType.SOCKET_STREAM, rights, inheriting, flags);
    }

    final boolean mayWait() {
        return (flags() & FLAG_NONBLOCK) == 0;
    }

    /** What neither listens nor is connected cannot be read or written. */
    @Override
    final Errno notReadableOrWritable() {
        return Errno.NOTCONN;
    }

    /**
     * Takes a connection.
     *
     * @param flags the {@code fdflags} of the new descriptor
     */
    ConnectionDescriptor accept(int flags) throws IOException {
        throw new WasiException(Errno.INVAL);
    }

    /**
     * Receives into the buffers of a vector in order; returns the number of bytes, 0 at the end.
     *
     * @param flags the {@code riflags}
     */
    long receive(IoVector vector, int flags) throws IOException {
        throw new WasiException(Errno.NOTCONN);
    }

    /** Ends one direction of the connection, or both. */
    void shutdown(int how) throws IOException {
        throw new WasiException(Errno.NOTCONN);
    }
}
