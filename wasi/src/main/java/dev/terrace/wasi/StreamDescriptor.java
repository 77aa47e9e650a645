package dev.terrace.wasi;

/** A stream that the embedder gives to the guest, such as its standard output or a socket. It has no place to move to. */
abstract class StreamDescriptor extends Descriptor {
    private final FileType type;
    private final long possible;

    /**
     * Creates a descriptor.
     *
     * @param rights all that can be done with it
     */
    StreamDescriptor(FileType type, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.type = type;
        this.possible = rights;
    }

    @Override
    final FileType type() {
        return type;
    }

    @Override
    final FileStat stat() {
        return FileStat.ofStream(type);
    }

    /** What no such stream can do is an error of its own; other rights were given up. */
    @Override
    final Errno refusal(long missing) {
        long impossible = missing & ~possible;
        if ((impossible & (Rights.FD_READ | Rights.FD_WRITE)) != 0) {
            return notReadableOrWritable();
        }
        if ((impossible & (Rights.FD_SEEK | Rights.FD_TELL | Rights.FD_ADVISE | Rights.FD_ALLOCATE)) != 0) {
            return Errno.SPIPE;
        }
        return (impossible & (Rights.FD_FILESTAT_SET_SIZE | Rights.FD_SYNC | Rights.FD_DATASYNC)) != 0
                ? Errno.INVAL
                : Errno.NOTCAPABLE;
    }

    /** Returns the error of reading what can only be written, and the reverse. */
    Errno notReadableOrWritable() {
        return Errno.BADF;
    }
}
