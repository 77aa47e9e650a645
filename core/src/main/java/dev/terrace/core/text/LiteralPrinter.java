package dev.terrace.core.text;

import java.math.BigDecimal;

/** Writes numbers, strings and identifiers as the text format wants them (specification, sections 6.3 and 6.4). */
final class LiteralPrinter {
    private static final String ID_SYMBOLS = "!#$%&'*+-./:<=>?@\\^_`|~";
    /** Numbers of more digits than this before the point are written with an exponent. */
    private static final int MAX_PLAIN_EXPONENT = 15;

    private static final String HEX = "0123456789abcdef";

    private LiteralPrinter() {}

    /** Returns the shortest decimal number that rounds to a 32-bit float, or the name of what is not a number. */
    static String f32(int bits) {
        int payload = bits & 0x7F_FFFF;
        if ((bits & 0x7F80_0000) == 0x7F80_0000) {
            return special(bits < 0, payload, 0x40_0000);
        }
        return trim(Float.toString(Float.intBitsToFloat(bits)));
    }

    /** Returns the shortest decimal number that rounds to a 64-bit float, or the name of what is not a number. */
    static String f64(long bits) {
        long payload = bits & 0xF_FFFF_FFFF_FFFFL;
        if ((bits & 0x7FF0_0000_0000_0000L) == 0x7FF0_0000_0000_0000L) {
            return special(bits < 0, payload, 0x8_0000_0000_0000L);
        }
        return trim(Double.toString(Double.longBitsToDouble(bits)));
    }

    private static String special(boolean negative, long payload, long canonical) {
        String sign = negative ? "-" : "";
        if (payload == 0) {
            return sign + "inf";
        }
        return sign + (payload == canonical ? "nan" : "nan:0x" + Long.toHexString(payload));
    }

    /** Turns Java's {@code 1.0} into {@code 1}, {@code 1.25E8} into {@code 125000000} and {@code 1.0E30} into {@code 1e30}. */
    private static String trim(String decimal) {
        int exponent = decimal.indexOf('E');
        if (exponent < 0) {
            return withoutZero(decimal);
        }
        int value = Integer.parseInt(decimal, exponent + 1, decimal.length(), 10);
        if (value > 0 && value <= MAX_PLAIN_EXPONENT) {
            return new BigDecimal(decimal).toPlainString();
        }
        return withoutZero(decimal.substring(0, exponent)) + "e" + value;
    }

    private static String withoutZero(String decimal) {
        return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal;
    }

    /** Returns an identifier: as it is if its characters allow that, quoted otherwise. */
    static String identifier(String name) {
        return "$" + (name.chars().allMatch(LiteralPrinter::isIdChar) ? name : string(name));
    }

    private static boolean isIdChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ID_SYMBOLS.indexOf(c) >= 0;
    }

    /** Returns a name as a string. Characters that cannot be seen, or that change how others look, are escaped. */
    static String string(String name) {
        StringBuilder out = new StringBuilder(name.length() + 2).append('"');
        name.codePoints().forEach(c -> {
            if (c <= 0x7F) {
                appendByte(out, c);
            } else if (isVisible(c)) {
                out.appendCodePoint(c);
            } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return out.append('"').toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Appends a byte of a string, which may stand for no character at all, escaped unless it is visible ASCII. */
    static void appendByte(StringBuilder out, int value) {
        switch (value) {
            case '"', '\\' -> out.append('\\').append((char) value);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (value >= ' ' && value < 0x7F) {
                    out.append((char) value);
                } else {
                    out.append('\\').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
                }
            }
        }
    }
}
