package dev.terrace.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of one of the programs in {@code tests/programs}: a line of {@code programs.tsv}, whose header says what the columns
 * mean.
 *
 * @param name the name of the case
 * @param module the program
 * @param arguments its arguments, without its own name
 * @param environment its environment
 * @param input the file that it reads as its standard input, if any
 * @param directory the directory that it gets, if any
 * @param end how it ends: an exit code, or "trap" and the kind of the trap
 * @param output the file that holds what it must write to its standard output
 */
record ProgramCase(
        String name,
        Path module,
        List<String> arguments,
        Map<String, String> environment,
        Optional<Path> input,
        Optional<Preopen> directory,
        String end,
        Path output) {
    private static final String NONE = "-";
    private static final int COLUMNS = 8;

    /**
     * A directory that a program gets.
     *
     * @param host the folder, or nothing for a new, empty one
     * @param guest what the program calls it
     */
    record Preopen(Optional<Path> host, String guest) {}

    /** Returns all cases, in the file's order. */
    static List<ProgramCase> all() {
        Path folder = Path.of(System.getProperty("terrace.root"), "tests", "programs");
        try (Stream<String> lines = Files.lines(folder.resolve("programs.tsv"))) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> parse(folder, line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProgramCase parse(Path folder, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("programs.tsv has a line that is not " + COLUMNS + " columns: " + line);
        }
        Path inputs = folder.resolve("inputs");
        return new ProgramCase(
                columns[0],
                folder.resolve("bin", columns[1] + ".wasm"),
                words(columns[2]),
                words(columns[3]).stream()
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> pair[1], (_, last) -> last, LinkedHashMap::new)),
                optional(columns[4]).map(inputs::resolve),
                optional(columns[5]).map(directory -> preopen(inputs, directory)),
                columns[6],
                folder.resolve("expected", columns[7] + ".out"));
    }

    private static Optional<String> optional(String column) {
        return column.equals(NONE) ? Optional.empty() : Optional.of(column);
    }

    private static List<String> words(String column) {
        return optional(column).map(text -> List.of(text.split(" ", -1))).orElse(List.of());
    }

    private static Preopen preopen(Path inputs, String column) {
        String[] names = column.split("::", 2);
        return switch (names[0]) {
            case "inputs" -> new Preopen(Optional.of(inputs), names[1]);
            case "scratch" -> new Preopen(Optional.empty(), names[1]);
            default -> throw new IllegalArgumentException("no such directory for programs: " + column);
        };
    }
}
