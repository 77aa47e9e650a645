package dev.terrace.tests;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.text.ScriptModule;
import dev.terrace.core.text.WastParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The official test suite, in the folder that the system property {@code terrace.testsuite} names. */
final class SpecSuite {
    private SpecSuite() {}

    /** Returns the folder; the test that asks is skipped if it is not there. */
    static Path folder() {
        String folder = System.getProperty("terrace.testsuite");
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            abort("the test suite is not there; -Dterrace.testsuite=DIR says where it is: " + folder);
        }
        return Path.of(folder);
    }

    /** Returns the scripts but for those of proposals that are not supported, in alphabetical order. */
    static List<Path> scripts() {
        return allScripts().stream()
                .filter(file -> !SuiteFeatures.isUnsupported(file))
                .toList();
    }

    /** Returns all scripts, in alphabetical order. */
    static List<Path> allScripts() {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".wast"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses a script. */
    static List<ScriptCommand> parse(Path script) {
        try {
            return WastParser.parse(Files.readString(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the module in a command that does not say that its module is malformed. */
    static Optional<ScriptModule> wellFormedModule(ScriptCommand command) {
        return switch (command) {
            case ScriptCommand.DefineModule c -> Optional.of(c.module());
            case ScriptCommand.AssertModuleTrap c -> Optional.of(c.module());
            case ScriptCommand.AssertInvalid c -> Optional.of(c.module());
            case ScriptCommand.AssertUnlinkable c -> Optional.of(c.module());
            default -> Optional.empty();
        };
    }
}
