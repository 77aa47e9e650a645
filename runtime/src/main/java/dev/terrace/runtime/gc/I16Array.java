package dev.terrace.runtime.gc;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** An array of 16-bit integers. */
public abstract non-sealed class I16Array extends ArrayObject {
    /** The elements. */
    public final short[] elements;

    /** For generated classes. */
    protected I16Array(short[] elements) {
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
        elements[check(index)] = (short) slots[slot];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        Arrays.fill(elements, from, from + count, (short) slots[slot]);
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        MemorySegment.copy(data, LittleEndian.SHORT, offset, elements, index, count);
    }
}
