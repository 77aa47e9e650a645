package dev.terrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Options whose value is one of an enum: the values are what the constants say of themselves, in small letters. */
final class Choices {
    private Choices() {}

    /** Returns the values. */
    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choices::name).toList();
    }

    /** Returns the constant that a value stands for. */
    static <E extends Enum<E>> E parse(Class<E> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", names(type)) + ", not '" + value + "'"));
    }

    private static String name(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }
}
