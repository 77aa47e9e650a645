package dev.terrace.tests;

import dev.terrace.wasi.Errno;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of WASI's functions by tests in the documentation. */
final class WasiTable {
    private WasiTable() {}

    /** Returns a line for each function: how many rows show its success, and how many each of its errors. */
    static String of(List<WasiCase> cases) {
        Map<String, Map<Errno, Long>> functions = cases.stream()
                .collect(Collectors.groupingBy(
                        WasiCase::function,
                        TreeMap::new,
                        Collectors.groupingBy(WasiCase::errno, TreeMap::new, Collectors.counting())));
        return functions.entrySet().stream()
                .map(function -> line(function.getKey(), function.getValue()))
                .collect(Collectors.joining("\n", "| function | succeeds | fails with |\n|---|---|---|\n", "\n"));
    }

    private static String line(String function, Map<Errno, Long> rows) {
        String failures = rows.entrySet().stream()
                .filter(row -> row.getKey() != Errno.SUCCESS)
                .map(row -> row.getValue() == 1 ? row.getKey().name() : row.getKey() + " ×" + row.getValue())
                .collect(Collectors.joining(", "));
        return "| `%s` | %d | %s |".formatted(function, rows.getOrDefault(Errno.SUCCESS, 0L), failures);
    }
}
