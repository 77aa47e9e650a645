package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.ffm.linux.MemoryCalls;
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
 * <p>Small ones are allocated: then zeroing them is cheaper than a file. Where native code without checks is to use the
 * memory, addresses are reserved and those in use are made accessible: it must not reach anything else.
 *
 * <p>No store owns it, since several may use it. It is freed some time after nobody refers to it any more.
 */
final class SharedReservation {
    private static final long MAX_ALLOCATED = 1 << 20;
    private static final int ALIGNMENT = 64;

    private final MemorySegment segment;
    private final boolean guarded;
    private final Account account;

    private SharedReservation(MemorySegment segment, boolean guarded, MemoryBudget budget) {
        this.segment = segment;
        this.guarded = guarded;
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

        synchronized void give(long less) {
            budget.give(less);
            bytes -= less;
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
            return new SharedReservation(segment, false, budget);
        } catch (IOException | OutOfMemoryError e) {
            throw new LimitException("no room for a shared memory of at most " + bytes + " bytes", e);
        }
    }

    /**
     * Reserves addresses, none of which can be accessed before it is in use. The system must support that.
     *
     * @param budget what is taken from when they are used
     * @throws LimitException if there are not so many
     */
    static SharedReservation guarded(long addresses, MemoryBudget budget) {
        long address = MemoryCalls.reserve(addresses);
        if (address < 0) {
            throw new LimitException(
                    "no room for a shared memory: error %d of the operating system".formatted(-address));
        }
        MemorySegment segment = MemorySegment.ofAddress(address)
                .reinterpret(addresses, Arena.ofAuto(), all -> MemoryCalls.release(all.address(), all.byteSize()));
        return new SharedReservation(segment, true, budget);
    }

    /** Returns whether only what is in use can be accessed. */
    boolean isGuarded() {
        return guarded;
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
     * Takes bytes into use; returns false if the budget or the system has not so many left.
     *
     * @param used how many are in use already
     * @param more how many are needed in addition: whole pages if it is guarded
     * @param collect whether to run the garbage collector if there is no room
     */
    boolean use(long used, long more, boolean collect) {
        if (!account.take(more, collect)) {
            return false;
        }
        if (guarded && more > 0 && MemoryCalls.allow(segment.address() + used, more) < 0) {
            account.give(more);
            return false;
        }
        return true;
    }
}
