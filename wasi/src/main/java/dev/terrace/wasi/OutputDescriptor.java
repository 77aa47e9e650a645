package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;

/** A stream that the guest writes, such as its standard output. The embedder owns the channel; it is not closed here. */
final class OutputDescriptor extends StreamDescriptor {
    private final WritableByteChannel channel;
    private final Waiter waiter;

    OutputDescriptor(WritableByteChannel channel, FileType type, Waiter waiter) {
        super(type, Rights.OUTPUT, 0, FLAG_APPEND);
        this.channel = channel;
        this.waiter = waiter;
    }

    @Override
    long write(IoVector vector) throws IOException {
        long written = 0;
        try {
            for (ByteBuffer buffer : vector.buffers()) {
                while (buffer.hasRemaining()) {
                    int count = channel.write(buffer);
                    if (count == 0 && !waitForRoom()) {
                        return partly(written);
                    }
                    written += count;
                }
            }
        } catch (IOException e) {
            // What cannot take more says so again to the next write.
            if (written == 0) {
                throw e;
            }
        }
        return written;
    }

    /** Waits for a channel that takes nothing more now; returns false if the guest does not want to, or nobody can. */
    private boolean waitForRoom() throws IOException {
        if ((flags() & FLAG_NONBLOCK) != 0 || !(channel instanceof SelectableChannel selectable)) {
            return false;
        }
        waiter.await(selectable, SelectionKey.OP_WRITE);
        return true;
    }

    /** Returns what could be written to a channel that does not wait. */
    private static long partly(long written) {
        if (written == 0) {
            throw new WasiException(Errno.AGAIN);
        }
        return written;
    }

    @Override
    Readiness pollWrite() throws IOException {
        return Readiness.of(!(channel instanceof SelectableChannel selectable)
                || selectable.isBlocking()
                || waiter.ready(selectable, SelectionKey.OP_WRITE));
    }
}
