package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The classes that tier 1 makes of a module go when the module does. The virtual machine has room for the classes of a
 * small part of the modules; the system property {@code terrace.modules.unloaded} says how many modules there are.
 */
class ModuleUnloadingTest {
    private static final int MODULES = Integer.getInteger("terrace.modules.unloaded", 1_500);

    @ParameterizedTest
    @CsvSource({"JVM, EAGER", "JVM, LAZY", "AUTO, SYNC", "AUTO, BACKGROUND"})
    void modulesThatNobodyUsesAnyMoreLeaveNoClasses(String strategy, String mode)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:MaxMetaspaceSize=" + (MODULES > 2_000 ? 64 : 32) + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyModules.class.getName(),
                        strategy,
                        mode,
                        Integer.toString(MODULES))
                .redirectErrorStream(true)
                .start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(expected() + System.lineSeparator(), output);
        assertEquals(0, process.exitValue());
    }

    /** For each module, twice: the sum of n + number for even n from 1 to 10, and of 2n + number for odd n. */
    private static long expected() {
        long sum = 0;
        for (int number = 0; number < MODULES; number++) {
            sum += 2 * (30 + 50 + 10L * number);
        }
        return sum;
    }
}
