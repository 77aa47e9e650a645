package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream that the guest writes, such as its standard output. The embedder owns the channel; it is not closed here. */
final class OutputDescriptor extends Descriptor {
    private final WritableByteChannel channel;

    OutputDescriptor(WritableByteChannel channel) {
        super(Rights.OUTPUT, 0, FLAG_APPEND);
        this.channel = channel;
    }

    @Override
    FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    FileStat stat() {
        return FileStat.ofStream(type());
    }

    @Override
    long write(ByteBuffer[] buffers) throws IOException {
        long written = 0;
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        }
        return written;
    }
}
