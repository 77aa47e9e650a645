package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An open file of the host through {@code java.nio}. It is read and written through its channel, wherever it moves; only its
 * attributes are found again by path.
 */
final class NioFile implements OpenFile {
    private final FileChannel channel;
    private final Path path;
    private final FileStat opened;
    private boolean append;

    private NioFile(FileChannel channel, Path path, boolean append) throws IOException {
        this.channel = channel;
        this.path = path;
        this.opened = NioFiles.stat(path);
        this.append = append;
    }

    /** Opens what is at a path, which is not followed if it is a symbolic link. */
    static NioFile open(Path path, OpenMode mode) throws IOException {
        FileChannel channel = FileChannel.open(path, options(mode));
        try {
            NioFile file = new NioFile(channel, path, mode.has(Descriptor.FLAG_APPEND));
            if (file.opened.type() == FileType.DIRECTORY) {
                throw new WasiException(Errno.ISDIR);
            }
            return file;
        } catch (IOException | WasiException e) {
            channel.close();
            throw e;
        }
    }

    private static Set<OpenOption> options(OpenMode mode) {
        // Java creates and truncates only what it opens for writing.
        boolean writes = mode.write() || mode.create() || mode.truncate();
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (mode.read() || !writes) {
            options.add(StandardOpenOption.READ);
        }
        if (mode.create()) {
            options.add(mode.exclusive() ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if (mode.truncate()) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if (mode.has(Descriptor.FLAG_DSYNC)) {
            options.add(StandardOpenOption.DSYNC);
        }
        if (mode.has(Descriptor.FLAG_RSYNC) || mode.has(Descriptor.FLAG_SYNC)) {
            options.add(StandardOpenOption.SYNC);
        }
        return options;
    }

    /** Returns what is known of the file; if it was moved or removed since, as it was when it was opened, but for the size. */
    @Override
    public FileStat stat() throws IOException {
        return findAgain().orElse(opened).withSize(channel.size());
    }

    /** Returns what is known of the file at the path where it was opened, if it is still there. */
    private Optional<FileStat> findAgain() throws IOException {
        try {
            FileStat found = NioFiles.stat(path);
            return found.isSameFile(opened) ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public long read(IoVector vector) throws IOException {
        return Math.max(0, channel.read(vector.buffers()));
    }

    @Override
    public long write(IoVector vector) throws IOException {
        if (append) {
            channel.position(channel.size());
        }
        ByteBuffer[] buffers = vector.buffers();
        long written = 0;
        try {
            while (written < vector.length()) {
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
    public long read(IoVector vector, long offset) throws IOException {
        long total = 0;
        for (ByteBuffer buffer : vector.buffers()) {
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
    public long write(IoVector vector, long offset) throws IOException {
        long total = 0;
        for (ByteBuffer buffer : vector.buffers()) {
            while (buffer.hasRemaining()) {
                total += channel.write(buffer, offset + total);
            }
        }
        return total;
    }

    @Override
    public long seek(long offset, Whence whence) throws IOException {
        long origin = switch (whence) {
            case START -> 0;
            case CURRENT -> channel.position();
            case END -> channel.size();
        };
        long target = origin + offset;
        if (target < 0) {
            throw new WasiException(Errno.INVAL);
        }
        channel.position(target);
        return target;
    }

    @Override
    public void setSize(long size) throws IOException {
        if (size < channel.size()) {
            // Truncating moves the channel's place, setting the size of a file does not.
            long position = channel.position();
            channel.truncate(size);
            channel.position(position);
        } else {
            allocate(size, 0);
        }
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        long end = offset + length;
        if (end > channel.size()) {
            channel.write(ByteBuffer.allocate(1), end - 1);
        }
    }

    /** Does nothing: Java has no way to say it. */
    @Override
    public void advise(long offset, long length, Advice advice) {}

    @Override
    public void sync(boolean attributes) throws IOException {
        channel.force(attributes);
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        if (findAgain().isEmpty()) {
            throw new WasiException(Errno.STALE);
        }
        NioFiles.setTimes(path, times);
    }

    @Override
    public void setFlags(int flags) {
        append = (flags & Descriptor.FLAG_APPEND) != 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
