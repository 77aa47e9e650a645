package dev.terrace.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("terrace.root"));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void helloEmbeddingPrintsWhatTheModuleLogs() throws IOException {
        HelloEmbedding.run(ROOT.resolve("examples/imports.wat"), out);
        assertEquals("""
            counting: 7
            counting: 8
            counting: 9
            counting: 0
            *counted: 1
            count is 5
            memory has 1 page of 64 KiB
            """, output());
    }

    @Test
    void typedCallsAgree() throws Throwable {
        TypedCalls.run(ROOT.resolve("examples/fib.wat"), out);
        assertEquals("""
            boxed:         6765
            as interface:  6765
            as handle:     2880067194370816120
            """, output());
    }

    @Test
    void hostFunctionsOfAllStylesAreCalled() throws IOException {
        HostFunctions.run(ROOT.resolve("examples/till.wat"), out);
        assertEquals("""
            adding up
            Order[article=7, count=3, sum=2100]
            Order[article=5, count=20, sum=9000]
            total 11100
            """, output());
    }

    @Test
    void everyRunOfAWasiProgramReadsItsOwnInput() throws IOException {
        List<WasiProgram.Run> runs = WasiProgram.run(
                ROOT.resolve("tests/programs/bin/wordcount.wasm"), List.of("one two three", "four\nfive\n", ""));
        assertEquals(
                List.of(0, 0, 0), runs.stream().map(WasiProgram.Run::exitCode).toList());
        assertTrue(runs.get(0).output().contains("3 words"), runs.get(0).output());
        assertTrue(runs.get(1).output().contains("2 words"), runs.get(1).output());
        assertTrue(runs.get(2).output().contains("0 words"), runs.get(2).output());
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
