package dev.terrace.wasi;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The parts of a guest's memory that one call reads into or writes from ({@code iovec_array}, {@code ciovec_array}), all of
 * which exist. What they have together beyond {@link #MAX_BYTES} is cut off.
 */
final class IoVector {
    /** How many buffers one call may name, as on Linux. */
    static final int MAX_BUFFERS = 1024;

    /** How many bytes one call moves at most: whole pages, as on Linux, so that alignment survives. */
    static final long MAX_BYTES = 0x7FFF_F000;

    /** The bytes of an {@code iovec}: address and length of a buffer. */
    private static final int IOVEC_BYTES = 8;

    private final MemorySegment memory;
    private final long[] offsets;
    private final long[] lengths;
    private long length;

    private IoVector(MemorySegment memory, int count) {
        this.memory = memory;
        this.offsets = new long[count];
        this.lengths = new long[count];
    }

    /** Returns the vector that a guest's memory holds; too many buffers are EINVAL, any that is outside is EFAULT. */
    static IoVector of(GuestMemory memory, int address, int count) {
        if (count < 0 || count > MAX_BUFFERS) {
            throw new WasiException(Errno.INVAL);
        }
        memory.check(address, (long) count * IOVEC_BYTES);
        IoVector vector = new IoVector(memory.segment(), count);
        for (int i = 0; i < count; i++) {
            int at = memory.getInt(address, i * IOVEC_BYTES);
            long bytes = Integer.toUnsignedLong(memory.getInt(address, i * IOVEC_BYTES + 4));
            memory.check(at, bytes);
            vector.offsets[i] = Integer.toUnsignedLong(at);
            vector.lengths[i] = Math.min(bytes, MAX_BYTES - vector.length);
            vector.length += vector.lengths[i];
        }
        return vector;
    }

    /** Returns the vector of a single buffer. */
    static IoVector of(MemorySegment buffer) {
        IoVector vector = new IoVector(buffer, 1);
        vector.lengths[0] = Math.min(buffer.byteSize(), MAX_BYTES);
        vector.length = vector.lengths[0];
        return vector;
    }

    /** Returns how many buffers there are. */
    int count() {
        return offsets.length;
    }

    /** Returns how many bytes all buffers have together. */
    long length() {
        return length;
    }

    /** Returns the memory that all buffers are part of. */
    MemorySegment memory() {
        return memory;
    }

    /** Returns where all buffers begin in the memory. */
    long[] offsets() {
        return offsets;
    }

    /** Returns how many bytes all buffers have each. */
    long[] lengths() {
        return lengths;
    }

    /** Returns a buffer: part of the memory itself. */
    MemorySegment segment(int index) {
        return memory.asSlice(offsets[index], lengths[index]);
    }

    /** Copies the first bytes of a segment into the buffers, from a position in all of them together. */
    void scatter(MemorySegment source, long position, long count) {
        copy(
                position,
                count,
                (index, offset, done, length) ->
                        MemorySegment.copy(source, done, memory, offsets[index] + offset, length));
    }

    /** Fills a segment from the buffers, from a position in all of them together. */
    void gather(MemorySegment target, long position) {
        copy(
                position,
                target.byteSize(),
                (index, offset, done, length) ->
                        MemorySegment.copy(memory, offsets[index] + offset, target, done, length));
    }

    /** A copy between a buffer, from an offset in it, and a segment. */
    private interface Part {
        void copy(int index, long offset, long done, long length);
    }

    private void copy(long position, long count, Part part) {
        long done = 0;
        long start = 0;
        for (int i = 0; done < count; i++) {
            long offset = position + done - start;
            if (offset < lengths[i]) {
                long length = Math.min(lengths[i] - offset, count - done);
                part.copy(i, offset, done, length);
                done += length;
            }
            start += lengths[i];
        }
    }

    /** Returns the buffers for a channel. */
    ByteBuffer[] buffers() {
        ByteBuffer[] buffers = new ByteBuffer[offsets.length];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = segment(i).asByteBuffer();
        }
        return buffers;
    }
}
