package dev.terrace.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.HashSet;
import java.util.Set;

/**
 * The memory outside the Java heap that belongs to a store. It is freed when it is closed, or else when nobody refers to
 * this object any more; an access to freed memory throws IllegalStateException.
 *
 * <p>Safe for use by several threads.
 */
public final class NativeMemory implements AutoCloseable {
    /** Frees what belongs to garbage. */
    static final Cleaner CLEANER = Cleaner.create();

    private final MemoryBudget budget;

    /** Null as long as nothing was allocated: most stores are closed before they need any memory of this kind. */
    private Blocks blocks;

    private Cleaner.Cleanable cleanable;
    private boolean closed;

    /**
     * Creates a store's memory, of which there is nothing yet.
     *
     * @param budget what it is taken from
     */
    public NativeMemory(MemoryBudget budget) {
        this.budget = budget;
    }

    private synchronized Blocks blocks() {
        requireOpen();
        if (blocks == null) {
            blocks = new Blocks(budget);
            cleanable = CLEANER.register(this, blocks);
        }
        return blocks;
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** A piece of memory; whoever has it must also keep the {@link NativeMemory} that it is from. */
    record Block(Arena arena, MemorySegment segment) {}

    /** The blocks in use. It does not refer to its owner, so that it can be run when that is gone. */
    private static final class Blocks implements Runnable {
        private final MemoryBudget budget;
        private final Set<Block> blocks = new HashSet<>();
        private boolean closed;

        Blocks(MemoryBudget budget) {
            this.budget = budget;
        }

        synchronized void add(Block block) {
            if (closed) {
                release(block);
                throw new IllegalStateException("the store is closed");
            }
            blocks.add(block);
        }

        synchronized void free(Block block) {
            if (blocks.remove(block)) {
                release(block);
            }
        }

        private void release(Block block) {
            block.arena().close();
            budget.give(block.segment().byteSize());
        }

        @Override
        public synchronized void run() {
            closed = true;
            blocks.forEach(this::release);
            blocks.clear();
        }
    }

    /**
     * Allocates zeros; returns null if there is no room.
     *
     * @param bytes how many
     * @param alignment what the address is a multiple of
     * @param collect whether to run the garbage collector if there is no room
     * @throws IllegalStateException if this is closed
     */
    @SuppressWarnings("MustBeClosedChecker") // the block keeps the arena
    Block allocate(long bytes, long alignment, boolean collect) {
        Blocks owned = blocks();
        if (!(collect ? budget.takeOrCollect(bytes) : budget.take(bytes))) {
            return null;
        }
        Arena arena = Arena.ofShared();
        Block block;
        try {
            block = new Block(arena, arena.allocate(bytes, alignment));
        } catch (OutOfMemoryError _) {
            arena.close();
            budget.give(bytes);
            return null;
        }
        owned.add(block);
        return block;
    }

    /**
     * Returns what memory is taken from.
     *
     * @throws IllegalStateException if this is closed
     */
    MemoryBudget budget() {
        requireOpen();
        return budget;
    }

    /** Frees a block now. */
    void free(Block block) {
        blocks().free(block);
    }

    /** Frees all of it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** Returns how much of the budget is in use. */
    @Override
    public String toString() {
        return budget.toString();
    }
}
