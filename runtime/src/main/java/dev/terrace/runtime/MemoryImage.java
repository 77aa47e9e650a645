package dev.terrace.runtime;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What a memory contains behind a module's active data segments: pieces in zeros. There is one for each memory of a module.
 */
final class MemoryImage {
    private final List<Piece> pieces;
    private final long end;

    /** The same for the engine's pool; null until it is needed. Set under the pool's lock. */
    private volatile PooledImage pooled;

    /** Bytes at an address. */
    private record Piece(long address, MemorySegment bytes) {
        long end() {
            return address + bytes.byteSize();
        }
    }

    private MemoryImage(List<Piece> pieces) {
        this.pieces = pieces;
        long last = 0;
        for (Piece piece : pieces) {
            last = Math.max(last, piece.end());
        }
        this.end = last;
    }

    /** Collects the pieces of an image. */
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();

        /** Adds bytes, over what is there already. */
        void add(long address, MemorySegment bytes) {
            pieces.add(new Piece(address, bytes));
        }

        MemoryImage build() {
            return new MemoryImage(List.copyOf(pieces));
        }
    }

    /** Returns the address behind the last byte that is not known to be zero. */
    long end() {
        return end;
    }

    /** Copies the image into a memory of zeros, which is large enough. */
    void copyTo(MemorySegment memory) {
        for (Piece piece : pieces) {
            MemorySegment.copy(
                    piece.bytes(), 0, memory, piece.address(), piece.bytes().byteSize());
        }
    }

    /** Returns the same for the engine's pool, or null. */
    PooledImage pooled() {
        return pooled;
    }

    /** Sets the same for the engine's pool. */
    void setPooled(PooledImage newPooled) {
        pooled = newPooled;
    }
}
