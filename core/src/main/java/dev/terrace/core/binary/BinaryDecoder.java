package dev.terrace.core.binary;

import dev.terrace.core.Feature;
import dev.terrace.core.FeatureGate;
import dev.terrace.core.InvalidException;
import dev.terrace.core.Position;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.CustomSection;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.Export;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.Import;
import dev.terrace.core.module.ItemOffsets;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decodes binary modules (specification, section 5.5).
 *
 * <p>Function bodies are only located: their instructions are decoded when they are validated, so that each is read
 * once. A module with a malformed body is therefore refused by the validator. Constant expressions are walked, since
 * nothing else says where they end, but not judged.
 */
public final class BinaryDecoder {
    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;

    /** Limits that browsers have too (WebAssembly JavaScript interface, "Implementation-defined limits"). */
    private static final int MAX_LOCALS = 50_000;

    private static final int MAX_BODY_SIZE = 7_654_321;

    private static final int TABLE_WITH_INIT = 0x40;

    /** The type of element segments that list functions. */
    private static final RefType FUNCTIONS = new RefType(false, AbsHeapType.FUNC);

    private final byte[] bytes;
    private final ByteReader in;
    private final FeatureGate gate;
    private final InstructionReader instructions;
    private final TypeSectionReader typeReader;
    private final ExternTypeReader externReader;
    private final Map<Section, int[]> offsets = new EnumMap<>(Section.class);

    /** Where the items of the section begin, and how many of them have been begun. */
    private int[] begins;

    private int item;

    private List<RecType> types = List.of();
    private List<Import> imports = List.of();
    private List<Integer> functions = List.of();
    private List<WasmModule.TableDefinition> tables = List.of();
    private List<MemoryType> memories = List.of();
    private List<TagType> tags = List.of();
    private List<WasmModule.GlobalDefinition> globals = List.of();
    private List<Export> exports = List.of();
    private int start = -1;
    private List<ElementSegment> elements = List.of();
    private int dataCount = -1;
    private List<FunctionBody> bodies = List.of();
    private List<DataSegment> data = List.of();
    private final List<CustomSection> customs = new ArrayList<>();
    private NameSection names;

    private BinaryDecoder(byte[] bytes, Set<Feature> features) {
        this.bytes = bytes;
        this.in = new ByteReader(bytes);
        this.gate = new FeatureGate(features);
        this.instructions = new InstructionReader(in);
        this.typeReader = new TypeSectionReader(in, gate);
        this.externReader = new ExternTypeReader(in, gate);
    }

    /**
     * Decodes a module.
     *
     * @param bytes the module; it becomes part of the result and must not be changed
     * @param features the features that the module may use
     * @return the module, not yet validated
     * @throws dev.terrace.core.MalformedException if the bytes are no module, or need a feature that is turned off
     */
    public static WasmModule decode(byte[] bytes, Set<Feature> features) {
        return new BinaryDecoder(bytes, features).module();
    }

    private WasmModule module() {
        header();
        sections();
        if (functions.size() != bodies.size()) {
            throw in.malformed(
                    "function and code section have inconsistent lengths: %d and %d"
                            .formatted(functions.size(), bodies.size()),
                    bytes.length);
        }
        if (dataCount != -1 && dataCount != data.size()) {
            throw in.malformed(
                    "data count and data section have inconsistent lengths: %d and %d"
                            .formatted(dataCount, data.size()),
                    bytes.length);
        }
        return new WasmModule(
                bytes,
                types,
                imports,
                functions,
                tables,
                memories,
                tags,
                globals,
                exports,
                start,
                elements,
                dataCount,
                bodies,
                data,
                customs,
                names == null ? NameSection.EMPTY : names,
                new ItemOffsets(offsets));
    }

    private void header() {
        if (in.fixed32() != MAGIC) {
            throw in.malformed("magic header not detected", 0);
        }
        int at = in.position();
        int version = in.fixed32();
        if (version != VERSION) {
            throw in.malformed("unknown binary version " + Integer.toUnsignedString(version), at);
        }
    }

    private void sections() {
        Section last = Section.CUSTOM;
        while (!in.atEnd()) {
            int at = in.position();
            int id = in.u8();
            Section section = Section.ofId(id);
            if (section == null) {
                throw in.malformed("malformed section id " + id, at);
            }
            int sizeAt = in.position();
            int size = in.u32();
            if (Integer.compareUnsigned(size, in.remaining()) > 0) {
                throw in.malformed(
                        "length out of bounds: a section of " + Integer.toUnsignedString(size) + " bytes", sizeAt);
            }
            int content = in.position();
            int end = content + size;
            in.window(content, end);
            if (section == Section.CUSTOM) {
                custom(last);
            } else {
                if (section.compareTo(last) <= 0) {
                    throw in.malformed("unexpected content after last section", at);
                }
                last = section;
                content(section);
                if (!in.atEnd()) {
                    throw in.malformed(
                            "section size mismatch: %d bytes too many".formatted(in.remaining()), in.position());
                }
            }
            in.window(end, bytes.length);
        }
    }

