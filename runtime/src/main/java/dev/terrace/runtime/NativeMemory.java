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
 * <p>Allocations fail with an OutOfMemoryError beyond {@code -XX:MaxDirectMemorySize}.
 *
 * <p>Safe for use by several threads.
 */
public final class NativeMemory implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Blocks blocks = new Blocks();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, blocks);

    /** The arenas of the blocks in use. It does not refer to its owner, so that it can be run when that is gone. */
    private static final class Blocks implements Runnable {
        private final Set<Arena> arenas = new HashSet<>();
        private boolean closed;

        synchronized void add(Arena arena) {
            if (closed) {
                arena.close();
                throw new IllegalStateException("the store is closed");
            }
            arenas.add(arena);
        }

        void free(Arena arena) {
            synchronized (this) {
                if (!arenas.remove(arena)) {
                    return;
                }
            }
            arena.close();
        }

        @Override
        public synchronized void run() {
            closed = true;
            arenas.forEach(Arena::close);
            arenas.clear();
        }
    }

    /** A piece of memory. */
    final class Block {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment segment;

        private Block(long bytes, long alignment) {
            try {
                this.segment = arena.allocate(bytes, alignment);
            } catch (Throwable thrown) {
                arena.close();
                throw thrown;
            }
            blocks.add(arena);
        }

        /** Returns the bytes. */
        MemorySegment segment() {
            return segment;
        }

        /** Frees the memory now. */
        void free() {
            blocks.free(arena);
        }
    }

    /**
     * Allocates zeros.
     *
     * @param bytes how many
     * @param alignment what the address is a multiple of
     * @throws OutOfMemoryError if there is no room
     * @throws IllegalStateException if this is closed
     */
    Block allocate(long bytes, long alignment) {
        return new Block(bytes, alignment);
    }

    /** Frees all of it. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
