package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.cli.wast.SuiteFeatures;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The official test suite, in every tier. */
class SpecSuiteTest {
    @Test
    void allScriptsParseEvenThoseOfProposalsThatAreNotSupported() {
        for (Path script : SpecSuite.allScripts()) {
            assertFalse(SpecSuite.parse(script).isEmpty(), script::toString);
        }
    }

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
        return Execution.all().stream()
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        scripts.stream()
                                .map(script -> dynamicTest(
                                        SpecSuite.folder().relativize(script).toString(),
                                        () -> Scripts.assertHold(
                                                execution, SuiteFeatures.of(script), script, transform)))));
    }
}
