package dev.terrace.runtime.gc;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.lang.foreign.MemorySegment;

/**
 * An array. There is a subclass for each size of elements, and a generated subclass of that for each type: see {@link
 * ArrayLayout}. The elements are in a Java array, which is public for tiers that know the type.
 *
 * <p>Values go from and to the slots of a stack, as {@link dev.terrace.runtime.ExecutionStack} describes them; packed
 * integers arrive there sign-extended. Indices and counts are unsigned, and checked.
 */
public abstract sealed class ArrayObject extends GcObject
        permits I8Array, I16Array, I32Array, I64Array, V128Array, RefArray {
    ArrayObject() {}

    @Override
    public abstract ArrayLayout layout();

    /** Returns the number of elements. */
    public abstract int length();

    /**
     * Returns a new array of this one's type, whose elements are zero or null.
     *
     * @param length the number of elements, unsigned
     * @throws Trap if there is no room for so many
     */
    public abstract ArrayObject create(int length);

    /**
     * Puts an element into a slot.
     *
     * @throws Trap if there is none at the index
     */
    public abstract void get(int index, long[] slots, Object[] refs, int slot);

    /**
     * Sets an element to the value in a slot.
     *
     * @throws Trap if there is none at the index
     */
    public abstract void set(int index, long[] slots, Object[] refs, int slot);

    /**
     * Sets consecutive elements to the value in a slot.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public abstract void fill(int index, int count, long[] slots, Object[] refs, int slot);

    /**
     * Copies elements from an array whose elements have the same size, and which may be this one.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public final void copy(int index, ArrayObject source, int sourceIndex, int count) {
        check(index, count);
        source.check(sourceIndex, count);
        int factor = this instanceof V128Array ? 2 : 1;
        System.arraycopy(source.elements(), sourceIndex * factor, elements(), index * factor, count * factor);
    }

    /**
     * Copies elements from the bytes of a data segment, little-endian.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public final void initData(int index, MemorySegment data, int offset, int count) {
        check(index, count);
        long bytes =
                Integer.toUnsignedLong(count) * layout().element().storage().bytes();
        if (Integer.toUnsignedLong(offset) + bytes > data.byteSize()) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        load(index, data, Integer.toUnsignedLong(offset), count);
    }

    /**
     * Copies elements from an element segment.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public final void initElements(int index, Object[] segment, int offset, int count) {
        check(index, count);
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(count) > segment.length) {
            throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        System.arraycopy(segment, offset, elements(), index, count);
    }

    /** Returns the Java array. */
    abstract Object elements();

    /** Copies elements from bytes; everything is in bounds. */
    abstract void load(int index, MemorySegment data, long offset, int count);

    /** Returns an index that there is an element at. */
    final int check(int index) {
        if (Integer.compareUnsigned(index, length()) >= 0) {
            throw new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
        }
        return index;
    }

    /** Returns an index that so many elements begin at. */
    final int check(int index, int count) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(count) > length()) {
            throw new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
        }
        return index;
    }

    @Override
    public final String toString() {
        return "array " + type() + " of " + length();
    }
}
