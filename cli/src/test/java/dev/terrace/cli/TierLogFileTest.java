package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierLogFileTest {
    @Test
    void anEventIsALineOfJson() {
        TierEvent event = new TierEvent(
                Kind.COMPILED,
                Optional.of("app"),
                7,
                Optional.of("main"),
                OptionalInt.of(2),
                Optional.of("interp"),
                "jvm",
                "5000 iterations",
                3,
                5_000,
                Duration.ofMillis(2),
                120,
                2_048,
                Optional.empty());
        assertEquals(
                "{\"event\":\"compiled\",\"module\":\"app\",\"function\":7,\"name\":\"main\",\"loop\":2,"
                        + "\"from\":\"interp\",\"to\":\"jvm\",\"reason\":\"5000 iterations\",\"calls\":3,"
                        + "\"iterations\":5000,\"micros\":2000,\"bodyBytes\":120,\"codeBytes\":2048}\n",
                TierLogFile.line(event));
    }

    @Test
    void namesThatWouldBreakTheLineAreEscaped() {
        TierEvent event = new TierEvent(
                Kind.REFUSED,
                Optional.empty(),
                0,
                Optional.of("a\"b\\c\nd\ud800\ud83d\ude00"),
                OptionalInt.empty(),
                Optional.empty(),
                "jvm",
                "too large",
                0,
                0,
                Duration.ZERO,
                1,
                0,
                Optional.of(new IllegalStateException("broken")));
        String line = TierLogFile.line(event);
        assertTrue(line.contains("\"name\":\"a\\\"b\\\\c\\u000ad\\ud800\ud83d\ude00\""), line);
        assertTrue(line.endsWith(",\"failure\":\"java.lang.IllegalStateException: broken\"}\n"), line);
        assertEquals(line.length() - 1, line.indexOf('\n'));
    }

    @Test
    void theFlagWritesWhatHappensInARun(@TempDir Path folder) throws IOException {
        Path module = Files.writeString(folder.resolve("f.wat"), "(module $m (func $f (export \"f\")))");
        Path log = folder.resolve("log");
        CommandRun run = CommandRun.of("run", "--tier=interp", "--tier-log", log.toString(), "--invoke", "f", module);
        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = Files.readAllLines(log);
        assertEquals(1, lines.size());
        assertTrue(
                lines.getFirst()
                        .startsWith(
                                "{\"event\":\"compiled\",\"module\":\"m\",\"function\":0,\"name\":\"f\",\"to\":\"interp\""),
                lines::getFirst);
    }

    @Test
    void aLogThatCannotBeWrittenAndAThresholdOutOfRangeAreSaidSo(@TempDir Path folder) throws IOException {
        Path module = Files.writeString(folder.resolve("f.wat"), "(module (func (export \"f\")))");
        CommandRun log = CommandRun.of("run", "--tier-log", folder.toString(), "--invoke", "f", module);
        assertEquals(2, log.exitCode());
        assertTrue(log.err().contains("--tier-log: cannot write"), log.err());
        CommandRun threshold = CommandRun.of("run", "--call-threshold", "0", "--invoke", "f", module);
        assertEquals(2, threshold.exitCode());
        assertTrue(threshold.err().contains("--call-threshold: callThreshold must be from 1"), threshold.err());
        CommandRun mode = CommandRun.of("run", "--compile=never", "--invoke", "f", module);
        assertTrue(mode.err().contains("expected one of background, sync, eager, lazy, not 'never'"), mode.err());
    }
}
