package dev.terrace.core.types;

/** The one vector type (specification, section 2.3.2). */
public enum VecType implements ValType {
    V128;

    @Override
    public int code() {
        return 0x7B;
    }

    @Override
    public int bytes() {
        return 16;
    }

    /** Returns the type's keyword in the text format. */
    @Override
    public String toString() {
        return "v128";
    }
}
