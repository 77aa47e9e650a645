package dev.terrace.runtime.gc;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** An array of 64-bit integers, or of the bits of 64-bit floats. */
public abstract non-sealed class I64Array extends ArrayObject {
    /** The elements. */
    public final long[] elements;

    /** For generated classes. */
    protected I64Array(long[] elements) {
        this.elements = elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void get(int index, long[] slots, Object[] refs, int slot) {
        slots[slot] = elements[check(index)];
    }

    @Override
    public final void set(int index, long[] slots, Object[] refs, int slot) {
        elements[check(index)] = slots[slot];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        Arrays.fill(elements, from, from + count, slots[slot]);
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        MemorySegment.copy(data, LittleEndian.LONG, offset, elements, index, count);
    }
}
