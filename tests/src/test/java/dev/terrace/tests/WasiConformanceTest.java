package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each function of WASI answers: with success, and with every error number that it can return, in every tier and every
 * file system. The rows are in the classes that {@link WasiCase#all} names.
 */
class WasiConformanceTest {
    private static final List<WasiCase> CASES = WasiCase.all();

    @TempDir
    static Path temp;

    @TestFactory
    Stream<DynamicContainer> functionsAnswerAsTheSpecificationAndPosixSay() {
        return WasiFiles.settings(_ -> true).stream()
                .map(setting -> dynamicContainer(setting.toString(), containers(setting.tier(), setting.files())));
    }

    private static Stream<DynamicContainer> containers(TierStrategy tier, WasiFiles files) {
        Map<String, List<WasiCase>> byFunction = CASES.stream()
                .filter(row -> row.files().contains(files))
                .collect(Collectors.groupingBy(WasiCase::function, TreeMap::new, Collectors.toList()));
        return byFunction.entrySet().stream()
                .map(function -> dynamicContainer(
                        function.getKey(),
                        function.getValue().stream()
                                .map(row -> dynamicTest(row.toString(), () -> run(tier, files, row)))));
    }

    private static void run(TierStrategy tier, WasiFiles files, WasiCase row) throws Exception {
        Path folder = Files.createTempDirectory(temp, "case");
        try (WasiScene scene = new WasiScene(tier, files, folder)) {
            assertEquals(row.errno(), row.body().run(scene));
            assertTrue(
                    scene.guest.hasAnswered(row.function(), row.errno()),
                    "this row is about another function or error");
        }
    }

    @Test
    void everyFunctionHasARowAndNoRowIsThereTwice() {
        Set<String> functions = CASES.stream().map(WasiCase::function).collect(Collectors.toSet());
        WasiGuest.functions().forEach(function -> assertTrue(functions.contains(function), function));
        Set<String> rows = new HashSet<>();
        for (WasiCase row : CASES) {
            assertTrue(rows.add(row.function() + ": " + row), row.function() + ": " + row);
        }
    }

    @Test
    void theDocumentedTableIsThatOfTheRows() throws IOException {
        Path document = Path.of(System.getProperty("terrace.root"), "docs", "wasi.md");
        String table = WasiTable.of(CASES);
        assertTrue(Files.readString(document).contains(table), () -> "docs/wasi.md must hold this table:\n" + table);
    }
}
