package dev.terrace.core.types;

/** The abstract heap types (specification, section 2.3.3), in four hierarchies with a top and a bottom each. */
public enum AbsHeapType implements HeapType {
    ANY("any", 0x6E, "anyref"),
    EQ("eq", 0x6D, "eqref"),
    I31("i31", 0x6C, "i31ref"),
    STRUCT("struct", 0x6B, "structref"),
    ARRAY("array", 0x6A, "arrayref"),
    NONE("none", 0x71, "nullref"),
    FUNC("func", 0x70, "funcref"),
    NOFUNC("nofunc", 0x73, "nullfuncref"),
    EXTERN("extern", 0x6F, "externref"),
    NOEXTERN("noextern", 0x72, "nullexternref"),
    EXN("exn", 0x69, "exnref"),
    NOEXN("noexn", 0x74, "nullexnref");

    private final String text;
    private final int code;
    private final String refText;

    AbsHeapType(String text, int code, String refText) {
        this.text = text;
        this.code = code;
        this.refText = refText;
    }

    /** Returns the byte of this type in the binary format; alone it stands for the nullable reference to it. */
    public int code() {
        return code;
    }

    /** Returns the text format's abbreviation for the nullable reference to this type, such as {@code funcref}. */
    public String refText() {
        return refText;
    }

    /** Returns the abstract heap type that a byte of the binary format stands for, or null if there is none. */
    public static AbsHeapType ofCode(int code) {
        for (AbsHeapType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** Returns the greatest type of this type's hierarchy: {@code any}, {@code func}, {@code extern} or {@code exn}. */
    public AbsHeapType top() {
        return switch (this) {
            case ANY, EQ, I31, STRUCT, ARRAY, NONE -> ANY;
            case FUNC, NOFUNC -> FUNC;
            case EXTERN, NOEXTERN -> EXTERN;
            case EXN, NOEXN -> EXN;
        };
    }

    /** Returns the least type of this type's hierarchy, which only null inhabits. */
    public AbsHeapType bottom() {
        return switch (top()) {
            case FUNC -> NOFUNC;
            case EXTERN -> NOEXTERN;
            case EXN -> NOEXN;
            default -> NONE;
        };
    }

    /** Returns the type's keyword in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
