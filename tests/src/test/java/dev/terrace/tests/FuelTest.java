package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.core.Feature;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Fuel is counted the same in every tier, however functions climb. */
class FuelTest {
    private static final long STACK_BYTES = 16 << 20;

    private interface Measurement {
        long fuel(Config.Builder config) throws Exception;
    }

    private static void assertSameInEveryTier(Measurement measurement) throws Exception {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Execution execution : Execution.all()) {
            counts.put(
                    execution.name(),
                    onLargeStack(() -> measurement.fuel(execution.config().fuel(true))));
        }
        assertEquals(1, Set.copyOf(counts.values()).size(), counts::toString);
    }

    private static long onLargeStack(Callable<Long> callable) throws Exception {
        FutureTask<Long> task = new FutureTask<>(callable);
        new Thread(null, task, "fuel", STACK_BYTES).start();
        return task.get();
    }

    @TestFactory
    Stream<DynamicTest> scriptsOfTheSuiteUseUpTheSameInEveryTier() {
        // Those of vectors are many, and their control flow is like that of others.
        return SpecSuite.scripts().stream()
                .filter(script -> !script.toString().contains("simd"))
                .flatMap(script -> test(script, SuiteFeatures.of(script)));
    }

    @TestFactory
    Stream<DynamicTest> otherScriptsUseUpTheSameInEveryTier() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("terrace.root"), "tests", "scripts"))) {
            return files.filter(file -> file.toString().endsWith(".wast")).sorted().toList().stream()
                    .flatMap(script -> test(script, Feature.ALL));
        }
    }

    private static Stream<DynamicTest> test(Path script, Set<Feature> features) {
        return exhaustsStack(script)
                ? Stream.empty()
                : Stream.of(dynamicTest(
                        script.getFileName().toString(),
                        () -> assertSameInEveryTier(config -> fuelOfScript(config.features(features), script))));
    }

    /** How deep a stack is when it is exhausted is a matter of the tier. */
    private static boolean exhaustsStack(Path script) {
        String exhausted = TrapKind.STACK_EXHAUSTED.message();
        return SpecSuite.parse(script).stream()
                .anyMatch(command -> command instanceof ScriptCommand.AssertExhaustion
                        || (command instanceof ScriptCommand.AssertTrap trap
                                && trap.message().equals(exhausted)));
    }

    private static long fuelOfScript(Config.Builder config, Path script) throws IOException {
        try (Engine engine = Engine.create(config.build())) {
            ScriptReport report = ScriptRunner.run(engine, Files.readAllBytes(script));
            assertEquals(List.of(), report.failures());
            return report.fuel();
        }
    }

    @TestFactory
    Stream<DynamicTest> programsUseUpTheSameInEveryTier() {
        return ProgramCase.all().stream()
                .filter(program ->
                        program.directory().isEmpty() && !program.end().endsWith("exhausted"))
                .map(program -> dynamicTest(
                        program.name(), () -> assertSameInEveryTier(config -> fuelOfProgram(config, program))));
    }

    private static long fuelOfProgram(Config.Builder config, ProgramCase program) throws IOException {
        WasiConfig.Builder wasi = WasiConfig.builder()
                .args(program.name())
                .args(program.arguments())
                .environment(program.environment())
                .output(new ByteArrayOutputStream())
                .error(new ByteArrayOutputStream());
        if (program.input().isPresent()) {
            wasi.input(Files.readAllBytes(program.input().get()));
        }
        try (Engine engine = Engine.create(config.build());
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Wasi.attach(store, wasi.build());
            store.setFuel(Long.MAX_VALUE);
            String end;
            try {
                end = Integer.toString(
                        Wasi.start(linker.instantiate(store, Module.fromFile(engine, program.module()))));
            } catch (Trap trap) {
                end = "trap " + trap.kind().message();
            }
            assertEquals(program.end(), end);
            return Long.MAX_VALUE - store.fuel();
        }
    }

    /** Counts down to zero and calls a function each time. */
    private static final String LOOP = """
        (module
          (func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
          (func (export "run") (param i32) (result i32)
            (loop
              (drop (call $double (local.get 0)))
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get 0)))
        """;

    @Test
    void theCallEndsWhereTheFuelIsUsedUp() throws Exception {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().fuel(true).build());
                    Store store = new Store(engine)) {
                Func run = new Linker(engine)
                        .instantiate(store, Module.fromWat(engine, LOOP))
                        .func("run");
                store.setFuel(1_000_000);
                run.call(1);
                // call, local.get, local.get, i32.const, i32.sub, local.tee, br_if; 3 in $double; local.get at the end.
                assertEquals(1_000_000 - 11, store.fuel());
                for (int i = 0; i < 5; i++) {
                    store.setFuel(1003);
                    Trap trap = assertThrows(Trap.class, () -> run.call(1_000_000));
                    assertEquals(TrapKind.OUT_OF_FUEL, trap.kind());
                    assertEquals("out of fuel", trap.getMessage());
                    assertEquals(3, store.fuel(), execution::name);
                    assertEquals(1, trap.backtrace().getLast().functionIndex(), execution::name);
                }
                store.addFuel(8);
                run.call(1);
                assertEquals(0, store.fuel());
            }
        }
    }

    @Test
    void nothingRunsWithoutFuelAndTheStartFunctionNeedsIt() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().fuel(true).build());
                    Store store = new Store(engine)) {
                Module module = Module.fromWat(engine, "(module (func $f (drop (i32.const 1))) (start $f))");
                Linker linker = new Linker(engine);
                Trap trap = assertThrows(Trap.class, () -> linker.instantiate(store, module));
                assertEquals(TrapKind.OUT_OF_FUEL, trap.kind());
                store.setFuel(1);
                linker.instantiate(store, module);
                assertEquals(0, store.fuel());
            }
        }
    }

    @Test
    void rangesCostByTheirLength() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().fuel(true).build());
                    Store store = new Store(engine)) {
                Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, """
                    (module
                      (memory 16)
                      (memory $long i64 16)
                      (table 1000 externref)
                      (type $bytes (array (mut i8)))
                      (func (export "fill") (param i32)
                        (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))
                      (func (export "fill_long") (param i64)
                        (memory.fill $long (i64.const 0) (i32.const 1) (local.get 0)))
                      (func (export "table") (param i32)
                        (table.fill (i32.const 0) (ref.null extern) (local.get 0)))
                      (func (export "array") (param i32)
                        (drop (array.new_default $bytes (local.get 0)))))
                    """));
                assertEquals(4 + 1000, used(store, instance.func("fill"), 64_000));
                assertEquals(4 + 1000, used(store, instance.func("fill_long"), 64_063L));
                assertEquals(4 + 100, used(store, instance.func("table"), 800));
                assertEquals(2 + 10, used(store, instance.func("array"), 80));
                store.setFuel(1000);
                Trap trap = assertThrows(Trap.class, () -> instance.func("fill").call(64_000));
                assertEquals(TrapKind.OUT_OF_FUEL, trap.kind());
            }
        }
    }

    private static long used(Store store, Func function, Object argument) {
        store.setFuel(1_000_000);
        function.call(argument);
        return 1_000_000 - store.fuel();
    }

    @Test
    void hostFunctionsSeeAndChangeTheFuel() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().fuel(true).build());
                    Store store = new Store(engine)) {
                Linker linker = new Linker(engine);
                List<Long> seen = new ArrayList<>();
                linker.func("host", "refuel", Runnable.class, () -> {
                    seen.add(store.fuel());
                    store.setFuel(10);
                });
                Func run =
                        linker.instantiate(store, Module.fromWat(engine, """
                            (module
                              (import "host" "refuel" (func $refuel))
                              (func (export "run") (param i32)
                                (loop
                                  (call $refuel)
                                  (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
                            """)).func("run");
                store.setFuel(6);
                run.call(3);
                assertEquals(List.of(0L, 4L, 4L), seen);
                assertEquals(10, store.fuel());
            }
        }
    }

    @Test
    void withoutTheConfigurationThereIsNoFuel() {
        try (Engine engine = Engine.create();
                Store store = new Store(engine)) {
            assertThrows(IllegalStateException.class, () -> store.setFuel(1));
            assertThrows(IllegalStateException.class, store::fuel);
        }
        try (Engine engine = Engine.create(Config.builder().fuel(true).build());
                Store store = new Store(engine)) {
            assertEquals(0, store.fuel());
            assertThrows(IllegalArgumentException.class, () -> store.setFuel(-1));
            store.setFuel(Long.MAX_VALUE - 1);
            store.addFuel(5);
            assertTrue(store.fuel() == Long.MAX_VALUE);
        }
    }
}
