package dev.terrace.runtime;

import dev.terrace.MemoryPlacement;
import dev.terrace.core.types.MemoryType;
import dev.terrace.ffm.linux.Linux;
import dev.terrace.ffm.linux.MemoryCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The memory outside the Java heap that belongs to a store, and the account of what it has on the heap. It is freed when it
 * is closed, or else when nobody refers to this object any more; an access to freed memory throws IllegalStateException.
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

    /** Null if memories are not pooled. */
    private final MemoryPool pool;

    private final boolean guardsShared;

    /** What native code knows of memories here; null if there is nothing. */
    private List<MemoryDescriptor> descriptors;

    /** Memories that are leased from the pool; null if there are none. */
    private List<LinearMemory> pooled;

    /**
     * Creates a store's memory, of which there is nothing yet.
     *
     * @param budget what it is taken from
     * @param pool what memories of modules are taken from if possible, or null
     * @param guardsShared whether shared memories, which cannot move later, are made so that they are guarded: see {@link
     *     LinearMemory#prepareForNative}
     */
    public NativeMemory(MemoryBudget budget, MemoryPool pool, boolean guardsShared) {
        this.budget = budget;
        this.pool = pool;
        this.guardsShared = guardsShared && Linux.isSupported();
    }

    /** Returns whether shared memories are to be guarded. */
    boolean guardsShared() {
        return guardsShared;
    }

    /** Has a descriptor of a memory here say that it is gone, when this is closed. */
    synchronized void clearWhenClosed(MemoryDescriptor descriptor) {
        requireOpen();
        if (descriptors == null) {
            descriptors = new ArrayList<>(1);
        }
        descriptors.add(descriptor);
    }

    /**
     * Makes a memory of a module.
     *
     * @param type its type
     * @param quota what the store may have
     * @param placement where memories are
     * @param image what it contains
     * @throws dev.terrace.LimitException if it is larger than the store may have, or than there is room for
     * @throws IllegalStateException if this is closed
     */
    LinearMemory memory(MemoryType type, Quota quota, MemoryPlacement placement, MemoryImage image) {
        requireOpen();
        LinearMemory memory = lease(type, quota, placement, image);
        if (memory == null) {
            memory = new LinearMemory(type, quota, placement, this);
            image.copyTo(memory.segment());
        }
        return memory;
    }

    /** Makes a memory of the pool; returns null if it is to be made otherwise. */
    private LinearMemory lease(MemoryType type, Quota quota, MemoryPlacement placement, MemoryImage image) {
        if (pool == null || type.shared() || placement.isOnHeap(type)) {
            return null;
        }
        long maxBytes = Math.min(quota.maxMemoryBytes(), pool.maxMemoryBytes());
        if (Long.compareUnsigned(type.limits().min(), maxBytes >>> type.pageSizeLog2()) > 0) {
            return null;
        }
        MemoryLease lease = pool.lease(image, type.limits().min() << type.pageSizeLog2(), this);
        if (lease == null) {
            return null;
        }
        LinearMemory memory = null;
        try {
            memory = new LinearMemory(type, maxBytes, quota, lease, pool);
        } finally {
            if (memory == null) {
                pool.release(lease);
            }
        }
        if (pooled == null) {
            pooled = new ArrayList<>(1);
        }
        pooled.add(memory);
        return memory;
    }

    /** Takes notice that WebAssembly's code will run in the store, which may write to its memories. */
    public void touch() {
        if (pooled != null) {
            pooled.forEach(LinearMemory::touch);
        }
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

    /** Bytes that have been taken from the budget; whoever has them must also keep the {@link NativeMemory} they are from. */
    abstract static sealed class Block {
        long bytes;

        Block(long bytes) {
            this.bytes = bytes;
        }

        abstract void release();
    }

    /** A piece of memory outside the Java heap. */
    static final class NativeBlock extends Block {
        final MemorySegment segment;
        private final Arena arena;

        private NativeBlock(Arena arena, MemorySegment segment) {
            super(segment.byteSize());
            this.arena = arena;
            this.segment = segment;
        }

        @Override
        void release() {
            arena.close();
        }
    }

    /** Addresses outside the Java heap, of which the first have memory behind them: more do as it is needed. */
    static final class ReservedBlock extends Block {
        private final long address;
        private final long addresses;
        private Arena arena;
        private MemorySegment segment;

        private ReservedBlock(long address, long addresses) {
            super(0);
            this.address = address;
            this.addresses = addresses;
            open();
        }

        @SuppressWarnings("MustBeClosedChecker") // closed when the segment may not be used any more
        private void open() {
            arena = Arena.ofShared();
            segment = MemoryCalls.segment(address, addresses, arena);
        }

        /** Returns all addresses. Those without memory must not be touched: that would end the process. */
        MemorySegment segment() {
            return segment;
        }

        /** Makes all segments that were given away unusable. */
        private void revoke() {
            arena.close();
            open();
        }

        @Override
        void release() {
            arena.close();
            MemoryCalls.release(address, addresses);
        }
    }

    /** Bytes of an array on the Java heap. It does not refer to them: the collector frees them before it is released. */
    static final class HeapBlock extends Block {
        private HeapBlock(long bytes) {
            super(bytes);
        }

        @Override
        void release() {
            // The array is garbage.
        }
    }

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
            block.release();
            budget.give(block.bytes);
        }

        @Override
        public synchronized void run() {
            closed = true;
            for (Block block : blocks) {
                release(block);
            }
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
    NativeBlock allocate(long bytes, long alignment, boolean collect) {
        Blocks owned = blocks();
        if (!take(bytes, collect)) {
            return null;
        }
        Arena arena = Arena.ofShared();
        NativeBlock block;
        try {
            block = new NativeBlock(arena, arena.allocate(bytes, alignment));
        } catch (OutOfMemoryError _) {
            arena.close();
            budget.give(bytes);
            return null;
        }
        owned.add(block);
        return block;
    }

    /**
     * Reserves addresses; returns null if the system has not so many. It must be {@linkplain Linux#isSupported supported}.
     *
     * @throws IllegalStateException if this is closed
     */
    ReservedBlock reserve(long addresses) {
        Blocks owned = blocks();
        long address = MemoryCalls.reserve(addresses);
        if (address < 0) {
            return null;
        }
        ReservedBlock block = new ReservedBlock(address, addresses);
        owned.add(block);
        return block;
    }

    /**
     * Puts memory behind as many of a block's addresses at least; returns false if there is no room for it.
     *
     * @param collect whether to run the garbage collector if there is no room
     */
    boolean extend(ReservedBlock block, long bytes, boolean collect) {
        long end = MemoryCalls.wholePages(bytes);
        long more = end - block.bytes;
        if (more <= 0) {
            return true;
        }
        if (!take(more, collect)) {
            return false;
        }
        if (MemoryCalls.allow(block.address + block.bytes, more) < 0) {
            budget.give(more);
            return false;
        }
        block.bytes = end;
        return true;
    }

    /**
     * Takes the memory away behind the first bytes of a block. All its segments so far become unusable: Java code must not
     * reach where there is no memory.
     *
     * @throws IllegalStateException if a call of native code uses one at this moment, or the system refuses
     */
    void shrink(ReservedBlock block, long bytes) {
        long end = MemoryCalls.wholePages(bytes);
        long less = block.bytes - end;
        if (less > 0) {
            block.revoke();
            if (MemoryCalls.reserveAgain(block.address + end, less) < 0) {
                throw new IllegalStateException("the system does not take memory back");
            }
            block.bytes = end;
            budget.give(less);
        }
    }

    /**
     * Takes bytes on the Java heap from the budget; returns null if there are not so many left.
     *
     * @param bytes how many
     * @param collect whether to run the garbage collector if there is no room
     * @throws IllegalStateException if this is closed
     */
    HeapBlock account(long bytes, boolean collect) {
        Blocks owned = blocks();
        if (!take(bytes, collect)) {
            return null;
        }
        HeapBlock block = new HeapBlock(bytes);
        owned.add(block);
        return block;
    }

    private boolean take(long bytes, boolean collect) {
        return collect ? budget.takeOrCollect(bytes) : budget.take(bytes);
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
        if (pooled != null) {
            pooled.forEach(LinearMemory::close);
            pooled = null;
        }
        if (descriptors != null) {
            descriptors.forEach(MemoryDescriptor::clear);
            descriptors = null;
        }
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
