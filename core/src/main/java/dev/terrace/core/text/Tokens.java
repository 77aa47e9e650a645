package dev.terrace.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a source text, in parallel arrays: scripts of megabytes have hundreds of thousands of them. Annotations
 * stand beside the sequence, so that a parser that does not care for them does not see them.
 */
final class Tokens {
    private static final TokenKind[] KINDS = TokenKind.values();

    private final SourceText source;
    private byte[] kinds = new byte[32];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int size;
    private final List<Annotation> annotations = new ArrayList<>();

    Tokens(SourceText source) {
        this.source = source;
    }

    SourceText source() {
        return source;
    }

    int size() {
        return size;
    }

    void add(TokenKind kind, int start, int end) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        kinds[size] = (byte) kind.ordinal();
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    void add(Annotation annotation) {
        annotations.add(annotation);
    }

    /** Returns the annotations that somebody may care for, in order. */
    List<Annotation> annotations() {
        return annotations;
    }

    TokenKind kind(int index) {
        return index < size ? KINDS[kinds[index]] : TokenKind.END;
    }

    /** Returns the byte offset of a token in the source text; for the index behind the last one, the text's end. */
    int start(int index) {
        return index < size ? starts[index] : source.bytes().length;
    }

    String text(int index) {
        return source.text(starts[index], ends[index]);
    }

    boolean textEquals(int index, String ascii) {
        int start = starts[index];
        int length = ends[index] - start;
        if (length != ascii.length()) {
            return false;
        }
        byte[] bytes = source.bytes();
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bytes that a string token stands for. */
    byte[] string(int index) {
        return StringLiteral.decode(source.bytes(), starts[index], ends[index]);
    }

    /** Returns an identifier without its {@code $}; both ways to write one give the same (section 6.3.5). */
    String id(int index) {
        int start = starts[index] + 1;
        return source.bytes()[start] == '"'
                ? StringLiteral.utf8(StringLiteral.decode(source.bytes(), start, ends[index]))
                : source.text(start, ends[index]);
    }
}
