package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.TierStrategy;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.core.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs test scripts. */
final class Scripts {
    private Scripts() {}

    /**
     * Runs a script, all of whose assertions must hold.
     *
     * @param tier what executes it
     * @param features what its modules may use
     * @param transform what is done to every binary module that is to be instantiated
     */
    static void assertHold(TierStrategy tier, Set<Feature> features, Path script, UnaryOperator<byte[]> transform)
            throws IOException {
        Config config = Config.builder().tiers(tier).features(features).build();
        try (Engine engine = Engine.create(config)) {
            ScriptReport report = ScriptRunner.run(engine, Files.readAllBytes(script), transform);
            assertTrue(
                    report.failures().isEmpty(),
                    () -> report.failures().stream()
                            .map(failure -> script + ":" + failure.position() + ": " + failure.message())
                            .collect(Collectors.joining("\n")));
        }
    }
}
