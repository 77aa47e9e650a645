package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Parses modules in the text format and assembles them to the binary format (specification, chapter 6). */
public final class WatParser {
    private WatParser() {}

    /**
     * Parses a module: {@code (module ...)}, or its fields alone.
     *
     * @throws MalformedException if the text does not follow the grammar; it says at which line and column
     * @throws dev.terrace.core.InvalidException if an annotation stands at an instruction that it cannot be for
     */
    public static ParsedText parse(String source) {
        return parse(encode(source));
    }

    /**
     * Parses a module in UTF-8: {@code (module ...)}, or its fields alone.
     *
     * @throws MalformedException if the bytes are not UTF-8, or the text does not follow the grammar; it says at which
     *     line and column
     * @throws dev.terrace.core.InvalidException if an annotation stands at an instruction that it cannot be for
     */
    public static ParsedText parse(byte[] utf8) {
        TokenCursor in = new TokenCursor(Lexer.lex(utf8));
        ParsedText module = in.isForm("module") ? module(in) : ModuleParser.parse(in, null);
        if (!in.atEnd()) {
            throw in.unexpected("the end");
        }
        return module;
    }

    private static ParsedText module(TokenCursor in) {
        in.expectForm("module");
        String name = in.optionalId();
        ParsedText module;
        if (in.acceptKeyword("binary")) {
            module = new ParsedText(name, in.strings(), SourceMap.EMPTY);
        } else if (in.acceptKeyword("quote")) {
            module = parse(in.strings());
        } else {
            module = ModuleParser.parse(in, name);
        }
        in.expectClose();
        return module;
    }

    /** Returns text as UTF-8. */
    static byte[] encode(String source) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(source));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            return bytes;
        } catch (CharacterCodingException _) {
            throw new MalformedException("the text has half a surrogate pair", null);
        }
    }
}
