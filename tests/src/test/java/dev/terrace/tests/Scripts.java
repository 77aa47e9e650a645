package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.TierEvent;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.core.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs test scripts. */
final class Scripts {
    /** Some scripts recurse 10,000 deep. Tiers that use Java's stack for that need more than the usual one has. */
    private static final long STACK_BYTES = 16 << 20;

    private Scripts() {}

    /**
     * Runs a script, all of whose assertions must hold.
     *
     * @param execution how it is executed
     * @param features what its modules may use
     * @param transform what is done to every binary module that is to be instantiated
     */
    static void assertHold(Execution execution, Set<Feature> features, Path script, UnaryOperator<byte[]> transform)
            throws IOException, InterruptedException, ExecutionException {
        List<TierEvent> faults = new CopyOnWriteArrayList<>();
        Config config = execution
                .config()
                .features(features)
                .tierListener(event -> event.failure().ifPresent(_ -> faults.add(event)))
                .build();
        byte[] text = Files.readAllBytes(script);
        FutureTask<ScriptReport> task = new FutureTask<>(() -> {
            try (Engine engine = Engine.create(config)) {
                return ScriptRunner.run(engine, text, transform);
            }
        });
        new Thread(null, task, "script", STACK_BYTES).start();
        ScriptReport report = task.get();
        assertTrue(
                report.failures().isEmpty(),
                () -> report.failures().stream()
                        .map(failure -> script + ":" + failure.position() + ": " + failure.message())
                        .collect(Collectors.joining("\n")));
        assertEquals(List.of(), faults);
    }
}
