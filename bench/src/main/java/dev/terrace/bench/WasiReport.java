package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What calls of WASI's functions cost that do little by themselves. */
@Command(name = "wasi", description = "Calls of WASI's clocks and random bytes.")
final class WasiReport implements Callable<Integer> {
    private static final Jmh.Effort FULL = new Jmh.Effort.Warm(2, 4, 5, 500);
    private static final Jmh.Effort QUICK = new Jmh.Effort.Warm(1, 3, 3, 250);

    private static final List<Row> ROWS = List.of(
            new Row("a round of a loop in wasm, without a call", "loop"),
            new Row("the same with clock_time_get, REALTIME", "realtime"),
            new Row("the same with clock_time_get, MONOTONIC", "monotonic"),
            new Row("the same with random_get of 8 bytes", "random8"),
            new Row("the same with random_get of 256 bytes", "random256"),
            new Row("in Java: Instant.now()", "hostRealtime"),
            new Row("in Java: System.nanoTime()", "hostMonotonic"));

    @Mixin
    private ReportOptions options;

    /** A row of the table. */
    private record Row(String label, String method) {}

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        List<TerracePeer> peers = TerracePeer.available();
        List<String> headings = new ArrayList<>(List.of("what"));
        peers.forEach(peer -> headings.add(peer.name()));
        TextTable table = new TextTable(1, headings);
        for (Row row : ROWS) {
            List<String> cells = new ArrayList<>(List.of(row.label()));
            for (TerracePeer peer : peers) {
                double nanoseconds = options.measure(
                        row.label() + ", " + peer.name(),
                        new Jmh.Benchmark(
                                WasiBenchmark.class,
                                row.method(),
                                Map.of("tier", peer.strategy().name())),
                        options.effort(FULL, QUICK));
                cells.add(ReportOptions.decimal(nanoseconds, 1));
            }
            table.add(cells);
        }
        options.end("WASI: nanoseconds a call", table, "Median of the measured spans after a warm-up.");
        return 0;
    }
}
