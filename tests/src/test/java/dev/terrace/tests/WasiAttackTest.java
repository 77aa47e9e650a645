package dev.terrace.tests;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Attempts of a guest to get out of its directory: none may read, write, make, remove or state anything outside. */
class WasiAttackTest {
    /** An attempt. */
    record Attack(String name, Body body) {
        @FunctionalInterface
        interface Body {
            void run(WasiIntruder intruder) throws Exception;
        }
    }

    @TempDir
    static Path temp;

    @TestFactory
    Stream<DynamicContainer> nothingOutsideIsReached() {
        List<Attack> attacks = Stream.of(WasiPathAttacks.ALL, WasiLinkAttacks.ALL, WasiDescriptorAttacks.ALL)
                .flatMap(List::stream)
                .toList();
        return WasiFiles.settings(WasiFiles::onHost).stream()
                .map(setting -> dynamicContainer(
                        setting.toString(),
                        attacks.stream()
                                .map(attack -> dynamicTest(
                                        attack.name(), () -> run(setting.tier(), setting.files(), attack)))));
    }

    private static void run(TierStrategy tier, WasiFiles files, Attack attack) throws Exception {
        try (WasiIntruder intruder = new WasiIntruder(tier, files, Files.createTempDirectory(temp, "attack"))) {
            attack.body().run(intruder);
            intruder.assertNothingHappenedOutside();
        }
    }
}
