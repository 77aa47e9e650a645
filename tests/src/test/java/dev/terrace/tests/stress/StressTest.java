package dev.terrace.tests.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.TierStrategy;
import dev.terrace.tests.Tiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs {@link Stress} with the virtual machine's collectors, while JFR looks at all threads all the time, by signals too. {@code
 * -Dterrace.stress.seconds=N} sets for how long with each, {@code -Dterrace.stress.threads=N} in how many threads, and {@code
 * -Dterrace.stress.seed=N} what they do.
 */
class StressTest {
    private static final int SECONDS = Integer.getInteger("terrace.stress.seconds", 3);
    private static final int THREADS = Integer.getInteger("terrace.stress.threads", 4);
    private static final long SEED = Long.getLong("terrace.stress.seed", 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"G1", "Z", "Serial"})
    void nothingCrashesOrIsWrongOrLeftOverWhateverCollectsTheGarbage(String collector)
            throws IOException, InterruptedException {
        assumeTrue(Tiers.all().contains(TierStrategy.NATIVE), "there is no native code on this machine");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command(collector))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(SECONDS * 2L + 120, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8) + crashes();
        System.out.println(collector + ": " + text);
        assertTrue(ended, () -> "it hangs: " + text);
        assertEquals(0, process.waitFor(), text);
        assertEquals("passed", text.strip().lines().reduce("", (_, last) -> last), text);
    }

    private List<String> command(String collector) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+Use" + collector + "GC",
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:StartFlightRecording:settings=profile,filename=" + folder.resolve("recording.jfr")
                        + ",jdk.CPUTimeSample#enabled=true",
                "-Xlog:jfr*=off",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Stress.class.getName()));
        command.addAll(List.of(Integer.toString(SECONDS), Integer.toString(THREADS), Long.toString(SEED)));
        return command;
    }

    /** Returns what the virtual machine has written of its end. */
    private String crashes() throws IOException {
        StringBuilder crashes = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("hs_err")) {
                    crashes.append(Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return crashes.toString();
    }
}
