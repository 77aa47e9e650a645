package dev.terrace.core.text;

import dev.terrace.core.module.Import;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.ExternKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a printed module calls its things: by an identifier made from the name section where that gives a name that nothing
 * before it in the same index space has, by number otherwise.
 */
final class Identifiers {
    private final NameSection names;
    private final Space functions;
    private final Space types;
    private final Space tables;
    private final Space memories;
    private final Space globals;
    private final Space tags;
    private final Space elements;
    private final Space data;
    private final Map<Integer, Space> fields = new HashMap<>();

    Identifiers(WasmModule module) {
        names = module.names();
        Map<ExternKind, Integer> imports = new HashMap<>();
        for (Import imported : module.imports()) {
            imports.merge(imported.type().kind(), 1, Integer::sum);
        }
        int typeCount =
                module.types().stream().mapToInt(group -> group.types().size()).sum();
        functions = new Space(
                names.functions(),
                count(imports, ExternKind.FUNC, module.functions().size()));
        types = new Space(names.types(), typeCount);
        tables = new Space(
                names.tables(), count(imports, ExternKind.TABLE, module.tables().size()));
        memories = new Space(
                names.memories(),
                count(imports, ExternKind.MEMORY, module.memories().size()));
        globals = new Space(
                names.globals(),
                count(imports, ExternKind.GLOBAL, module.globals().size()));
        tags = new Space(
                names.tags(), count(imports, ExternKind.TAG, module.tags().size()));
        elements = new Space(names.elements(), module.elements().size());
        data = new Space(names.data(), module.data().size());
    }

    private static int count(Map<ExternKind, Integer> imports, ExternKind kind, int defined) {
        return imports.getOrDefault(kind, 0) + defined;
    }

    /** Returns the index space of the types. */
    Space types() {
        return types;
    }

    /** Returns the index space of a kind of externals. */
    Space of(ExternKind kind) {
        return switch (kind) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
        };
    }

    /** Returns the index space of the element segments. */
    Space elements() {
        return elements;
    }

    /** Returns the index space of the data segments. */
    Space data() {
        return data;
    }

    /** Returns the index space of a function's parameters and locals. */
    Space locals(int function) {
        return new Space(names.locals().getOrDefault(function, Map.of()), Integer.MAX_VALUE);
    }

    /** Returns the index space of a structure type's fields. */
    Space fields(int type) {
        return fields.computeIfAbsent(
                type, t -> new Space(names.fields().getOrDefault(t, Map.of()), Integer.MAX_VALUE));
    }

    /** Returns the names of a function's blocks, by number in the order of their beginnings. */
    Map<Integer, String> labels(int function) {
        return names.labels().getOrDefault(function, Map.of());
    }

    /** An index space. */
    static final class Space {
        private final Map<Integer, String> names;
        private final Map<Integer, String> identifiers = new HashMap<>();

        /**
         * Gives identifiers to the things that have names.
         *
         * @param names the names by index
         * @param size how many things there are; names of others are ignored
         */
        Space(Map<Integer, String> names, int size) {
            this.names = names;
            Set<String> taken = new HashSet<>();
            new TreeMap<>(names).forEach((index, name) -> {
                if (index >= 0 && index < size && !name.isEmpty() && taken.add(name)) {
                    identifiers.put(index, LiteralPrinter.identifier(name));
                }
            });
        }

        /** Returns what stands for a thing where it is used. */
        String use(int index) {
            String identifier = identifiers.get(index);
            return identifier != null ? identifier : Integer.toUnsignedString(index);
        }

        /** Returns whether the name section gives a thing a name. */
        boolean isNamed(int index) {
            return names.containsKey(index);
        }

        /** Returns what follows the keyword where a thing is bound, with a space before it; nothing without a name. */
        String binding(int index) {
            String name = names.get(index);
            if (name == null) {
                return "";
            }
            String identifier = identifiers.get(index);
            return identifier != null ? " " + identifier : " (@name " + LiteralPrinter.string(name) + ")";
        }

        /** Returns the binding and a comment with the index. */
        String numberedBinding(int index) {
            return binding(index) + " (;" + index + ";)";
        }
    }
}
