package dev.terrace.core.binary;

import dev.terrace.core.MalformedException;
import dev.terrace.core.module.NameSection;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the custom section "name" (specification, section 7.4.1, and the extended-name-section proposal). Names are for
 * people to read, so a fault in them is no error: reading just ends there.
 */
final class NameSectionReader {
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

    private final ByteReader in;
    private String module;
    private final Map<Integer, String> functions = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> locals = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> labels = new HashMap<>();
    private final Map<Integer, String> types = new HashMap<>();
    private final Map<Integer, String> tables = new HashMap<>();
    private final Map<Integer, String> memories = new HashMap<>();
    private final Map<Integer, String> globals = new HashMap<>();
    private final Map<Integer, String> elements = new HashMap<>();
    private final Map<Integer, String> data = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> fields = new HashMap<>();
    private final Map<Integer, String> tags = new HashMap<>();

    private NameSectionReader(ByteReader in) {
        this.in = in;
    }

    /** Reads the section's content from {@code start} (inclusive) to {@code end} (exclusive). */
    static NameSection read(byte[] bytes, int start, int end) {
        NameSectionReader reader = new NameSectionReader(new ByteReader(bytes, start, end));
        try {
            reader.subsections(end);
        } catch (MalformedException _) {
            // What was read before the fault stays.
        }
        return reader.result();
    }

    private NameSection result() {
        return new NameSection(
                module, functions, locals, labels, types, tables, memories, globals, elements, data, fields, tags);
    }

    private void subsections(int end) {
        while (!in.atEnd()) {
            int id = in.u8();
            int size = in.u32();
            int start = in.advance(size);
            in.window(start, start + size);
            switch (id) {
                case MODULE -> module = in.name();
                case FUNCTIONS -> names(functions);
                case LOCALS -> indirectNames(locals);
                case LABELS -> indirectNames(labels);
                case TYPES -> names(types);
                case TABLES -> names(tables);
                case MEMORIES -> names(memories);
                case GLOBALS -> names(globals);
                case ELEMENTS -> names(elements);
                case DATA -> names(data);
                case FIELDS -> indirectNames(fields);
                case TAGS -> names(tags);
                default -> {
                    // A subsection of a later version.
                }
            }
            in.window(start + size, end);
        }
    }

    private void names(Map<Integer, String> names) {
        int count = in.u32();
        for (int i = 0; i != count; i++) {
            int index = in.u32();
            names.putIfAbsent(index, in.name());
        }
    }

    private void indirectNames(Map<Integer, Map<Integer, String>> names) {
        int count = in.u32();
        for (int i = 0; i != count; i++) {
            int index = in.u32();
            Map<Integer, String> inner = new HashMap<>();
            Map<Integer, String> known = names.putIfAbsent(index, inner);
            names(known == null ? inner : known);
        }
    }
}
