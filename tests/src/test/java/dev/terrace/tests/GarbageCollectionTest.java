package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Objects in a heap of 64 MB, in every tier. */
class GarbageCollectionTest {
    @TestFactory
    Stream<DynamicTest> whatIsNotUsedAnyMoreMakesRoom() {
        return Tiers.all().stream().map(tier -> dynamicTest(tier.toString(), () -> runInSmallHeap(tier)));
    }

    private static void runInSmallHeap(TierStrategy tier) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        tier.name())
                .redirectErrorStream(true)
                .start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals("""
            short-lived: 10000000
            long lists: 2800002
            lists in a loop: 1
            huge array: out of memory
            endless list: out of memory
            long lists: 2800002
            """, output);
        assertEquals(0, process.exitValue());
    }
}
