package dev.terrace.core.types;

/** The types that only fields of structures and arrays can have (specification, section 2.3.9). */
public enum PackedType implements StorageType {
    I8("i8", 0x78, 1),
    I16("i16", 0x77, 2);

    private final String text;
    private final int code;
    private final int bytes;

    PackedType(String text, int code, int bytes) {
        this.text = text;
        this.code = code;
        this.bytes = bytes;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    /** Returns the type's keyword in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
