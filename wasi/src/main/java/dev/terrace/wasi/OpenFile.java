package dev.terrace.wasi;

import java.io.Closeable;
import java.io.IOException;

/** An open file of some file system, with a place at which it is read and written. Errors are as in {@link Directory}. */
interface OpenFile extends Closeable {
    FileStat stat() throws IOException;

    /** Reads at the file's place, which moves on; returns the number of bytes, 0 at the end. */
    long read(IoVector vector) throws IOException;

    /** Writes at the file's place, or at its end if it was opened to append; returns the number of bytes. */
    long write(IoVector vector) throws IOException;

    /** Reads at an offset, wherever the file's place is. */
    long read(IoVector vector, long offset) throws IOException;

    /** Writes at an offset, wherever the file's place is. */
    long write(IoVector vector, long offset) throws IOException;

    /** Moves the file's place and returns it, in bytes from the start. */
    long seek(long offset, Whence whence) throws IOException;

    /** Sets the size in bytes, which is not negative. */
    void setSize(long size) throws IOException;

    /** Makes sure that there is room for a range of bytes: the file grows to its end if it is smaller. */
    void allocate(long offset, long length) throws IOException;

    /** Says how a range of bytes will be used; a length of 0 means everything from the offset on. */
    void advise(long offset, long length, Advice advice) throws IOException;

    /** Waits until everything written is on the device, with the file's attributes or without. */
    void sync(boolean attributes) throws IOException;

    void setTimes(FileTimes times) throws IOException;

    /** Changes {@code append} and {@code nonblock} among the flags ({@code fdflags}). */
    void setFlags(int flags) throws IOException;
}
