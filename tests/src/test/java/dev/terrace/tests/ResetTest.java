package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Global;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.PoolConfig;
import dev.terrace.Store;
import dev.terrace.StoreLimits;
import dev.terrace.Trap;
import dev.terrace.core.Feature;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Instance#reset}: an instance in place of a new one. */
class ResetTest {
    private static final String MODULE = """
        (module
          (type $pair (struct (field (mut i32))))
          (type $f (func (result i32)))
          (import "host" "counter" (global $counter (mut i32)))
          (memory (export "memory") 2 10)
          (memory $passive 1)
          (data (memory 0) (i32.const 3) "data")
          (data $extra "extra")
          (global $number (export "number") (mut i64) (i64.const 42))
          (global $pair (ref $pair) (struct.new $pair (i32.const 1)))
          (global $function (mut funcref) (ref.func $one))
          (table $table (export "table") 4 20 funcref)
          (elem (table $table) (i32.const 1) func $one $two)
          (elem $more func $two $one)
          (func $one (result i32) (i32.const 1))
          (func $two (result i32) (i32.const 2))
          (func $start
            (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
            (i32.store8 (i32.const 200) (i32.const 5)))
          (start $start)
          (func (export "change") (param $n i32)
            (i32.store8 (i32.const 3) (local.get $n))
            (drop (memory.grow (i32.const 3)))
            (i32.store8 (i32.const 200000) (local.get $n))
            (i32.store8 $passive (i32.const 9) (local.get $n))
            (memory.init $extra (i32.const 500) (i32.const 0) (i32.const 5))
            (data.drop $extra)
            (global.set $number (i64.extend_i32_u (local.get $n)))
            (struct.set $pair 0 (global.get $pair) (local.get $n))
            (global.set $function (ref.func $two))
            (drop (table.grow $table (ref.func $one) (i32.const 5)))
            (table.set $table (i32.const 1) (ref.func $two))
            (table.set $table (i32.const 2) (ref.null func))
            (table.init $table $more (i32.const 0) (i32.const 0) (i32.const 1))
            (elem.drop $more))
          (func $call (param i32) (result i32)
            (if (result i32) (i32.ge_u (local.get 0) (table.size $table))
              (then (i32.const -2))
              (else
                (if (result i32) (ref.is_null (table.get $table (local.get 0)))
                  (then (i32.const -1))
                  (else (call_indirect $table (type $f) (local.get 0)))))))
          (func (export "see") (param $what i32) (result i32)
            (block $4 (block $3 (block $2 (block $1 (block $0
              (br_table $0 $1 $2 $3 $4 (local.get $what)))
              (return (i32.load8_u (i32.const 3))))
              (return (memory.size)))
              (return (i32.load8_u $passive (i32.const 9))))
              (return (struct.get $pair 0 (global.get $pair))))
            (call $call (i32.sub (local.get $what) (i32.const 4)))))
        """;

    /** All ways to execute functions, with and without a pool. */
    static Stream<Arguments> executions() {
        return Execution.all().stream()
                .flatMap(execution -> Stream.of(
                        Arguments.of(execution.name(), execution.config()),
                        Arguments.of(
                                execution.name() + ", pooled",
                                execution.config().pool(PoolConfig.ofSlots(4)))));
    }

    private static List<Object> look(Instance instance) {
        List<Object> seen = new ArrayList<>();
        Func see = instance.func("see");
        for (int i = 0; i < 12; i++) {
            seen.add(see.call(i)[0]);
        }
        seen.add(instance.global("number").get());
        Memory memory = instance.memory("memory");
        seen.add(Arrays.hashCode(memory.readBytes(0, (int) memory.size())));
        seen.add(instance.table("table").size());
        return seen;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executions")
    void aResetInstanceIsAsANewOne(String name, Config.Builder config) {
        try (Engine engine = Engine.create(config.build());
                Store store = new Store(engine)) {
            Global counter = new Global(store, new GlobalType(NumType.I32, true), 0);
            Linker linker = new Linker(engine).define("host", "counter", counter);
            Instance instance = linker.instantiate(store, Module.fromWat(engine, MODULE));
            List<Object> fresh = look(instance);
            Func change = instance.func("change");
            Memory memory = instance.memory("memory");
            for (int i = 1; i < 5; i++) {
                change.call(i + 10);
                assertEquals(5, memory.pages());
                assertEquals(i, counter.get());
                instance.reset();
                assertEquals(fresh, look(instance));
                assertEquals(2, memory.pages());
                assertNull(instance.table("table").get(0));
                assertEquals(i + 1, counter.get());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executions")
    void whatAStartFunctionThrowsArrivesAndAnotherResetIsPossible(String name, Config.Builder config) {
        try (Engine engine = Engine.create(config.build());
                Store store = new Store(engine)) {
            Global fail = new Global(store, new GlobalType(NumType.I32, true), 0);
            Instance instance =
                    new Linker(engine).define("host", "fail", fail).instantiate(store, Module.fromWat(engine, """
                        (module
                          (import "host" "fail" (global $fail (mut i32)))
                          (memory (export "memory") 1)
                          (func $start (if (global.get $fail) (then unreachable)) (i32.store (i32.const 0) (i32.const 1)))
                          (start $start))
                        """));
            fail.set(1);
            assertThrows(Trap.class, instance::reset);
            assertEquals(0, instance.memory("memory").readInt(0));
            fail.set(0);
            instance.reset();
            assertEquals(1, instance.memory("memory").readInt(0));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executions")
    void anInstanceIsNotResetWhileItRuns(String name, Config.Builder config) {
        try (Engine engine = Engine.create(config.build());
                Store store = new Store(engine)) {
            Instance[] own = new Instance[1];
            Linker linker = new Linker(engine);
            linker.func("host", "reset", Runnable.class, () -> own[0].reset());
            own[0] = linker.instantiate(store, Module.fromWat(engine, """
                (module
                  (import "host" "reset" (func $reset))
                  (func (export "run") (call $reset)))
                """));
            assertThrows(IllegalStateException.class, () -> own[0].func("run").call());
            own[0].reset();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executions")
    void anInstanceWithASharedMemoryIsNotReset(String name, Config.Builder config) {
        try (Engine engine = Engine.create(config.enable(Feature.THREADS).build());
                Store store = new Store(engine)) {
            Instance instance =
                    new Linker(engine).instantiate(store, Module.fromWat(engine, "(module (memory 1 2 shared))"));
            assertThrows(IllegalStateException.class, instance::reset);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executions")
    void whatAMemoryGrewByIsGivenBackToTheStoresLimit(String name, Config.Builder config) {
        StoreLimits limits = StoreLimits.builder().totalMemoryBytes(5 << 16).build();
        try (Engine engine = Engine.create(config.build());
                Store store = new Store(engine, limits)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, """
                (module
                  (memory (export "memory") 2)
                  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
                """));
            Func grow = instance.func("grow");
            for (int i = 0; i < 3; i++) {
                assertEquals(-1, grow.call(4)[0]);
                assertEquals(2, grow.call(3)[0]);
                assertEquals(-1, grow.call(1)[0]);
                instance.reset();
            }
        }
    }
}
