package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
    private static Tokens lex(String source) {
        return Lexer.lex(source.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> kindsAndTexts(String source) {
        Tokens tokens = lex(source);
        List<String> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            result.add(tokens.kind(i) + " " + tokens.text(i));
        }
        return result;
    }

    private static MalformedException refusal(String source) {
        return assertThrows(MalformedException.class, () -> lex(source), source);
    }

    @Test
    void wordsAreClassifiedByTheirFirstCharacter() {
        assertEquals(
                List.of(
                        "OPEN (",
                        "KEYWORD i32.const",
                        "NUMBER -0x1_f",
                        "ID $a!b",
                        "ID $\"x y\"",
                        "STRING \"s\"",
                        "KEYWORD nan:0x1",
                        "KEYWORD offset=3",
                        "NUMBER 0drop",
                        "CLOSE )"),
                kindsAndTexts("(i32.const -0x1_f $a!b $\"x y\" \"s\" nan:0x1 offset=3 0drop)"));
    }

    @Test
    void parenthesesAndCommentsSeparateWords() {
        assertEquals(
                List.of("KEYWORD a", "OPEN (", "KEYWORD b", "CLOSE )", "KEYWORD c", "KEYWORD d", "NUMBER 0"),
                kindsAndTexts("a(b)c(;x (;nested;) ;; ;)d;; (\r0;;end"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\"\"b\"",
                "0\"a\"",
                "$l\"a\"",
                "a\"b\"",
                "\"a\"x",
                "$\"l\"$l",
                "a,b",
                "[",
                "a;b",
                "@a",
                "A",
                "_",
                "!"
            })
    void wordsThatStickTogetherAreOneThatMeansNothing(String source) {
        assertEquals("unknown operator " + source, refusal(source).problem());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'(module\n  \u0001)' | 2:3 | illegal character",
                "'(module \u00e9)' | 1:9 | illegal character",
                "'(; \u00e9\u20ac\ud83d\ude00 ;) \"\\q\"' | 1:12 | illegal escape",
                "'\"\u00e9\ud83d\ude00\\u{d800}\"' | 1:4 | illegal escape",
                "'\"\\u{110000}\"' | 1:2 | illegal escape",
                "'\"\\u{}\"' | 1:2 | illegal escape",
                "'\"\\u{1__0}\"' | 1:2 | illegal escape",
                "'\"\\4\"' | 1:2 | illegal escape",
                "'x\r\ny\r\"abc' | 3:1 | unclosed string",
                "'\"a\nb\"' | 1:1 | unclosed string",
                "'\"a\tb\"' | 1:3 | illegal character in string",
                "'\n (; (; ;)' | 2:2 | unclosed comment",
                "'  $ x' | 1:3 | empty identifier",
                "'$\"\"' | 1:1 | empty identifier",
                "'$\"\\ff\"' | 1:1 | malformed UTF-8 encoding",
                "'x (@' | 1:3 | empty annotation id",
                "'(@\"\")' | 1:1 | empty annotation id",
                "'x (@y (z)' | 1:3 | unclosed annotation"
            })
    void anErrorSaysWhereItIsInCodePoints(String source, String position, String problem) {
        MalformedException e = refusal(source);
        assertEquals(
                problem + " at " + position, e.problem() + " at " + e.position().orElseThrow());
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhereTheyAre() {
        byte[] source = {'(', '\n', 'a', ' ', (byte) 0xC3, ')'};
        MalformedException e = assertThrows(MalformedException.class, () -> Lexer.lex(source));
        assertEquals("malformed UTF-8 encoding (at 2:3)", e.getMessage());
    }

    @Test
    void escapesStandForBytes() {
        Tokens tokens = lex("\"\\t\\n\\r\\\"\\'\\\\\\00\\fF\\u{1_F600}\u00e9\"");
        byte[] expected = {
            '\t',
            '\n',
            '\r',
            '"',
            '\'',
            '\\',
            0,
            (byte) 0xFF,
            (byte) 0xF0,
            (byte) 0x9F,
            (byte) 0x98,
            (byte) 0x80,
            (byte) 0xC3,
            (byte) 0xA9
        };
        assertArrayEquals(expected, tokens.string(0));
    }

    @Test
    void bothWaysToWriteAnIdentifierGiveTheSame() {
        Tokens tokens = lex("$AB $\"A\\42\" $\"\\u{41}B\"");
        assertEquals(List.of("AB", "AB", "AB"), List.of(tokens.id(0), tokens.id(1), tokens.id(2)));
    }

    @Test
    void annotationsStandBesideTheTokens() {
        Tokens tokens = lex("(a (@custom \"x\" (y ,)) (@other }{ (@) (@x)) (@\"name\" \"n\") b)");
        assertEquals(4, tokens.size());
        assertEquals(
                List.of("custom before 2", "name before 2"),
                tokens.annotations().stream()
                        .map(a -> a.id() + " before " + a.before())
                        .toList());
        assertEquals(5, tokens.annotations().getFirst().content().size());
    }

    @Test
    void deepNestingIsNoProblem() {
        assertEquals(400_000, lex("(".repeat(200_000) + ")".repeat(200_000)).size());
        assertEquals(0, lex("(;".repeat(200_000) + ";)".repeat(200_000)).size());
        assertEquals(
                0, lex("(@x " + "(".repeat(200_000) + ")".repeat(200_000) + ")").size());
    }
}
