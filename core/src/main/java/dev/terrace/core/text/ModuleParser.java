package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.binary.TypeWriter;
import dev.terrace.core.module.Section;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Parses the fields of a module and assembles it (specification, section 6.6), in three passes over the tokens: the
 * {@link FieldScanner} gives everything its index, then types are parsed, then all else.
 */
final class ModuleParser {
    private static final int TAG_ATTRIBUTE = 0;
    private static final int TABLE_HAS_INIT = 0x40;

    private final TokenCursor in;
    private final ModuleScope scope = new ModuleScope();
    private final ModuleAssembler assembler = new ModuleAssembler();
    private final NameSectionWriter names = new NameSectionWriter();
    private final BranchHints hints = new BranchHints();
    private final Annotations annotations;
    private final CustomSections customs;
    private final TypeParser types;
    private final ImmediateParser immediates;
    private final InstructionParser instructions;
    private final SegmentParser segments;
    /** How many externals of each kind have been parsed: the index of the next one. */
    private final Map<ExternKind, Integer> indices = new EnumMap<>(ExternKind.class);

    private int elementIndex;
    private int dataIndex;

    private ModuleParser(TokenCursor in, Annotations annotations) {
        this.in = in;
        this.annotations = annotations;
        this.customs = new CustomSections(annotations);
        this.types = new TypeParser(in, scope, annotations);
        this.immediates = new ImmediateParser(in, scope, types);
        this.instructions = new InstructionParser(in, annotations, immediates, hints);
        this.segments = new SegmentParser(in, scope, types, instructions, assembler);
        for (ExternKind kind : ExternKind.values()) {
            indices.put(kind, 0);
        }
    }

    /**
     * Parses fields up to a closing parenthesis or the cursor's end.
     *
     * @param name the module's identifier, or null
     */
    static ParsedText parse(TokenCursor in, String name) {
        int start = in.index();
        Annotations annotations = new Annotations(in.tokens(), start, in.end());
        MappedBytes module = new ModuleParser(in, annotations).parseFields(name);
        return new ParsedText(
                name,
                module.bytes().toByteArray(),
                module.map().build(in.tokens().source()));
    }

    private MappedBytes parseFields(String name) {
        String annotated = annotations.takeName("module", in);
        names.moduleName(annotated != null ? annotated : name);
        int start = in.index();
        List<Integer> typeFields = new FieldScanner(in, scope).scan();
        for (int field : typeFields) {
            in.seek(field);
            scope.typeTable().add(types.recType());
        }
        in.seek(start);
        customs.take(in);
        while (in.kind() == TokenKind.OPEN) {
            field();
            customs.take(in);
        }
        if (!in.isClose() && !in.atEnd()) {
            throw in.unexpected("a module field");
        }
        annotations.finish();
        writeTypes(typeFields);
        if (immediates.usesDataSegments()) {
            entry(Section.DATA_COUNT).u32(scope.data().size());
        }
        return assembler.assemble(customs, hints, names, scope);
    }

    /** Writes the types, at the end, since the uses of types define some too. */
    private void writeTypes(List<Integer> typeFields) {
        List<RecType> groups = scope.typeTable().groups();
        for (int i = 0; i < groups.size(); i++) {
            int offset = i < typeFields.size() ? in.tokens().start(typeFields.get(i)) : in.offset();
            TypeWriter.recType(assembler.entry(Section.TYPE, offset).bytes(), groups.get(i));
        }
    }

    private BinaryWriter entry(Section kind) {
        return assembler.entry(kind, in.offset()).bytes();
    }

    private void field() {
        String keyword = in.formKeyword();
        switch (keyword) {
            case "type", "rec" -> in.skipForm();
            case "import" -> importField();
            case "func" -> function();
            case "table" -> table();
            case "memory" -> memory();
            case "global" -> global();
            case "tag" -> tag();
            case "export" -> exportField();
            case "start" -> start();
            case "elem" -> elementSegment();
            case "data" -> dataSegment();
            case null, default -> throw in.unexpected("a module field");
        }
    }

