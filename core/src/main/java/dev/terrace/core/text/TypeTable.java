package dev.terrace.core.text;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.SubType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that a module defines, then those that its type uses define implicitly: a type use without an index means the
 * first definition equal to it, which is added at the end if there is none (specification, section 6.6.3).
 */
final class TypeTable {
    private final List<RecType> groups = new ArrayList<>();
    private final List<SubType> types = new ArrayList<>();
    /** The first definition of each function type that stands alone: final, without supertypes, in no larger group. */
    private final Map<FuncType, Integer> plainFunctions = new HashMap<>();

    /** Returns the recursion groups, in order. */
    List<RecType> groups() {
        return groups;
    }

    /** Returns how many types there are so far. */
    int size() {
        return types.size();
    }

    void add(RecType group) {
        if (group.types().size() == 1) {
            SubType type = group.types().getFirst();
            if (type.isFinal() && type.supers().isEmpty() && type.comp() instanceof FuncType func) {
                plainFunctions.putIfAbsent(func, types.size());
            }
        }
        groups.add(group);
        types.addAll(group.types());
    }

    /** Returns the index of a function type, which is defined now if it has not been before. */
    int indexOf(FuncType type) {
        Integer index = plainFunctions.get(type);
        if (index == null) {
            index = types.size();
            add(RecType.of(SubType.of(type)));
        }
        return index;
    }

    /** Returns the function type of an index, or null if there is no such type or it is no function type. */
    FuncType function(int index) {
        return index >= 0 && index < types.size() && types.get(index).comp() instanceof FuncType func ? func : null;
    }
}
