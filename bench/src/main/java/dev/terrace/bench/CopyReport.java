package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast a guest copies a file, and how fast Java does. */
@Command(name = "copy", description = "Copying a file by a guest, against the same in Java.")
final class CopyReport implements Callable<Integer> {
    private static final Jmh.Effort FULL = new Jmh.Effort.Warm(2, 3, 7, 1000);
    private static final Jmh.Effort QUICK = new Jmh.Effort.Warm(1, 1, 3, 1000);

    private static final List<Row> ROWS = List.of(
            new Row("cat to /dev/null", "guestToNowhere"),
            new Row("Java to /dev/null", "javaToNowhere"),
            new Row("cat to a file", "guestToFile"),
            new Row("Java to a file", "javaToFile"));

    @Mixin
    private ReportOptions options;

    @Option(
            names = "--mebibytes",
            defaultValue = "1024",
            description = "The size of the file to copy (default: ${DEFAULT-VALUE}).")
    private int mebibytes;

    /** A row of the table, and the method that measures it. */
    private record Row(String label, String method) {}

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        double megabytes = mebibytes * (double) (1 << 20) / 1e6;
        List<TerracePeer> peers = TerracePeer.available();
        List<String> headings = new ArrayList<>(List.of("what"));
        peers.forEach(peer -> headings.add(peer.name()));
        TextTable table = new TextTable(1, headings);
        for (Row row : ROWS) {
            List<String> cells = new ArrayList<>(List.of(row.label()));
            for (TerracePeer peer : peers) {
                Map<String, String> params =
                        Map.of("tier", peer.strategy().name(), "mebibytes", Integer.toString(mebibytes));
                double nanoseconds = options.measure(
                        row.label() + ", " + peer.name(),
                        new Jmh.Benchmark(CopyBenchmark.class, row.method(), params),
                        options.effort(FULL, QUICK));
                cells.add(ReportOptions.decimal(megabytes / (nanoseconds / 1e9), 0));
            }
            table.add(cells);
        }
        options.end(
                "Copying a file of %d MiB: megabytes (10^6 bytes) a second".formatted(mebibytes),
                table,
                "Both copy through a buffer of 64 KiB. The file is in the system's cache where that is large enough.");
        return 0;
    }
}
