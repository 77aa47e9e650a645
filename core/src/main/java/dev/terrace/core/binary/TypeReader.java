package dev.terrace.core.binary;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;

/** Reads value, reference, heap and storage types (specification, section 5.3). */
final class TypeReader {
    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;

    /** The nullable references to abstract heap types, by code: shared, since they are by far the most frequent. */
    private static final RefType[] SHORT_REFS = new RefType[0x80];

    static {
        for (AbsHeapType type : AbsHeapType.values()) {
            SHORT_REFS[type.code()] = new RefType(true, type);
        }
    }

    private TypeReader() {}

    static ValType valType(ByteReader in) {
        int at = in.position();
        return valType(in, in.u8(), at);
    }

    /** Returns the value type that a byte, already read, introduces. */
    static ValType valType(ByteReader in, int code, int at) {
        ValType plain = plainType(code);
        return plain != null ? plain : refType(in, code, at);
    }

    static RefType refType(ByteReader in) {
        int at = in.position();
        return refType(in, in.u8(), at);
    }

    private static RefType refType(ByteReader in, int code, int at) {
        if (code == REF || code == REF_NULL) {
            return new RefType(code == REF_NULL, heapType(in));
        }
        RefType type = code < SHORT_REFS.length ? SHORT_REFS[code] : null;
        if (type == null) {
            throw in.malformed("malformed reference type 0x" + Integer.toHexString(code), at);
        }
        return type;
    }

    static HeapType heapType(ByteReader in) {
        int at = in.position();
        long code = in.s33();
        if (code >= 0) {
            return new TypeIndex((int) code);
        }
        AbsHeapType type = code >= -0x40 ? AbsHeapType.ofCode((int) code & 0x7F) : null;
        if (type == null) {
            throw in.malformed("malformed heap type", at);
        }
        return type;
    }

    static StorageType storageType(ByteReader in) {
        int at = in.position();
        int code = in.u8();
        if (code == PackedType.I8.code()) {
            return PackedType.I8;
        }
        return code == PackedType.I16.code() ? PackedType.I16 : valType(in, code, at);
    }

    /** Reads whether a global or a field is mutable. */
    static boolean mutable(ByteReader in) {
        int at = in.position();
        int code = in.u8();
        if (code > 1) {
            throw in.malformed("malformed mutability", at);
        }
        return code == 1;
    }

    /** Returns the number or vector type of a byte, or null. */
    private static ValType plainType(int code) {
        return switch (code) {
            case 0x7F -> NumType.I32;
            case 0x7E -> NumType.I64;
            case 0x7D -> NumType.F32;
            case 0x7C -> NumType.F64;
            case 0x7B -> VecType.V128;
            default -> null;
        };
    }
}
