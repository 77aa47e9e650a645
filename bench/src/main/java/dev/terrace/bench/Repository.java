package dev.terrace.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** Where files of the repository are. */
final class Repository {
    private Repository() {}

    /**
     * Returns the repository's root.
     *
     * @throws NoSuchElementException if nobody has said where it is
     */
    static Path root() {
        String root = System.getProperty("terrace.root");
        if (root == null) {
            throw new NoSuchElementException("-Dterrace.root=DIR must name the repository's root");
        }
        return Path.of(root);
    }

    /** Returns where the file of a module in {@code modules.tsv} is, once it has been fetched. */
    static Path fetched(String name) {
        return root().resolve(".terrace/modules").resolve(name + ".wasm");
    }

    /**
     * Returns the file of a module in {@code modules.tsv}.
     *
     * @throws NoSuchElementException if it has not been fetched
     */
    static Path module(String name) {
        Path file = fetched(name);
        if (!Files.exists(file)) {
            throw new NoSuchElementException(
                    "no file %s; to fetch it: bench/fetch-modules.sh %s".formatted(file, name));
        }
        return file;
    }
}