    private void importField() {
        BinaryWriter out = entry(Section.IMPORT);
        in.expectForm("import");
        out.name(in.name());
        out.name(in.name());
        for (ExternKind kind : ExternKind.values()) {
            if (in.openForm(kind.toString())) {
                beginExternal(kind);
                importedType(kind, out);
                in.expectClose();
                in.expectClose();
                return;
            }
        }
        throw in.unexpected("an import's type");
    }

    /** Parses the type of an import and writes it with its kind. */
    private void importedType(ExternKind kind, BinaryWriter out) {
        out.u8(kind.code());
        switch (kind) {
            case FUNC -> out.u32(types.typeUse(new IndexSpace("local")));
            case TABLE -> TypeWriter.tableType(out, types.tableType());
            case MEMORY -> TypeWriter.memoryType(out, types.memoryType());
            case GLOBAL -> TypeWriter.globalType(out, types.globalType());
            case TAG -> {
                out.u8(TAG_ATTRIBUTE);
                out.u32(types.typeUse(new IndexSpace("local")));
            }
        }
    }

    /** Parses the identifier and the name of an external and returns its index. */
    private int beginExternal(ExternKind kind) {
        int index = indices.merge(kind, 1, Integer::sum) - 1;
        in.optionalId();
        annotations.takeName(scope.externals(kind), index, in);
        return index;
    }

    /** Parses what a field of an external can have before its definition; returns whether it is an import instead. */
    private boolean inlineExportsAndImport(ExternKind kind, int index) {
        while (in.isForm("export")) {
            BinaryWriter out = entry(Section.EXPORT);
            in.expectForm("export");
            export(in.name(), kind, index, out);
            in.expectClose();
        }
        if (!in.isForm("import")) {
            return false;
        }
        BinaryWriter out = entry(Section.IMPORT);
        in.expectForm("import");
        out.name(in.name());
        out.name(in.name());
        in.expectClose();
        importedType(kind, out);
        in.expectClose();
        return true;
    }

    private static void export(String name, ExternKind kind, int index, BinaryWriter out) {
        out.name(name);
        out.u8(kind.code());
        out.u32(index);
    }

    private void function() {
        int offset = in.offset();
        in.expectForm("func");
        int index = beginExternal(ExternKind.FUNC);
        if (inlineExportsAndImport(ExternKind.FUNC, index)) {
            return;
        }
        FunctionScope function = new FunctionScope();
        assembler.entry(Section.FUNCTION, offset).bytes().u32(types.typeUse(function.locals()));
        MappedBytes body = new MappedBytes();
        body.mark(offset);
        writeLocals(locals(function.locals()), body.bytes());
        instructions.body(body, function);
        in.expectClose();
        assembler.entry(Section.CODE, offset).vector(body);
        hints.endFunction(index);
        names.function(index, function);
    }

    private List<ValType> locals(IndexSpace space) {
        List<ValType> locals = new ArrayList<>();
        while (in.openForm("local")) {
            in.oneNamedOrMany(() -> {
                annotations.takeName(space, space.define(in), in);
                locals.add(types.valType());
            });
        }
        return locals;
    }

    /** Writes the types of locals as runs of equal ones. */
    private static void writeLocals(List<ValType> locals, BinaryWriter out) {
        BinaryWriter runs = new BinaryWriter();
        int runCount = 0;
        int start = 0;
        for (int i = 1; i <= locals.size(); i++) {
            if (i == locals.size() || !locals.get(i).equals(locals.get(start))) {
                runs.u32(i - start);
                TypeWriter.storageType(runs, locals.get(start));
                runCount++;
                start = i;
            }
        }
        out.u32(runCount);
        out.append(runs);
    }

    /** Returns whether what is left of a table's field gives its elements instead of its size. */
    static boolean hasInlineElements(TokenCursor in) {
        return in.kind(isAddressType(in) ? 1 : 0) != TokenKind.NUMBER;
    }

    /** Returns whether what is left of a memory's field gives its bytes instead of its size. */
    static boolean hasInlineData(TokenCursor in) {
        return in.kind(isAddressType(in) ? 1 : 0) == TokenKind.OPEN;
    }

