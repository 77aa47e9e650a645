package dev.terrace.tier2.run;

import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.StackReserve;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The references, other than to functions, that native code of a store has: it knows them as numbers.
 *
 * <pre>
 *   handle:  | tag (32 bits) | index into the table of objects (32 bits) |        null: 0
 * </pre>
 *
 * <p>Native code says nothing about the handles that it needs no longer. So when the table is full, everything that looks like
 * a handle on the WebAssembly stack, or in the context, counts as one; the others are free. What is not in one of these
 * places while Java runs, native code cannot have.
 */
final class Handles {
    private static final long TAG = 0x5EF1_A6C3L;
    private static final int FIRST_CAPACITY = 64;

    /** The table is made larger when there are fewer free handles than one for so many words that were looked at. */
    private static final int WORDS_PER_HANDLE = 8;

    private final NativeStore store;
    private Object[] objects = {};

    /** Indices that are free below {@link #used}. */
    private int[] free = {};

    private int freeCount;
    private int used;

    Handles(NativeStore store) {
        this.store = store;
    }

    /**
     * Returns a handle of an object. It must be in the context, or on the WebAssembly stack, before the next one is asked
     * for.
     */
    long handle(Object object) {
        if (object == null) {
            return 0;
        }
        if (freeCount == 0 && used == objects.length) {
            collect();
        }
        int index = freeCount > 0 ? free[--freeCount] : used++;
        objects[index] = object;
        return TAG << 32 | index;
    }

    /**
     * Returns the object of a handle, which comes from native code.
     *
     * @throws InternalError if it is no handle
     */
    Object object(long handle) {
        if (handle == 0) {
            return null;
        }
        int index = (int) handle;
        Object object = handle >>> 32 == TAG && index >= 0 && index < used ? objects[index] : null;
        if (object == null) {
            throw new InternalError("native code has passed %#x for a reference".formatted(handle));
        }
        return object;
    }

    /** Forgets all objects: there is no native code any more that could have handles. */
    void clear() {
        if (used != 0) {
            Arrays.fill(objects, 0, used, null);
            used = 0;
            freeCount = 0;
        }
    }

    private void collect() {
        StackReserve.check();
        BitSet found = new BitSet(used);
        long words = mark(found, store.context() + ContextLayout.GPR, store.context() + ContextLayout.BYTES)
                + mark(found, RawMemory.getLong(store.context() + ContextLayout.WASM_SP), store.stackTop());
        if (free.length < objects.length) {
            free = new int[objects.length];
        }
        for (int i = used - 1; i >= 0; i--) {
            if (!found.get(i)) {
                objects[i] = null;
                free[freeCount++] = i;
            }
        }
        if (freeCount < objects.length / 2 || freeCount < words / WORDS_PER_HANDLE) {
            objects = Arrays.copyOf(objects, Math.max(FIRST_CAPACITY, 2 * objects.length));
        }
    }

    /** Notes all that look like handles in a range; returns how many words there are. */
    private long mark(BitSet found, long from, long to) {
        for (long address = from; address < to; address += Long.BYTES) {
            long word = RawMemory.getLong(address);
            int index = (int) word;
            if (word >>> 32 == TAG && index >= 0 && index < used) {
                found.set(index);
            }
        }
        return (to - from) / Long.BYTES;
    }
}
