package dev.terrace.core.module;

/**
 * The sections of the binary format (specification, section 5.5.2), in the order in which they must stand in a module.
 * A custom section may stand anywhere.
 */
public enum Section {
    CUSTOM(0, "custom"),
    TYPE(1, "type"),
    IMPORT(2, "import"),
    FUNCTION(3, "func"),
    TABLE(4, "table"),
    MEMORY(5, "memory"),
    TAG(13, "tag"),
    GLOBAL(6, "global"),
    EXPORT(7, "export"),
    START(8, "start"),
    ELEMENT(9, "elem"),
    DATA_COUNT(12, "datacount"),
    CODE(10, "code"),
    DATA(11, "data");

    private static final Section[] BY_ID = new Section[values().length];

    static {
        for (Section section : values()) {
            BY_ID[section.id] = section;
        }
    }

    private final int id;
    private final String text;

    Section(int id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Returns the section's number in the binary format. */
    public int id() {
        return id;
    }

    /** Returns the section that a number of the binary format stands for, or null if there is none. */
    public static Section ofId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }

    /** Returns whether the section is a vector of entries; the others hold a single value. */
    public boolean isVector() {
        return this != CUSTOM && this != START && this != DATA_COUNT;
    }

    /** Returns the section's keyword in {@code @custom} annotations of the text format. */
    @Override
    public String toString() {
        return text;
    }
}
