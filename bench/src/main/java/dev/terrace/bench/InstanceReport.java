package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs to make and drop an instance, and how that scales from one thread to two. */
@Command(name = "instances", description = "Making and dropping instances, on one thread and on two.")
final class InstanceReport implements Callable<Integer> {
    private static final Jmh.Effort FULL = new Jmh.Effort.Warm(2, 5, 5, 1000);
    private static final Jmh.Effort QUICK = new Jmh.Effort.Warm(1, 3, 3, 500);

    private static final List<Row> ROWS = List.of(
            new Row(1, 0, "instantiate"),
            new Row(24, 0, "instantiate"),
            new Row(100, 0, "instantiate"),
            new Row(1, 1, "instantiate"),
            new Row(24, 1, "instantiate"),
            new Row(100, 1, "instantiate"),
            new Row(24, 17, "instantiate"),
            new Row(24, 1, "instantiateAndCall"),
            new Row(24, 17, "instantiateAndCall"));

    @Mixin
    private ReportOptions options;

    @Option(
            names = "--runtime",
            split = ",",
            paramLabel = "NAME",
            description = "Measure only these: terrace, terrace-pooled, chicory-compiler, wasmtime, wasmtime-pooled.")
    private List<String> runtimes = List.of();

    /** A module and what is done with it. */
    private record Row(int imports, int pages, String method) {
        String label() {
            return "%d %s, %s%s"
                    .formatted(
                            imports,
                            imports == 1 ? "import" : "imports",
                            pages == 0 ? "no memory" : pages + (pages == 1 ? " page" : " pages"),
                            method.equals("instantiate") ? "" : ", one call");
        }

        Jmh.Benchmark benchmark(String runtime, int threads) {
            Map<String, String> params =
                    Map.of("runtime", runtime, "imports", Integer.toString(imports), "pages", Integer.toString(pages));
            return new Jmh.Benchmark(InstanceBenchmark.class, method, params, threads);
        }
    }

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        if (!WasmtimeInstances.isAvailable()) {
            System.err.println(
                    "Wasmtime's library is not there, so it is left out; bench/fetch-wasmtime.sh fetches it.");
        }
        TextTable table = new TextTable(2, List.of("what", "runtime", "1 thread", "2 threads", "throughput"));
        for (Row row : ROWS) {
            for (String runtime : runtimes.isEmpty() ? InstanceMaker.available() : runtimes) {
                String label = row.label() + ", " + runtime;
                double one = options.measure(label, row.benchmark(runtime, 1), options.effort(FULL, QUICK));
                double two =
                        options.measure(label + ", 2 threads", row.benchmark(runtime, 2), options.effort(FULL, QUICK));
                List<String> cells = new ArrayList<>(List.of(row.label(), runtime));
                cells.add(ReportOptions.decimal(one, 0));
                cells.add(ReportOptions.decimal(two, 0));
                cells.add(ReportOptions.decimal(2 * one / two, 2) + "x");
                table.add(cells);
            }
        }
        options.end(
                "Making and dropping an instance: nanoseconds in each thread",
                table,
                "Median of the measured spans after a warm-up; the last column is what two threads get done, against"
                        + " one.");
        return 0;
    }
}
