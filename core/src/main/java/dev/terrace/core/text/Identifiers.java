package dev.terrace.core.text;

import dev.terrace.core.module.Import;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a printed module calls its things: by an identifier made from the name section where that gives a name that nothing
 * before it in the same index space has, by number otherwise.
 */
final class Identifiers {
    private final WasmModule module;
    private final NameSection names;
    private final List<SubType> definitions;
    private final int importedFunctions;
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
        this.module = module;
        names = module.names();
        definitions =
                module.types().stream().flatMap(group -> group.types().stream()).toList();
        Map<ExternKind, Integer> imports = new EnumMap<>(ExternKind.class);
        for (Import imported : module.imports()) {
            imports.merge(imported.type().kind(), 1, Integer::sum);
        }
        importedFunctions = imports.getOrDefault(ExternKind.FUNC, 0);
        functions = new Space(
                names.functions(), importedFunctions + module.functions().size());
        types = new Space(names.types(), definitions.size());
        tables = new Space(names.tables(), count(imports, ExternKind.TABLE, module.tables()));
        memories = new Space(names.memories(), count(imports, ExternKind.MEMORY, module.memories()));
        globals = new Space(names.globals(), count(imports, ExternKind.GLOBAL, module.globals()));
        tags = new Space(names.tags(), count(imports, ExternKind.TAG, module.tags()));
        elements = new Space(names.elements(), module.elements().size());
        data = new Space(names.data(), module.data().size());
    }

    private static int count(Map<ExternKind, Integer> imports, ExternKind kind, List<?> defined) {
        return imports.getOrDefault(kind, 0) + defined.size();
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

    /** Returns a type's definition, or null if there is none with that index. */
    CompType definition(int type) {
        return type >= 0 && type < definitions.size() ? definitions.get(type).comp() : null;
    }

    /** Returns how many parameters a function type has; 0 if the index is not one of a function type. */
    int parameterCount(int type) {
        return definition(type) instanceof FuncType function ? function.params().size() : 0;
    }

    /** Returns the index space of the parameters and locals of a function that the module defines; else an empty one. */
    Space locals(int function) {
        int defined = function - importedFunctions;
        if (defined < 0 || defined >= module.bodies().size()) {
            return new Space(Map.of(), 0);
        }
        int count = parameterCount(module.functions().get(defined))
                + module.bodies().get(defined).localCount();
        return new Space(names.locals().getOrDefault(function, Map.of()), count);
    }

    /** Returns the index space of a structure type's fields. */
    Space fields(int type) {
        return fields.computeIfAbsent(type, t -> {
            int count =
                    definition(t) instanceof StructType struct ? struct.fields().size() : 0;
            // Tools do not agree that fields may have name annotations, so a name that is no identifier is left out.
            return new Space(names.fields().getOrDefault(t, Map.of()), count, false);
        });
    }

    /** Returns the names of a function's blocks, by number in the order of their beginnings. */
    Map<Integer, String> labels(int function) {
        return names.labels().getOrDefault(function, Map.of());
    }

    /** An index space. */
    static final class Space {
        private final Map<Integer, String> names;
        private final boolean annotated;
        private final Map<Integer, String> identifiers = new HashMap<>();

        /**
         * Gives identifiers to the things that have names.
         *
         * @param names the names by index
         * @param size how many things there are; names of others are ignored
         */
        Space(Map<Integer, String> names, int size) {
            this(names, size, true);
        }

        private Space(Map<Integer, String> names, int size, boolean annotated) {
            this.names = names;
            this.annotated = annotated;
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

        /** Returns whether something besides its index is to be written where a thing is bound. */
        boolean hasBinding(int index) {
            return identifiers.containsKey(index) || (annotated && names.containsKey(index));
        }

        /** Returns what follows the keyword where a thing is bound, with a space before it; nothing without a name. */
        String binding(int index) {
            if (!hasBinding(index)) {
                return "";
            }
            String identifier = identifiers.get(index);
            return identifier != null ? " " + identifier : " (@name " + LiteralPrinter.string(names.get(index)) + ")";
        }

        /** Returns the binding and a comment with the index. */
        String numberedBinding(int index) {
            return binding(index) + " (;" + index + ";)";
        }
    }
}
