package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, compiled from C, in every tier: what they print and how they end. */
class ProgramsTest {
    @TestFactory
    Stream<DynamicContainer> programsPrintWhatTheirNativeBuildsPrint(@TempDir Path scratch) {
        List<ProgramCase> cases = ProgramCase.all();
        return Execution.all().stream()
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        cases.stream()
                                .map(program -> dynamicTest(program.name(), () -> run(execution, program, scratch)))));
    }

    private static void run(Execution execution, ProgramCase program, Path scratch) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        WasiConfig.Builder wasi = WasiConfig.builder()
                .args(program.name())
                .args(program.arguments())
                .environment(program.environment())
                .output(output)
                .error(error);
        if (program.input().isPresent()) {
            wasi.input(Files.readAllBytes(program.input().get()));
        }
        if (program.directory().isPresent()) {
            ProgramCase.Preopen directory = program.directory().get();
            Path host = directory.host().isPresent()
                    ? directory.host().get()
                    : Files.createTempDirectory(scratch, program.name());
            wasi.directory(host, directory.guest());
        }
        String end = end(execution, program.module(), wasi.build());
        String context = "stderr: " + error.toString(StandardCharsets.UTF_8);
        assertEquals(program.end(), end, context);
        // As text first: a difference is easier to read there.
        byte[] expected = Files.readAllBytes(program.output());
        assertEquals(new String(expected, StandardCharsets.UTF_8), output.toString(StandardCharsets.UTF_8), context);
        assertArrayEquals(expected, output.toByteArray(), context);
    }

    private static String end(Execution execution, Path file, WasiConfig wasi) throws IOException {
        Config config = execution.config().build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Wasi.attach(store, wasi);
            try {
                return Integer.toString(Wasi.start(linker.instantiate(store, Module.fromFile(engine, file))));
            } catch (Trap trap) {
                return "trap " + trap.kind().message();
            } finally {
                Wasi.detach(store);
            }
        }
    }
}
