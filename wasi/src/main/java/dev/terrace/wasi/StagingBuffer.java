package dev.terrace.wasi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where data stays on its way between the kernel and a guest whose memory is on the Java heap: system calls cannot reach that.
 * Used by one thread at a time.
 */
final class StagingBuffer {
    private static final long MIN_BYTES = 8 << 10;
    private static final long MAX_BYTES = 1 << 20;

    private MemorySegment bytes = MemorySegment.NULL;

    /** A system call. */
    @FunctionalInterface
    interface Transfer {
        /**
         * Reads into a buffer, or writes what is there.
         *
         * @param done how many bytes of the whole the calls before this one have moved
         * @return how many bytes were moved, or a negated error number
         */
        long move(MemorySegment buffer, long done);
    }

    /** Reads into all buffers of a vector in order; returns how many bytes, or a negated error number if there is none. */
    long read(IoVector vector, Transfer transfer) {
        return move(vector, (buffer, done) -> {
            long moved = transfer.move(buffer, done);
            vector.scatter(buffer, done, Math.max(0, moved));
            return moved;
        });
    }

    /** Writes all buffers of a vector in order; returns how many bytes, or a negated error number if there is none. */
    long write(IoVector vector, Transfer transfer) {
        return move(vector, (buffer, done) -> {
            vector.gather(buffer, done);
            return transfer.move(buffer, done);
        });
    }

    private long move(IoVector vector, Transfer transfer) {
        long done = 0;
        while (true) {
            MemorySegment buffer = buffer(vector.length() - done);
            long moved = transfer.move(buffer, done);
            if (moved < 0) {
                return done == 0 ? moved : done;
            }
            done += moved;
            if (moved < buffer.byteSize() || done == vector.length()) {
                return done;
            }
        }
    }

    private MemorySegment buffer(long length) {
        long needed = Math.min(length, MAX_BYTES);
        if (bytes.byteSize() < needed) {
            bytes = Arena.ofAuto().allocate(Math.max(needed, MIN_BYTES));
        }
        return bytes.asSlice(0, needed);
    }
}
