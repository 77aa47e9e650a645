package dev.terrace.core.text;

import dev.terrace.core.MalformedException;

/**
 * Divides a source text into tokens (specification, section 6.3).
 *
 * <p>Between white space, comments and parentheses, a run of characters is one token, however many tokens one could see
 * in it: {@code "a""b"} or {@code 0$x} are neither two strings nor a number and an identifier but a reserved token,
 * which no grammar uses.
 */
final class Lexer {
    /** The printable ASCII characters that identifiers and keywords are made of. */
    private static final boolean[] ID_CHAR = new boolean[0x80];

    static {
        for (int c = 0x21; c < 0x7F; c++) {
            ID_CHAR[c] = "\"(),;[]{}".indexOf(c) < 0;
        }
    }

    private final SourceText source;
    private final byte[] bytes;
    private int at;

    private Lexer(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
    }

    /**
     * Returns the tokens of a source text in UTF-8.
     *
     * @throws MalformedException if it is not UTF-8, or something in it is no token
     */
    static Tokens lex(byte[] utf8) {
        SourceText source = new SourceText(utf8);
        return new Lexer(source).run();
    }

    private Tokens run() {
        Tokens tokens = new Tokens(source);
        while (skipSpace()) {
            if (bytes[at] == '(' && at + 1 < bytes.length && bytes[at + 1] == '@') {
                annotation(tokens);
            } else {
                int start = at;
                TokenKind kind = token();
                if (kind == TokenKind.RESERVED) {
                    throw source.malformed("unknown operator " + SourceText.quotable(source.text(start, at)), start);
                }
                tokens.add(kind, start, at);
            }
        }
        return tokens;
    }

    /** Reads an annotation, nested parentheses and all; what is inside need only consist of tokens. */
    private void annotation(Tokens tokens) {
        int start = at;
        String id = annotationId();
        Tokens content = new Tokens(source);
        int depth = 1;
        while (skipSpace()) {
            int tokenStart = at;
            TokenKind kind = token();
            depth += kind == TokenKind.OPEN ? 1 : kind == TokenKind.CLOSE ? -1 : 0;
            if (depth == 0) {
                if (Annotation.isKnown(id)) {
                    tokens.add(new Annotation(id, tokens.size(), start, content));
                }
                return;
            }
            content.add(kind, tokenStart, at);
        }
        throw source.malformed("unclosed annotation", start);
    }

    private String annotationId() {
        int start = at;
        int idStart = at + 2;
        at = idStart;
        String id;
        if (at < bytes.length && bytes[at] == '"') {
            at = StringLiteral.scan(source, at);
            id = StringLiteral.utf8(StringLiteral.decode(bytes, idStart, at));
            if (id == null) {
                throw source.malformed("malformed UTF-8 encoding", idStart);
            }
        } else {
            while (at < bytes.length && isIdChar(bytes[at])) {
                at++;
            }
            id = source.text(idStart, at);
        }
        if (id.isEmpty()) {
            throw source.malformed("empty annotation id", start);
        }
        return id;
    }

    /** Moves past white space and comments; returns whether there is anything behind them. */
    private boolean skipSpace() {
        while (at < bytes.length) {
            switch (bytes[at]) {
                case ' ', '\t', '\n', '\r' -> at++;
                case ';' -> {
                    if (!isNext(';')) {
                        return true;
                    }
                    skipLine();
                }
                case '(' -> {
                    if (!isNext(';')) {
                        return true;
                    }
                    skipBlockComment();
                }
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    private void skipLine() {
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
    }

    private void skipBlockComment() {
        int start = at;
        int depth = 0;
        while (at < bytes.length) {
            if (bytes[at] == '(' && isNext(';')) {
                depth++;
                at += 2;
            } else if (bytes[at] == ';' && isNext(')')) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        throw source.malformed("unclosed comment", start);
    }

    /** Moves past one token, which begins here, and returns its kind. */
    private TokenKind token() {
        switch (bytes[at]) {
            case '(' -> {
                at++;
                return TokenKind.OPEN;
            }
            case ')' -> {
                at++;
                return TokenKind.CLOSE;
            }
            default -> {
                return word();
            }
        }
    }

    private TokenKind word() {
        int start = at;
        int strings = 0;
        int firstString = -1;
        boolean punctuation = false;
        while (at < bytes.length) {
            int c = bytes[at];
            if (c == '"') {
                firstString = strings++ == 0 ? at : firstString;
                at = StringLiteral.scan(source, at);
            } else if (isIdChar(c)) {
                at++;
            } else if (c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || (c == ';' && !isNext(';'))) {
                punctuation = true;
                at++;
            } else {
                break;
            }
        }
        if (at == start) {
            throw source.malformed("illegal character", start);
        }
        if (punctuation || strings > 1) {
            return TokenKind.RESERVED;
        }
        return strings == 0 ? plainWord(start) : wordWithString(start, firstString);
    }

    private TokenKind plainWord(int start) {
        int first = bytes[start];
        if (first == '$') {
            if (at == start + 1) {
                throw source.malformed("empty identifier", start);
            }
            return TokenKind.ID;
        }
        if (first >= 'a' && first <= 'z') {
            return TokenKind.KEYWORD;
        }
        return (first >= '0' && first <= '9') || first == '+' || first == '-' ? TokenKind.NUMBER : TokenKind.RESERVED;
    }

    /** Classifies a word that has one string in it: the string itself, or an identifier in quotes. */
    private TokenKind wordWithString(int start, int string) {
        boolean endsWord = StringLiteral.scan(source, string) == at;
        if (string == start && endsWord) {
            return TokenKind.STRING;
        }
        if (string != start + 1 || bytes[start] != '$' || !endsWord) {
            return TokenKind.RESERVED;
        }
        String id = StringLiteral.utf8(StringLiteral.decode(bytes, string, at));
        if (id == null) {
            throw source.malformed("malformed UTF-8 encoding", start);
        }
        if (id.isEmpty()) {
            throw source.malformed("empty identifier", start);
        }
        return TokenKind.ID;
    }

    private boolean isNext(char c) {
        return at + 1 < bytes.length && bytes[at + 1] == c;
    }

    private static boolean isIdChar(int c) {
        return c >= 0 && ID_CHAR[c];
    }
}
