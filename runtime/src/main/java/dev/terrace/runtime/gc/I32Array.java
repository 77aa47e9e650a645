package dev.terrace.runtime.gc;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** An array of 32-bit integers, or of the bits of 32-bit floats. */
public abstract non-sealed class I32Array extends ArrayObject {
    /** The elements. */
    public final int[] elements;

    /** For generated classes. */
    protected I32Array(int[] elements) {
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
        elements[check(index)] = (int) slots[slot];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        Arrays.fill(elements, from, from + count, (int) slots[slot]);
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        MemorySegment.copy(data, LittleEndian.INT, offset, elements, index, count);
    }
}
