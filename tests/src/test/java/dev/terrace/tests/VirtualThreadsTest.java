package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Guests in virtual threads, in every tier and in all together. */
class VirtualThreadsTest {
    @TempDir
    private Path folder;

    /** If a waiting guest kept its carrier, two could wait, and the others would never come. */
    @TestFactory
    Stream<DynamicTest> aThousandGuestsWaitInTheHostOnTwoCarriers() {
        return Stream.concat(Tiers.all().stream(), Stream.of(TierStrategy.AUTO))
                .map(tier -> dynamicTest(tier.toString(), () -> meet(tier)));
    }

    private void meet(TierStrategy tier) throws IOException, InterruptedException {
        assertEquals("1000 guests met, wrong by 0", outputOf(ManyGuests.class, tier.name()));
    }

    /** If a guest that loads a class waited for one that has no carrier, neither would ever go on. */
    @TestFactory
    Stream<DynamicTest> guestsOnTwoCarriersNeedTheSameClassesAtOnce() {
        return Stream.of(
                        List.of("AUTO", "BACKGROUND", "STEPS", "30"),
                        List.of("AUTO", "BACKGROUND", "DIRECT", "5"),
                        List.of("AUTO", "SYNC", "STEPS", "5"),
                        List.of("JVM", "LAZY", "DIRECT", "20"),
                        List.of("JVM", "EAGER", "DIRECT", "10"))
                .map(arguments -> dynamicTest(String.join(" ", arguments), () -> climb(arguments)));
    }

    private void climb(List<String> arguments) throws IOException, InterruptedException {
        String output = outputOf(ManyClimbs.class, arguments.toArray(String[]::new));
        assertEquals(arguments.getLast() + " rounds, wrong: 0", output);
    }

    /** Runs a program of its own, in which virtual threads have two carriers; returns what it prints. */
    private String outputOf(Class<?> program, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve(program.getSimpleName() + String.join("-", arguments));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the guests keep their carriers");
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }
}
