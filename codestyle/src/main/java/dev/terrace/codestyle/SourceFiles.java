package dev.terrace.codestyle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the hand-written Java sources of a repository.
final class SourceFiles {
    private SourceFiles() {}

    /// Returns the files under `MODULE/src/main/java` and `MODULE/src/test/java` for each module folder in `root`.
    static List<Path> in(Path root) throws IOException {
        List<Path> folders;
        try (Stream<Path> modules = Files.list(root)) {
            folders = modules.flatMap(module ->
                            Stream.of("src/main/java", "src/test/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
        var sources = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }
}
