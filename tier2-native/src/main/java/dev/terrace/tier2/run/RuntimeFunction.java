package dev.terrace.tier2.run;

import java.util.Locale;

/**
 * What native code leaves to Java. Argument number k is at {@code OVERFLOW + 16 * k} in the context: an i32 with a zero
 * upper half, the bits of a floating-point number, both halves of a vector. The result, if any, is in the context's first
 * general register. Which memory, table, and so on, is meant is an i32 among the arguments.
 */
public enum RuntimeFunction {
    /** (memory, delta) -> the pages before, or -1; as {@code memory.grow}. */
    MEMORY_GROW,
    /** (memory, index, byte, length). */
    MEMORY_FILL,
    /** (destination memory, source memory, destination, source, length). */
    MEMORY_COPY,
    /** (segment, memory, destination, source, length). */
    MEMORY_INIT,
    /** (segment). */
    DATA_DROP,
    /** (memory, index, offset, count) -> how many threads were woken; as {@code memory.atomic.notify}. */
    ATOMIC_NOTIFY,
    /** (memory, index, offset, expected, timeout) -> as {@code memory.atomic.wait32}. */
    ATOMIC_WAIT32,
    /** (memory, index, offset, expected, timeout) -> as {@code memory.atomic.wait64}. */
    ATOMIC_WAIT64,
    /** (table, index) -> the reference. */
    TABLE_GET,
    /** (table, index, reference). */
    TABLE_SET,
    /** (table) -> the number of elements. */
    TABLE_SIZE,
    /** (table, reference, delta) -> the elements before, or -1. */
    TABLE_GROW,
    /** (table, index, reference, length). */
    TABLE_FILL,
    /** (destination table, source table, destination, source, length). */
    TABLE_COPY,
    /** (segment, table, destination, source, length). */
    TABLE_INIT,
    /** (segment). */
    ELEM_DROP,
    /** (global) -> the reference in it. */
    GLOBAL_GET,
    /** (global, reference). */
    GLOBAL_SET,
    /** (function) -> the address of its record. */
    REF_FUNC,
    /** (table, type, index) -> the record of the function, which is in the table's mirror from then on; or traps as
     * {@code call_indirect} does. */
    TABLE_FUNCTION,
    /** (tag, values...): throws an exception. */
    THROW,
    /** (reference): throws an exception again. */
    THROW_REF;

    /** Returns the name in printed code. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
