package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;

/** An open file. Reads and writes go straight between the file and the guest's memory. */
final class FileDescriptor extends Descriptor {
    private final FileChannel channel;
    private final Path path;

    /**
     * Creates a descriptor.
     *
     * @param channel the file, open for what the rights allow
     * @param path where the file was when it was opened
     */
    FileDescriptor(FileChannel channel, Path path, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.channel = channel;
        this.path = path;
    }

    @Override
    FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    FileStat stat() throws IOException {
        // The path may lead elsewhere by now, or nowhere; the size at least is always that of the open file.
        FileStat stat = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? FileStat.of(path) : FileStat.ofStream(type());
        return new FileStat(
                stat.device(),
                stat.inode(),
                type(),
                stat.links(),
                channel.size(),
                stat.accessed(),
                stat.modified(),
                stat.changed());
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
        long written = 0;
        long wanted = 0;
        for (ByteBuffer buffer : buffers) {
            wanted += buffer.remaining();
        }
        while (written < wanted) {
            written += channel.write(buffers);
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
    void setTimes(FileTime accessed, FileTime modified) throws IOException {
        setTimes(path, accessed, modified);
    }

    /** Sets the times of what is at a path, which is not followed if it is a symbolic link. */
    static void setTimes(Path path, FileTime accessed, FileTime modified) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(modified, accessed, null);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
