package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A socket that takes connections. The embedder owns it, and may give it to several guests; it is not closed here. */
final class ListenerDescriptor extends SocketDescriptor {
    private final ServerSocketChannel channel;
    private final Waiter waiter;

    ListenerDescriptor(ServerSocketChannel channel, Waiter waiter) throws IOException {
        super(Rights.LISTENER, Rights.CONNECTION, 0);
        this.channel = channel;
        this.waiter = waiter;
        channel.configureBlocking(false);
    }

    @Override
    ConnectionDescriptor accept(int flags) throws IOException {
        SocketChannel connection = channel.accept();
        while (connection == null) {
            if (!mayWait()) {
                throw new WasiException(Errno.AGAIN);
            }
            waiter.await(channel, SelectionKey.OP_ACCEPT);
            connection = channel.accept();
        }
        return new ConnectionDescriptor(connection, inheriting(), flags, waiter);
    }

    @Override
    Readiness pollRead() throws IOException {
        return Readiness.of(waiter.ready(channel, SelectionKey.OP_ACCEPT));
    }
}
