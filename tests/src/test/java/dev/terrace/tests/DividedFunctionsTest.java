package dev.terrace.tests;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.core.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Scripts about control flow and locals, with all functions divided into as many of Java's methods as can be, in every
 * execution: see the system property.
 */
class DividedFunctionsTest {
    private static final String METHOD_SIZE = "terrace.tier1.methodSize";

    private static final Set<String> OFFICIAL = Set.of(
            "block",
            "br",
            "br_if",
            "br_on_cast",
            "br_on_cast_fail",
            "br_on_non_null",
            "br_on_null",
            "br_table",
            "call",
            "call_indirect",
            "func",
            "if",
            "labels",
            "left-to-right",
            "local_get",
            "local_set",
            "local_tee",
            "loop",
            "nop",
            "return",
            "return_call",
            "return_call_indirect",
            "return_call_ref",
            "select",
            "simd_select",
            "stack",
            "switch",
            "throw",
            "throw_ref",
            "try_catch",
            "try_delegate",
            "try_table",
            "unreachable",
            "unwind");

    @BeforeAll
    static void divide() {
        System.setProperty(METHOD_SIZE, "40");
    }

    @AfterAll
    static void stop() {
        System.clearProperty(METHOD_SIZE);
    }

    @TestFactory
    Stream<DynamicContainer> allAssertionsOfOfficialScriptsHold() {
        return Execution.all().stream()
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        SpecSuite.scripts().stream()
                                .filter(script -> OFFICIAL.contains(name(script)))
                                .map(script -> dynamicTest(
                                        SpecSuite.folder().relativize(script).toString(),
                                        () -> Scripts.assertHold(
                                                execution,
                                                SuiteFeatures.of(script),
                                                script,
                                                UnaryOperator.identity())))));
    }

    @TestFactory
    Stream<DynamicContainer> allAssertionsOfOwnScriptsHold() throws IOException {
        Path folder = Path.of(System.getProperty("terrace.root"), "tests", "scripts");
        Path[] scripts;
        try (Stream<Path> files = Files.list(folder)) {
            scripts = files.filter(file -> file.toString().endsWith(".wast"))
                    .sorted()
                    .toArray(Path[]::new);
        }
        return Execution.all().stream()
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        Stream.of(scripts)
                                .map(script -> dynamicTest(
                                        name(script),
                                        () -> Scripts.assertHold(
                                                execution, Feature.ALL, script, UnaryOperator.identity())))));
    }

    private static String name(Path script) {
        String name = script.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
