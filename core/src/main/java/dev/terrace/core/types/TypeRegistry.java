package dev.terrace.core.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical types of an engine: gives structurally equal recursion groups the same {@link DefType} objects
 * (iso-recursive equality, specification, section 3.1.2).
 *
 * <p>The key of a group is its definitions with outer references already canonical, and references into the group itself
 * replaced by their position in it. Two groups are equal exactly if their keys are.
 *
 * <p>Safe for use by several threads.
 */
public final class TypeRegistry {
    private final Map<List<SubType>, List<DefType>> groups = new HashMap<>();
    private int nextId;

    /**
     * Returns the canonical definitions of a recursion group.
     *
     * @param group the group as a module wrote it
     * @param earlier the module's definitions before the group; its size is the index of the group's first definition
     * @return the group's definitions, in order
     * @throws IllegalArgumentException if the group refers to a type after itself, or a definition in it names a
     *     supertype that is not defined before it
     */
    public List<DefType> canonicalize(RecType group, List<DefType> earlier) {
        int first = earlier.size();
        int size = group.types().size();
        TypeSubstitution toKey = new TypeSubstitution() {
            @Override
            public HeapType apply(HeapType heap) {
                if (!(heap instanceof TypeIndex(int index))) {
                    return heap;
                }
                if (Integer.compareUnsigned(index, first) < 0) {
                    return earlier.get(index);
                }
                if (Integer.compareUnsigned(index, first + size) < 0) {
                    return new TypeIndex(index - first);
                }
                throw new IllegalArgumentException("unknown type " + Integer.toUnsignedString(index));
            }
        };
        List<SubType> key = new ArrayList<>(size);
        for (SubType type : group.types()) {
            key.add(toKey.apply(type));
        }
        synchronized (this) {
            List<DefType> known = groups.get(key);
            if (known == null) {
                known = create(key);
                groups.put(List.copyOf(key), known);
            }
            return known;
        }
    }

    /** Returns the canonical definition of a function type that stands alone; all heap types in it are canonical. */
    public DefType canonicalize(FuncType type) {
        return canonicalize(RecType.of(SubType.of(type)), List.of()).getFirst();
    }

    private List<DefType> create(List<SubType> key) {
        List<DefType> types = new ArrayList<>(key.size());
        List<DefType> group = Collections.unmodifiableList(types);
        for (SubType type : key) {
            DefType superType =
                    type.supers().isEmpty() ? null : superType(type.supers().getFirst(), group);
            types.add(new DefType(nextId++, group, superType));
        }
        TypeSubstitution tie = new TypeSubstitution() {
            @Override
            public HeapType apply(HeapType heap) {
                return heap instanceof TypeIndex(int position) ? group.get(position) : heap;
            }
        };
        for (int i = 0; i < key.size(); i++) {
            types.get(i).define(tie.apply(key.get(i)));
        }
        return group;
    }

    private static DefType superType(HeapType type, List<DefType> before) {
        return switch (type) {
            case DefType def -> def;
            case TypeIndex(int position) when position < before.size() -> before.get(position);
            default -> throw new IllegalArgumentException("a supertype must be defined before its subtype");
        };
    }
}
