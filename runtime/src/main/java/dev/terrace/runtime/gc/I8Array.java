package dev.terrace.runtime.gc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** An array of 8-bit integers. */
public abstract non-sealed class I8Array extends ArrayObject {
    /** The elements. */
    public final byte[] elements;

    /** For generated classes. */
    protected I8Array(byte[] elements) {
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
        elements[check(index)] = (byte) slots[slot];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        Arrays.fill(elements, from, from + count, (byte) slots[slot]);
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offset, elements, index, count);
    }
}
