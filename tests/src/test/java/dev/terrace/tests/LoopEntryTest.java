package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions are entered at loops of unusual surroundings, in every execution; no tier fails to compile them. */
class LoopEntryTest {

    @ParameterizedTest
    @MethodSource("dev.terrace.tests.Execution#all")
    void aLoopInsideOfOneThatDropsItsParametersAndRunsOnceIsEntered(Execution execution) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Engine engine = Engine.create(execution
                        .config()
                        .tierListener(event -> event.failure().ifPresent(failure::set))
                        .build());
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, """
                (module
                  (func (export "count") (param $to i32) (result i32)
                    (local $n i32)
                    (f64.const 1)
                    (f64.const 2)
                    (loop $once (param f64 f64)
                      (drop)
                      (drop)
                      (loop $many
                        (local.set $n (i32.add (local.get $n) (i32.const 1)))
                        (br_if $many (i32.lt_s (local.get $n) (local.get $to)))))
                    (local.get $n)))
                """));
            assertEquals(10, instance.func("count").call(10)[0]);
            assertEquals(20, instance.func("count").call(20)[0]);
        }
        assertNull(failure.get());
    }
}
