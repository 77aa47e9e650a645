package dev.terrace.wasi;

/** A stream that the embedder gives to the guest, such as its standard output. It has no place to move to. */
abstract class StreamDescriptor extends Descriptor {
    private final FileType type;

    StreamDescriptor(FileType type, long rights, int flags) {
        super(rights, 0, flags);
        this.type = type;
    }

    @Override
    final FileType type() {
        return type;
    }

    @Override
    final FileStat stat() {
        return FileStat.ofStream(type);
    }

    @Override
    final Errno refusal(long missing) {
        if ((missing & (Rights.FD_READ | Rights.FD_WRITE)) != 0) {
            return Errno.BADF;
        }
        if ((missing & (Rights.FD_SEEK | Rights.FD_TELL | Rights.FD_ADVISE | Rights.FD_ALLOCATE)) != 0) {
            return Errno.SPIPE;
        }
        return (missing & Rights.FD_FILESTAT_SET_SIZE) != 0 ? Errno.INVAL : Errno.NOTCAPABLE;
    }
}
