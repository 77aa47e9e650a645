package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes identifiers as the custom section "name" (specification, appendix A.4.1, and the extended-name-section
 * proposal), which holds a subsection for each kind of thing that has names.
 */
final class NameSectionWriter {
    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;
    private static final int LABELS = 3;
    private static final int TYPES = 4;
    private static final int TABLES = 5;
    private static final int MEMORIES = 6;
    private static final int GLOBALS = 7;
    private static final int ELEMENTS = 8;
    private static final int DATA = 9;
    private static final int FIELDS = 10;
    private static final int TAGS = 11;

    private final SortedMap<Integer, SortedMap<Integer, String>> locals = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Integer, String>> labels = new TreeMap<>();
    private String moduleName;

    void moduleName(String name) {
        moduleName = name;
    }

    /** Takes over the names inside of a function. */
    void function(int index, FunctionScope scope) {
        locals.put(index, scope.locals().names());
        labels.put(index, scope.labels().names());
    }

    /** Writes the section, unless nothing has a name. */
    void write(ModuleScope scope, BinaryWriter out) {
        BinaryWriter content = new BinaryWriter();
        if (moduleName != null) {
            BinaryWriter name = new BinaryWriter();
            name.name(moduleName);
            subsection(MODULE, name, content);
        }
        names(FUNCTIONS, scope.functions(), content);
        indirect(LOCALS, locals, content);
        indirect(LABELS, labels, content);
        names(TYPES, scope.types(), content);
        names(TABLES, scope.tables(), content);
        names(MEMORIES, scope.memories(), content);
        names(GLOBALS, scope.globals(), content);
        names(ELEMENTS, scope.elements(), content);
        names(DATA, scope.data(), content);
        SortedMap<Integer, SortedMap<Integer, String>> fields = new TreeMap<>();
        scope.fields().forEach((type, space) -> fields.put(type, space.names()));
        indirect(FIELDS, fields, content);
        names(TAGS, scope.tags(), content);
        if (content.size() > 0) {
            CustomSections.write("name", content.toByteArray(), out);
        }
    }

    private static void names(int id, IndexSpace space, BinaryWriter out) {
        if (!space.names().isEmpty()) {
            BinaryWriter map = new BinaryWriter();
            nameMap(space.names(), map);
            subsection(id, map, out);
        }
    }

    private static void indirect(int id, SortedMap<Integer, SortedMap<Integer, String>> maps, BinaryWriter out) {
        maps.values().removeIf(Map::isEmpty);
        if (!maps.isEmpty()) {
            BinaryWriter map = new BinaryWriter();
            map.u32(maps.size());
            maps.forEach((index, names) -> {
                map.u32(index);
                nameMap(names, map);
            });
            subsection(id, map, out);
        }
    }

    private static void nameMap(SortedMap<Integer, String> names, BinaryWriter out) {
        out.u32(names.size());
        names.forEach((index, name) -> {
            out.u32(index);
            out.name(name);
        });
    }

    private static void subsection(int id, BinaryWriter content, BinaryWriter out) {
        out.u8(id);
        out.vector(content);
    }
}
