package dev.terrace.bench;

import dev.terrace.core.Feature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A whole program to measure, run from its beginning to its end in a new instance each time. They are listed in {@code
 * programs/programs.tsv}, whose header says what the columns mean.
 *
 * @param name what it is called in reports
 * @param driver how to run it
 * @param module the file of its module
 * @param arguments its arguments, without its own name
 * @param input what it reads
 * @param directory a directory that it may open files in
 * @param sha256 the digest of what it must write
 * @param features what it needs that not every runtime has
 */
record Program(
        String name,
        Driver driver,
        Path module,
        List<String> arguments,
        Optional<Input> input,
        Optional<Preopen> directory,
        String sha256,
        Set<Feature> features)
        implements Workload {
    private static final String NONE = "-";
    private static final int COLUMNS = 8;

    /**
     * What a program reads.
     *
     * @param file a file
     * @param times how often to repeat it
     */
    record Input(Path file, int times) {
        byte[] bytes() {
            byte[] once = read(file);
            byte[] all = new byte[once.length * times];
            IntStream.range(0, times).forEach(i -> System.arraycopy(once, 0, all, i * once.length, once.length));
            return all;
        }
    }

    /**
     * A directory that a program gets.
     *
     * @param host the folder
     * @param guest what the program calls it
     */
    record Preopen(Path host, String guest) {
        /** Returns it as the options of commands have it. */
        @Override
        public String toString() {
            return host + "::" + guest;
        }
    }

    /** Returns all programs, in the order of the list. */
    static List<Program> all() {
        Path list = Repository.root().resolve("bench/programs/programs.tsv");
        try (Stream<String> lines = Files.lines(list)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(Program::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the program of a name.
     *
     * @throws NoSuchElementException if there is none
     */
    static Program named(String name) {
        return all().stream()
                .filter(program -> program.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no program \"%s\"; there are: %s"
                        .formatted(name, all().stream().map(Program::name).toList())));
    }

    private static Program parse(String line) {
        String[] column = line.split("\t", -1);
        if (column.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "programs.tsv: %d columns instead of %d in \"%s\"".formatted(column.length, COLUMNS, line));
        }
        Path root = Repository.root();
        return new Program(
                column[0],
                Driver.named(column[1]),
                root.resolve(column[2]),
                optional(column[3])
                        .map(arguments -> List.of(arguments.split(" ", -1)))
                        .orElse(List.of()),
                optional(column[4]).map(file -> input(root, file.split(" x", -1))),
                optional(column[5]).map(names -> preopen(root, names.split("::", 2))),
                column[6],
                Workload.features(column[7]));
    }

    private static Optional<String> optional(String column) {
        return column.equals(NONE) ? Optional.empty() : Optional.of(column);
    }

    private static Input input(Path root, String[] fileAndTimes) {
        return new Input(
                root.resolve(fileAndTimes[0]), fileAndTimes.length > 1 ? Integer.parseInt(fileAndTimes[1]) : 1);
    }

    private static Preopen preopen(Path root, String[] names) {
        return new Preopen(root.resolve(names[0]), names[1]);
    }

    /** Returns whether the file of its module is there: those of others have to be fetched. */
    boolean isPresent() {
        return Files.exists(module);
    }

    @Override
    public byte[] bytes() {
        return read(module);
    }

    /** Returns what it reads; nothing if it has no input. */
    byte[] inputBytes() {
        return input.map(Input::bytes).orElseGet(() -> new byte[0]);
    }

    /** Returns its arguments, with its own name before them. */
    List<String> commandLine() {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(arguments);
        return all;
    }

    /**
     * Checks what it has written.
     *
     * @throws IllegalStateException if that is something else than it must be
     */
    void check(byte[] output) {
        String digest = sha256(output);
        if (!digest.equals(sha256)) {
            throw new IllegalStateException("%s wrote %d bytes with the SHA-256 %s instead of %s; they begin: %s"
                    .formatted(
                            name,
                            output.length,
                            digest,
                            sha256,
                            new String(output, 0, Math.min(output.length, 1000), StandardCharsets.UTF_8)));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
