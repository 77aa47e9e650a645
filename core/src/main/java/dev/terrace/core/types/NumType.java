package dev.terrace.core.types;

/** The number types (specification, section 2.3.1). */
public enum NumType implements ValType {
    I32("i32", 0x7F, 4),
    I64("i64", 0x7E, 8),
    F32("f32", 0x7D, 4),
    F64("f64", 0x7C, 8);

    private final String text;
    private final int code;
    private final int bytes;

    NumType(String text, int code, int bytes) {
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
