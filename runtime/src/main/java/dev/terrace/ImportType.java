package dev.terrace;

import dev.terrace.core.types.ExternType;

/**
 * What a module imports.
 *
 * @param module the first part of its name
 * @param name the second part of its name
 * @param type what it must be, with canonical types
 */
public record ImportType(String module, String name, ExternType type) {

    /** Returns the import as messages name it, for example {@code "env" "print" (func [i32] -> [])}. */
    @Override
    public String toString() {
        return Names.quote(module) + " " + Names.quote(name) + " (" + Names.describe(type) + ")";
    }
}
