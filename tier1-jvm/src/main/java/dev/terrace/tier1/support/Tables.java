package dev.terrace.tier1.support;

import dev.terrace.runtime.StackReserve;

/** The instructions on tables. Ints are unsigned. */
public final class Tables {
    private Tables() {}

    /** Executes {@code table.get}. */
    public static Object get(int index, Context context, int table) {
        return context.table(table).get(Integer.toUnsignedLong(index));
    }

    /** Executes {@code table.get}. */
    public static Object get(long index, Context context, int table) {
        return context.table(table).get(index);
    }

    /** Executes {@code table.set}. */
    public static void set(int index, Object value, Context context, int table) {
        context.table(table).set(Integer.toUnsignedLong(index), value);
    }

    /** Executes {@code table.set}. */
    public static void set(long index, Object value, Context context, int table) {
        context.table(table).set(index, value);
    }

    /** Executes {@code table.size}. */
    public static int size(Context context, int table) {
        return context.table(table).size();
    }

    /** Executes {@code table.grow}. */
    public static int grow(Object value, int delta, Context context, int table) {
        return (int) grow(value, Integer.toUnsignedLong(delta), context, table);
    }

    /** Executes {@code table.grow}. */
    public static long grow(Object value, long delta, Context context, int table) {
        StackReserve.check();
        return context.table(table).grow(delta, value);
    }

    /** Executes {@code table.fill}. */
    public static void fill(int index, Object value, int length, Context context, int table) {
        context.table(table).fill(Integer.toUnsignedLong(index), value, Integer.toUnsignedLong(length));
    }

    /** Executes {@code table.fill}. */
    public static void fill(long index, Object value, long length, Context context, int table) {
        context.table(table).fill(index, value, length);
    }

    /** Executes {@code table.copy}. */
    public static void copy(int to, int from, int length, Context context, int table, int source) {
        copy(
                Integer.toUnsignedLong(to),
                Integer.toUnsignedLong(from),
                Integer.toUnsignedLong(length),
                context,
                table,
                source);
    }

    /** Executes {@code table.copy}. */
    public static void copy(long to, int from, int length, Context context, int table, int source) {
        copy(to, Integer.toUnsignedLong(from), Integer.toUnsignedLong(length), context, table, source);
    }

    /** Executes {@code table.copy}. */
    public static void copy(int to, long from, int length, Context context, int table, int source) {
        copy(Integer.toUnsignedLong(to), from, Integer.toUnsignedLong(length), context, table, source);
    }

    /** Executes {@code table.copy}. */
    public static void copy(long to, long from, long length, Context context, int table, int source) {
        context.table(table).copy(to, context.table(source), from, length);
    }

    /** Executes {@code table.init}. */
    public static void init(int to, int from, int length, Context context, int elements, int table) {
        init(Integer.toUnsignedLong(to), from, length, context, elements, table);
    }

    /** Executes {@code table.init}. */
    public static void init(long to, int from, int length, Context context, int elements, int table) {
        context.table(table)
                .init(
                        to,
                        context.instance.elements(elements),
                        Integer.toUnsignedLong(from),
                        Integer.toUnsignedLong(length));
    }

    /** Executes {@code elem.drop}. */
    public static void dropElements(Context context, int elements) {
        context.instance.dropElements(elements);
    }
}
