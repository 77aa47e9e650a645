package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.ffm.linux.x86_64.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/**
 * Asks the kernel which pages of {@linkplain MemoryCalls#mapCopy copied} or {@linkplain MemoryCalls#allow zero} memory have
 * been written to since they were mapped or {@linkplain MemoryCalls#discard discarded}: the ioctl PAGEMAP_SCAN on
 * {@code /proc/self/pagemap}, which Linux has since 6.7. It looks at the tables of pages, and costs less than one page fault.
 *
 * <pre>
 *   struct pm_scan_arg                    struct page_region
 *     0 size      48 vec_len                0 start
 *     8 flags     56 max_pages              8 end
 *    16 start     64 category_inverted     16 categories
 *    24 end       72 category_mask
 *    32 walk_end  80 category_anyof_mask
 *    40 vec       88 return_mask
 * </pre>
 *
 * <p>Used by one thread at a time.
 */
public final class WrittenPages {
    private static final long SCAN_BYTES = 96;
    private static final long REGION_BYTES = 24;
    private static final int REGIONS = 64;

    /** {@code _IOWR('f', 16, struct pm_scan_arg)} */
    private static final long PAGEMAP_SCAN = 0xC0606610L;

    // Categories of pages.
    private static final long IS_FILE = 1 << 2;
    private static final long IS_PRESENT = 1 << 3;
    private static final long IS_SWAPPED = 1 << 4;
    private static final long IS_ZERO = 1 << 5;

    private static final MethodHandle IOCTL = Downcalls.bindWithoutErrors(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));

    /** The descriptor of the page map, for as long as the process runs, or a negative number. */
    private static final int PAGE_MAP = open();

    private final MemorySegment scan;
    private final MemorySegment regions;

    /** Prepares a question. */
    public WrittenPages(SegmentAllocator allocator) {
        this.scan = allocator.allocate(SCAN_BYTES, Long.BYTES);
        this.regions = allocator.allocate(REGIONS * REGION_BYTES, Long.BYTES);
        scan.set(JAVA_LONG, 0, SCAN_BYTES);
        scan.set(ADDRESS, 40, regions);
        scan.set(JAVA_LONG, 48, REGIONS);
        // Present or swapped out, but neither the file's own page nor the page of zeros.
        scan.set(JAVA_LONG, 64, IS_FILE | IS_ZERO);
        scan.set(JAVA_LONG, 72, IS_FILE | IS_ZERO);
        scan.set(JAVA_LONG, 80, IS_PRESENT | IS_SWAPPED);
        scan.set(JAVA_LONG, 88, IS_PRESENT);
    }

    private static int open() {
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle open = Downcalls.bindWithoutErrors(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            return (int)
                    open.invokeExact(arena.allocateFrom("/proc/self/pagemap"), Libc.O_RDONLY() | Libc.O_CLOEXEC(), 0);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Looks for written pages from an address on, and stops when it has found many.
     *
     * @param address the first address, of a whole page
     * @param end the address behind the last page
     * @return how many regions of pages were found, up to {@link #scanned}; negative if the kernel does not say
     */
    public int find(long address, long end) {
        scan.set(JAVA_LONG, 16, address);
        scan.set(JAVA_LONG, 24, end);
        try {
            return (int) IOCTL.invokeExact(PAGE_MAP, PAGEMAP_SCAN, scan);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Returns the address up to which {@link #find} has looked. */
    public long scanned() {
        return scan.get(JAVA_LONG, 32);
    }

    /** Returns the first address of a region that was found. */
    public long start(int region) {
        return regions.get(JAVA_LONG, region * REGION_BYTES);
    }

    /** Returns the address behind a region that was found. */
    public long end(int region) {
        return regions.get(JAVA_LONG, region * REGION_BYTES + 8);
    }
}
