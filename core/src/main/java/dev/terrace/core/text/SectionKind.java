package dev.terrace.core.text;

import java.util.Locale;

/** The sections of a binary module but custom ones, in the order in which they stand (specification, section 5.5.2). */
enum SectionKind {
    TYPE(1),
    IMPORT(2),
    FUNC(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEM(9),
    DATACOUNT(12),
    CODE(10),
    DATA(11);

    private final int id;

    SectionKind(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** Returns whether the section is a vector; the others hold a single value. */
    boolean isVector() {
        return this != START && this != DATACOUNT;
    }

    /** Returns the keyword that places custom sections before or after this one. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
