package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as text: the first columns are aligned to the left, the others to the right. */
final class TextTable {
    private final int labels;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a table.
     *
     * @param labels how many columns are aligned to the left
     * @param headings a heading for each column
     */
    TextTable(int labels, List<String> headings) {
        this.labels = labels;
        rows.add(List.copyOf(headings));
    }

    /** Adds a row, of as many cells as there are headings. */
    void add(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells in " + this);
        }
        rows.add(List.copyOf(cells));
    }

    /** Returns the table for a terminal. */
    String plain() {
        return lines(rows, "", "  ", "");
    }

    /** Returns the table in Markdown. */
    String markdown() {
        List<List<String>> all = new ArrayList<>(rows);
        all.add(
                1,
                IntStream.range(0, rows.getFirst().size())
                        .mapToObj(column -> column < labels ? "---" : "---:")
                        .toList());
        return lines(all, "| ", " | ", " |");
    }

    private String lines(List<List<String>> lines, String before, String between, String after) {
        return lines.stream()
                .map(cells -> IntStream.range(0, cells.size())
                        .mapToObj(column -> pad(cells.get(column), column))
                        .collect(Collectors.joining(between, before, after))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private String pad(String cell, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
        String space = " ".repeat(Math.max(0, width - cell.length()));
        return column < labels ? cell + space : space + cell;
    }

    @Override
    public String toString() {
        return plain();
    }
}
