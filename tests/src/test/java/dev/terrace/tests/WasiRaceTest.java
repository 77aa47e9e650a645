package dev.terrace.tests;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.TierStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attempts of a guest to get out while a thread of the host changes what paths mean: between the check of a component and
 * its use it becomes something else. Only Linux's own calls resist that. {@code -Dterrace.race.swaps=N} sets how often it changes in each race. The time limit
 * is there to end a hang.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WasiRaceTest {
    private static final int SWAPS = Integer.getInteger("terrace.race.swaps", 1_000);
    private static final long ALL = WasiGuest.ALL_RIGHTS;
    private static final int DIR = WasiIntruder.DIR;
    private static final int STAT = 0x300;

    /**
     * A race.
     *
     * @param prepare makes what is swapped, and returns two places whose contents are exchanged again and again
     * @param paths the paths that lead out if a check and its use see different things
     */
    private record Race(String name, Preparation prepare, List<String> paths) {
        @FunctionalInterface
        interface Preparation {
            List<Path> run(WasiIntruder intruder) throws IOException;
        }
    }

    private static final List<Race> RACES = List.of(
            new Race(
                    "a directory and a link to one outside",
                    i -> {
                        Files.createDirectories(i.host.resolve("swap/dir"));
                        Files.createSymbolicLink(i.host.resolve("other"), Path.of("../outside"));
                        return List.of(i.host.resolve("swap"), i.host.resolve("other"));
                    },
                    List.of(
                            "swap/secret",
                            "swap/dir/secret",
                            "swap/new",
                            "swap/empty",
                            "swap/",
                            "swap",
                            "swap/dir/new")),
            new Race(
                    "a directory and an absolute link to one outside",
                    i -> {
                        Files.createDirectories(i.host.resolve("sub/swap/dir"));
                        Files.createSymbolicLink(i.host.resolve("other"), i.outside);
                        return List.of(i.host.resolve("sub/swap"), i.host.resolve("other"));
                    },
                    List.of("sub/swap/secret", "sub/swap/dir/secret", "sub/swap/dir/../secret", "sub/swap/new")),
            new Race(
                    "a file and a link to one outside",
                    i -> {
                        Files.writeString(i.host.resolve("swap"), "mine");
                        Files.createSymbolicLink(i.host.resolve("other"), Path.of("../secret"));
                        return List.of(i.host.resolve("swap"), i.host.resolve("other"));
                    },
                    List.of("swap", "./swap", "sub/../swap")),
            new Race(
                    "a link inside and a link outside",
                    i -> {
                        Files.createDirectories(i.host.resolve("inside/dir"));
                        Files.createSymbolicLink(i.host.resolve("swap"), Path.of("inside"));
                        Files.createSymbolicLink(i.host.resolve("other"), Path.of("../outside"));
                        return List.of(i.host.resolve("swap"), i.host.resolve("other"));
                    },
                    List.of("swap/secret", "swap/dir/secret", "swap/new", "swap/empty", "swap")),
            new Race(
                    "a deep directory and one higher up, from which as many dots lead out",
                    i -> {
                        Files.createDirectories(i.host.resolve("sub/deep/swap/dir"));
                        Files.createDirectories(i.host.resolve("other/dir"));
                        return List.of(i.host.resolve("sub/deep/swap"), i.host.resolve("other"));
                    },
                    List.of(
                            "sub/deep/swap/dir/../../../../secret",
                            "sub/deep/swap/../../../secret",
                            "sub/deep/swap/dir/../../../../outside/secret",
                            "other/dir/../../secret")));

    @TempDir
    static Path temp;

    @TestFactory
    Stream<DynamicContainer> nothingOutsideIsReachedWhilePathsChange() {
        return WasiFiles.settings(WasiFiles::isLinux).stream()
                .map(setting -> dynamicContainer(
                        setting.toString(),
                        RACES.stream()
                                .map(race ->
                                        dynamicTest(race.name(), () -> run(setting.tier(), setting.files(), race)))));
    }

    private static void run(TierStrategy tier, WasiFiles files, Race race) throws Exception {
        try (WasiIntruder intruder = new WasiIntruder(tier, files, Files.createTempDirectory(temp, "race"))) {
            List<Path> places = race.prepare().run(intruder);
            AtomicReference<IOException> failure = new AtomicReference<>();
            Thread swapper = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < SWAPS; i++) {
                        swap(places.get(0), places.get(1), intruder.host.resolve("parked"));
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            try {
                for (int round = 0; swapper.isAlive(); round++) {
                    attack(intruder, race.paths().get(round % race.paths().size()));
                }
            } finally {
                swapper.join();
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            intruder.assertNothingHappenedOutside();
        }
    }

    /** Exchanges two entries of directories. */
    private static void swap(Path first, Path second, Path parked) throws IOException {
        move(first, parked);
        move(second, first);
        move(parked, second);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Tries what reads, writes, makes, removes or states something at a path. What the guest changes of the two places
     * themselves would end the race, so nothing is tried that replaces or removes the last component of a path to them.
     */
    private static void attack(WasiIntruder intruder, String path) {
        for (int lookup = 0; lookup <= 1; lookup++) {
            intruder.attempt("path_filestat_get", DIR, lookup, path, STAT);
            intruder.open(DIR, lookup, path, 0, WasiGuest.READ);
            intruder.open(DIR, lookup, path, 0, ALL);
            intruder.open(DIR, lookup, path, WasiGuest.DIRECTORY, ALL & ~WasiGuest.WRITE);
            intruder.attempt("path_filestat_set_times", DIR, lookup, path, 1L, 1L, 1 | 4);
            intruder.attempt("path_link", DIR, lookup, path, DIR, "stolen");
            intruder.attempt("path_filestat_get", DIR, 0, "stolen", STAT);
            intruder.attempt("path_unlink_file", DIR, "stolen");
        }
        if (!path.endsWith("swap") && !path.endsWith("swap/")) {
            intruder.open(DIR, 1, path, WasiGuest.CREATE, ALL);
            intruder.open(DIR, 1, path, WasiGuest.CREATE | WasiGuest.EXCLUSIVE, ALL);
            intruder.open(DIR, 1, path, WasiGuest.TRUNCATE, ALL);
            intruder.attempt("path_unlink_file", DIR, path);
            intruder.attempt("path_create_directory", DIR, path);
            intruder.attempt("path_remove_directory", DIR, path);
            intruder.attempt("path_symlink", "x", DIR, path);
            intruder.attempt("path_rename", DIR, path, DIR, "stolen");
            intruder.attempt("path_filestat_get", DIR, 0, "stolen", STAT);
            intruder.attempt("path_unlink_file", DIR, "stolen");
            intruder.attempt("path_remove_directory", DIR, "stolen");
        }
    }
}
