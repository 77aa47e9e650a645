package dev.terrace.runtime.gc;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;

/** An array of vectors. */
public abstract non-sealed class V128Array extends ArrayObject {
    /** The elements, two longs each, the low half first. */
    public final long[] elements;

    /** For generated classes. */
    protected V128Array(long[] elements) {
        this.elements = elements;
    }

    @Override
    public final int length() {
        return elements.length / 2;
    }

    @Override
    public final void get(int index, long[] slots, Object[] refs, int slot) {
        int at = 2 * check(index);
        slots[slot] = elements[at];
        slots[slot + 1] = elements[at + 1];
    }

    @Override
    public final void set(int index, long[] slots, Object[] refs, int slot) {
        int at = 2 * check(index);
        elements[at] = slots[slot];
        elements[at + 1] = slots[slot + 1];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        for (int at = 2 * from; at < 2 * (from + count); at += 2) {
            elements[at] = slots[slot];
            elements[at + 1] = slots[slot + 1];
        }
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        MemorySegment.copy(data, LittleEndian.LONG, offset, elements, 2 * index, 2 * count);
    }
}
