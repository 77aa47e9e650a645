package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A socket that is connected. It is closed with its descriptor. */
final class ConnectionDescriptor extends SocketDescriptor {
    /** How many bytes can be looked at before they are received. */
    private static final int MAX_AHEAD = 1 << 16;

    /** How many bytes are looked at to see whether there are any. */
    private static final int POLL_AHEAD = 1 << 12;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final Waiter waiter;

    /** What was received to look at it, and is to be received again: from its position to its limit. */
    private ByteBuffer ahead = NOTHING;

    private boolean shutForWriting;

    ConnectionDescriptor(SocketChannel channel, long rights, int flags, Waiter waiter) throws IOException {
        super(rights, 0, flags);
        this.channel = channel;
        this.waiter = waiter;
        channel.configureBlocking(false);
    }

    @Override
    long read(IoVector vector) throws IOException {
        return receive(vector, 0);
    }

    @Override
    long receive(IoVector vector, int flags) throws IOException {
        ByteBuffer[] buffers = vector.buffers();
        long wanted = vector.length();
        if (wanted == 0) {
            return 0;
        }
        boolean all = (flags & RECEIVE_WAIT_ALL) != 0;
        if ((flags & RECEIVE_PEEK) != 0) {
            return peek(vector, all ? Math.min(wanted, MAX_AHEAD) : 1);
        }
        long received = 0;
        for (ByteBuffer buffer : buffers) {
            received += move(ahead, buffer);
        }
        long enough = all ? wanted : 1;
        while (received < wanted) {
            long count = receiveNow(buffers, received);
            if (count < 0 || count == 0 && received >= enough) {
                break;
            }
            received += count;
            if (received >= enough) {
                break;
            }
            if (count == 0 && !waitFor(SelectionKey.OP_READ, received)) {
                break;
            }
        }
        return received;
    }

    /** Receives what is there; an error after something was received is left for the next time. */
    private long receiveNow(ByteBuffer[] buffers, long before) throws IOException {
        try {
            return channel.read(buffers);
        } catch (IOException e) {
            if (before == 0) {
                throw e;
            }
            return -1;
        }
    }

    /**
     * Copies what there is to receive, and leaves it there.
     *
     * @param enough how many bytes to wait for
     */
    private long peek(IoVector vector, long enough) throws IOException {
        int wanted = (int) Math.min(MAX_AHEAD, vector.length());
        while (ahead.remaining() < wanted) {
            int count = receiveAhead(wanted);
            if (count < 0 || ahead.remaining() >= enough) {
                break;
            }
            if (count == 0 && !waitFor(SelectionKey.OP_READ, ahead.remaining())) {
                break;
            }
        }
        ByteBuffer seen = ahead.duplicate();
        long copied = 0;
        for (ByteBuffer buffer : vector.buffers()) {
            copied += move(seen, buffer);
        }
        return copied;
    }

    /** Receives until so many bytes can be looked at, but does not wait for them; returns -1 at the end. */
    private int receiveAhead(int wanted) throws IOException {
        ByteBuffer more = ahead;
        if (more.capacity() < wanted) {
            more = ByteBuffer.allocateDirect(wanted).put(ahead).flip();
        }
        more.compact().limit(wanted);
        try {
            return channel.read(more);
        } finally {
            ahead = more.flip();
        }
    }

    private static int move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(from.slice(from.position(), count));
        from.position(from.position() + count);
        return count;
    }

    @Override
    long write(IoVector vector) throws IOException {
        ByteBuffer[] buffers = vector.buffers();
        long wanted = vector.length();
        long written = 0;
        while (written < wanted) {
            long count;
            try {
                count = channel.write(buffers);
            } catch (ClosedChannelException e) {
                if (shutForWriting) {
                    throw new WasiException(Errno.PIPE);
                }
                throw e;
            }
            written += count;
            if (count == 0 && !waitFor(SelectionKey.OP_WRITE, written)) {
                break;
            }
        }
        return written;
    }

    /** Waits if the guest wants that; returns false if it does not and has got something. */
    private boolean waitFor(int operations, long done) throws IOException {
        if (mayWait()) {
            waiter.await(channel, operations);
            return true;
        }
        if (done == 0) {
            throw new WasiException(Errno.AGAIN);
        }
        return false;
    }

    @Override
    void shutdown(int how) throws IOException {
        if ((how & SHUT_READ) != 0) {
            channel.shutdownInput();
        }
        if ((how & SHUT_WRITE) != 0) {
            channel.shutdownOutput();
            shutForWriting = true;
        }
    }

    /** Looks at what there is, since nothing else tells the end from bytes. */
    @Override
    Readiness pollRead() throws IOException {
        if (!ahead.hasRemaining()) {
            try {
                if (receiveAhead(POLL_AHEAD) < 0) {
                    return Readiness.HANGUP;
                }
            } catch (IOException _) {
                // Reading fails for the same reason, without waiting.
                return Readiness.HANGUP;
            }
        }
        if (ahead.hasRemaining()) {
            return Readiness.of(ahead.remaining());
        }
        return Readiness.of(waiter.ready(channel, SelectionKey.OP_READ));
    }

    @Override
    Readiness pollWrite() throws IOException {
        if (shutForWriting) {
            return Readiness.HANGUP;
        }
        return Readiness.of(waiter.ready(channel, SelectionKey.OP_WRITE));
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
