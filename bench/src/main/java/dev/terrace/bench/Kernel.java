package dev.terrace.bench;

import dev.terrace.core.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A small program to measure: a module without imports that exports a function of one i32, the size of the problem. They
 * are listed in {@code kernels/kernels.tsv}.
 *
 * @param name what it is called in reports
 * @param file the name of its module among the resources
 * @param export the name of its function
 * @param benchmark the call to measure
 * @param test a call that takes little time
 * @param features what it needs that not every runtime has
 */
record Kernel(String name, String file, String export, Call benchmark, Call test, Set<Feature> features)
        implements Workload {
    private static final String FOLDER = "kernels/";
    private static final int COLUMNS = 9;

    /**
     * A call and its result.
     *
     * @param argument the size of the problem
     * @param result what the function must return; an i32 is sign-extended
     */
    record Call(int argument, long result) {}

    /** Returns all kernels, in the order of the list. */
    static List<Kernel> all() {
        return new String(resource("kernels.tsv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Kernel::parse)
                .toList();
    }

    /**
     * Returns the kernel of a name.
     *
     * @throws NoSuchElementException if there is none
     */
    static Kernel named(String name) {
        return all().stream()
                .filter(kernel -> kernel.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no kernel \"%s\"; there are: %s"
                        .formatted(name, all().stream().map(Kernel::name).toList())));
    }

    private static Kernel parse(String line) {
        String[] column = line.split("\t", -1);
        if (column.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "kernels.tsv: %d columns instead of %d in \"%s\"".formatted(column.length, COLUMNS, line));
        }
        return new Kernel(
                column[0],
                column[1],
                column[2],
                call(column[4], column[5]),
                call(column[6], column[7]),
                Workload.features(column[8]));
    }

    private static Call call(String argument, String result) {
        return new Call(Integer.parseInt(argument), Long.parseLong(result));
    }

    @Override
    public byte[] bytes() {
        return resource(file);
    }

    private static byte[] resource(String file) {
        try (InputStream in = Kernel.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new NoSuchElementException("no resource " + FOLDER + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
