package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.core.Feature;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.Validator;
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
    @TestFactory
    Stream<DynamicTest> everyModuleComesBackFromTextAsItWas(TestReporter reporter) {
        Path suite = SpecSuite.folder();
        return SpecSuite.scripts().stream()
                .map(script -> dynamicTest(suite.relativize(script).toString(), () -> {
                    int modules = checkScript(script);
                    reporter.publishEntry(suite.relativize(script).toString(), modules + " modules");
                }));
    }

    private static int checkScript(Path script) {
        List<String> differences = new ArrayList<>();
        int modules = 0;
        for (ScriptCommand command : SpecSuite.parse(script)) {
            Optional<byte[]> binary = SpecSuite.wellFormedModule(command)
                    .map(module -> module.parse().binary());
            if (binary.isPresent()) {
                modules++;
                difference(binary.get()).ifPresent(found -> differences.add(command.position() + ": " + found));
            }
        }
        assertEquals(List.of(), differences);
        return modules;
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
