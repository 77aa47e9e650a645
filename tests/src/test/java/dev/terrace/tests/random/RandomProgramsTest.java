package dev.terrace.tests.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.tests.Execution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Random programs do the same in all tiers. {@code -Dterrace.fuzz.programs=N} sets how many are tried, and {@code
 * -Dterrace.fuzz.seed=S} the first one's seed; the others have those that follow. {@code -Dterrace.fuzz.executions=A,B}
 * compares only some ways to execute them.
 */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("terrace.fuzz.programs", 300);
    private static final long FIRST_SEED = Long.getLong("terrace.fuzz.seed", 1);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** How many programs are run between two lines of progress. */
    private static final int PROGRESS = 1_000;

    /** How many programs that differ are reported before the rest is left. */
    private static final int MAX_REPORTS = 3;

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final long start = System.nanoTime();

    @Test
    void randomProgramsDoTheSameInAllTiers() throws Exception {
        List<String> reports = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                parts.add(pool.submit(() -> runPrograms(number)));
            }
            for (Future<List<String>> part : parts) {
                reports.addAll(part.get());
            }
        }
        System.out.println(progress());
        assertTrue(reports.isEmpty(), () -> String.join("\n", reports));
        assertEquals(PROGRAMS, done.get());
    }

    private List<String> runPrograms(int thread) throws IOException {
        List<String> reports = new ArrayList<>();
        try (RandomPrograms programs = new RandomPrograms(executions());
                CurrentSeed current = CurrentSeed.ofThread(thread)) {
            for (int i = taken.getAndIncrement();
                    i < PROGRAMS && reports.size() < MAX_REPORTS;
                    i = taken.getAndIncrement()) {
                long seed = FIRST_SEED + i;
                current.set(seed);
                Program program = ProgramGenerator.generate(seed);
                programs.difference(program).ifPresent(difference -> {
                    String report = programs.report(program, difference);
                    System.out.println(report);
                    reports.add(report);
                });
                if (done.incrementAndGet() % PROGRESS == 0) {
                    System.out.println(progress());
                }
            }
        }
        return reports;
    }

    private String progress() {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%d random programs from seed %d on in %.0f s: %.0f a second",
                done.get(),
                FIRST_SEED,
                seconds,
                done.get() / seconds);
    }

    private static List<Execution> executions() {
        List<Execution> all = Execution.all();
        String names = System.getProperty("terrace.fuzz.executions", "");
        if (names.isEmpty()) {
            return all;
        }
        List<String> wanted = List.of(names.split(","));
        return all.stream()
                .filter(execution -> execution == all.getFirst() || wanted.contains(execution.name()))
                .toList();
    }

    @Test
    void equalSeedsMakeEqualPrograms() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(
                    RandomPrograms.print(ProgramGenerator.generate(seed)),
                    RandomPrograms.print(ProgramGenerator.generate(seed)));
        }
    }
}
