package dev.terrace;

import dev.terrace.core.types.TableType;
import dev.terrace.runtime.TableInstance;

/**
 * A table in a store (specification, section 4.2.7). Its elements are {@link Func} or any object, by its type, or null.
 * Indices count from 0; one outside throws IndexOutOfBoundsException.
 */
public final class Table implements Extern {
    private final Store store;
    private final TableInstance table;

    Table(Store store, TableInstance table) {
        this.store = store;
        this.table = table;
    }

    /**
     * Creates a table.
     *
     * @param store the store that it will belong to
     * @param type its type; the minimum is its size
     * @param init the value of every element
     * @throws IllegalArgumentException if the value is not of the element type, or the minimum is above the maximum
     * @throws LimitException if the table is larger than the store may have
     */
    public Table(Store store, TableType type, Object init) {
        Values.requireValid(type.limits());
        Values.requireCanonical(type.element());
        Object reference = Values.toReference(store, type.element(), init);
        this(store, new TableInstance(type, reference, store.quota()));
    }

    @Override
    public TableType type() {
        return table.type();
    }

    @Override
    public Store store() {
        return store;
    }

    /** Returns the table itself. */
    TableInstance table() {
        return table;
    }

    /** Returns the number of elements. */
    public int size() {
        return table.size();
    }

    /** Returns an element. */
    public Object get(long index) {
        return Values.fromReference(store, table.get(checked(index)));
    }

    /**
     * Replaces an element.
     *
     * @throws IllegalArgumentException if the value is not of the element type
     */
    public void set(long index, Object value) {
        table.set(checked(index), Values.toReference(store, table.type().element(), value));
    }

    /**
     * Adds elements at the end.
     *
     * @return the size before, or -1 if the table cannot become that large
     * @throws IllegalArgumentException if the value is not of the element type
     */
    public long grow(long delta, Object init) {
        return table.grow(delta, Values.toReference(store, table.type().element(), init));
    }

    private long checked(long index) {
        if (index < 0 || index >= table.size()) {
            throw new IndexOutOfBoundsException("index " + index + " in a table of " + table.size() + " elements");
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table that && that.table == table;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(table);
    }

    @Override
    public String toString() {
        return "Table[" + type() + "]";
    }
}
