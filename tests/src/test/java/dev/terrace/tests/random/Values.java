package dev.terrace.tests.random;

import dev.terrace.V128;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values of the embedding interface as text. */
final class Values {
    private Values() {}

    /** Returns values with every bit of them, separated by commas. */
    static String text(Object... values) {
        return Arrays.stream(values).map(Values::one).collect(Collectors.joining(", "));
    }

    private static String one(Object value) {
        return switch (value) {
            case Integer i -> "i32:" + i;
            case Long l -> "i64:" + l;
            case Float f -> "f32:" + Integer.toHexString(Float.floatToRawIntBits(f));
            case Double d -> "f64:" + Long.toHexString(Double.doubleToRawLongBits(d));
            case V128(long low, long high) -> "v128:" + Long.toHexString(low) + ":" + Long.toHexString(high);
            case Program.FunctionArgument(int number) -> number < 0 ? "null" : "function " + number;
            case null -> "null";
            default -> value.toString();
        };
    }
}
