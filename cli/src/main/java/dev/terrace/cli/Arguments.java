package dev.terrace.cli;

import dev.terrace.V128;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.List;

/** Values of WebAssembly on the command line. */
final class Arguments {
    private Arguments() {}

    /**
     * Reads a function's arguments. Integers may be signed or unsigned, decimal or with {@code 0x}; floats may be decimal
     * or hexadecimal, {@code inf} or {@code nan}; a v128 is 32 hexadecimal digits; {@code null} is the null reference.
     */
    static Object[] parse(String function, FuncType type, List<String> texts) {
        List<ValType> params = type.params();
        if (params.size() != texts.size()) {
            throw new Failures.CommandException("%s takes %s, not %d: it is of type %s"
                    .formatted(
                            function,
                            params.size() == 1 ? "1 argument" : params.size() + " arguments",
                            texts.size(),
                            type));
        }
        Object[] values = new Object[texts.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = parse(params.get(i), texts.get(i));
            } catch (NumberFormatException _) {
                throw new Failures.CommandException("argument %d of %s must be of type %s: '%s'"
                        .formatted(i + 1, function, params.get(i), texts.get(i)));
            }
        }
        return values;
    }

    private static Object parse(ValType type, String text) {
        return switch (type) {
            case NumType.I32 -> (int) integer(text, 32);
            case NumType.I64 -> integer(text, 64);
            case NumType.F32 -> Float.parseFloat(javaFloat(text));
            case NumType.F64 -> Double.parseDouble(javaFloat(text));
            case VecType _ -> vector(text);
            case RefType ref when text.equals("null") && ref.nullable() -> null;
            case RefType _ -> throw new NumberFormatException();
        };
    }

    /** Returns a float as Java writes it, whose infinities and hexadecimal floats differ from WebAssembly's. */
    private static String javaFloat(String text) {
        String sign = text.startsWith("-") ? "-" : "";
        String magnitude = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return sign
                + switch (magnitude) {
                    case "inf" -> "Infinity";
                    case "nan" -> "NaN";
                    default -> magnitude.startsWith("0x") && !magnitude.contains("p") ? magnitude + "p0" : magnitude;
                };
    }

    private static long integer(String text, int bits) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        boolean hex = digits.startsWith("0x");
        long magnitude = Long.parseUnsignedLong(hex ? digits.substring(2) : digits, hex ? 16 : 10);
        // As unsigned, a negative number of n bits is at most 2^(n-1) below zero, any other below 2^n.
        long most = negative ? 1L << (bits - 1) : -1L >>> (64 - bits);
        if (Long.compareUnsigned(magnitude, most) > 0) {
            throw new NumberFormatException();
        }
        return negative ? -magnitude : magnitude;
    }

    private static V128 vector(String text) {
        if (text.length() != 32) {
            throw new NumberFormatException();
        }
        return new V128(
                Long.parseUnsignedLong(text.substring(16), 16), Long.parseUnsignedLong(text.substring(0, 16), 16));
    }

    /** Returns a result as it is printed. */
    static String format(Object value) {
        return switch (value) {
            case null -> "null";
            case V128(long low, long high) -> "%016x%016x".formatted(high, low);
            case Float number -> wasmFloat(number.toString());
            case Double number -> wasmFloat(number.toString());
            default -> value.toString();
        };
    }

    /** Returns a float as WebAssembly writes it: whole numbers need no fraction. */
    private static String wasmFloat(String text) {
        return switch (text) {
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            case "NaN" -> "nan";
            default -> text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        };
    }
}
