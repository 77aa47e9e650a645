package dev.terrace.runtime.gc;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** An array of references. */
public abstract non-sealed class RefArray extends ArrayObject {
    /** The elements. */
    public final Object[] elements;

    /** For generated classes. */
    protected RefArray(Object[] elements) {
        this.elements = elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void get(int index, long[] slots, Object[] refs, int slot) {
        refs[slot] = elements[check(index)];
    }

    @Override
    public final void set(int index, long[] slots, Object[] refs, int slot) {
        elements[check(index)] = refs[slot];
    }

    @Override
    public final void fill(int index, int count, long[] slots, Object[] refs, int slot) {
        int from = check(index, count);
        Arrays.fill(elements, from, from + count, refs[slot]);
    }

    @Override
    final Object elements() {
        return elements;
    }

    @Override
    final void load(int index, MemorySegment data, long offset, int count) {
        throw new IllegalStateException("a data segment has no references");
    }
}
