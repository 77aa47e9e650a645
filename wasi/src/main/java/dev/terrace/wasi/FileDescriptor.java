package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** An open file. Reads and writes go straight between the file and the guest's memory. */
final class FileDescriptor extends Descriptor {
    private final FileChannel channel;
    private final Path path;
    private final FileStat opened;
    private final long access;

    /**
     * Creates a descriptor.
     *
     * @param channel the file, open for what the rights allow
     * @param path where the file was when it was opened
     */
    FileDescriptor(FileChannel channel, Path path, long rights, long inheriting, int flags) throws IOException {
        super(rights, inheriting, flags);
        this.channel = channel;
        this.path = path;
        this.opened = FileStat.of(path);
        this.access = rights;
    }

    @Override
    FileType type() {
        return opened.type();
    }

    /** Returns what is known of the file; if it was moved or removed since, as it was when it was opened, but for the size. */
    @Override
    FileStat stat() throws IOException {
        return findAgain().orElse(opened).withSize(channel.size());
    }

    /** Returns what is known of the file at the path where it was opened, if it is still there. */
    private Optional<FileStat> findAgain() throws IOException {
        try {
            FileStat found = FileStat.of(path);
            return found.isSameFile(opened) ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** A file that was not opened for reading or writing is no file to read or write; other rights were given up. */
    @Override
    Errno refusal(long missing) {
        return (missing & (Rights.FD_READ | Rights.FD_WRITE) & ~access) != 0 ? Errno.BADF : Errno.NOTCAPABLE;
    }

    @Override
    long read(ByteBuffer[] buffers) throws IOException {
        return Math.max(0, channel.read(buffers));
    }

    @Override
    long write(ByteBuffer[] buffers) throws IOException {
        if ((flags() & FLAG_APPEND) != 0) {
            channel.position(channel.size());
        }
        long left = 0;
        for (ByteBuffer buffer : buffers) {
            left += buffer.remaining();
        }
        long written = 0;
        try {
            while (written < left) {
                written += channel.write(buffers);
            }
        } catch (IOException e) {
            // A device that is full says so again to the next write.
            if (written == 0) {
                throw e;
            }
        }
        return written;
    }

    @Override
    long read(ByteBuffer[] buffers, long offset) throws IOException {
        long total = 0;
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, offset + total);
                if (count < 0) {
                    return total;
                }
                total += count;
            }
        }
        return total;
    }

    @Override
    long write(ByteBuffer[] buffers, long offset) throws IOException {
        long total = 0;
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                total += channel.write(buffer, offset + total);
            }
        }
        return total;
    }

    @Override
    long seek(long offset, int whence) throws IOException {
        long origin = switch (whence) {
            case 0 -> 0;
            case 1 -> channel.position();
            case 2 -> channel.size();
            default -> throw new WasiException(Errno.INVAL);
        };
        long target = origin + offset;
        if (target < 0) {
            throw new WasiException(Errno.INVAL);
        }
        channel.position(target);
        return target;
    }

    @Override
    void setSize(long size) throws IOException {
        if (size < 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (size < channel.size()) {
            // Truncating moves the channel's place, setting the size of a file does not.
            long position = channel.position();
            channel.truncate(size);
            channel.position(position);
        } else {
            allocate(size);
        }
    }

    @Override
    void allocate(long end) throws IOException {
        if (end < 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (end > channel.size()) {
            channel.write(ByteBuffer.allocate(1), end - 1);
        }
    }

    @Override
    void sync(boolean attributes) throws IOException {
        channel.force(attributes);
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        if (findAgain().isEmpty()) {
            throw new WasiException(Errno.STALE);
        }
        times.apply(path);
    }

    @Override
    long readable() throws IOException {
        return Math.max(0, channel.size() - channel.position());
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
