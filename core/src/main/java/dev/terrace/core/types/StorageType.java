package dev.terrace.core.types;

/** What a field of a structure or an array holds: a value or a packed integer (specification, section 2.3.9). */
public sealed interface StorageType permits ValType, PackedType {

    /** Returns the byte that introduces this type in the binary format (specification, section 5.3). */
    int code();

    /**
     * Returns the size in bytes of a value that memory or a data segment holds.
     *
     * @throws UnsupportedOperationException for references, which have no size in bytes
     */
    int bytes();

    /** Returns the value type that an instruction sees: i32 for packed types, the type itself otherwise. */
    default ValType unpacked() {
        return this instanceof ValType value ? value : NumType.I32;
    }
}
