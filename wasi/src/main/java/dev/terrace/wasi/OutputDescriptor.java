package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream that the guest writes, such as its standard output. The embedder owns the channel; it is not closed here. */
final class OutputDescriptor extends StreamDescriptor {
    private final WritableByteChannel channel;

    OutputDescriptor(WritableByteChannel channel, FileType type) {
        super(type, Rights.OUTPUT, FLAG_APPEND);
        this.channel = channel;
    }

    @Override
    long write(IoVector vector) throws IOException {
        long written = 0;
        for (ByteBuffer buffer : vector.buffers()) {
            while (buffer.hasRemaining()) {
                int count = channel.write(buffer);
                if (count == 0) {
                    return partly(written);
                }
                written += count;
            }
        }
        return written;
    }

    /** Returns what could be written to a channel that does not wait. */
    private static long partly(long written) {
        if (written == 0) {
            throw new WasiException(Errno.AGAIN);
        }
        return written;
    }
}
