package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.binary.TypeWriter;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;

/**
 * Parses element and data segments (specification, sections 6.6.9 and 6.6.10) and writes each in the shortest form that
 * has its mode and its type (sections 5.5.12 and 5.5.14).
 *
 * <pre>
 * elements        function indices (type (ref func))    expressions
 *  active, table 0   0 offset indices                    4 offset expressions          (type funcref)
 *  passive           1 kind indices                      5 type expressions
 *  active            2 table offset kind indices         6 table offset type expressions
 *  declarative       3 kind indices                      7 type expressions
 * data
 *  active, memory 0  0 offset bytes
 *  passive           1 bytes
 *  active            2 memory offset bytes
 * </pre>
 */
final class SegmentParser {
    private static final int PASSIVE = 1;
    private static final int EXPLICIT_INDEX = 2;
    private static final int DECLARATIVE = 3;
    private static final int EXPRESSIONS = 4;
    private static final int FUNCTION_KIND = 0;
    private static final RefType FUNCTION_REFERENCE = new RefType(false, AbsHeapType.FUNC);

    private final TokenCursor in;
    private final ModuleScope scope;
    private final TypeParser types;
    private final InstructionParser instructions;
    private final ModuleAssembler assembler;

    SegmentParser(
            TokenCursor in,
            ModuleScope scope,
            TypeParser types,
            InstructionParser instructions,
            ModuleAssembler assembler) {
        this.in = in;
        this.scope = scope;
        this.types = types;
        this.instructions = instructions;
        this.assembler = assembler;
    }

    /**
     * The references of an element segment.
     *
     * @param type their type
     * @param isExpressions whether they are written as expressions, not as function indices
     * @param count how many there are
     * @param items the encodings, one after the other
     */
    private record Elements(RefType type, boolean isExpressions, int count, MappedBytes items) {}

    /** Parses an element segment behind its identifier. */
    void elements(int sourceOffset) {
        if (in.acceptKeyword("declare")) {
            writeElements(SegmentMode.DECLARATIVE, 0, null, elementList(false), sourceOffset);
            return;
        }
        boolean isActive = isExplicitUse("table") || (in.kind() == TokenKind.OPEN && !types.isRefType());
        if (!isActive) {
            writeElements(SegmentMode.PASSIVE, 0, null, elementList(false), sourceOffset);
            return;
        }
        int table = explicitUse("table", scope.tables());
        MappedBytes offset = offset();
        writeElements(SegmentMode.ACTIVE, table, offset, elementList(true), sourceOffset);
    }

    /** Parses the elements that make up a whole table, and returns the table's type. */
    TableType inlineElements(int table, AddressType address, RefType type, int sourceOffset) {
        in.expectForm("elem");
        boolean functions = IndexSpace.isUse(in) && (type.equals(RefType.FUNCREF) || type.equals(FUNCTION_REFERENCE));
        Elements elements;
        if (functions) {
            elements = functionIndices();
        } else if (IndexSpace.isUse(in)) {
            elements = functionReferences(type);
        } else {
            elements = expressions(type);
        }
        in.expectClose();
        writeElements(SegmentMode.ACTIVE, table, zero(address), elements, sourceOffset);
        return new TableType(address, Limits.of(elements.count, elements.count), type);
    }

    /** Returns whether a table or memory is named next: in parentheses, or as older texts do, alone. */
    private boolean isExplicitUse(String keyword) {
        return in.isForm(keyword) || IndexSpace.isUse(in);
    }

    private int explicitUse(String keyword, IndexSpace space) {
        if (!in.openForm(keyword)) {
            return space.resolveOptional(in);
        }
        int index = space.resolve(in);
        in.expectClose();
        return index;
    }

    private MappedBytes offset() {
        MappedBytes offset = new MappedBytes();
        if (in.openForm("offset")) {
            instructions.expression(offset);
            in.expectClose();
        } else {
            instructions.foldedExpression(offset);
        }
        return offset;
    }

    private static MappedBytes zero(AddressType address) {
        MappedBytes offset = new MappedBytes();
        ImmediateParser.writeOpcode(offset.bytes(), address == AddressType.I64 ? Opcode.I64_CONST : Opcode.I32_CONST);
        offset.bytes().s64(0);
        ImmediateParser.writeOpcode(offset.bytes(), Opcode.END);
        return offset;
    }

