package dev.terrace.tier0;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;

/** The rows of {@link Op} by number. */
final class OpTable {
    private static final String[] NAMES = new String[256];
    private static final String[] FIELDS = new String[256];

    static {
        for (Field field : Op.class.getDeclaredFields()) {
            Op.Row row = field.getAnnotation(Op.Row.class);
            if (row != null) {
                int op = number(field);
                NAMES[op] = field.getName().toLowerCase(Locale.ROOT);
                FIELDS[op] = row.value();
            }
        }
    }

    private OpTable() {}

    private static int number(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new LinkageError("the rows of Op are numbers", e);
        }
    }

    /** Returns the name of an instruction. */
    static String name(int op) {
        return NAMES[op];
    }

    /** Returns what the fields of an instruction are: see {@link Op}. */
    static String fields(int op) {
        return FIELDS[op];
    }

    /** Returns how many instructions there are. */
    static int size() {
        return (int) Arrays.stream(NAMES).filter(name -> name != null).count();
    }
}
