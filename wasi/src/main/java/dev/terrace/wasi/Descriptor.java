package dev.terrace.wasi;

import java.io.IOException;

/** Something open that a guest knows by a number. What a kind of descriptor cannot do ends with an error number. */
abstract class Descriptor {
    // The bits of fdflags.
    static final int FLAG_APPEND = 1;
    static final int FLAG_DSYNC = 1 << 1;
    static final int FLAG_NONBLOCK = 1 << 2;
    static final int FLAG_RSYNC = 1 << 3;
    static final int FLAG_SYNC = 1 << 4;
    static final int ALL_FLAGS = 0x1F;

    /** The flags that can be changed while a descriptor is open. */
    private static final int CHANGEABLE_FLAGS = FLAG_APPEND | FLAG_NONBLOCK;

    private long rights;
    private long inheriting;
    private int flags;

    /**
     * Creates a descriptor.
     *
     * @param rights what may be done with it
     * @param inheriting what may be done with what is opened through it
     * @param flags the {@code fdflags} it has
     */
    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    final long rights() {
        return rights;
    }

    final long inheriting() {
        return inheriting;
    }

    final int flags() {
        return flags;
    }

    /** Changes the flags; how writes are synchronised was decided when the descriptor was opened. */
    final void setFlags(int newFlags) throws IOException {
        if (((newFlags ^ flags) & ~CHANGEABLE_FLAGS) != 0) {
            throw new WasiException(Errno.NOTSUP);
        }
        applyFlags(newFlags);
        this.flags = newFlags;
    }

    /** Makes what is open work as new flags say. */
    void applyFlags(int newFlags) throws IOException {}

    /** Gives rights up; asking for more than there are is an {@link Errno#NOTCAPABLE}. */
    final void narrow(long newRights, long newInheriting) {
        if ((newRights & ~rights) != 0 || (newInheriting & ~inheriting) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        rights = newRights;
        inheriting = newInheriting;
    }

    /** Makes sure that all of some rights are there. */
    final void require(long needed) {
        if ((rights & needed) != needed) {
            throw new WasiException(refusal(needed & ~rights));
        }
    }

    /** Returns the error of a function that needs rights which are not there. */
    Errno refusal(long missing) {
        return Errno.NOTCAPABLE;
    }

    abstract FileType type();

    abstract FileStat stat() throws IOException;

    /** Reads into the buffers of a vector in order; returns the number of bytes, 0 at the end. */
    long read(IoVector vector) throws IOException {
        throw new WasiException(Errno.BADF);
    }

    /** Writes the buffers of a vector in order; returns the number of bytes. */
    long write(IoVector vector) throws IOException {
        throw new WasiException(Errno.BADF);
    }

    /** Reads at a place of the file, wherever the descriptor stands. */
    long read(IoVector vector, long offset) throws IOException {
        throw new WasiException(Errno.SPIPE);
    }

    /** Writes at a place of the file, wherever the descriptor stands. */
    long write(IoVector vector, long offset) throws IOException {
        throw new WasiException(Errno.SPIPE);
    }

    /** Moves to a place; returns it in bytes from the start. */
    long seek(long offset, Whence whence) throws IOException {
        throw new WasiException(Errno.SPIPE);
    }

    void setSize(long size) throws IOException {
        throw new WasiException(Errno.INVAL);
    }

    /** Makes sure that there is room for a range of bytes. */
    void allocate(long offset, long length) throws IOException {
        throw new WasiException(Errno.INVAL);
    }

    /** Says how a range of bytes will be used. */
    void advise(long offset, long length, Advice advice) throws IOException {}

    /** Waits until everything written is on the device, with the file's attributes or without. */
    void sync(boolean attributes) throws IOException {}

    void setTimes(FileTimes times) throws IOException {
        throw new WasiException(Errno.BADF);
    }

    /** Returns how many bytes can be read without waiting, as far as it is known; at least 1 if it is not. */
    long readable() throws IOException {
        return 1;
    }

    /** Tells whether reading would wait; if so, the guest's {@link Waiter} has been told to watch for when it would not. */
    Readiness pollRead() throws IOException {
        return Readiness.of(readable());
    }

    /** Tells whether writing would wait; if so, the guest's {@link Waiter} has been told to watch for when it would not. */
    Readiness pollWrite() throws IOException {
        return Readiness.of(true);
    }

    /** Returns this as a directory, which everything that takes a path needs. */
    DirectoryDescriptor directory() {
        throw new WasiException(Errno.NOTDIR);
    }

    void close() throws IOException {}
}