    private void content(Section section) {
        switch (section) {
            case TYPE -> {
                types = begin(section, "types");
                while (next()) {
                    types.add(typeReader.recType());
                }
            }
            case IMPORT -> {
                imports = begin(section, "imports");
                while (next()) {
                    imports.add(imported());
                }
            }
            case FUNCTION -> {
                functions = begin(section, "functions");
                while (next()) {
                    functions.add(in.u32());
                }
            }
            case TABLE -> {
                tables = begin(section, "tables");
                while (next()) {
                    tables.add(table());
                }
            }
            case MEMORY -> {
                memories = begin(section, "memories");
                while (next()) {
                    memories.add(externReader.memoryType());
                }
            }
            case TAG -> {
                tags = begin(section, "tags");
                while (next()) {
                    tags.add(externReader.tagType());
                }
            }
            case GLOBAL -> {
                globals = begin(section, "globals");
                while (next()) {
                    globals.add(global());
                }
            }
            case EXPORT -> {
                exports = begin(section, "exports");
                while (next()) {
                    exports.add(export());
                }
            }
            case START -> start = startFunction();
            case ELEMENT -> {
                elements = begin(section, "element segments");
                while (next()) {
                    elements.add(element());
                }
            }
            case DATA_COUNT -> dataCount = announcedData();
            case CODE -> {
                bodies = begin(section, "function bodies");
                while (next()) {
                    bodies.add(body());
                }
            }
            case DATA -> {
                data = begin(section, "data segments");
                while (next()) {
                    data.add(dataSegment());
                }
            }
            case CUSTOM -> throw new IllegalArgumentException("a custom section has no content of its own");
        }
    }

    /** Begins a section that is a vector; returns where its items go. */
    private <T> List<T> begin(Section section, String what) {
        int count = in.count(what);
        begins = new int[count];
        item = 0;
        offsets.put(section, begins);
        return new ArrayList<>(count);
    }

    /** Goes to the next item of the section, and notes where it begins; returns false if there is none. */
    private boolean next() {
        if (item == begins.length) {
            return false;
        }
        begins[item++] = in.position();
        return true;
    }

    private void custom(Section last) {
        String name = in.name();
        int from = in.position();
        customs.add(new CustomSection(name, last.id(), from, in.remaining()));
        if (name.equals("name") && names == null) {
            names = NameSectionReader.read(bytes, from, in.end());
        }
    }

    private Import imported() {
        String module = in.name();
        String name = in.name();
        return new Import(module, name, externReader.externType());
    }

    private WasmModule.TableDefinition table() {
        int at = in.position();
        if (in.peek() != TABLE_WITH_INIT) {
            return new WasmModule.TableDefinition(externReader.tableType(), null);
        }
        gate.require(Feature.FUNCTION_REFERENCES, at);
        in.u8();
        zeroByte();
        TableType type = externReader.tableType();
        return new WasmModule.TableDefinition(type, constExpr());
    }

    private void zeroByte() {
        int at = in.position();
        if (in.u8() != 0) {
            throw in.malformed("zero byte expected", at);
        }
    }

    private WasmModule.GlobalDefinition global() {
        return new WasmModule.GlobalDefinition(externReader.globalType(), constExpr());
    }

    private Export export() {
        String name = in.name();
        int at = in.position();
        ExternKind kind = ExternKind.ofCode(in.u8());
        if (kind == null) {
            throw in.malformed("malformed export kind", at);
        }
        if (kind == ExternKind.TAG) {
            gate.requireTags(at);
        }
        return new Export(name, kind, in.u32());
    }

    private int startFunction() {
        offsets.put(Section.START, new int[] {in.position()});
        int at = in.position();
        int function = in.u32();
        if (function < 0) {
            throw new InvalidException(
                    "unknown function " + Integer.toUnsignedString(function), new Position.Binary(at));
        }
        return function;
    }

    private int announcedData() {
        int at = in.position();
        gate.require(Feature.BULK_MEMORY, at);
        int count = in.u32();
        if (count < 0) {
            throw in.malformed(
                    "data count and data section have inconsistent lengths: "
                            + Integer.toUnsignedString(count)
                            + " segments cannot be",
                    at);
        }
        return count;
    }

