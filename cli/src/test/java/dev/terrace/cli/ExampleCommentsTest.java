package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples' comments say how to run them and what comes out. */
class ExampleCommentsTest {
    private static final Path ROOT = Path.of(System.getProperty("terrace.root"));

    /** For example {@code ;;     terrace run --invoke fib examples/fib.wat 30     prints 832040}. */
    private static final Pattern PROMISE =
            Pattern.compile(";; +terrace (run --invoke .*?\\S) {2,}(prints|traps:) ([^,:(]*[^,:( ]).*");

    @TestFactory
    Stream<DynamicTest> examplesDoWhatTheirCommentsPromise() throws IOException {
        List<DynamicTest> tests;
        try (Stream<Path> files = Files.list(ROOT.resolve("examples"))) {
            tests = files.filter(file -> file.toString().endsWith(".wat"))
                    .sorted()
                    .flatMap(ExampleCommentsTest::promises)
                    .toList();
        }
        assertTrue(tests.size() >= 15, "only " + tests.size() + " promises were found");
        return tests.stream();
    }

    private static Stream<DynamicTest> promises(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.matches(";; +terrace run --invoke .*"))
                    .map(line -> dynamicTest(line.substring(2).strip(), () -> check(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String line) {
        Matcher promise = PROMISE.matcher(line);
        assertTrue(promise.matches(), line);
        Object[] command = Arrays.stream(promise.group(1).split(" "))
                .map(word -> word.startsWith("examples/") ? ROOT.resolve(word).toString() : word)
                .toArray();
        CommandRun run = CommandRun.of(command);
        if (promise.group(2).equals("prints")) {
            assertEquals(new CommandRun(0, promise.group(3) + "\n", ""), run);
        } else {
            assertEquals(134, run.exitCode());
            assertTrue(run.err().startsWith("terrace: trap: " + promise.group(3)), run.err());
        }
    }
}
