package dev.terrace.ffm.linux;

/**
 * A stack that WebAssembly code runs on.
 *
 * <pre>
 *   start()      guard pages: whatever touches them has gone wrong
 *                HEADROOM: for the stubs, and for handlers of signals, which run on the stack that they find
 *   limit()      the lowest address that a frame of WebAssembly code may reach
 *                frames
 *   top()        where the first frame begins, downwards
 *                the area, which belongs to whoever has the stack
 *   end()
 * </pre>
 *
 * Memory is behind it as it is used.
 */
public final class WasmStack {
    /**
     * How many bytes below the limit are left alone. HotSpot's handlers of signals need more than 12 KiB at once; what is
     * not touched costs no memory.
     */
    public static final long HEADROOM = 64 << 10;

    private final long start;
    private final long limit;
    private final long top;
    private final long end;

    private WasmStack(long start, long limit, long top, long end) {
        this.start = start;
        this.limit = limit;
        this.top = top;
        this.end = end;
    }

    /**
     * Makes a stack.
     *
     * @param stackBytes how many bytes frames may have; rounded up to whole pages
     * @param areaBytes how many bytes the area has; rounded up to whole pages
     * @throws SystemCallException if the system refuses the memory
     */
    static WasmStack allocate(long stackBytes, long areaBytes) {
        long guard = MemoryCalls.PAGE_BYTES;
        long frames = MemoryCalls.wholePages(stackBytes);
        long bytes = guard + HEADROOM + frames + MemoryCalls.wholePages(areaBytes);
        long start =
                SystemCallException.check("mmap of %d bytes for a stack".formatted(bytes), MemoryCalls.reserve(bytes));
        int result = MemoryCalls.allow(start + guard, bytes - guard);
        if (result < 0) {
            MemoryCalls.release(start, bytes);
            throw new SystemCallException("mprotect of %d bytes for a stack".formatted(bytes), -result);
        }
        MemoryCalls.useSmallPages(start + guard, bytes - guard);
        long limit = start + guard + HEADROOM;
        return new WasmStack(start, limit, limit + frames, start + bytes);
    }

    /** Returns the lowest address, of the guard pages. */
    public long start() {
        return start;
    }

    /** Returns the lowest address that a frame may reach. */
    public long limit() {
        return limit;
    }

    /** Returns where the first frame begins, downwards: a multiple of the size of a page. */
    public long top() {
        return top;
    }

    /** Returns the address behind the area. */
    public long end() {
        return end;
    }

    /** Gives back the memory of frames that are further from the top than a number of bytes. */
    void discardBelow(long bytes) {
        long lowest = limit - HEADROOM;
        long keep = Math.max(lowest, top - MemoryCalls.wholePages(bytes));
        if (keep > lowest) {
            // If it is refused, the memory stays.
            boolean _ = MemoryCalls.discard(lowest, keep - lowest);
        }
    }

    void release() {
        MemoryCalls.release(start, end - start);
    }
}
