package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.TierEvent;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.tier0.InterpreterTier;
import dev.terrace.tier2.ssa.opt.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The official test suite in SSA form: what the native tier builds and its passes change, without machine code. */
class SsaTest {
    private static final long STACK_BYTES = 64 << 20;

    @TestFactory
    Stream<DynamicContainer> allAssertionsHold() {
        return Stream.of(
                container("least, guarded", Pipeline.LEAST, true, SsaTest::calls),
                container("most, guarded", Pipeline.MOST, true, SsaTest::calls),
                container(
                        "most, checked",
                        Pipeline.MOST,
                        false,
                        config -> calls(config).fuel(true)),
                container("most, entered at loops", Pipeline.MOST, false, SsaTest::loops));
    }

    private static Config.Builder calls(Config.Builder config) {
        return config.compileMode(CompileMode.LAZY);
    }

    private static Config.Builder loops(Config.Builder config) {
        return config.compileMode(CompileMode.SYNC)
                .callThreshold(Integer.MAX_VALUE)
                .loopThreshold(1);
    }

    private static DynamicContainer container(
            String name, int level, boolean signals, UnaryOperator<Config.Builder> settings) {
        return dynamicContainer(
                name,
                SpecSuite.scripts().stream()
                        .map(script -> dynamicTest(
                                SpecSuite.folder().relativize(script).toString(),
                                () -> assertHold(script, new SsaTier(level, signals), settings))));
    }

    private static void assertHold(Path script, SsaTier tier, UnaryOperator<Config.Builder> settings) throws Exception {
        List<TierEvent> faults = new CopyOnWriteArrayList<>();
        Config config = settings.apply(Config.builder())
                .features(SuiteFeatures.of(script))
                .tierListener(event -> event.failure().ifPresent(_ -> faults.add(event)))
                .build();
        FutureTask<ScriptReport> task = new FutureTask<>(() -> {
            try (Engine engine = Engine.create(config, List.of(new InterpreterTier(), tier))) {
                return ScriptRunner.run(engine, Files.readAllBytes(script), UnaryOperator.identity());
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