    /** Parses elements up to the closing parenthesis; in active segments, function indices need no keyword. */
    private Elements elementList(boolean keywordOptional) {
        if (in.acceptKeyword("func") || (keywordOptional && (IndexSpace.isUse(in) || in.isClose()))) {
            return functionIndices();
        }
        return expressions(types.refType());
    }

    private Elements functionIndices() {
        MappedBytes items = new MappedBytes();
        int count = 0;
        while (!in.isClose()) {
            items.mark(in.offset());
            items.bytes().u32(scope.functions().resolve(in));
            count++;
        }
        return new Elements(FUNCTION_REFERENCE, false, count, items);
    }

    /** Parses function indices where only expressions can give the type. */
    private Elements functionReferences(RefType type) {
        MappedBytes items = new MappedBytes();
        int count = 0;
        while (!in.isClose()) {
            items.mark(in.offset());
            ImmediateParser.writeOpcode(items.bytes(), Opcode.REF_FUNC);
            items.bytes().u32(scope.functions().resolve(in));
            ImmediateParser.writeOpcode(items.bytes(), Opcode.END);
            count++;
        }
        return new Elements(type, true, count, items);
    }

    private Elements expressions(RefType type) {
        MappedBytes items = new MappedBytes();
        int count = 0;
        while (!in.isClose()) {
            if (in.openForm("item")) {
                instructions.expression(items);
                in.expectClose();
            } else {
                instructions.foldedExpression(items);
            }
            count++;
        }
        return new Elements(type, true, count, items);
    }

    private void writeElements(SegmentMode mode, int table, MappedBytes offset, Elements elements, int sourceOffset) {
        MappedBytes out = assembler.entry(Section.ELEMENT, sourceOffset);
        boolean typeIsImplied = elements.isExpressions
                ? elements.type.equals(RefType.FUNCREF)
                : elements.type.equals(FUNCTION_REFERENCE);
        boolean isShort = mode == SegmentMode.ACTIVE && table == 0 && typeIsImplied;
        int form = switch (mode) {
            case ACTIVE -> isShort ? 0 : EXPLICIT_INDEX;
            case PASSIVE -> PASSIVE;
            case DECLARATIVE -> DECLARATIVE;
        };
        out.bytes().u8(form | (elements.isExpressions ? EXPRESSIONS : 0));
        if (form == EXPLICIT_INDEX) {
            out.bytes().u32(table);
        }
        if (mode == SegmentMode.ACTIVE) {
            out.append(offset);
        }
        if (!isShort && elements.isExpressions) {
            TypeWriter.storageType(out.bytes(), elements.type);
        } else if (!isShort) {
            out.bytes().u8(FUNCTION_KIND);
        }
        out.bytes().u32(elements.count);
        out.append(elements.items);
    }

    /** Parses a data segment behind its identifier. */
    void data(int sourceOffset) {
        boolean isActive = isExplicitUse("memory") || in.kind() == TokenKind.OPEN;
        int memory = explicitUse("memory", scope.memories());
        MappedBytes offset = isActive ? offset() : null;
        writeData(memory, offset, in.strings(), sourceOffset);
    }

    /** Parses the bytes that a memory begins with, and returns how many there are. */
    long inlineData(int memory, AddressType address, int sourceOffset) {
        in.expectForm("data");
        byte[] bytes = in.strings();
        in.expectClose();
        writeData(memory, zero(address), bytes, sourceOffset);
        return bytes.length;
    }

    private void writeData(int memory, MappedBytes offset, byte[] bytes, int sourceOffset) {
        MappedBytes out = assembler.entry(Section.DATA, sourceOffset);
        BinaryWriter writer = out.bytes();
        if (offset == null) {
            writer.u8(PASSIVE);
        } else if (memory == 0) {
            writer.u8(0);
            out.append(offset);
        } else {
            writer.u8(EXPLICIT_INDEX);
            writer.u32(memory);
            out.append(offset);
        }
        writer.vector(bytes);
    }
}
