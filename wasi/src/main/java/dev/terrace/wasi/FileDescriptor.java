package dev.terrace.wasi;

import java.io.IOException;

/** An open file. */
final class FileDescriptor extends Descriptor {
    private final OpenFile file;
    private final FileType type;
    private final long access;

    /**
     * Creates a descriptor.
     *
     * @param file the file, open for what the rights allow; it is closed with the descriptor
     */
    FileDescriptor(OpenFile file, FileType type, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.file = file;
        this.type = type;
        this.access = rights;
    }

    @Override
    FileType type() {
        return type;
    }

    @Override
    FileStat stat() throws IOException {
        return file.stat();
    }

    /** A file that was not opened for reading or writing is no file to read or write; other rights were given up. */
    @Override
    Errno refusal(long missing) {
        return (missing & (Rights.FD_READ | Rights.FD_WRITE) & ~access) != 0 ? Errno.BADF : Errno.NOTCAPABLE;
    }

    @Override
    void applyFlags(int flags) throws IOException {
        file.setFlags(flags);
    }

    @Override
    long read(IoVector vector) throws IOException {
        return file.read(vector);
    }

    @Override
    long write(IoVector vector) throws IOException {
        return file.write(vector);
    }

    @Override
    long read(IoVector vector, long offset) throws IOException {
        return file.read(vector, offset);
    }

    @Override
    long write(IoVector vector, long offset) throws IOException {
        return file.write(vector, offset);
    }

    @Override
    long seek(long offset, Whence whence) throws IOException {
        return file.seek(offset, whence);
    }

    @Override
    void setSize(long size) throws IOException {
        file.setSize(size);
    }

    @Override
    void allocate(long offset, long length) throws IOException {
        file.allocate(offset, length);
    }

    @Override
    void advise(long offset, long length, Advice advice) throws IOException {
        file.advise(offset, length, advice);
    }

    @Override
    void sync(boolean attributes) throws IOException {
        file.sync(attributes);
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        file.setTimes(times);
    }

    @Override
    long readable() throws IOException {
        long size = file.stat().size();
        return type == FileType.REGULAR_FILE ? Math.max(0, size - file.seek(0, Whence.CURRENT)) : 1;
    }

    @Override
    void close() throws IOException {
        file.close();
    }
}
