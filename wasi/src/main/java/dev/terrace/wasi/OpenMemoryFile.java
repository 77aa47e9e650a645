package dev.terrace.wasi;

/** A file in memory that is open, and a place in it. */
final class OpenMemoryFile implements OpenFile {
    private final MemoryFile file;
    private long position;
    private boolean append;
    private boolean closed;

    OpenMemoryFile(MemoryFile file, boolean append) {
        this.file = file;
        this.append = append;
        file.opened();
    }

    @Override
    public FileStat stat() {
        synchronized (file.files()) {
            return file.attributes();
        }
    }

    @Override
    public long read(IoVector vector) {
        synchronized (file.files()) {
            long count = file.read(vector, position);
            position += count;
            return count;
        }
    }

    @Override
    public long write(IoVector vector) {
        synchronized (file.files()) {
            if (append) {
                position = file.size();
            }
            long count = file.write(vector, position);
            position += count;
            return count;
        }
    }

    @Override
    public long read(IoVector vector, long offset) {
        synchronized (file.files()) {
            return file.read(vector, offset);
        }
    }

    @Override
    public long write(IoVector vector, long offset) {
        synchronized (file.files()) {
            return file.write(vector, offset);
        }
    }

    @Override
    public long seek(long offset, Whence whence) {
        synchronized (file.files()) {
            long origin = switch (whence) {
                case START -> 0;
                case CURRENT -> position;
                case END -> file.size();
            };
            if (origin + offset < 0) {
                throw new WasiException(Errno.INVAL);
            }
            position = origin + offset;
            return position;
        }
    }

    @Override
    public void setSize(long size) {
        synchronized (file.files()) {
            file.setSize(size);
        }
    }

    @Override
    public void allocate(long offset, long length) {
        synchronized (file.files()) {
            file.allocate(offset, length);
        }
    }

    /** Does nothing: all of it is in memory already. */
    @Override
    public void advise(long offset, long length, Advice advice) {}

    /** Does nothing: there is no device. */
    @Override
    public void sync(boolean attributes) {}

    @Override
    public void setTimes(FileTimes times) {
        synchronized (file.files()) {
            file.setAttributes(times);
        }
    }

    @Override
    public void setFlags(int flags) {
        append = (flags & Descriptor.FLAG_APPEND) != 0;
    }

    @Override
    public void close() {
        synchronized (file.files()) {
            if (!closed) {
                closed = true;
                file.closed();
            }
        }
    }
}
