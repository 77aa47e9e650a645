package dev.terrace.core.binary;

import dev.terrace.core.Feature;
import dev.terrace.core.FeatureGate;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.List;

/** Reads type definitions: recursion groups of function, structure and array types (specification, section 5.3.10). */
final class TypeSectionReader {
    private static final int REC = 0x4E;
    private static final int SUB_FINAL = 0x4F;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int FUNC = 0x60;

    private final ByteReader in;
    private final FeatureGate gate;

    TypeSectionReader(ByteReader in, FeatureGate gate) {
        this.in = in;
        this.gate = gate;
    }

    RecType recType() {
        int at = in.position();
        if (in.peek() != REC) {
            return RecType.of(subType());
        }
        gate.require(Feature.GC, at);
        in.u8();
        int count = in.count("types");
        List<SubType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(subType());
        }
        return new RecType(types, true);
    }

    private SubType subType() {
        int at = in.position();
        int code = in.u8();
        if (code != SUB && code != SUB_FINAL) {
            return SubType.of(compType(code, at));
        }
        gate.require(Feature.GC, at);
        int count = in.count("supertypes");
        List<HeapType> supers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            supers.add(new TypeIndex(in.u32()));
        }
        int compAt = in.position();
        return new SubType(code == SUB_FINAL, supers, compType(in.u8(), compAt));
    }

    private CompType compType(int code, int at) {
        switch (code) {
            case FUNC -> {
                List<ValType> params = valTypes("parameters");
                int resultsAt = in.position();
                List<ValType> results = valTypes("results");
                if (results.size() > 1) {
                    gate.require(Feature.MULTI_VALUE, resultsAt);
                }
                return new FuncType(params, results);
            }
            case STRUCT -> {
                gate.require(Feature.GC, at);
                int count = in.count("fields");
                List<FieldType> fields = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    fields.add(fieldType());
                }
                return new StructType(fields);
            }
            case ARRAY -> {
                gate.require(Feature.GC, at);
                return new ArrayType(fieldType());
            }
            default -> throw in.malformed("malformed definition type %02x".formatted(code), at);
        }
    }

    private List<ValType> valTypes(String what) {
        int count = in.count(what);
        List<ValType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = in.position();
            ValType type = TypeReader.valType(in);
            gate.require(type, at);
            types.add(type);
        }
        return types;
    }

    private FieldType fieldType() {
        int at = in.position();
        StorageType storage = TypeReader.storageType(in);
        if (storage instanceof ValType value) {
            gate.require(value, at);
        }
        return new FieldType(storage, TypeReader.mutable(in));
    }
}
