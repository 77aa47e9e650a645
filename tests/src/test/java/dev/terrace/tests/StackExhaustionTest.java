package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Endless recursion is a trap in every tier and on Java stacks of all sizes, and everything works afterwards. */
class StackExhaustionTest {
    private static final int ATTEMPTS = 10;

    /** Functions that call each other in a circle; the first calls link them wherever the stack has come to. */
    private static String circle(int functions) {
        StringBuilder text = new StringBuilder("(module (memory 1 100) (global $calls (mut i32) (i32.const 0))");
        for (int i = 0; i < functions; i++) {
            text.append("""
                (func $f%d (param i32 i64) (result i32) (local i64 f64)
                  (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                  (i32.store (i32.const 8) (local.get 0))
                  (local.set 2 (i64.add (local.get 1) (i64.const %d)))
                  (if (i32.eqz (i32.rem_u (local.get 0) (i32.const 7)))
                    (then (drop (memory.grow (i32.const 0)))))
                  (i32.add
                    (call $f%d (i32.add (local.get 0) (i32.const 1)) (local.get 2))
                    (i32.wrap_i64 (local.get 2))))
                """.formatted(i, i, (i + 1) % functions));
        }
        return text.append("""
              (func (export "recurse") (result i32) (call $f0 (i32.const 0) (i64.const 1)))
              (func (export "calls") (result i32) (global.get $calls))
              (func (export "pages") (result i32) (memory.size)))
            """).toString();
    }

    private record Setup(TierStrategy strategy, CompileMode mode, int functions, int stackKiB) {}

    @TestFactory
    Stream<DynamicTest> endlessRecursionIsATrap() {
        return Stream.of(
                        new Setup(TierStrategy.INTERPRETER, CompileMode.LAZY, 1, 512),
                        new Setup(TierStrategy.JVM, CompileMode.LAZY, 1, 512),
                        new Setup(TierStrategy.JVM, CompileMode.LAZY, 300, 256),
                        new Setup(TierStrategy.JVM, CompileMode.LAZY, 300, 1024),
                        new Setup(TierStrategy.JVM, CompileMode.EAGER, 300, 512),
                        new Setup(TierStrategy.JVM, CompileMode.EAGER, 1, 16384),
                        new Setup(TierStrategy.AUTO, CompileMode.SYNC, 300, 512),
                        new Setup(TierStrategy.AUTO, CompileMode.BACKGROUND, 300, 2048))
                .map(setup -> dynamicTest(setup.toString(), () -> run(setup)));
    }

    private static void run(Setup setup) throws InterruptedException, ExecutionException {
        Config config = Config.builder()
                .tiers(setup.strategy)
                .compileMode(setup.mode)
                .callThreshold(100)
                .build();
        FutureTask<Void> recursion = new FutureTask<>(() -> recurse(config, circle(setup.functions)), null);
        Thread thread = new Thread(null, recursion, "recursion", setup.stackKiB * 1024L);
        thread.start();
        thread.join();
        recursion.get();
    }

    private static void recurse(Config config, String module) {
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, module));
            for (int i = 0; i < ATTEMPTS; i++) {
                int before = (int) instance.func("calls").call()[0];
                Trap trap =
                        assertThrows(Trap.class, () -> instance.func("recurse").call());
                assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
                assertNotEquals(before, instance.func("calls").call()[0]);
                assertEquals(1, instance.func("pages").call()[0]);
            }
        }
    }
}
