package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream that the guest reads, such as its standard input. The embedder owns it; it is not closed here. */
final class InputDescriptor extends StreamDescriptor {
    private final InputSource source;
    private final Waiter waiter;

    InputDescriptor(InputSource source, Waiter waiter) {
        super(source.type(), Rights.INPUT, 0, 0);
        this.source = source;
        this.waiter = waiter;
    }

    /** Fills the first buffer that has room: a stream may block before it could fill another. */
    @Override
    long read(IoVector vector) throws IOException {
        for (ByteBuffer buffer : vector.buffers()) {
            if (buffer.hasRemaining()) {
                return source.read(buffer, (flags() & FLAG_NONBLOCK) == 0, waiter);
            }
        }
        return 0;
    }

    @Override
    Readiness pollRead() throws IOException {
        return source.poll(waiter);
    }
}
