package dev.terrace.ffm.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Executable memory: one range of addresses that is reserved once, so that everything in it is in reach of everything else,
 * and one comparison tells whether an address is in it.
 *
 * <pre>
 *   the file      | data        | code                                        |     memory for what is used alone
 *                    |     |       |                                  |
 *   executable    | ...........                                    read, execute    the addresses that code knows
 *   writable      | ...........                                    read, write      the addresses that Java knows
 * </pre>
 *
 * The same pages of a file without a name are mapped twice, so no page is ever writable and executable at one address, and
 * code that runs stays executable while its neighbour is written. Where the system refuses that, there is one view, and a
 * block has whole pages of its own: they are writable until the code is {@linkplain Block#install installed}, and those of
 * data stay so and are never executable.
 *
 * <p>Data that code reads and Java writes, such as tables of addresses, lives at the beginning, away from code: a processor
 * that sees writes near instructions throws away what it has decoded.
 *
 * <p>Any thread may use an arena. Its addresses are never given back.
 */
public final class CodeArena {
    /** What everything in an arena is aligned to: a line of the cache. */
    public static final int UNIT = 64;

    /** The share of data is one part in this many. */
    private static final int DATA_SHARE = 16;

    private final long bytes;
    private final long dataBytes;
    private final long executable;

    /** The same as {@link #executable} if there is one view. */
    private final long writable;

    private final FreeRanges data;
    private final FreeRanges code;

    private CodeArena(long bytes, long executable, long writable) {
        this.bytes = bytes;
        this.dataBytes = MemoryCalls.wholePages(bytes / DATA_SHARE);
        this.executable = executable;
        this.writable = writable;
        long unit = isDual() ? UNIT : MemoryCalls.PAGE_BYTES;
        this.data = new FreeRanges(dataBytes, unit);
        this.code = new FreeRanges(bytes - dataBytes, unit);
    }

    /**
     * Reserves an arena, with two views if the system allows that.
     *
     * @param bytes its size, up to 1 GiB; it takes addresses, and memory as it is used
     * @throws SystemCallException if the system refuses the addresses
     */
    public static CodeArena reserve(long bytes) {
        long size = checkedSize(bytes);
        int file = MemoryCalls.newFile("terrace-code", size);
        if (file < 0) {
            return reserveSingle(bytes);
        }
        // The mappings keep the file alive.
        try {
            long executable = MemoryCalls.mapCode(size, file);
            if (SystemCallException.isRefusal(executable)) {
                return reserveSingle(bytes);
            }
            long writable = MemoryCalls.mapFile(size, file);
            if (SystemCallException.isRefusal(writable)) {
                MemoryCalls.release(executable, size);
                return reserveSingle(bytes);
            }
            return new CodeArena(size, executable, writable);
        } finally {
            MemoryCalls.closeFile(file);
        }
    }

    /**
     * Reserves an arena with one view, whose pages are writable first and executable then.
     *
     * @throws SystemCallException if the system refuses the addresses
     */
    static CodeArena reserveSingle(long bytes) {
        long size = checkedSize(bytes);
        long address = SystemCallException.check(
                "mmap of %d bytes of addresses for code".formatted(size), MemoryCalls.reserve(size));
        return new CodeArena(size, address, address);
    }

    private static long checkedSize(long bytes) {
        if (bytes < DATA_SHARE * MemoryCalls.PAGE_BYTES || bytes > 1L << 30) {
            throw new IllegalArgumentException(bytes + " bytes are too few or too many for code");
        }
        return MemoryCalls.wholePages(bytes);
    }

    /** Returns whether the pages are mapped twice. */
    public boolean isDual() {
        return executable != writable;
    }

    /** Returns the first address of the arena, as code knows it. */
    public long start() {
        return executable;
    }

    /** Returns the address behind the arena. */
    public long end() {
        return executable + bytes;
    }

    /**
     * Allocates a block for code.
     *
     * @param size in bytes
     * @param alignment a power of two, up to the size of a page
     * @return the block, or nothing if the arena has no room for it
     * @throws SystemCallException if the system refuses the memory
     */
    public Optional<Block> allocateCode(long size, long alignment) {
        return allocate(code, dataBytes, size, alignment);
    }

    /**
     * Allocates a block of zeros for data that code reads and Java reads and writes.
     *
     * @param size in bytes
     * @param alignment a power of two, up to the size of a page
     * @return the block, or nothing if the arena has no room for it
     * @throws SystemCallException if the system refuses the memory
     */
    public Optional<Block> allocateData(long size, long alignment) {
        Optional<Block> block = allocate(data, 0, size, alignment);
        block.ifPresent(b -> b.memory.fill((byte) 0));
        return block;
    }

    private synchronized Optional<Block> allocate(FreeRanges ranges, long base, long size, long alignment) {
        if (size < 1 || Long.bitCount(alignment) != 1 || alignment < 1 || alignment > MemoryCalls.PAGE_BYTES) {
            throw new IllegalArgumentException("no block has %d bytes aligned to %d".formatted(size, alignment));
        }
        OptionalLong start = ranges.take(size, alignment);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        long offset = base + start.getAsLong();
        if (!isDual()) {
            int result = MemoryCalls.allow(executable + offset, ranges.blockBytes(size));
            if (result < 0) {
                ranges.give(start.getAsLong());
                throw new SystemCallException("mprotect of %d writable bytes for code".formatted(size), -result);
            }
        }
        MemorySegment memory = MemoryCalls.segment(writable + offset, size, Arena.global());
        return Optional.of(new Block(executable + offset, memory));
    }

    /**
     * Frees a block. No code may be running in it, or come to it later, or use its data.
     *
     * @throws IllegalStateException if it is free already
     */
    public synchronized void free(Block block) {
        long offset = block.address - executable;
        boolean isData = offset < dataBytes;
        FreeRanges ranges = isData ? data : code;
        long base = isData ? 0 : dataBytes;
        long size = ranges.give(offset - base);
        long from = MemoryCalls.wholePages(offset);
        long to = offset + size & -MemoryCalls.PAGE_BYTES;
        if (from < to) {
            // Pages that cannot be given back are overwritten when they are allocated again.
            boolean _ = isDual()
                    ? MemoryCalls.discardFromFile(writable + from, to - from)
                    : MemoryCalls.discard(executable + from, to - from);
        }
    }

    /** Returns how full the arena is. */
    public synchronized Statistics statistics() {
        return new Statistics(
                bytes,
                code.takenBytes(),
                data.takenBytes(),
                bytes - dataBytes - code.takenBytes(),
                code.largestFree(),
                code.freeRanges(),
                code.blocks());
    }

    /** A part of the arena. */
    public final class Block {
        private final long address;
        private final MemorySegment memory;

        private Block(long address, MemorySegment memory) {
            this.address = address;
            this.memory = memory;
        }

        /** Returns the address that code knows the block by. */
        public long address() {
            return address;
        }

        /** Returns the address behind the block. */
        public long end() {
            return address + memory.byteSize();
        }

        /**
         * Returns the memory of the block, at the addresses where it can be written. That of a block for code must not be
         * written once it is {@linkplain #install installed}.
         */
        public MemorySegment memory() {
            return memory;
        }

        /**
         * Writes code into the block and makes it executable, once.
         *
         * @param code no more bytes than the block has
         * @throws SystemCallException if the system refuses to execute it
         */
        public void install(byte[] code) {
            MemorySegment.copy(MemorySegment.ofArray(code), 0, memory, 0, code.length);
            if (!isDual()) {
                SystemCallException.check(
                        "mprotect of %d executable bytes".formatted(memory.byteSize()),
                        MemoryCalls.allowExecution(address, MemoryCalls.wholePages(memory.byteSize())));
            }
        }
    }

    /**
     * How full an arena is. What is free and not in the largest free range is what fragmentation has cost.
     *
     * @param reserved the size of the arena in bytes
     * @param usedByCode bytes of blocks of code
     * @param usedByData bytes of blocks of data
     * @param freeForCode bytes that are free for code
     * @param largestFreeForCode bytes of the largest block of code that can be allocated
     * @param freeRangesForCode how many ranges the free bytes for code are in
     * @param codeBlocks how many blocks of code there are
     */
    public record Statistics(
            long reserved,
            long usedByCode,
            long usedByData,
            long freeForCode,
            long largestFreeForCode,
            int freeRangesForCode,
            int codeBlocks) {}
}
