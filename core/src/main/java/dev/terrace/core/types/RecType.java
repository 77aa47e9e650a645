package dev.terrace.core.types;

import java.util.List;

/**
 * A group of type definitions that may refer to each other (specification, section 2.3.11).
 *
 * @param types the definitions; they take consecutive type indices
 * @param explicit whether the module wrote the group as such; a single definition may also stand alone, which means the
 *     same
 */
public record RecType(List<SubType> types, boolean explicit) {
    public RecType {
        types = List.copyOf(types);
    }

    /** Returns the group that a single definition standing alone abbreviates. */
    public static RecType of(SubType type) {
        return new RecType(List.of(type), false);
    }
}
