package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.core.Feature;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.text.ScriptModule;
import dev.terrace.core.text.WastParser;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/** Sends every module of the official test suite through {@link RoundTrip} and compares what comes back. */
class RoundTripTest {
    /** A proposal whose instructions and types are not supported. */
    private static final String UNSUPPORTED = "custom-descriptors";

    @TestFactory
    Stream<DynamicTest> everyModuleComesBackFromTextAsItWas(TestReporter reporter) throws IOException {
        Path suite = suite();
        List<Path> scripts;
        try (Stream<Path> files = Files.walk(suite)) {
            scripts = files.filter(file -> file.toString().endsWith(".wast"))
                    .filter(file -> !file.toString().contains(UNSUPPORTED))
                    .sorted()
                    .toList();
        }
        return scripts.stream()
                .map(script -> dynamicTest(suite.relativize(script).toString(), () -> {
                    int modules = checkScript(script);
                    reporter.publishEntry(suite.relativize(script).toString(), modules + " modules");
                }));
    }

    private static Path suite() {
        String folder = System.getProperty("terrace.testsuite");
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            abort("the test suite is not there; -Dterrace.testsuite=DIR says where it is: " + folder);
        }
        return Path.of(folder);
    }

    private static int checkScript(Path script) {
        List<String> differences = new ArrayList<>();
        int modules = 0;
        for (ScriptCommand command : WastParser.parse(read(script))) {
            Optional<byte[]> binary = binary(command);
            if (binary.isPresent()) {
                modules++;
                difference(binary.get()).ifPresent(found -> differences.add(command.position() + ": " + found));
            }
        }
        assertEquals(List.of(), differences);
        return modules;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the module in a command that does not say that its module is malformed. */
    private static Optional<byte[]> binary(ScriptCommand command) {
        Optional<ScriptModule> module =
                switch (command) {
                    case ScriptCommand.DefineModule c -> Optional.of(c.module());
                    case ScriptCommand.AssertModuleTrap c -> Optional.of(c.module());
                    case ScriptCommand.AssertInvalid c -> Optional.of(c.module());
                    case ScriptCommand.AssertUnlinkable c -> Optional.of(c.module());
                    default -> Optional.empty();
                };
        return module.map(m -> m.parse().binary());
    }

    /** Returns what is wrong with a module that has gone through text; nothing if all is well. */
    private static Optional<String> difference(byte[] binary) {
        WasmModule module = BinaryDecoder.decode(binary, Feature.ALL);
        WasmModule back = BinaryDecoder.decode(RoundTrip.of(binary), Feature.ALL);
        return ModuleDifference.find(module, back).or(() -> {
            boolean valid = isValid(module);
            return valid == isValid(back) ? Optional.empty() : Optional.of(valid ? "became invalid" : "became valid");
        });
    }

    private static boolean isValid(WasmModule module) {
        try {
            Validator.validate(module, Feature.ALL, new TypeRegistry());
            return true;
        } catch (WasmFormatException _) {
            return false;
        }
    }
}