    private static boolean isAddressType(TokenCursor in) {
        return in.isKeyword("i32") || in.isKeyword("i64");
    }

    private void table() {
        int offset = in.offset();
        in.expectForm("table");
        int index = beginExternal(ExternKind.TABLE);
        if (inlineExportsAndImport(ExternKind.TABLE, index)) {
            return;
        }
        if (hasInlineElements(in)) {
            AddressType address = types.addressType();
            elementIndex++;
            TableType type = segments.inlineElements(index, address, types.refType(), offset);
            TypeWriter.tableType(assembler.entry(Section.TABLE, offset).bytes(), type);
        } else {
            TableType type = types.tableType();
            MappedBytes out = assembler.entry(Section.TABLE, offset);
            if (in.isClose()) {
                TypeWriter.tableType(out.bytes(), type);
            } else {
                out.bytes().u8(TABLE_HAS_INIT);
                out.bytes().u8(0);
                TypeWriter.tableType(out.bytes(), type);
                instructions.expression(out);
            }
        }
        in.expectClose();
    }

    private void memory() {
        int offset = in.offset();
        in.expectForm("memory");
        int index = beginExternal(ExternKind.MEMORY);
        if (inlineExportsAndImport(ExternKind.MEMORY, index)) {
            return;
        }
        MemoryType type;
        if (hasInlineData(in)) {
            AddressType address = types.addressType();
            int pageSizeLog2 = types.pageSizeLog2();
            dataIndex++;
            long bytes = segments.inlineData(index, address, offset);
            long pages = (bytes + (1L << pageSizeLog2) - 1) >>> pageSizeLog2;
            type = new MemoryType(address, Limits.of(pages, pages), false, pageSizeLog2);
        } else {
            type = types.memoryType();
        }
        TypeWriter.memoryType(assembler.entry(Section.MEMORY, offset).bytes(), type);
        in.expectClose();
    }

    private void global() {
        int offset = in.offset();
        in.expectForm("global");
        int index = beginExternal(ExternKind.GLOBAL);
        if (inlineExportsAndImport(ExternKind.GLOBAL, index)) {
            return;
        }
        MappedBytes out = assembler.entry(Section.GLOBAL, offset);
        TypeWriter.globalType(out.bytes(), types.globalType());
        instructions.expression(out);
        in.expectClose();
    }

    private void tag() {
        int offset = in.offset();
        in.expectForm("tag");
        int index = beginExternal(ExternKind.TAG);
        if (inlineExportsAndImport(ExternKind.TAG, index)) {
            return;
        }
        BinaryWriter out = assembler.entry(Section.TAG, offset).bytes();
        out.u8(TAG_ATTRIBUTE);
        out.u32(types.typeUse(new IndexSpace("local")));
        in.expectClose();
    }

    private void exportField() {
        BinaryWriter out = entry(Section.EXPORT);
        in.expectForm("export");
        String name = in.name();
        for (ExternKind kind : ExternKind.values()) {
            if (in.openForm(kind.toString())) {
                export(name, kind, scope.externals(kind).resolve(in), out);
                in.expectClose();
                in.expectClose();
                return;
            }
        }
        throw in.unexpected("an export's kind");
    }

    private void start() {
        if (assembler.count(Section.START) > 0) {
            throw in.malformed("multiple start sections");
        }
        BinaryWriter out = entry(Section.START);
        in.expectForm("start");
        out.u32(scope.functions().resolve(in));
        in.expectClose();
    }

    private void elementSegment() {
        int offset = in.offset();
        in.expectForm("elem");
        in.optionalId();
        annotations.takeName(scope.elements(), elementIndex++, in);
        segments.elements(offset);
        in.expectClose();
    }

    private void dataSegment() {
        int offset = in.offset();
        in.expectForm("data");
        in.optionalId();
        annotations.takeName(scope.data(), dataIndex++, in);
        segments.data(offset);
        in.expectClose();
    }
}
