package dev.terrace.examples;

import dev.terrace.Engine;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a WASI program several times with different input, and keeps what it prints. The module is loaded and linked once;
 * every run has a store of its own, so that nothing of one run is left in the next. Run it in the repository's root.
 */
public final class WasiProgram {
    /**
     * What came of a run.
     *
     * @param exitCode the program's exit code
     * @param output what it wrote to its standard output
     */
    record Run(int exitCode, String output) {}

    private WasiProgram() {}

    public static void main(String[] args) throws IOException {
        Path program = Path.of("tests", "programs", "bin", "wordcount.wasm");
        for (Run run : run(program, List.of("one two three", "four\nfive"))) {
            System.out.println("exit code " + run.exitCode() + ", output: " + run.output());
        }
    }

    static List<Run> run(Path program, List<String> inputs) throws IOException {
        try (Engine engine = Engine.create()) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            var linked = linker.link(Module.fromFile(engine, program));
            return inputs.stream()
                    .map(input -> {
                        ByteArrayOutputStream output = new ByteArrayOutputStream();
                        try (Store store = new Store(engine)) {
                            Wasi.attach(
                                    store,
                                    WasiConfig.builder()
                                            .args("wordcount")
                                            .input(input.getBytes(StandardCharsets.UTF_8))
                                            .output(output)
                                            .build());
                            int exitCode = Wasi.start(linked.instantiate(store));
                            return new Run(exitCode, output.toString(StandardCharsets.UTF_8));
                        }
                    })
                    .toList();
        }
    }
}
