package dev.terrace.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Needs npm and its registry the first time; without them it is skipped, and says so. */
class QuickJsTest {
    private static QuickJs js;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        Path wasm;
        try {
            wasm = FetchedModule.quickJs(Path.of(System.getProperty("terrace.root")));
        } catch (IOException e) {
            abort(e.getMessage());
            return;
        }
        js = new QuickJs(wasm);
    }

    @AfterAll
    static void close() throws IOException {
        if (js != null) {
            js.close();
        }
    }

    @Test
    void expressionsAreEvaluated() {
        assertEquals("3", js.evaluate("1 + 2"));
        assertEquals("6765", js.evaluate("(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) })(20)"));
        assertEquals(
                "1427211144", js.evaluate("let s = 0; for (let i = 0; i < 10000; i++) { s = (s * 31 + i) | 0 } s"));
        assertEquals("0.8414709848078965 0.30000000000000004", js.evaluate("Math.sin(1) + ' ' + (0.1 + 0.2)"));
        assertEquals("1,4,9", js.evaluate("[1, 2, 3].map(x => x * x).join()"));
        assertEquals("é€😀 4", js.evaluate("'é€😀' + ' ' + 'é€😀'.length"));
        assertEquals("1970-01-01T00:00:00.000Z", js.evaluate("new Date(0).toISOString()"));
    }

    @Test
    void bigIntegersGeneratorsAndRegularExpressionsWork() {
        assertEquals("1779979416004714189", js.evaluate("""
            function* fib() { let [a, b] = [0n, 1n]; for (;;) { yield a; [a, b] = [b, a + b]; } }
            const out = [];
            for (const n of fib()) { if (out.length === 90) break; out.push(n); }
            out[89]
            """));
        assertEquals("[\"the\",\"quick\",\"fox\"]", js.evaluate("JSON.stringify('the  quick\\nfox'.split(/\\s+/))"));
    }

    @Test
    void whatIsThrownArrivesAsAnException() {
        assertThrown("TypeError: cannot read property 'x' of null", "null.x");
        assertThrown("42", "throw 42");
        assertTrue(assertThrows(QuickJs.JsException.class, () -> js.evaluate("let = ;"))
                .getMessage()
                .startsWith("SyntaxError: "));
    }

    @Test
    void runawayRecursionIsARangeErrorOfJavaScript() {
        assertThrown("RangeError: Maximum call stack size exceeded", "(function f() { f() })()");
        assertEquals("caught", js.evaluate("try { (function f() { f() })() } catch (e) { 'caught' }"));
    }

    @Test
    void hostFunctionsAreCalledAndMayThrow() {
        List<String> calls = new ArrayList<>();
        js.define("record", arguments -> {
            calls.add(String.join("|", arguments));
            return "call " + calls.size();
        });
        js.define("refuse", arguments -> {
            throw new IllegalArgumentException("host says no to " + arguments.getFirst());
        });
        assertEquals("call 2", js.evaluate("record(1, 'two', [3, 4]); record()"));
        assertEquals(List.of("1|two|3,4", ""), calls);
        assertEquals("host says no to 7", js.evaluate("try { refuse(7) } catch (e) { e.message }"));
    }

    @Test
    void jobsRunAfterTheProgram() {
        List<String> calls = new ArrayList<>();
        js.define("note", arguments -> {
            calls.add(arguments.getFirst());
            return null;
        });
        js.evaluate("(async () => { note('first'); await null; note('third') })(); note('second')");
        assertEquals(List.of("first", "second", "third"), calls);
    }

    private static void assertThrown(String message, String program) {
        assertEquals(
                message,
                assertThrows(QuickJs.JsException.class, () -> js.evaluate(program))
                        .getMessage());
    }
}
