package dev.terrace.core.text;

import dev.terrace.core.types.ExternKind;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the identifiers of a module stand for. */
final class ModuleScope {
    private final TypeTable typeTable = new TypeTable();
    private final IndexSpace types = new IndexSpace("type");
    private final SortedMap<Integer, IndexSpace> fields = new TreeMap<>();
    private final IndexSpace functions = new IndexSpace("func");
    private final IndexSpace tables = new IndexSpace("table");
    private final IndexSpace memories = new IndexSpace("memory");
    private final IndexSpace globals = new IndexSpace("global");
    private final IndexSpace tags = new IndexSpace("tag");
    private final IndexSpace elements = new IndexSpace("elem segment");
    private final IndexSpace data = new IndexSpace("data segment");

    TypeTable typeTable() {
        return typeTable;
    }

    IndexSpace types() {
        return types;
    }

    IndexSpace functions() {
        return functions;
    }

    IndexSpace tables() {
        return tables;
    }

    IndexSpace memories() {
        return memories;
    }

    IndexSpace globals() {
        return globals;
    }

    IndexSpace tags() {
        return tags;
    }

    IndexSpace elements() {
        return elements;
    }

    IndexSpace data() {
        return data;
    }

    IndexSpace externals(ExternKind kind) {
        return switch (kind) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
        };
    }

    /** Returns the fields of a structure type, which are no fields at all for other types. */
    IndexSpace fields(int type) {
        return fields.computeIfAbsent(type, _ -> new IndexSpace("field"));
    }

    /** Returns the fields by type index. */
    SortedMap<Integer, IndexSpace> fields() {
        return fields;
    }
}
