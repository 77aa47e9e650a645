package dev.terrace.tests;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.CustomSection;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Compares two decoded modules by what they say, not by how their bytes say it: numbers may be padded, runs of locals
 * split, empty sections and the data count left out.
 */
final class ModuleDifference {
    private final WasmModule expected;
    private final WasmModule actual;

    /** The first difference found, or null. */
    private String found;

    private ModuleDifference(WasmModule expected, WasmModule actual) {
        this.expected = expected;
        this.actual = actual;
    }

    /** Returns a description of the first difference between two modules; empty if they are equal. */
    static Optional<String> find(WasmModule expected, WasmModule actual) {
        ModuleDifference difference = new ModuleDifference(expected, actual);
        difference.compareModules();
        return Optional.ofNullable(difference.found);
    }

    private void compareModules() {
        compare("types", expected.types(), actual.types());
        compare("imports", expected.imports(), actual.imports());
        compare("functions", expected.functions(), actual.functions());
        compare(
                "tables",
                each(expected, expected.tables(), ModuleDifference::table),
                each(actual, actual.tables(), ModuleDifference::table));
        compare("memories", expected.memories(), actual.memories());
        compare("tags", expected.tags(), actual.tags());
        compare(
                "globals",
                each(expected, expected.globals(), ModuleDifference::global),
                each(actual, actual.globals(), ModuleDifference::global));
        compare("exports", expected.exports(), actual.exports());
        compare("start", expected.start(), actual.start());
        compare(
                "elements",
                each(expected, expected.elements(), ModuleDifference::element),
                each(actual, actual.elements(), ModuleDifference::element));
        compare(
                "data",
                each(expected, expected.data(), ModuleDifference::data),
                each(actual, actual.data(), ModuleDifference::data));
        compare("customs", customs(expected), customs(actual));
        compare("names", expected.names(), actual.names());
        compare("number of bodies", expected.bodies().size(), actual.bodies().size());
        for (int i = 0; found == null && i < expected.bodies().size(); i++) {
            compareBodies(i, expected.bodies().get(i), actual.bodies().get(i));
        }
    }

    private void compare(String what, Object wanted, Object got) {
        if (found == null && !Objects.equals(wanted, got)) {
            found = what + ": " + wanted + " became " + got;
        }
    }

    private static <T> List<Object> each(WasmModule module, List<T> items, BiFunction<WasmModule, T, Object> view) {
        return items.stream().map(item -> view.apply(module, item)).toList();
    }

    private static Object table(WasmModule module, WasmModule.TableDefinition table) {
        return Arrays.asList(table.type(), code(module, table.init()));
    }

    private static Object global(WasmModule module, WasmModule.GlobalDefinition global) {
        return Arrays.asList(global.type(), code(module, global.init()));
    }

    private static Object element(WasmModule module, ElementSegment segment) {
        Object items = segment.functions() != null
                ? segment.functions()
                : segment.expressions().stream().map(e -> code(module, e)).toList();
        return Arrays.asList(segment.mode(), segment.table(), code(module, segment.offset()), segment.type(), items);
    }

    private static Object data(WasmModule module, DataSegment segment) {
        return Arrays.asList(
                segment.mode(),
                segment.memory(),
                code(module, segment.offset()),
                bytes(module, segment.start(), segment.length()));
    }

    private static List<Object> customs(WasmModule module) {
        return module.customs().stream()
                .filter(custom -> !custom.name().equals("name"))
                .<Object>map(custom ->
                        List.of(custom.name(), place(module, custom), bytes(module, custom.start(), custom.length())))
                .toList();
    }

    /** Returns which section with content a custom section stands behind. */
    private static Section place(WasmModule module, CustomSection custom) {
        Section after = Section.ofId(custom.after());
        while (after != Section.CUSTOM && isEmpty(module, after)) {
            after = Section.values()[after.ordinal() - 1];
        }
        return after;
    }

    private static boolean isEmpty(WasmModule module, Section section) {
        return switch (section) {
            case CUSTOM, DATA_COUNT -> true;
            case TYPE -> module.types().isEmpty();
            case IMPORT -> module.imports().isEmpty();
            case FUNCTION, CODE -> module.functions().isEmpty();
            case TABLE -> module.tables().isEmpty();
            case MEMORY -> module.memories().isEmpty();
            case TAG -> module.tags().isEmpty();
            case GLOBAL -> module.globals().isEmpty();
            case EXPORT -> module.exports().isEmpty();
            case START -> module.start() == -1;
            case ELEMENT -> module.elements().isEmpty();
            case DATA -> module.data().isEmpty();
        };
    }

    private static List<Byte> bytes(WasmModule module, int start, int length) {
        List<Byte> result = new ArrayList<>(length);
        for (int i = start; i < start + length; i++) {
            result.add(module.bytes()[i]);
        }
        return result;
    }

    private void compareBodies(int index, FunctionBody wanted, FunctionBody got) {
        compare("locals of body " + index, wanted.expandedLocals(), got.expandedLocals());
        InstructionReader in = new InstructionReader(expected.bytes(), wanted.start(), wanted.end());
        InstructionReader out = new InstructionReader(actual.bytes(), got.start(), got.end());
        while (found == null && !in.atEnd()) {
            Object instruction = instruction(in);
            compare(
                    "body %d at offset 0x%x".formatted(index, in.offset()),
                    instruction,
                    out.atEnd() ? "nothing" : instruction(out));
        }
        compare("end of body " + index, in.atEnd(), out.atEnd());
    }

    private static List<Object> code(WasmModule module, ConstExpr expression) {
        if (expression == null) {
            return null;
        }
        List<Object> result = new ArrayList<>();
        InstructionReader in = new InstructionReader(module.bytes(), expression.start(), expression.end());
        while (!in.atEnd()) {
            result.add(instruction(in));
        }
        return result;
    }

    /** Reads an instruction and returns its opcode and immediates. */
    private static List<Object> instruction(InstructionReader in) {
        Opcode op = in.next();
        return switch (op.imm()) {
            case NONE, FENCE -> List.of(op);
            case BLOCK_TYPE -> Arrays.asList(op, in.index(), in.blockResult());
            case TRY_TABLE -> Arrays.asList(op, in.index(), in.blockResult(), in.catches());
            case LABEL, FUNC, TYPE, TAG, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA -> List.of(op, in.index());
            case TYPE_TABLE,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEM,
                    TYPE_TYPE,
                    TABLE_TABLE,
                    ELEM_TABLE,
                    MEMORY_MEMORY,
                    DATA_MEMORY -> List.of(op, in.index(), in.index2());
            case BR_TABLE -> List.of(op, Arrays.stream(in.labels()).boxed().toList());
            case MEMARG -> List.of(op, in.align(), in.index(), in.value());
            case MEMARG_LANE -> List.of(op, in.align(), in.index(), in.value(), in.lane());
            case LANE -> List.of(op, in.lane());
            case SHUFFLE, V128 -> List.of(op, in.value(), in.value2());
            case I32, I64, F32, F64 -> List.of(op, in.value());
            case HEAP_TYPE -> List.of(op, in.heapType());
            case SELECT_TYPES -> List.of(op, in.types());
            case BR_CAST -> List.of(op, in.index(), in.refType(), in.refType2());
        };
    }
}
