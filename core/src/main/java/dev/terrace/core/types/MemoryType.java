package dev.terrace.core.types;

/**
 * The type of a linear memory (specification, section 2.3.13; threads and custom-page-sizes proposals).
 *
 * @param address the type of addresses into it
 * @param limits its size in pages
 * @param shared whether several threads may use it
 * @param pageSizeLog2 the binary logarithm of the page size in bytes: 16 unless custom page sizes are used
 */
public record MemoryType(AddressType address, Limits limits, boolean shared, int pageSizeLog2) implements ExternType {
    /** The binary logarithm of the page size of a memory that says nothing else: 64 KiB. */
    public static final int DEFAULT_PAGE_SIZE_LOG2 = 16;

    /** Creates the type of an unshared 32-bit memory with ordinary pages. */
    public MemoryType(Limits limits) {
        this(AddressType.I32, limits, false, DEFAULT_PAGE_SIZE_LOG2);
    }

    @Override
    public ExternKind kind() {
        return ExternKind.MEMORY;
    }

    @Override
    public String toString() {
        return "memory " + (address == AddressType.I64 ? "i64 " : "") + limits + (shared ? " shared" : "")
                + (pageSizeLog2 == DEFAULT_PAGE_SIZE_LOG2 ? "" : " (pagesize " + (1L << pageSizeLog2) + ")");
    }
}
