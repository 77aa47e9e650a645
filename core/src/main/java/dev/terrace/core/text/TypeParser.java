package dev.terrace.core.text;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parses types (specification, section 6.4) and type uses (section 6.6.3). */
final class TypeParser {
    private static final Map<String, StorageType> STORAGE_TYPES = new HashMap<>();
    private static final Map<String, AbsHeapType> HEAP_TYPES = new HashMap<>();

    static {
        for (NumType type : NumType.values()) {
            STORAGE_TYPES.put(type.toString(), type);
        }
        for (PackedType type : PackedType.values()) {
            STORAGE_TYPES.put(type.toString(), type);
        }
        STORAGE_TYPES.put(VecType.V128.toString(), VecType.V128);
        for (AbsHeapType type : AbsHeapType.values()) {
            STORAGE_TYPES.put(type.refText(), new RefType(true, type));
            HEAP_TYPES.put(type.toString(), type);
        }
    }

    private final TokenCursor in;
    private final ModuleScope scope;
    private final Annotations annotations;

    TypeParser(TokenCursor in, ModuleScope scope, Annotations annotations) {
        this.in = in;
        this.scope = scope;
        this.annotations = annotations;
    }

    ValType valType() {
        if (storageTypeAhead() instanceof ValType type) {
            in.next();
            return type;
        }
        if (!in.isForm("ref")) {
            throw in.unexpected("a value type");
        }
        return refType();
    }

    private StorageType storageType() {
        if (storageTypeAhead() instanceof PackedType type) {
            in.next();
            return type;
        }
        return valType();
    }

    private StorageType storageTypeAhead() {
        return in.kind() == TokenKind.KEYWORD ? STORAGE_TYPES.get(in.text()) : null;
    }

    /** Returns whether a reference type is next. */
    boolean isRefType() {
        return in.isForm("ref") || storageTypeAhead() instanceof RefType;
    }

    RefType refType() {
        if (storageTypeAhead() instanceof RefType type) {
            in.next();
            return type;
        }
        if (!in.openForm("ref")) {
            throw in.unexpected("a reference type");
        }
        boolean nullable = in.acceptKeyword("null");
        HeapType heap = heapType();
        in.expectClose();
        return new RefType(nullable, heap);
    }

    HeapType heapType() {
        if (IndexSpace.isUse(in)) {
            return new TypeIndex(scope.types().resolve(in));
        }
        AbsHeapType type = in.kind() == TokenKind.KEYWORD ? HEAP_TYPES.get(in.text()) : null;
        if (type == null) {
            throw in.unexpected("a heap type");
        }
        in.next();
        return type;
    }

    /** Parses value types up to a closing parenthesis, and moves past that. */
    private void valTypes(List<ValType> types) {
        while (!in.isClose()) {
            types.add(valType());
        }
        in.next();
    }

    /** Parses {@code (result ...)}, any number of times. */
    List<ValType> results() {
        List<ValType> results = new ArrayList<>();
        while (in.openForm("result")) {
            valTypes(results);
        }
        return results;
    }

    /** What identifiers parameters may have, and what becomes of them. */
    private sealed interface ParamIds {
        /** Parameters must not have any. */
        record Forbidden() implements ParamIds {}

        /** Nothing refers to them. */
        record Ignored() implements ParamIds {}

        /** They identify locals, of which parameters are the first. */
        record Locals(IndexSpace space) implements ParamIds {}
    }

    private FuncType functionType(ParamIds ids) {
        List<ValType> params = new ArrayList<>();
        while (in.openForm("param")) {
            if (ids instanceof ParamIds.Forbidden && in.kind() == TokenKind.ID) {
                throw in.unexpected("a value type");
            }
            in.oneNamedOrMany(() -> {
                if (ids instanceof ParamIds.Locals(IndexSpace space)) {
                    annotations.takeName(space, space.define(in), in);
                } else {
                    in.optionalId();
                }
                params.add(valType());
            });
        }
        return new FuncType(params, results());
    }

    /** Parses {@code (rec ...)} or a single type definition. The identifiers of the types are known already. */
    RecType recType() {
        int first = scope.typeTable().size();
        if (!in.openForm("rec")) {
            return RecType.of(typeDefinition(first));
        }
        List<SubType> types = new ArrayList<>();
        while (!in.isClose()) {
            types.add(typeDefinition(first + types.size()));
        }
        in.next();
        return new RecType(types, true);
    }

    private SubType typeDefinition(int index) {
        in.expectForm("type");
        in.optionalId();
        annotations.takeName(scope.types(), index, in);
        SubType type = subType(index);
        in.expectClose();
        return type;
    }

