package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.TableType;
import java.util.Arrays;

/**
 * A table (specification, section 4.2.7). Indices and sizes are unsigned; those above its limit do not exist.
 *
 * <p>The functions that a table of a module has at first belong to the instance, and are made when they are first asked for:
 * of a table of thousands of functions a short-lived instance uses a few. Until then the element is null, and its
 * function's index stands in {@link #pending}. What could make an element null in earnest makes all of them first.
 */
public final class TableInstance {
    private final TableType type;
    private final int maxSize;
    private final Quota quota;
    private Object[] elements;
    private int size;

    /** The functions of elements that have not been made, see {@link InstanceTemplate#table}; null if there are none. */
    private int[] pending;

    private ModuleInstance owner;

    /** What native code knows of the table; null if there is none. */
    private TableMirror mirror;

    /**
     * Creates a table.
     *
     * @param type its type; the minimum is its size
     * @param init the value of every element
     * @param quota what the store may have
     * @throws LimitException if it is larger than the store may have, or than the Java heap has room for
     */
    public TableInstance(TableType type, Object init, Quota quota) {
        this.type = type;
        this.quota = quota;
        int maxElements = quota.maxTableElements();
        Limits limits = type.limits();
        this.maxSize = limits.hasMax() && Long.compareUnsigned(limits.max(), maxElements) < 0
                ? (int) limits.max()
                : maxElements;
        if (Long.compareUnsigned(limits.min(), maxElements) > 0) {
            throw new LimitException("a table of " + Long.toUnsignedString(limits.min())
                    + " elements is larger than the limit of " + maxElements);
        }
        quota.addTable(limits);
        try {
            this.elements = new Object[(int) limits.min()];
        } catch (OutOfMemoryError error) {
            throw new LimitException("a table of " + limits.min() + " elements does not fit into the Java heap", error);
        }
        reset(init);
    }

    /** Makes the table what it was at first: of the size that its type says, with the same value everywhere. */
    void reset(Object init) {
        size = (int) type.limits().min();
        pending = null;
        owner = null;
        Arrays.fill(elements, init);
        if (mirror != null) {
            mirror.clear(0, elements.length);
            mirror.resize(size, elements.length);
        }
    }

    /**
     * Returns what native code knows of the table, which is nothing at first.
     *
     * @throws LimitException if there is no room for it
     */
    public TableMirror mirror() {
        if (mirror == null) {
            try {
                mirror = new TableMirror(size, elements.length);
            } catch (OutOfMemoryError error) {
                throw new LimitException("no room for native code's mirror of a table of " + size + " elements", error);
            }
        }
        return mirror;
    }

    /** Has native code ask for elements, which have changed. */
    private void changed(int from, int length) {
        if (mirror != null) {
            mirror.clear(from, from + length);
        }
    }

    /**
     * Gives the first elements, which are null, the functions of an instance.
     *
     * @param functions their indices, each plus one; zeros for null
     */
    void fill(int[] functions, ModuleInstance instance) {
        if (functions.length != 0) {
            pending = functions;
            owner = instance;
        }
    }

    private Object make(int index) {
        int function = index < pending.length ? pending[index] : 0;
        if (function == 0) {
            return null;
        }
        Object made = owner.function(function - 1);
        elements[index] = made;
        return made;
    }

    private void makeAll() {
        if (pending != null) {
            for (int i = 0; i < pending.length; i++) {
                if (elements[i] == null) {
                    make(i);
                }
            }
            pending = null;
            owner = null;
        }
    }

    /** Returns the table's type as declared, with the current size as its minimum. */
    public TableType type() {
        Limits limits = type.limits();
        return new TableType(type.address(), new Limits(size, limits.max(), limits.hasMax()), type.element());
    }

    /** Returns the number of elements. */
    public int size() {
        return size;
    }

    /**
     * Returns an element.
     *
     * @throws Trap if there is none at the index
     */
    public Object get(long index) {
        int place = check(index);
        Object element = elements[place];
        return element != null || pending == null ? element : make(place);
    }

    /**
     * Returns the function that {@code call_indirect} calls.
     *
     * @param type the type that the instruction names
     * @throws Trap if there is none of that type at the index
     */
    public FunctionInstance callee(long index, DefType type) {
        if (Long.compareUnsigned(index, size) >= 0) {
            throw new Trap(TrapKind.UNDEFINED_ELEMENT);
        }
        if (!(get(index) instanceof FunctionInstance function)) {
            throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, TrapKind.UNINITIALIZED_ELEMENT.message() + " " + index);
        }
        if (function.type() != type && !function.type().isSubtypeOf(type)) {
            throw new Trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
        }
        return function;
    }

    /**
     * Replaces an element.
     *
     * @throws Trap if there is none at the index
     */
    public void set(long index, Object value) {
        int place = check(index);
        if (value == null) {
            makeAll();
        }
        elements[place] = value;
        changed(place, 1);
    }

    /** Adds elements at the end; returns the size before, or -1 if the table cannot become that large. */
    public long grow(long delta, Object init) {
        if (Long.compareUnsigned(delta, maxSize - size) > 0) {
            return -1;
        }
        int before = size;
        int after = size + (int) delta;
        if (delta != 0 && !quota.growTable(before, after, type.limits())) {
            return -1;
        }
        try {
            Object[] room = after <= elements.length
                    ? elements
                    : Arrays.copyOf(elements, (int) Math.min(maxSize, Math.max(after, elements.length * 2L)));
            if (mirror != null) {
                mirror.resize(after, room.length);
            }
            elements = room;
        } catch (OutOfMemoryError _) {
            return -1;
        }
        Arrays.fill(elements, before, after, init);
        size = after;
        return before;
    }

    /**
     * Sets consecutive elements.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void fill(long index, Object value, long length) {
        int from = check(index, length);
        makeAll();
        Arrays.fill(elements, from, from + (int) length, value);
        changed(from, (int) length);
    }

    /**
     * Copies elements from a table, which may be this one.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void copy(long index, TableInstance source, long sourceIndex, long length) {
        int from = source.check(sourceIndex, length);
        int to = check(index, length);
        source.makeAll();
        makeAll();
        System.arraycopy(source.elements, from, elements, to, (int) length);
        changed(to, (int) length);
    }

    /**
     * Copies elements from an element segment.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void init(long index, Object[] segment, long segmentIndex, long length) {
        if (outside(segmentIndex, length, segment.length)) {
            throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        int to = check(index, length);
        makeAll();
        System.arraycopy(segment, (int) segmentIndex, elements, to, (int) length);
        changed(to, (int) length);
    }

    private int check(long index) {
        if (Long.compareUnsigned(index, size) >= 0) {
            throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        return (int) index;
    }

    private int check(long index, long length) {
        if (outside(index, length, size)) {
            throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        return (int) index;
    }

    private static boolean outside(long index, long length, int size) {
        return Long.compareUnsigned(index, size) > 0 || Long.compareUnsigned(length, size - index) > 0;
    }
}
