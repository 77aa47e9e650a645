package dev.terrace.codestyle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EverySourceTest {
    private final Path root = Path.of(System.getProperty("terrace.root"));

    @Test
    void is_formatted() throws IOException {
        List<Path> sources = SourceFiles.in(root);
        assertFalse(sources.isEmpty(), "no sources in " + root);
        List<String> complaints = sources.parallelStream()
                .map(this::complaint)
                .flatMap(Optional::stream)
                .toList();
        if (!complaints.isEmpty()) {
            fail(String.join("\n", complaints) + "\nTo format: mvn -q -Pformat process-classes -pl codestyle");
        }
    }

    private Optional<String> complaint(Path file) {
        try {
            String source = Files.readString(file);
            return SourceFormatter.format(source).equals(source)
                    ? Optional.empty()
                    : Optional.of(root.relativize(file) + ": not formatted");
        } catch (FormatterException e) {
            return Optional.of(root.relativize(file) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
