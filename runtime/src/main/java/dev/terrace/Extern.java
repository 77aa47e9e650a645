package dev.terrace;

import dev.terrace.core.types.ExternType;

/**
 * Something that instances import and export (specification, section 4.2.12). It belongs to a store; two of these are equal
 * if they stand for the same thing.
 */
public sealed interface Extern permits Func, Memory, Table, Global, Tag {

    /** Returns what it is, with canonical types; of a memory or table, with its current size as the minimum. */
    ExternType type();

    /** Returns the store that it belongs to. */
    Store store();
}
