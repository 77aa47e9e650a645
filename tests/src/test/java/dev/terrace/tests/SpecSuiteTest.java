package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.TierStrategy;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.cli.wast.SuiteFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The official test suite, in every tier. */
class SpecSuiteTest {
    @TestFactory
    Stream<DynamicContainer> allAssertionsHold() {
        return inEveryTier(UnaryOperator.identity());
    }

    @TestFactory
    Stream<DynamicContainer> allAssertionsHoldForModulesThatWerePrintedAndParsedAgain() {
        return inEveryTier(RoundTrip::of);
    }

    private static Stream<DynamicContainer> inEveryTier(UnaryOperator<byte[]> transform) {
        List<Path> scripts = SpecSuite.scripts();
        return Tiers.all().stream()
                .map(tier -> dynamicContainer(
                        tier.toString(),
                        scripts.stream()
                                .map(script -> dynamicTest(
                                        SpecSuite.folder().relativize(script).toString(),
                                        () -> run(tier, script, transform)))));
    }

    private static void run(TierStrategy tier, Path script, UnaryOperator<byte[]> transform) throws IOException {
        Config config =
                Config.builder().tiers(tier).features(SuiteFeatures.of(script)).build();
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
