package dev.terrace.runtime;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A linear memory (specification, section 4.2.8), outside the Java heap.
 *
 * <p>The segment always has the memory's exact size, so Java's own bounds check is the memory's. Growing replaces it:
 * whoever caches the segment reads it again after every call and every {@code memory.grow}. A segment that was replaced
 * is freed when nobody refers to it any more.
 */
public final class LinearMemory {
    private static final int ALIGNMENT = 64;

    /** The bytes that a memory may have at most, whatever its type says: the 32-bit address space. */
    public static final long MAX_BYTES = 1L << 32;

    private final MemoryType type;
    private volatile MemorySegment segment;

    /**
     * Creates a memory of zeros.
     *
     * @param type its type; the minimum is its size
     * @throws IllegalArgumentException if it is larger than the host allows
     */
    public LinearMemory(MemoryType type) {
        this.type = type;
        if (Long.compareUnsigned(type.limits().min(), MAX_BYTES >>> type.pageSizeLog2()) > 0) {
            throw new IllegalArgumentException("a memory of " + Long.toUnsignedString(type.limits().min())
                    + " pages is larger than the limit of " + MAX_BYTES + " bytes");
        }
        this.segment = allocate(type.limits().min() << type.pageSizeLog2());
    }

    private static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    /** Returns the memory's type as declared, with the current size as its minimum. */
    public MemoryType type() {
        Limits limits = type.limits();
        return new MemoryType(
                type.address(),
                new Limits(pages(), limits.max(), limits.hasMax()),
                type.shared(),
                type.pageSizeLog2());
    }

    /** Returns the memory's bytes: all of them, and nothing beyond. */
    public MemorySegment segment() {
        return segment;
    }

    /** Returns the size in pages. */
    public long pages() {
        return segment.byteSize() >>> type.pageSizeLog2();
    }

    /** Adds pages of zeros; returns the size in pages before, or -1 if the memory cannot become that large. */
    public synchronized long grow(long delta) {
        long before = pages();
        long limit = MAX_BYTES >>> type.pageSizeLog2();
        if (type.limits().hasMax() && Long.compareUnsigned(type.limits().max(), limit) < 0) {
            limit = type.limits().max();
        }
        if (Long.compareUnsigned(delta, limit - before) > 0) {
            return -1;
        }
        if (delta != 0) {
            try {
                MemorySegment larger = allocate((before + delta) << type.pageSizeLog2());
                larger.copyFrom(segment);
                segment = larger;
            } catch (OutOfMemoryError _) {
                return -1;
            }
        }
        return before;
    }

    /**
     * Sets consecutive bytes.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void fill(long address, int value, long length) {
        slice(address, length).fill((byte) value);
    }

    /**
     * Copies bytes from a memory, which may be this one; the two ranges may overlap.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void copy(long address, LinearMemory source, long sourceAddress, long length) {
        MemorySegment from = source.slice(sourceAddress, length);
        slice(address, length).copyFrom(from);
    }

    /**
     * Copies bytes from a data segment.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void init(long address, MemorySegment data, long dataOffset, long length) {
        if (outside(dataOffset, length, data.byteSize())) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        slice(address, length).copyFrom(data.asSlice(dataOffset, length));
    }

    private MemorySegment slice(long address, long length) {
        MemorySegment current = segment;
        if (outside(address, length, current.byteSize())) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return current.asSlice(address, length);
    }

    private static boolean outside(long address, long length, long size) {
        return Long.compareUnsigned(address, size) > 0 || Long.compareUnsigned(length, size - address) > 0;
    }
}
