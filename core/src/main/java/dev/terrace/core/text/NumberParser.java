package dev.terrace.core.text;

import java.util.Locale;

/**
 * Parses the number formats (specification, section 6.3). Results are exact: a float is the value nearest to the
 * literal, ties to even, rounded once and directly to its own width.
 */
final class NumberParser {
    private static final int NONE = -1;

    private NumberParser() {}

    /**
     * Parses an unsigned integer, which has no sign.
     *
     * @param bits the width, at most 64
     * @return the value, zero-extended
     */
    static long unsigned(String text, int bits) throws NumberException {
        if (!text.isEmpty() && isSign(text.charAt(0))) {
            throw new NumberException(
                    "unexpected token \"" + SourceText.quotable(text) + "\", expected an unsigned integer");
        }
        return magnitude(text, 0, bits);
    }

    /**
     * Parses an integer that may be written as a signed or as an unsigned one.
     *
     * @param bits the width, at most 64
     * @return the value; only the low {@code bits} are meaningful
     */
    static long integer(String text, int bits) throws NumberException {
        if (text.isEmpty() || !isSign(text.charAt(0))) {
            return magnitude(text, 0, bits);
        }
        boolean negative = text.charAt(0) == '-';
        long magnitude = magnitude(text, 1, 64);
        long largest = negative ? 1L << (bits - 1) : maxUnsigned(bits - 1);
        if (Long.compareUnsigned(magnitude, largest) > 0) {
            throw outOfRange("i" + bits, text);
        }
        return negative ? -magnitude : magnitude;
    }

    private static long maxUnsigned(int bits) {
        return -1L >>> (64 - bits);
    }

    private static long magnitude(String text, int start, int bits) throws NumberException {
        boolean hex = isHexPrefix(text, start);
        int first = hex ? start + 2 : start;
        int radix = hex ? 16 : 10;
        if (digitsEnd(text, first, radix) != text.length() || first == text.length()) {
            throw unknown(text);
        }
        long max = maxUnsigned(bits);
        long limit = Long.divideUnsigned(max, radix);
        long value = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                continue; // an underscore
            }
            if (Long.compareUnsigned(value, limit) > 0 || Long.compareUnsigned(value * radix, max - digit) > 0) {
                throw outOfRange("i" + bits, text);
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** Parses a 32-bit float and returns its bits. */
    static int f32(String text) throws NumberException {
        return (int) floating(text, FloatFormat.F32);
    }

    /** Parses a 64-bit float and returns its bits. */
    static long f64(String text) throws NumberException {
        return floating(text, FloatFormat.F64);
    }

    private static long floating(String text, FloatFormat format) throws NumberException {
        int start = !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
        long sign = start == 1 && text.charAt(0) == '-' ? 1L << (format.bits - 1) : 0;
        String magnitude = text.substring(start);
        if (magnitude.equals("inf")) {
            return sign | format.infinity();
        }
        if (magnitude.equals("nan")) {
            return sign | format.infinity() | format.quietBit();
        }
        if (magnitude.startsWith("nan:0x")) {
            return sign | format.infinity() | payload(text, start + 4, format);
        }
        long bits = isHexPrefix(magnitude, 0) ? hexFloat(magnitude, format) : decimalFloat(magnitude, format);
        if (bits == format.infinity()) {
            throw outOfRange(format.name().toLowerCase(Locale.ROOT), text);
        }
        return sign | bits;
    }

    private static long payload(String text, int start, FloatFormat format) throws NumberException {
        long payload = magnitude(text, start, 64);
        if (payload == 0 || Long.compareUnsigned(payload, format.infinity() & -format.infinity()) >= 0) {
            throw outOfRange("nan payload", text);
        }
        return payload;
    }

    /** Returns the bits of a decimal literal; those of infinity if it is too large. */
    private static long decimalFloat(String text, FloatFormat format) throws NumberException {
        int end = digitsEnd(text, 0, 10);
        if (end == 0) {
            throw unknown(text);
        }
        if (end < text.length() && text.charAt(end) == '.') {
            end = Math.max(digitsEnd(text, end + 1, 10), end + 1);
        }
        int exponent = exponentStart(text, end, 'e');
        if (exponent != NONE) {
            end = digitsEnd(text, exponent, 10);
        }
        if (end != text.length()) {
            throw unknown(text);
        }
        String plain = text.replace("_", "");
        return format == FloatFormat.F32
                ? Float.floatToRawIntBits(Float.parseFloat(plain))
                : Double.doubleToRawLongBits(Double.parseDouble(plain));
    }

    /**
     * Returns the bits of a hexadecimal literal; those of infinity if it is too large. The first 64 significant bits are
     * kept in a {@code long}; all that follows matters only in being zero or not, so it ends in the lowest bit.
     */
    private static long hexFloat(String text, FloatFormat format) throws NumberException {
        int wholeEnd = digitsEnd(text, 2, 16);
        if (wholeEnd == 2) {
            throw unknown(text);
        }
        int end = wholeEnd;
        if (end < text.length() && text.charAt(end) == '.') {
            end = Math.max(digitsEnd(text, end + 1, 16), end + 1);
        }
        long significand = 0;
        long exponent = 0;
        boolean pastPoint = false;
        for (int i = 2; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                pastPoint = true;
            } else if (c != '_') {
                int digit = Character.digit(c, 16);
                if (significand >>> 60 == 0) {
                    significand = significand << 4 | digit;
                    exponent -= pastPoint ? 4 : 0;
                } else {
                    significand |= digit == 0 ? 0 : 1;
                    exponent += pastPoint ? 0 : 4;
                }
            }
        }
        int exponentStart = exponentStart(text, end, 'p');
        if (exponentStart != NONE) {
            end = digitsEnd(text, exponentStart, 10);
            exponent += exponentValue(text, exponentStart);
        }
        if (end != text.length()) {
            throw unknown(text);
        }
        return format.round(significand, exponent);
    }