    /**
     * Reads an element segment. It starts with flags:
     *
     * <pre>
     *   bit 0  passive or declarative, not active
     *   bit 1  active: a table index follows;  otherwise: declarative, not passive
     *   bit 2  elements are expressions, not function indices
     * </pre>
     *
     * A type, or for functions a kind, stands before the elements unless bits 0 and 1 are both clear.
     */
    private ElementSegment element() {
        int at = in.position();
        int flags = in.u32();
        if (Integer.compareUnsigned(flags, 7) > 0) {
            throw in.malformed("malformed elements segment kind " + Integer.toUnsignedString(flags), at);
        }
        if (flags != 0) {
            gate.require(Feature.BULK_MEMORY, at);
        }
        boolean active = (flags & 1) == 0;
        boolean explicit = (flags & 2) != 0;
        boolean expressions = (flags & 4) != 0;
        SegmentMode mode = active ? SegmentMode.ACTIVE : explicit ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
        int table = active && explicit ? in.u32() : 0;
        ConstExpr offset = active ? constExpr() : null;
        boolean typed = (flags & 3) != 0;
        if (expressions) {
            RefType type = typed ? elementType() : RefType.FUNCREF;
            return new ElementSegment(mode, table, offset, type, null, list("elements", this::constExpr));
        }
        if (typed) {
            int kindAt = in.position();
            if (in.u8() != 0) {
                throw in.malformed("malformed element kind", kindAt);
            }
        }
        return new ElementSegment(mode, table, offset, FUNCTIONS, functionIndices(), null);
    }

    private RefType elementType() {
        int at = in.position();
        RefType type = TypeReader.refType(in);
        if (!type.equals(RefType.FUNCREF)) {
            gate.require(type, at);
        }
        return type;
    }

    private List<Integer> functionIndices() {
        int count = in.count("elements");
        List<Integer> indices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indices.add(in.u32());
        }
        return indices;
    }

    private <T> List<T> list(String what, Supplier<T> reader) {
        int count = in.count(what);
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(reader.get());
        }
        return items;
    }

    private FunctionBody body() {
        int sizeAt = in.position();
        int size = in.u32();
        if (Integer.compareUnsigned(size, in.remaining()) > 0) {
            throw in.malformed(
                    "unexpected end of section or function: a body of " + Integer.toUnsignedString(size) + " bytes",
                    sizeAt);
        }
        if (size > MAX_BODY_SIZE) {
            throw in.malformed(
                    "function body too large: %d bytes, more than %d".formatted(size, MAX_BODY_SIZE), sizeAt);
        }
        int sectionEnd = in.end();
        int end = in.position() + size;
        in.window(in.position(), end);
        List<FunctionBody.LocalRun> locals = locals();
        FunctionBody body = new FunctionBody(locals, in.position(), end);
        in.window(end, sectionEnd);
        return body;
    }

    private List<FunctionBody.LocalRun> locals() {
        int runs = in.count("local declarations");
        if (runs == 0) {
            return List.of();
        }
        List<FunctionBody.LocalRun> locals = new ArrayList<>(runs);
        long total = 0;
        for (int i = 0; i < runs; i++) {
            int at = in.position();
            int count = in.u32();
            total += Integer.toUnsignedLong(count);
            if (total > MAX_LOCALS) {
                throw in.malformed("too many locals: %d, more than %d".formatted(total, MAX_LOCALS), at);
            }
            int typeAt = in.position();
            ValType type = TypeReader.valType(in);
            gate.require(type, typeAt);
            locals.add(new FunctionBody.LocalRun(count, type));
        }
        return locals;
    }

    private DataSegment dataSegment() {
        int at = in.position();
        int flags = in.u32();
        if (Integer.compareUnsigned(flags, 2) > 0) {
            throw in.malformed("malformed data segment kind " + Integer.toUnsignedString(flags), at);
        }
        if (flags != 0) {
            gate.require(Feature.BULK_MEMORY, at);
        }
        boolean active = flags != 1;
        int memory = flags == 2 ? in.u32() : 0;
        ConstExpr offset = active ? constExpr() : null;
        int length = in.u32();
        int from = in.advance(length);
        return new DataSegment(active ? SegmentMode.ACTIVE : SegmentMode.PASSIVE, memory, offset, from, length);
    }

    /** Finds the end of a constant expression. Nothing says that its instructions are constant; validation will. */
    private ConstExpr constExpr() {
        int from = in.position();
        int depth = 1;
        while (depth > 0) {
            switch (instructions.next()) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE -> depth++;
                case END, DELEGATE -> depth--;
                default -> {}
            }
        }
        return new ConstExpr(from, in.position());
    }
}