    private SubType subType(int index) {
        if (!in.openForm("sub")) {
            return SubType.of(compType(index));
        }
        boolean isFinal = in.acceptKeyword("final");
        List<HeapType> supers = new ArrayList<>();
        while (IndexSpace.isUse(in)) {
            supers.add(new TypeIndex(scope.types().resolve(in)));
        }
        CompType comp = compType(index);
        in.expectClose();
        return new SubType(isFinal, supers, comp);
    }

    private CompType compType(int index) {
        CompType type;
        if (in.openForm("func")) {
            type = functionType(new ParamIds.Ignored());
        } else if (in.openForm("struct")) {
            type = new StructType(fields(scope.fields(index)));
        } else if (in.openForm("array")) {
            type = new ArrayType(fieldType());
        } else {
            throw in.unexpected("a function, structure or array type");
        }
        in.expectClose();
        return type;
    }

    private List<FieldType> fields(IndexSpace names) {
        List<FieldType> fields = new ArrayList<>();
        while (in.openForm("field")) {
            in.oneNamedOrMany(() -> {
                annotations.takeName(names, names.define(in), in);
                fields.add(fieldType());
            });
        }
        return fields;
    }

    private FieldType fieldType() {
        if (!in.openForm("mut")) {
            return new FieldType(storageType(), false);
        }
        StorageType type = storageType();
        in.expectClose();
        return new FieldType(type, true);
    }

    /** Parses the keyword of an address type; leaving it out means i32. */
    AddressType addressType() {
        if (in.acceptKeyword("i64")) {
            return AddressType.I64;
        }
        in.acceptKeyword("i32");
        return AddressType.I32;
    }

    private Limits limits() {
        long min = in.unsigned(64);
        return in.kind() == TokenKind.NUMBER ? Limits.of(min, in.unsigned(64)) : Limits.atLeast(min);
    }

    TableType tableType() {
        AddressType address = addressType();
        Limits limits = limits();
        return new TableType(address, limits, refType());
    }

    MemoryType memoryType() {
        AddressType address = addressType();
        Limits limits = limits();
        boolean shared = in.acceptKeyword("shared");
        return new MemoryType(address, limits, shared, pageSizeLog2());
    }

    /** Parses {@code (pagesize n)} and returns the binary logarithm of n; leaving it out means 64 KiB. */
    int pageSizeLog2() {
        if (!in.openForm("pagesize")) {
            return MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        }
        int offset = in.offset();
        long size = in.unsigned(32);
        if (Long.bitCount(size) != 1) {
            throw in.malformed("invalid custom page size: " + size + " is not a power of two", offset);
        }
        in.expectClose();
        return Long.numberOfTrailingZeros(size);
    }

    GlobalType globalType() {
        if (!in.openForm("mut")) {
            return new GlobalType(valType(), false);
        }
        ValType type = valType();
        in.expectClose();
        return new GlobalType(type, true);
    }

    /** Parses a type use without identifiers of parameters and returns the type's index. */
    int typeUse() {
        return typeUse(new ParamIds.Forbidden());
    }

    /**
     * Parses a type use and returns the type's index.
     *
     * @param locals receives the parameters, those that stand only in the type itself too
     */
    int typeUse(IndexSpace locals) {
        int before = locals.size();
        int index = typeUse(new ParamIds.Locals(locals));
        FuncType type = scope.typeTable().function(index);
        if (locals.size() == before && type != null) {
            type.params().forEach(_ -> locals.define());
        }
        return index;
    }

    private int typeUse(ParamIds ids) {
        if (!in.isForm("type")) {
            return scope.typeTable().indexOf(functionType(ids));
        }
        int index = typeReference();
        if (in.isForm("param") || in.isForm("result")) {
            checkInline(index, ids);
        }
        return index;
    }

    /**
     * Parses the type of a block.
     *
     * @return the index of a function type, or the type that needs none: no parameters and at most one result
     */
    BlockType blockType() {
        if (in.isForm("type")) {
            return new BlockType(typeUse(), null);
        }
        FuncType type = functionType(new ParamIds.Forbidden());
        boolean isShort = type.params().isEmpty() && type.results().size() <= 1;
        return isShort
                ? new BlockType(-1, type)
                : new BlockType(scope.typeTable().indexOf(type), null);
    }

    /**
     * The type of a block.
     *
     * @param index the index of a function type; meaningless if there is a {@code shortType}
     * @param shortType a type with at most one result and nothing else, or null
     */
    record BlockType(int index, FuncType shortType) {}

    private int typeReference() {
        in.expectForm("type");
        int index = scope.types().resolve(in);
        in.expectClose();
        return index;
    }

    private void checkInline(int index, ParamIds ids) {
        int offset = in.offset();
        FuncType type = scope.typeTable().function(index);
        FuncType inline = functionType(ids);
        if (type == null) {
            throw in.malformed("unknown type " + Integer.toUnsignedString(index), offset);
        }
        if (!type.equals(inline)) {
            throw in.malformed("inline function type: " + inline + " is not " + type, offset);
        }
    }
}
