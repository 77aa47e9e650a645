package dev.terrace.ffm.linux;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Divides a range of bytes into blocks: the smallest free range that is large enough is taken from, and a block that becomes
 * free joins its free neighbours. Everything is a multiple of a unit. It knows numbers only, and touches no memory.
 *
 * <p>Used by one thread at a time.
 */
final class FreeRanges {
    private record Range(long start, long bytes) {
        long end() {
            return start + bytes;
        }
    }

    private final long unit;
    private final TreeMap<Long, Range> byStart = new TreeMap<>();
    private final TreeSet<Range> bySize =
            new TreeSet<>(Comparator.comparingLong(Range::bytes).thenComparingLong(Range::start));
    private final Map<Long, Long> taken = new HashMap<>();
    private long takenBytes;

    /**
     * Makes a range that is free.
     *
     * @param bytes its size, a multiple of the unit
     * @param unit a power of two
     */
    FreeRanges(long bytes, long unit) {
        this.unit = unit;
        add(new Range(0, bytes));
    }

    private void add(Range range) {
        if (range.bytes > 0) {
            byStart.put(range.start, range);
            bySize.add(range);
        }
    }

    private void remove(Range range) {
        byStart.remove(range.start);
        bySize.remove(range);
    }

    /** Returns the size that a block of some bytes has. */
    long blockBytes(long bytes) {
        return Math.max(unit, bytes + unit - 1 & -unit);
    }

    /**
     * Takes a block.
     *
     * @param bytes its size; it is rounded up
     * @param alignment the power of two that its start is a multiple of
     * @return where it starts, or nothing if no free range is large enough
     */
    OptionalLong take(long bytes, long alignment) {
        long size = blockBytes(bytes);
        // The start of a range is a multiple of the unit: that much alignment costs nothing.
        long slack = Math.max(0, alignment - unit);
        for (Range range : bySize.tailSet(new Range(0, size), true)) {
            long start = range.start + alignment - 1 & -alignment;
            if (start + size <= range.end()) {
                remove(range);
                add(new Range(range.start, start - range.start));
                add(new Range(start + size, range.end() - start - size));
                taken.put(start, size);
                takenBytes += size;
                return OptionalLong.of(start);
            }
            if (range.bytes >= size + slack) {
                throw new AssertionError("a range of " + range.bytes + " bytes does not hold " + size);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Gives back the block that starts at a place.
     *
     * @return its size
     * @throws IllegalStateException if no block starts there: if it was given back before
     */
    long give(long start) {
        Long bytes = taken.remove(start);
        if (bytes == null) {
            throw new IllegalStateException("no block starts at " + start);
        }
        takenBytes -= bytes;
        Range range = new Range(start, bytes);
        Map.Entry<Long, Range> before = byStart.lowerEntry(start);
        if (before != null && before.getValue().end() == start) {
            remove(before.getValue());
            range = new Range(before.getKey(), before.getValue().bytes + bytes);
        }
        Range after = byStart.get(start + bytes);
        if (after != null) {
            remove(after);
            range = new Range(range.start, range.bytes + after.bytes);
        }
        add(range);
        return bytes;
    }

    /** Returns how many bytes blocks have. */
    long takenBytes() {
        return takenBytes;
    }

    /** Returns how many blocks there are. */
    int blocks() {
        return taken.size();
    }

    /** Returns the size of the largest free range. */
    long largestFree() {
        return bySize.isEmpty() ? 0 : bySize.last().bytes;
    }

    /** Returns how many free ranges there are. */
    int freeRanges() {
        return byStart.size();
    }
}
