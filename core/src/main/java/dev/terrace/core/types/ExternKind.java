package dev.terrace.core.types;

/** The kinds of externals, with their numbers in the binary format (specification, sections 5.5.5 and 5.5.10). */
public enum ExternKind {
    FUNC("func"),
    TABLE("table"),
    MEMORY("memory"),
    GLOBAL("global"),
    TAG("tag");

    private final String text;

    ExternKind(String text) {
        this.text = text;
    }

    /** Returns the byte of this kind in import and export descriptions. */
    public int code() {
        return ordinal();
    }

    /** Returns the kind that a byte of the binary format stands for, or null if there is none. */
    public static ExternKind ofCode(int code) {
        return code >= 0 && code < values().length ? values()[code] : null;
    }

    /** Returns the kind's keyword in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
