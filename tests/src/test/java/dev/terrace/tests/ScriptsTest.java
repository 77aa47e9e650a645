package dev.terrace.tests;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.core.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The scripts in {@code tests/scripts}, for what the official suite leaves out, in every tier and with all features. */
class ScriptsTest {
    @TestFactory
    Stream<DynamicContainer> allAssertionsHold() throws IOException {
        Path folder = Path.of(System.getProperty("terrace.root"), "tests", "scripts");
        List<Path> scripts;
        try (Stream<Path> files = Files.list(folder)) {
            scripts = files.filter(file -> file.toString().endsWith(".wast"))
                    .sorted()
                    .toList();
        }
        return Execution.all().stream()
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        scripts.stream()
                                .map(script -> dynamicTest(
                                        script.getFileName().toString(),
                                        () -> Scripts.assertHold(
                                                execution, Feature.ALL, script, UnaryOperator.identity())))));
    }
}
