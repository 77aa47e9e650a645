package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.CustomSection;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.Export;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.Import;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.module.WasmModule.GlobalDefinition;
import dev.terrace.core.module.WasmModule.TableDefinition;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TagType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes a module in the text format (specification, chapter 6), such that parsing the text gives the same module again:
 * every type is written out in its place and referred to by index, nothing is left to be inserted by abbreviations, and
 * custom sections become {@code @custom} annotations.
 *
 * <p>A field takes a line, in the order of the binary format's sections; a function takes a line for each instruction.
 * Names come from the name section, and every definition carries its index in a comment.
 */
public final class WatPrinter {
    private static final String INDENT = "  ";

    /** How many bytes of a data segment are turned into text at a time. */
    private static final int CHUNK = 4096;

    private final WasmModule module;
    private final Appendable out;
    private final Identifiers ids;
    private final TypePrinter types;
    private final InstructionPrinter code;

    /** The index of the next import or definition of each kind. */
    private final Map<ExternKind, Integer> next = new EnumMap<>(ExternKind.class);

    private WatPrinter(WasmModule module, Appendable out) {
        this.module = module;
        this.out = out;
        this.ids = new Identifiers(module);
        this.types = new TypePrinter(ids);
        this.code = new InstructionPrinter(module, ids, false);
    }

