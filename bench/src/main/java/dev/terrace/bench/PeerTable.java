package dev.terrace.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A table of what peers take for workloads, and how many times as fast as others some of them are. */
final class PeerTable {
    private static final String NONE = "-";
    private static final String FAILED = "fails";

    private final List<String> labels;
    private final List<Peer> peers;
    private final List<Comparison> comparisons;
    private final List<Row> rows = new ArrayList<>();

    /** Shows milliseconds. */
    static final DoubleUnaryOperator MILLISECONDS = nanoseconds -> nanoseconds / 1e6;

    /**
     * A line of the table.
     *
     * @param group what geometric means are taken of
     * @param labels the cells of its first columns
     * @param times nanoseconds by the peer's name; NaN where it failed, nothing where it was not measured
     * @param figure what makes the figure to show of nanoseconds
     */
    private record Row(String group, List<String> labels, Map<String, Double> times, DoubleUnaryOperator figure) {
        /** Returns how many times as fast as the baseline the peer is; NaN if one of them has no time. */
        double ratio(Comparison comparison) {
            return times.getOrDefault(comparison.baseline(), Double.NaN)
                    / times.getOrDefault(comparison.peer(), Double.NaN);
        }

        String cell(Peer peer) {
            Double time = times.get(peer.name());
            if (time == null) {
                return NONE;
            }
            return time.isNaN() ? FAILED : ReportOptions.decimal(figure.applyAsDouble(time), 2);
        }
    }

    /**
     * Creates a table.
     *
     * @param labels the headings of the first columns
     * @param peers whose times to show, each in a column
     * @param comparisons what to compare; those of other peers are left out
     */
    PeerTable(List<String> labels, List<Peer> peers, List<Comparison> comparisons) {
        this.labels = List.copyOf(labels);
        this.peers = List.copyOf(peers);
        List<String> names = peers.stream().map(Peer::name).toList();
        this.comparisons = comparisons.stream()
                .filter(comparison -> names.contains(comparison.peer()) && names.contains(comparison.baseline()))
                .toList();
    }

    /**
     * Adds a line.
     *
     * @param group what geometric means are taken of
     * @param cells the cells of its first columns
     * @param times nanoseconds by the peer's name; NaN where it failed, nothing where it was not measured
     * @param figure what makes the figure to show of nanoseconds
     */
    void add(String group, List<String> cells, Map<String, Double> times, DoubleUnaryOperator figure) {
        rows.add(new Row(group, List.copyOf(cells), Map.copyOf(times), figure));
    }

    /** Returns whether something failed. */
    boolean failed() {
        return rows.stream().flatMap(row -> row.times().values().stream()).anyMatch(time -> time.isNaN());
    }

    /** Returns the table, with geometric means and the lowest ratios at its end. */
    TextTable text() {
        List<String> headings = new ArrayList<>(labels);
        peers.forEach(peer -> headings.add(peer.name()));
        comparisons.forEach(comparison -> headings.add(comparison.toString()));
        TextTable table = new TextTable(1, headings);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(row.labels());
            peers.forEach(peer -> cells.add(row.cell(peer)));
            comparisons.forEach(comparison -> cells.add(times(row.ratio(comparison))));
            table.add(cells);
        }
        if (comparisons.isEmpty()) {
            return table;
        }
        List<String> groups = rows.stream().map(Row::group).distinct().toList();
        if (groups.size() > 1) {
            for (String group : groups) {
                addMeans(
                        table,
                        "geometric mean, " + group,
                        rows.stream().filter(row -> row.group().equals(group)).toList());
            }
        }
        addMeans(table, "geometric mean", rows);
        addSummary(
                table,
                "lowest",
                comparisons.stream()
                        .map(comparison -> ratios(rows, comparison).min().orElse(Double.NaN)));
        return table;
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) ? NONE : ReportOptions.decimal(ratio, 2) + "x";
    }

    private void addMeans(TextTable table, String label, List<Row> of) {
        addSummary(
                table,
                label,
                comparisons.stream()
                        .map(comparison -> Math.exp(
                                ratios(of, comparison).map(Math::log).average().orElse(Double.NaN))));
    }

    private void addSummary(TextTable table, String label, Stream<Double> ratios) {
        List<String> cells = new ArrayList<>(List.of(label));
        cells.addAll(Collections.nCopies(labels.size() - 1 + peers.size(), ""));
        ratios.forEach(ratio -> cells.add(times(ratio)));
        table.add(cells);
    }

    /** Returns the ratios where both peers have a time. */
    private static DoubleStream ratios(List<Row> of, Comparison comparison) {
        return of.stream().mapToDouble(row -> row.ratio(comparison)).filter(ratio -> !Double.isNaN(ratio));
    }
}
