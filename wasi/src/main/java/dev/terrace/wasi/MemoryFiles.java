package dev.terrace.wasi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the files and directories of one {@link VirtualDirectory} have in common: the lock under which all of them are used,
 * the memory that they may take, and where times and inode numbers come from.
 */
final class MemoryFiles {
    /** What a file, directory or link counts for besides its name and what it holds: about what it takes in memory. */
    static final int NODE_BYTES = 256;

    /** Above the device numbers of hosts. */
    private static final AtomicLong NEXT_DEVICE = new AtomicLong(1L << 48);

    private final long device = NEXT_DEVICE.getAndIncrement();
    private final InstantSource clock;
    private long bytesLeft;
    private long nextInode = 1;

    MemoryFiles(long maxBytes, InstantSource clock) {
        this.bytesLeft = maxBytes;
        this.clock = clock;
    }

    long device() {
        return device;
    }

    long newInode() {
        return nextInode++;
    }

    /** Returns the time in nanoseconds since 1970. */
    long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    long bytesLeft() {
        return bytesLeft;
    }

    /** Takes memory for something new. */
    void take(long bytes) {
        if (bytes > bytesLeft) {
            throw new WasiException(Errno.NOSPC);
        }
        bytesLeft -= bytes;
    }

    /** Gives back what was taken. */
    void giveBack(long bytes) {
        bytesLeft += bytes;
    }
}
