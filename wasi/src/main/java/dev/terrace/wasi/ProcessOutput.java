package dev.terrace.wasi;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * This process's standard output or error. When it is a pipe that nobody reads any more, a write ends the guest, as the
 * signal SIGPIPE ends a native program: most programs never look whether they could print.
 */
final class ProcessOutput implements WritableByteChannel {
    /** How a shell reports a process that SIGPIPE ended. */
    private static final int SIGPIPE_EXIT_CODE = 128 + 13;

    private final FileChannel channel;

    ProcessOutput(FileDescriptor descriptor) {
        this.channel = new FileOutputStream(descriptor).getChannel();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return channel.write(source);
        } catch (IOException e) {
            if (HostErrors.errno(e).equals(Optional.of(Errno.PIPE))) {
                throw new WasiExit(SIGPIPE_EXIT_CODE);
            }
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