    /**
     * Returns a module as text.
     *
     * @throws MalformedException if the code of a function or a constant expression is malformed
     */
    public static String print(WasmModule module) {
        StringBuilder out = new StringBuilder();
        try {
            print(module, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder does not throw this", e);
        }
        return out.toString();
    }

    /**
     * Writes a module as text, piece by piece, so that the text need not fit in memory.
     *
     * @throws MalformedException if the code of a function or a constant expression is malformed; what comes before the
     *     fault has been written then
     * @throws IOException if {@code out} throws it
     */
    public static void print(WasmModule module, Appendable out) throws IOException {
        new WatPrinter(module, out).printModule();
    }

    private void printModule() throws IOException {
        String name = module.names().module();
        out.append("(module");
        if (name != null) {
            out.append(new Identifiers.Space(Map.of(0, name), 1).binding(0));
        }
        out.append('\n');
        printCustoms(Section.CUSTOM);
        printTypes();
        printCustoms(Section.TYPE);
        for (Import imported : module.imports()) {
            line("(import " + LiteralPrinter.string(imported.module()) + " " + LiteralPrinter.string(imported.name())
                    + " (" + external(imported.type()) + "))");
        }
        printCustoms(Section.IMPORT);
        printCustoms(Section.FUNCTION);
        for (TableDefinition table : module.tables()) {
            line("(" + external(table.type()) + (table.init() == null ? "" : constant(table.init())) + ")");
        }
        printCustoms(Section.TABLE);
        for (MemoryType memory : module.memories()) {
            line("(" + external(memory) + ")");
        }
        printCustoms(Section.MEMORY);
        for (TagType tag : module.tags()) {
            line("(" + external(tag) + ")");
        }
        printCustoms(Section.TAG);
        for (GlobalDefinition global : module.globals()) {
            line("(" + external(global.type()) + constant(global.init()) + ")");
        }
        printCustoms(Section.GLOBAL);
        for (Export export : module.exports()) {
            line("(export " + LiteralPrinter.string(export.name()) + " (" + export.kind() + " "
                    + ids.of(export.kind()).use(export.index()) + "))");
        }
        printCustoms(Section.EXPORT);
        if (module.start() != -1) {
            line("(start " + ids.of(ExternKind.FUNC).use(module.start()) + ")");
        }
        printCustoms(Section.START);
        printElements();
        printCustoms(Section.ELEMENT);
        printCustoms(Section.DATA_COUNT);
        for (int i = 0; i < module.bodies().size(); i++) {
            printFunction(module.functions().get(i), module.bodies().get(i));
        }
        printCustoms(Section.CODE);
        printData();
        printCustoms(Section.DATA);
        out.append(")\n");
    }

    private void line(String text) throws IOException {
        out.append(INDENT).append(text).append('\n');
    }

    private void printTypes() throws IOException {
        int index = 0;
        for (RecType group : module.types()) {
            String indent = group.explicit() ? INDENT : "";
            if (group.explicit()) {
                line("(rec");
            }
            for (SubType type : group.types()) {
                line(indent + "(type" + ids.types().numberedBinding(index) + " " + types.definition(type, index) + ")");
                index++;
            }
            if (group.explicit()) {
                line(")");
            }
        }
    }

    /** Returns keyword, binding and type of the next import or definition of its kind. */
    private String external(ExternType type) {
        return type.kind() + binding(type.kind()) + " " + types.external(type);
    }

    private String binding(ExternKind kind) {
        return ids.of(kind).numberedBinding(next.merge(kind, 1, Integer::sum) - 1);
    }

    /** Returns a constant expression with a space before it; nothing for one without instructions. */
    private String constant(ConstExpr expression) {
        String text = code.constant(expression);
        return text.isEmpty() ? "" : " " + text;
    }

    /** Returns a constant expression in parentheses that {@code keyword} begins, unless it brings its own. */
    private String clause(String keyword, ConstExpr expression) {
        String text = constant(expression);
        return text.startsWith(" (") ? text : " (" + keyword + text + ")";
    }

    private void printFunction(int type, FunctionBody body) throws IOException {
        int index = next.getOrDefault(ExternKind.FUNC, 0);
        Identifiers.Space locals = ids.locals(index);
        out.append(INDENT)
                .append("(func")
                .append(binding(ExternKind.FUNC))
                .append(' ')
                .append(types.use(type, locals));
        boolean empty = body.locals().isEmpty() && body.end() - body.start() == 1;
        if (!empty) {
            out.append('\n');
            String declared = types.locals(body.expandedLocals(), ids.parameterCount(type), locals);
            if (!declared.isEmpty()) {
                out.append(INDENT).append(INDENT).append(declared.substring(1)).append('\n');
            }
        }
        code.print(index, body, 2, out);
        out.append(empty ? "" : INDENT).append(")\n");
    }

    private void printElements() throws IOException {
        for (int i = 0; i < module.elements().size(); i++) {
            ElementSegment segment = module.elements().get(i);
            out.append(INDENT).append("(elem").append(ids.elements().numberedBinding(i));
            out.append(segment.mode() == SegmentMode.DECLARATIVE ? " declare" : "");
            printPlace(segment.mode(), ExternKind.TABLE, segment.table(), segment.offset());
            if (segment.functions() != null) {
                out.append(" func");
                for (int function : segment.functions()) {
                    out.append(' ').append(ids.of(ExternKind.FUNC).use(function));
                }
            } else {
                out.append(' ').append(types.reference(segment.type()));
                for (ConstExpr expression : segment.expressions()) {
                    out.append(clause("item", expression));
                }
            }
            out.append(")\n");
        }
    }

    private void printData() throws IOException {
        for (int i = 0; i < module.data().size(); i++) {
            DataSegment segment = module.data().get(i);
            out.append(INDENT).append("(data").append(ids.data().numberedBinding(i));
            printPlace(segment.mode(), ExternKind.MEMORY, segment.memory(), segment.offset());
            printBytes(segment.start(), segment.length());
            out.append(")\n");
        }
    }

    /** Writes where an active segment is copied to: memory or table unless it is the first, and the offset. */
    private void printPlace(SegmentMode mode, ExternKind kind, int index, ConstExpr offset) throws IOException {
        if (mode == SegmentMode.ACTIVE) {
            if (index != 0) {
                out.append(" (")
                        .append(kind.toString())
                        .append(' ')
                        .append(ids.of(kind).use(index))
                        .append(')');
            }
            out.append(clause("offset", offset));
        }
    }

    /**
     * Writes the custom sections that follow a section, or those before all sections for {@link Section#CUSTOM}. The
     * name section is left out: the identifiers say what it does.
     */
    private void printCustoms(Section section) throws IOException {
        // Tools disagree on whether the data count section can be named, and on nothing else that stands before code.
        String place = switch (section) {
            case CUSTOM -> " (before first)";
            case DATA_COUNT -> " (before code)";
            default -> " (after " + section + ")";
        };
        for (CustomSection custom : module.customs()) {
            if (custom.after() == section.id() && !custom.name().equals("name")) {
                out.append(INDENT)
                        .append("(@custom ")
                        .append(LiteralPrinter.string(custom.name()))
                        .append(place);
                printBytes(custom.start(), custom.length());
                out.append(")\n");
            }
        }
    }

    private void printBytes(int start, int length) throws IOException {
        out.append(" \"");
        StringBuilder text = new StringBuilder();
        for (int i = start; i < start + length; i++) {
            LiteralPrinter.appendByte(text, module.bytes()[i] & 0xFF);
            if (text.length() >= CHUNK) {
                out.append(text);
                text.setLength(0);
            }
        }
        out.append(text).append('"');
    }
}
