package dev.terrace.core.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** String literals with their escapes (specification, section 6.3.3). */
final class StringLiteral {
    private StringLiteral() {}

    /**
     * Returns the offset behind the closing quote of the literal whose opening quote is at {@code start}.
     *
     * @throws dev.terrace.core.MalformedException if there is no such literal
     */
    static int scan(SourceText source, int start) {
        byte[] bytes = source.bytes();
        int at = start + 1;
        while (at < bytes.length) {
            int c = bytes[at] & 0xFF;
            if (c == '"') {
                return at + 1;
            }
            if (c == '\n' || c == '\r') {
                throw source.malformed("unclosed string", start);
            }
            if (c < 0x20 || c == 0x7F) {
                throw source.malformed("illegal character in string", at);
            }
            at = c == '\\' ? scanEscape(source, at) : at + 1;
        }
        throw source.malformed("unclosed string", start);
    }

    private static int scanEscape(SourceText source, int start) {
        byte[] bytes = source.bytes();
        int first = start + 1 < bytes.length ? bytes[start + 1] : 0;
        if ("tnr\"'\\".indexOf(first) >= 0 && first != 0) {
            return start + 2;
        }
        int second = start + 2 < bytes.length ? bytes[start + 2] : 0;
        if (hexDigit(first) >= 0 && hexDigit(second) >= 0) {
            return start + 3;
        }
        if (first == 'u' && second == '{') {
            return scanCodePoint(source, start);
        }
        throw source.malformed("illegal escape", start);
    }

    private static int scanCodePoint(SourceText source, int start) {
        byte[] bytes = source.bytes();
        int value = 0;
        boolean afterDigit = false;
        for (int at = start + 3; at < bytes.length; at++) {
            int c = bytes[at];
            if (c == '}' && afterDigit) {
                if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
                    break;
                }
                return at + 1;
            }
            if (c == '_' && afterDigit) {
                afterDigit = false;
                continue;
            }
            int digit = hexDigit(c);
            value = value << 4 | digit;
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                break;
            }
            afterDigit = true;
        }
        throw source.malformed("illegal escape", start);
    }

    /** Returns the bytes that the literal between two offsets, quotes included, stands for; it has been scanned before. */
    static byte[] decode(byte[] bytes, int start, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start - 2);
        int at = start + 1;
        while (at < end - 1) {
            int c = bytes[at++];
            if (c != '\\') {
                out.write(c);
                continue;
            }
            int escaped = bytes[at++];
            switch (escaped) {
                case 't' -> out.write('\t');
                case 'n' -> out.write('\n');
                case 'r' -> out.write('\r');
                case '"', '\'', '\\' -> out.write(escaped);
                case 'u' -> {
                    int codePoint = 0;
                    for (at++; bytes[at] != '}'; at++) {
                        codePoint = bytes[at] == '_' ? codePoint : codePoint << 4 | hexDigit(bytes[at]);
                    }
                    at++;
                    out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                }
                default -> out.write(hexDigit(escaped) << 4 | hexDigit(bytes[at++]));
            }
        }
        return out.toByteArray();
    }

    /** Returns the text that bytes encode in UTF-8, or null if they are no UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static int hexDigit(int c) {
        return c < 0 || c >= 0x80 ? -1 : Character.digit(c, 16);
    }
}
