package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CopyBenchmarkTest {
    @Test
    @DisplayName("The guest and Java copy the same bytes")
    void guestAndJavaCopyTheSame() throws IOException {
        CopyBenchmark benchmark = new CopyBenchmark();
        benchmark.tier = TierStrategy.INTERPRETER;
        benchmark.mebibytes = 1;
        benchmark.prepare();
        try {
            benchmark.guestToNowhere();
            benchmark.javaToNowhere();
            benchmark.guestToFile();
            assertEquals(-1, Files.mismatch(benchmark.folder.resolve("input"), benchmark.folder.resolve("output")));
            Files.delete(benchmark.folder.resolve("output"));
            benchmark.javaToFile();
            assertEquals(-1, Files.mismatch(benchmark.folder.resolve("input"), benchmark.folder.resolve("output")));
        } finally {
            benchmark.remove();
        }
    }
}
