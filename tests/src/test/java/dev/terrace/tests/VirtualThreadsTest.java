package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path output = folder.resolve(tier.name());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=2",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyGuests.class.getName(),
                        tier.name())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the guests keep their carriers");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(
                "1000 guests met, wrong by 0",
                Files.readString(output, StandardCharsets.UTF_8).strip());
    }
}
