package dev.terrace;

import dev.terrace.core.types.ExternType;

/**
 * What a module exports.
 *
 * @param name its name
 * @param type what it is, with canonical types; of a memory or table, its declared size
 */
public record ExportType(String name, ExternType type) {

    /** Returns the export as messages name it, for example {@code "main" (func [] -> [i32])}. */
    @Override
    public String toString() {
        return Names.quote(name) + " (" + Names.describe(type) + ")";
    }
}
