package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import java.io.ByteArrayOutputStream;

/** Reads tokens one after the other, with any amount of look-ahead, up to an end. */
final class TokenCursor {
    private final Tokens tokens;
    private final int end;
    private int at;

    /** Creates a cursor over the tokens from {@code start} (inclusive) to {@code end} (exclusive). */
    TokenCursor(Tokens tokens, int start, int end) {
        this.tokens = tokens;
        this.at = start;
        this.end = end;
    }

    TokenCursor(Tokens tokens) {
        this(tokens, 0, tokens.size());
    }

    Tokens tokens() {
        return tokens;
    }

    /** Returns the index of the next token. */
    int index() {
        return at;
    }

    /** Returns the index of the token behind the last one that may be read. */
    int end() {
        return end;
    }

    /** Goes to another token. */
    void seek(int index) {
        at = index;
    }

    /** Returns the byte offset in the source of the next token. */
    int offset() {
        return tokens.start(at);
    }

    boolean atEnd() {
        return at >= end;
    }

    TokenKind kind() {
        return kind(0);
    }

    TokenKind kind(int ahead) {
        return at + ahead < end ? tokens.kind(at + ahead) : TokenKind.END;
    }

    boolean isKeyword(String keyword) {
        return isKeyword(0, keyword);
    }

    private boolean isKeyword(int ahead, String keyword) {
        return kind(ahead) == TokenKind.KEYWORD && tokens.textEquals(at + ahead, keyword);
    }

    /** Returns whether the token {@code ahead} of the next one is a keyword that begins like this. */
    boolean startsWith(int ahead, String prefix) {
        return kind(ahead) == TokenKind.KEYWORD && tokens.text(at + ahead).startsWith(prefix);
    }

    /** Returns whether a parenthesised form with this keyword begins here. */
    boolean isForm(String keyword) {
        return kind() == TokenKind.OPEN && isKeyword(1, keyword);
    }

    /** Moves past an opening parenthesis and the keyword, if they are next. */
    boolean openForm(String keyword) {
        if (isForm(keyword)) {
            at += 2;
            return true;
        }
        return false;
    }

    /** Moves past an opening parenthesis and the keyword, which must be next. */
    void expectForm(String keyword) {
        if (!openForm(keyword)) {
            throw unexpected("(" + keyword);
        }
    }

    boolean acceptKeyword(String keyword) {
        if (isKeyword(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    /** Returns the text of the next token. */
    String text() {
        return tokens.text(at);
    }

    /** Returns the keyword that begins the next form, or null if no form with a keyword is next. */
    String formKeyword() {
        return kind() == TokenKind.OPEN && kind(1) == TokenKind.KEYWORD ? tokens.text(at + 1) : null;
    }

    /** Moves past the next token. */
    void next() {
        at++;
    }

    boolean isClose() {
        return kind() == TokenKind.CLOSE;
    }

    void expectOpen() {
        expect(TokenKind.OPEN, "(");
    }

    void expectClose() {
        expect(TokenKind.CLOSE, ")");
    }

    private void expect(TokenKind wanted, String what) {
        if (kind() != wanted) {
            throw unexpected(what);
        }
        at++;
    }

    /** Moves past a keyword and returns it. */
    String keyword() {
        if (kind() != TokenKind.KEYWORD) {
            throw unexpected("a keyword");
        }
        return tokens.text(at++);
    }

    /** Moves past an identifier, if one is next, and returns it; null otherwise. */
    String optionalId() {
        return kind() == TokenKind.ID ? tokens.id(at++) : null;
    }

    /** Moves past a string and returns its bytes. */
    byte[] string() {
        if (kind() != TokenKind.STRING) {
            throw unexpected("a string");
        }
        return tokens.string(at++);
    }

    /** Moves past strings, as many as there are, and returns their bytes together. */
    byte[] strings() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (kind() == TokenKind.STRING) {
            out.writeBytes(string());
        }
        return out.toByteArray();
    }

    /** Moves past a string that must be UTF-8 and returns it as text. */
    String name() {
        int offset = offset();
        String name = StringLiteral.utf8(string());
        if (name == null) {
            throw malformed("malformed UTF-8 encoding", offset);
        }
        return name;
    }

    /** Moves past an unsigned integer. */
    long unsigned(int bits) {
        return number(text -> NumberParser.unsigned(text, bits), "an unsigned integer");
    }

    /** Moves past an integer that may have a sign. */
    long integer(int bits) {
        return number(text -> NumberParser.integer(text, bits), "an integer");
    }

    /** Moves past a 32-bit float and returns its bits. */
    int f32() {
        return (int) number(NumberParser::f32, "a number");
    }

    /** Moves past a 64-bit float and returns its bits. */
    long f64() {
        return number(NumberParser::f64, "a number");
    }

    /** Returns whether a number is next, those that are keywords too. */
    boolean isNumber() {
        return switch (kind()) {
            case NUMBER -> true;
            case KEYWORD -> isKeyword("nan") || isKeyword("inf") || text().startsWith("nan:");
            default -> false;
        };
    }

    private long number(NumberFormat format, String what) {
        if (!isNumber()) {
            throw unexpected(what);
        }
        long value = parse(format, text());
        at++;
        return value;
    }

    /** Parses a number that is part of the next token. */
    long parse(NumberFormat format, String text) {
        try {
            return format.parse(text);
        } catch (NumberException e) {
            throw malformed(e.getMessage());
        }
    }

    /** A way to write numbers. */
    interface NumberFormat {
        long parse(String text) throws NumberException;
    }

    /**
     * Moves past a parenthesised form, whatever is in it.
     *
     * @throws MalformedException if its closing parenthesis is missing
     */
    void skipForm() {
        int start = offset();
        int depth = 0;
        do {
            switch (kind()) {
                case OPEN -> depth++;
                case CLOSE -> depth--;
                case END -> throw malformed("unexpected end: this parenthesis is never closed", start);
                default -> {}
            }
            at++;
        } while (depth > 0);
    }

    /**
     * Parses the rest of a form that holds one item with an identifier, or any number of items without, and moves past
     * its closing parenthesis.
     *
     * @param item parses an item, with its identifier if one is next
     */
    void oneNamedOrMany(Runnable item) {
        if (kind() == TokenKind.ID) {
            item.run();
        } else {
            while (!isClose() && kind() != TokenKind.ID) {
                item.run();
            }
        }
        expectClose();
    }

    Position.Text position() {
        return tokens.source().position(offset());
    }

    /** Returns the exception for a problem with the next token. */
    MalformedException malformed(String problem) {
        return malformed(problem, offset());
    }

    MalformedException malformed(String problem, int offset) {
        return tokens.source().malformed(problem, offset);
    }

    /** Returns the exception for a token that cannot stand where it does. */
    MalformedException unexpected(String wanted) {
        String found = atEnd() ? "unexpected end" : "unexpected token \"" + SourceText.quotable(text()) + "\"";
        return malformed(found + ", expected " + wanted);
    }
}
