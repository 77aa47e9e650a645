package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream that the guest reads, such as its standard input. The embedder owns the channel; it is not closed here. */
final class InputDescriptor extends StreamDescriptor {
    private final ReadableByteChannel channel;

    InputDescriptor(ReadableByteChannel channel, FileType type) {
        super(type, Rights.INPUT, 0);
        this.channel = channel;
    }

    /** Fills the first buffer that has room: a stream may block before it could fill another. */
    @Override
    long read(IoVector vector) throws IOException {
        for (ByteBuffer buffer : vector.buffers()) {
            if (buffer.hasRemaining()) {
                return Math.max(0, channel.read(buffer));
            }
        }
        return 0;
    }
}
