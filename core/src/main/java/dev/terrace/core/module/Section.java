package dev.terrace.core.module;

/**
 * The sections of the binary format (specification, section 5.5.2), in the order in which they must stand in a module.
 * A custom section may stand anywhere.
 */
public enum Section {
    CUSTOM(0),
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEMENT(9),
    DATA_COUNT(12),
    CODE(10),
    DATA(11);

    private static final Section[] BY_ID = new Section[values().length];

    static {
        for (Section section : values()) {
            BY_ID[section.id] = section;
        }
    }

    private final int id;

    Section(int id) {
        this.id = id;
    }

    /** Returns the section's number in the binary format. */
    public int id() {
        return id;
    }

    /** Returns the section that a number of the binary format stands for, or null if there is none. */
    public static Section ofId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }
}
