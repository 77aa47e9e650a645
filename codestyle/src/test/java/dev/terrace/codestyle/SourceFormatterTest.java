package dev.terrace.codestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javaformat.java.FormatterException;
import org.junit.jupiter.api.Test;

class SourceFormatterTest {
    @Test
    void indents_by_four_and_understands_the_newest_syntax() throws FormatterException {
        String source = lines(
                "class C {",
                "  record P(int x, int y) {}",
                "  /// A drawing:   [ a | b ]",
                "  int f(Object o) { return o instanceof P(int x, var _) ? x : 0; }",
                "}");
        String expected = lines(
                "class C {",
                "    record P(int x, int y) {}",
                "    /// A drawing:   [ a | b ]",
                "    int f(Object o) {",
                "        return o instanceof P(int x, var _) ? x : 0;",
                "    }",
                "}");
        assertEquals(expected, SourceFormatter.format(source));
    }

    @Test
    void keeps_the_layout_between_the_off_and_on_comments() throws FormatterException {
        String source = lines(
                "enum E {",
                "  // @formatter:off",
                "  A   (1,   \"a\"),",
                "  LONG(22,  \"b\"),",
                "  // @formatter:on",
                "  END( 3,\"c\");",
                "  E(int number,String text) {}",
                "}");
        String expected = lines(
                "enum E {",
                "    // @formatter:off",
                "  A   (1,   \"a\"),",
                "  LONG(22,  \"b\"),",
                "    // @formatter:on",
                "    END(3, \"c\");",
                "",
                "    E(int number, String text) {}",
                "}");
        assertEquals(expected, SourceFormatter.format(source));
    }

    @Test
    void refuses_an_off_comment_that_is_never_turned_on_again() {
        String source = lines("class C {", "    // @formatter:off", "    int  a;", "}");
        var error = assertThrows(FormatterException.class, () -> SourceFormatter.format(source));
        assertTrue(error.getMessage().contains("line 2"), error.getMessage());
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
