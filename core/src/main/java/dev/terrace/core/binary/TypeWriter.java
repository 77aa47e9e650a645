package dev.terrace.core.binary;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import java.util.List;

/**
 * Writes types (specification, section 5.3), in the form that modules have before validation: concrete heap types are
 * indices. The counterpart of {@link TypeReader}.
 */
public final class TypeWriter {
    private static final int FUNC = 0x60;
    private static final int STRUCT = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4F;
    private static final int REC = 0x4E;

    private static final int HAS_MAX = 0x01;
    private static final int SHARED = 0x02;
    private static final int ADDRESS_64 = 0x04;
    private static final int HAS_PAGE_SIZE = 0x08;

    private TypeWriter() {}

    /** Writes a heap type. */
    public static void heapType(BinaryWriter out, HeapType type) {
        switch (type) {
            case AbsHeapType abs -> out.u8(abs.code());
            case TypeIndex(int index) -> out.s64(Integer.toUnsignedLong(index));
            case DefType _ -> throw new IllegalArgumentException("a canonical type has no index");
        }
    }

    /** Writes a value type or a packed type. */
    public static void storageType(BinaryWriter out, StorageType type) {
        switch (type) {
            case RefType(boolean nullable, AbsHeapType abs) when nullable -> out.u8(abs.code());
            case RefType ref -> {
                out.u8(ref.code());
                heapType(out, ref.heap());
            }
            default -> out.u8(type.code());
        }
    }

    /** Writes a vector of value types. */
    public static void valTypes(BinaryWriter out, List<ValType> types) {
        out.u32(types.size());
        for (ValType type : types) {
            storageType(out, type);
        }
    }

    /** Writes a recursion group. */
    public static void recType(BinaryWriter out, RecType group) {
        if (group.explicit()) {
            out.u8(REC);
            out.u32(group.types().size());
        }
        for (SubType type : group.types()) {
            subType(out, type);
        }
    }

    private static void subType(BinaryWriter out, SubType type) {
        if (!type.isFinal() || !type.supers().isEmpty()) {
            out.u8(type.isFinal() ? SUB_FINAL : SUB);
            out.u32(type.supers().size());
            for (HeapType superType : type.supers()) {
                out.u32(((TypeIndex) superType).index());
            }
        }
        compType(out, type.comp());
    }

    private static void compType(BinaryWriter out, CompType type) {
        switch (type) {
            case FuncType func -> {
                out.u8(FUNC);
                valTypes(out, func.params());
                valTypes(out, func.results());
            }
            case StructType struct -> {
                out.u8(STRUCT);
                out.u32(struct.fields().size());
                for (FieldType field : struct.fields()) {
                    fieldType(out, field);
                }
            }
            case ArrayType array -> {
                out.u8(ARRAY);
                fieldType(out, array.element());
            }
        }
    }

    private static void fieldType(BinaryWriter out, FieldType type) {
        storageType(out, type.storage());
        out.u8(type.mutable() ? 1 : 0);
    }

    /** Writes a table's type. */
    public static void tableType(BinaryWriter out, TableType type) {
        storageType(out, type.element());
        out.u8(limitFlags(type.limits(), type.address()));
        limits(out, type.limits());
    }

    /** Writes a memory's type. */
    public static void memoryType(BinaryWriter out, MemoryType type) {
        boolean hasPageSize = type.pageSizeLog2() != MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        out.u8(limitFlags(type.limits(), type.address())
                | (type.shared() ? SHARED : 0)
                | (hasPageSize ? HAS_PAGE_SIZE : 0));
        limits(out, type.limits());
        if (hasPageSize) {
            out.u32(type.pageSizeLog2());
        }
    }

    /** Writes a global's type. */
    public static void globalType(BinaryWriter out, GlobalType type) {
        storageType(out, type.value());
        out.u8(type.mutable() ? 1 : 0);
    }

    private static int limitFlags(Limits limits, AddressType address) {
        return (limits.hasMax() ? HAS_MAX : 0) | (address == AddressType.I64 ? ADDRESS_64 : 0);
    }

    private static void limits(BinaryWriter out, Limits limits) {
        out.u64(limits.min());
        if (limits.hasMax()) {
            out.u64(limits.max());
        }
    }
}
