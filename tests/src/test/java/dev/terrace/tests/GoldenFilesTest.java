package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Module;
import dev.terrace.TierStrategy;
import dev.terrace.core.Feature;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what the native tier makes of small functions with what it is to make of them: the function {@code f} of each
 * module in the folder {@code golden}, in static single assignment form ({@code .ssa}) and in machine code ({@code .asm}).
 *
 * <p>With the system property {@code terrace.golden.write}, which names the folder in the sources, the files are written
 * anew; their differences show what a change of the compiler has done.
 */
class GoldenFilesTest {
    /** What the golden machine code may use, on whatever processor the test runs. */
    private static final String CPU = "+sse4.2,+cx16,+xsave,+popcnt,+lzcnt,+bmi1,+bmi2,+avx,+avx2,+fma,-gfni,-avx-vnni";

    private static final List<String> FORMS = List.of("ssa", "asm");

    static List<String> modules() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".wat"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenFilesTest.class.getResource("/golden"))
                .toURI());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void functionsBecomeWhatTheFilesSay(String name) throws IOException, URISyntaxException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the golden files are for x86-64");
        Config config = Config.builder()
                .tiers(TierStrategy.NATIVE)
                .features(Feature.ALL)
                .cpu(CPU)
                .build();
        try (Engine engine = Engine.create(config)) {
            Module module = Module.fromFile(engine, folder().resolve(name));
            String write = System.getProperty("terrace.golden.write");
            for (String form : FORMS) {
                String file = name.replace(".wat", "." + form);
                String text = module.printCode("f", form);
                if (write == null) {
                    assertEquals(Files.readString(folder().resolve(file)), text, file);
                } else {
                    Files.writeString(Path.of(write).resolve(file), text);
                }
            }
        }
    }
}
