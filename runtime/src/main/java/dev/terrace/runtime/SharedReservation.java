package dev.terrace.runtime;

import dev.terrace.LimitException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room for a shared memory at its largest, which costs no more than what is used of it: a file without contents, mapped
 * and deleted at once. The operating system gives it pages when they are first written, from its cache, and may write
 * them to where {@code java.io.tmpdir} lies when memory is short.
 *
 * <p>Small ones are allocated: then zeroing them is cheaper than a file.
 *
 * <p>No store owns it, since several may use it. It is freed some time after nobody refers to it any more.
 */
final class SharedReservation {
    private static final long MAX_ALLOCATED = 1 << 20;
    private static final int ALIGNMENT = 64;

    private final MemorySegment segment;
    private final Account account;

    private SharedReservation(MemorySegment segment, MemoryBudget budget) {
        this.segment = segment;
        this.account = new Account(budget);
        NativeMemory.CLEANER.register(this, account);
    }

    /** What the memory has taken from the budget: only what is in use. Given back when the reservation is garbage. */
    private static final class Account implements Runnable {
        private final MemoryBudget budget;
        private long bytes;

        Account(MemoryBudget budget) {
            this.budget = budget;
        }

        synchronized boolean take(long more, boolean collect) {
            boolean taken = collect ? budget.takeOrCollect(more) : budget.take(more);
            bytes += taken ? more : 0;
            return taken;
        }

        @Override
        public synchronized void run() {
            budget.give(bytes);
        }
    }

    /**
     * Reserves zeros.
     *
     * @param budget what is taken from when they are used
     * @throws LimitException if so many cannot be reserved
     */
    static SharedReservation reserve(long bytes, MemoryBudget budget) {
        try {
            MemorySegment segment = bytes <= MAX_ALLOCATED ? Arena.ofAuto().allocate(bytes, ALIGNMENT) : map(bytes);
            return new SharedReservation(segment, budget);
        } catch (IOException | OutOfMemoryError e) {
            throw new LimitException("no room for a shared memory of at most " + bytes + " bytes", e);
        }
    }

    private static MemorySegment map(long bytes) throws IOException {
        Path file = Files.createTempFile("terrace-shared-memory", null);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
        }
    }

    /** Returns all of it. */
    MemorySegment segment() {
        return segment;
    }

    /**
     * Takes bytes into use; returns false if the budget has not so many left.
     *
     * @param collect whether to run the garbage collector if so
     */
    boolean use(long more, boolean collect) {
        return account.take(more, collect);
    }
}
