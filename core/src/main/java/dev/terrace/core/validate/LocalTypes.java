package dev.terrace.core.validate;

import dev.terrace.core.types.ValType;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The types of a function's locals, parameters first, kept as runs of equal types: a few bytes of a module can declare
 * 50,000 locals.
 */
final class LocalTypes extends AbstractList<ValType> implements RandomAccess {
    private final ValType[] types;

    /** For each run, the index behind its last local. */
    private final int[] ends;

    LocalTypes(ValType[] types, int[] ends) {
        this.types = types;
        this.ends = ends;
    }

    @Override
    public ValType get(int index) {
        Objects.checkIndex(index, size());
        return types[run(ends, ends.length, index)];
    }

    @Override
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public Iterator<ValType> iterator() {
        return new Iterator<>() {
            private int next;
            private int run;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public ValType next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                // No run is empty.
                run += next == ends[run] ? 1 : 0;
                next++;
                return types[run];
            }
        };
    }

    /** Returns the run that an index is in: the first one that ends behind it. */
    static int run(int[] ends, int count, int index) {
        int found = Arrays.binarySearch(ends, 0, count, index + 1);
        return found >= 0 ? found : -found - 1;
    }
}
