package dev.terrace.wasi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/**
 * A file in memory. It is kept in pages; those that were never written are not there, and read as zeros. So a file may be far
 * larger than the memory that it takes.
 */
final class MemoryFile extends MemoryNode {
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private long size;
    private long links;
    private long openings;

    MemoryFile(MemoryFiles files) {
        super(files, FileType.REGULAR_FILE);
    }

    @Override
    long links() {
        return links;
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void named() {
        links++;
        touchChanged();
    }

    @Override
    void unnamed() {
        links--;
        touchChanged();
        forgetIfUnreachable();
    }

    /** Notes that it was opened. */
    void opened() {
        openings++;
    }

    /** Notes that it was closed. */
    void closed() {
        openings--;
        forgetIfUnreachable();
    }

    private void forgetIfUnreachable() {
        if (links == 0 && openings == 0) {
            remove(pages.values());
            files().giveBack(MemoryFiles.NODE_BYTES);
        }
    }

    private void remove(Collection<byte[]> removed) {
        files().giveBack((long) removed.size() * PAGE);
        removed.clear();
    }

    /** Returns a page to be written, which is made if it is not there. */
    private byte[] page(long number) {
        return pages.computeIfAbsent(number, _ -> {
            files().take(PAGE);
            return new byte[PAGE];
        });
    }

    /** Reads into the buffers of a vector in order; returns the number of bytes, 0 at the end. */
    long read(IoVector vector, long offset) {
        touchAccessed();
        long total = 0;
        for (int i = 0; i < vector.count(); i++) {
            long wanted = Math.min(vector.lengths()[i], Math.max(0, size - offset - total));
            for (long done = 0; done < wanted; ) {
                done += readPart(offset + total + done, vector.memory(), vector.offsets()[i] + done, wanted - done);
            }
            total += wanted;
        }
        return total;
    }

    /** Reads to the end of a page at most; returns the number of bytes. */
    private long readPart(long offset, MemorySegment memory, long to, long wanted) {
        int from = (int) (offset & (PAGE - 1));
        int count = (int) Math.min(wanted, PAGE - from);
        byte[] page = pages.get(offset >>> PAGE_BITS);
        if (page == null) {
            memory.asSlice(to, count).fill((byte) 0);
        } else {
            MemorySegment.copy(page, from, memory, ValueLayout.JAVA_BYTE, to, count);
        }
        return count;
    }

    /** Writes the buffers of a vector in order; returns the number of bytes, fewer if there is no memory for more. */
    long write(IoVector vector, long offset) {
        if (vector.length() == 0) {
            return 0;
        }
        if (offset > Long.MAX_VALUE - vector.length()) {
            throw new WasiException(Errno.FBIG);
        }
        long total = 0;
        try {
            for (int i = 0; i < vector.count(); i++) {
                for (long done = 0; done < vector.lengths()[i]; ) {
                    int count = writePart(
                            offset + total, vector.memory(), vector.offsets()[i] + done, vector.lengths()[i] - done);
                    done += count;
                    total += count;
                }
            }
        } catch (WasiException e) {
            // What has no room says so again to the next write.
            if (total == 0) {
                throw e;
            }
        }
        size = Math.max(size, offset + total);
        touchModified();
        return total;
    }

    /** Writes to the end of a page at most; returns the number of bytes. */
    private int writePart(long offset, MemorySegment memory, long from, long wanted) {
        int to = (int) (offset & (PAGE - 1));
        int count = (int) Math.min(wanted, PAGE - to);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, page(offset >>> PAGE_BITS), to, count);
        return count;
    }

    void setSize(long newSize) {
        if (newSize < size) {
            remove(pages.tailMap((newSize + PAGE - 1) >>> PAGE_BITS).values());
            byte[] last = pages.get(newSize >>> PAGE_BITS);
            if (last != null) {
                Arrays.fill(last, (int) (newSize & (PAGE - 1)), PAGE, (byte) 0);
            }
        }
        size = newSize;
        touchModified();
    }

    /** Makes room for a range of bytes; the file grows to its end if it is smaller. */
    void allocate(long offset, long length) {
        long first = offset >>> PAGE_BITS;
        long end = ((offset + length - 1) >>> PAGE_BITS) + 1;
        // There may be more pages in the range than there is memory; all are made or none.
        long missing = end - first - pages.subMap(first, end).size();
        if (missing > files().bytesLeft() / PAGE) {
            throw new WasiException(Errno.NOSPC);
        }
        for (long number = first; number < end; number++) {
            page(number);
        }
        size = Math.max(size, offset + length);
        touchModified();
    }
}