    /** Returns where the exponent's digits begin, or {@link #NONE} if there is no exponent at {@code at}. */
    private static int exponentStart(String text, int at, char letter) throws NumberException {
        if (at >= text.length() || Character.toLowerCase(text.charAt(at)) != letter) {
            return NONE;
        }
        int digits = at + 1;
        if (digits < text.length() && isSign(text.charAt(digits))) {
            digits++;
        }
        if (digitsEnd(text, digits, 10) == digits) {
            throw unknown(text);
        }
        return digits;
    }

    /** Returns an exponent, clamped to what no significand in memory can make up for. */
    private static long exponentValue(String text, int digits) {
        long limit = 1L << 40;
        long value = 0;
        for (int i = digits; i < text.length() && value < limit; i++) {
            char c = text.charAt(i);
            value = c == '_' ? value : value * 10 + Character.digit(c, 10);
        }
        return text.charAt(digits - 1) == '-' ? -value : value;
    }

    /** Returns where a run of digits ends, in which single underscores may stand between digits. */
    private static int digitsEnd(String text, int start, int radix) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean separator = c == '_'
                    && at > start
                    && text.charAt(at - 1) != '_'
                    && at + 1 < text.length()
                    && isDigit(text.charAt(at + 1), radix);
            if (!separator && !isDigit(c, radix)) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean isHexPrefix(String text, int start) {
        return text.startsWith("0x", start);
    }

    private static NumberException unknown(String text) {
        return new NumberException("unknown operator " + SourceText.quotable(text));
    }

    private static NumberException outOfRange(String what, String text) {
        return new NumberException(what + " constant out of range: " + SourceText.quotable(text));
    }

    /** The binary interchange formats of IEEE 754. */
    private enum FloatFormat {
        F32(32, 24, -149),
        F64(64, 53, -1074);

        private final int bits;
        private final int precision;
        /** The exponent of the smallest subnormal number. */
        private final int minExponent;

        FloatFormat(int bits, int precision, int minExponent) {
            this.bits = bits;
            this.precision = precision;
            this.minExponent = minExponent;
        }

        long infinity() {
            return maxUnsigned(bits - 1) >>> (precision - 1) << (precision - 1);
        }

        long quietBit() {
            return 1L << (precision - 2);
        }

        /** Returns the bits nearest to {@code significand * 2^exponent}, ties to even; the significand is unsigned. */
        long round(long significand, long exponent) {
            if (significand == 0) {
                return 0;
            }
            int length = 64 - Long.numberOfLeadingZeros(significand);
            // How many low bits do not fit: those beyond the precision, or below the smallest subnormal number.
            long excess = Math.max(length - precision, minExponent - exponent);
            if (excess > 64) {
                return 0;
            }
            if (exponent > 1L << 20) {
                return infinity();
            }
            long units; // the value as a multiple of its last place
            if (excess <= 0) {
                units = significand << -excess;
            } else {
                long kept = excess == 64 ? 0 : significand >>> excess;
                long half = 1L << (excess - 1);
                long rest = excess == 64 ? significand : significand & ((1L << excess) - 1);
                int order = Long.compareUnsigned(rest, half);
                units = order > 0 || (order == 0 && (kept & 1) == 1) ? kept + 1 : kept;
            }
            // A carry out of the significand runs into the exponent, as it should. The hidden bit adds one to it.
            long lastPlace = exponent + excess;
            long biased = Math.addExact(lastPlace, -minExponent);
            long result = (biased << (precision - 1)) + units;
            return biased >= maxUnsigned(bits - precision) || Long.compareUnsigned(result, infinity()) > 0
                    ? infinity()
                    : result;
        }
    }
}
