package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Engine;
import dev.terrace.HostLambda;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls by method handles, of which a tier may have its own kind, in every tier; each of them more than once. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class HostCallTest {
    private static final int TIMES = 3;

    private static final String MODULE = """
        (module $m
          (import "host" "fail" (func $fail (param i32) (result i32)))
          (import "host" "again" (func $again (param i32) (result i32)))
          (import "host" "twice" (func $twice (param i32) (result i32)))
          (memory 1 4)
          (func (export "i32") (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
          (func (export "i64") (param i64 i64) (result i64) (i64.sub (local.get 0) (local.get 1)))
          (func (export "f32") (param f32 f32) (result f32) (f32.sub (local.get 0) (local.get 1)))
          (func (export "f64") (param f64 f64) (result f64) (f64.sub (local.get 0) (local.get 1)))
          (func (export "wide") (param i32) (result i64) (i64.extend_i32_u (local.get 0)))
          (func (export "six") (param i32 i64 i32 i64 i32 i64) (result i64)
            (i64.add (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))
              (i64.add
                (i64.mul (i64.extend_i32_s (local.get 2)) (local.get 3))
                (i64.mul (i64.extend_i32_s (local.get 4)) (local.get 5)))))
          (func (export "seven") (param i32 i32 i32 i32 i32 i32 i32) (result i32)
            (i32.sub (local.get 6) (local.get 0)))
          (func (export "mixed") (param i32 f32 i64 f64) (result f64)
            (f64.add
              (f64.add (f64.convert_i32_s (local.get 0)) (f64.promote_f32 (local.get 1)))
              (f64.add (f64.convert_i64_s (local.get 2)) (local.get 3))))
          (func (export "grow") (result i32) (memory.grow (i32.const 1)))
          (func $divide (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func $outer (export "outer") (param i32) (result i32)
            (i32.add (call $divide (i32.const 6) (local.get 0)) (i32.const 1)))
          (func (export "fail") (param i32) (result i32) (i32.add (call $fail (local.get 0)) (i32.const 1)))
          (func $countdown (export "countdown") (param i32) (result i32)
            (if (result i32) (local.get 0)
              (then (i32.add (call $again (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
              (else (i32.const 100))))
          (func (export "tail") (param i32) (result i32) (return_call $twice (local.get 0)))
          (func $endless (export "endless") (param i32) (result i32)
            (i32.add (call $endless (i32.add (local.get 0) (i32.const 1))) (i32.const 1))))
        """;

    @Parameter
    private Execution execution;

    private Engine engine;
    private Store store;
    private Instance instance;
    private MethodHandle countdown;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().fuel(true).build());
        store = new Store(engine);
        store.setFuel(1_000_000_000);
        Instance other = new Linker(engine).instantiate(store, Module.fromWat(engine, """
            (module (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))
            """));
        instance = new Linker(engine)
                .func("host", "fail", HostLambda.IntToInt.class, value -> {
                    throw new IOException("failed with " + value);
                })
                .func("host", "again", HostLambda.IntToInt.class, this::again)
                .define("host", "twice", other.func("twice"))
                .instantiate(store, Module.fromWat(engine, MODULE));
        countdown = handle("countdown");
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    private MethodHandle handle(String name) {
        return instance.func(name).handle();
    }

    private int again(int value) throws IOException {
        try {
            return (int) countdown.invokeExact(value);
        } catch (Throwable thrown) {
            throw new IOException(thrown);
        }
    }

    @Test
    void numbersOfAllTypesPass() throws Throwable {
        for (int i = 0; i < TIMES; i++) {
            assertEquals(Integer.MIN_VALUE, (int) handle("i32").invokeExact(Integer.MAX_VALUE, -1));
            assertEquals(-5, (int) handle("i32").invokeExact(-2, 3));
            assertEquals(Long.MIN_VALUE, (long) handle("i64").invokeExact(Long.MAX_VALUE, -1L));
            assertEquals(-1.5f, (float) handle("f32").invokeExact(1.0f, 2.5f));
            assertEquals(-1.5, (double) handle("f64").invokeExact(1.0, 2.5));
            assertEquals(0xFFFF_FFFFL, (long) handle("wide").invokeExact(-1));
            assertEquals(-1 + 2 + 12 + -30, (long) handle("six").invokeExact(-1, 2L, 3, 4L, -5, 6L));
            assertEquals(6, (int) handle("seven").invokeExact(1, 2, 3, 4, 5, 6, 7));
            assertEquals(-1 + 0.5 + 7 + 0.25, (double) handle("mixed").invokeExact(-1, 0.5f, 7L, 0.25));
        }
    }

    @Test
    void whatTheRuntimeDoesIsDoneInBetween() throws Throwable {
        MethodHandle grow = handle("grow");
        for (int pages = 1; pages < 4; pages++) {
            assertEquals(pages, (int) grow.invokeExact());
        }
        assertEquals(-1, (int) grow.invokeExact());
    }

    @Test
    void trapsHaveTheirBacktraceAndLeaveTheStoreUsable() throws Throwable {
        MethodHandle divide = handle("divide");
        MethodHandle outer = handle("outer");
        for (int i = 0; i < TIMES; i++) {
            Trap trap = assertThrows(Trap.class, () -> {
                int _ = (int) outer.invokeExact(0);
            });
            assertEquals(TrapKind.INTEGER_DIVIDE_BY_ZERO, trap.kind());
            assertEquals(List.of("divide", "outer"), names(trap));
            assertEquals(3, (int) divide.invokeExact(6, 2));
        }
    }

    private static List<String> names(Trap trap) {
        return trap.backtrace().stream()
                .map(frame -> frame.functionName().orElseThrow())
                .toList();
    }

    @Test
    void whatTheHostThrowsArrivesUnchanged() {
        MethodHandle fail = handle("fail");
        for (int i = 0; i < TIMES; i++) {
            IOException thrown = assertThrows(IOException.class, () -> {
                int _ = (int) fail.invokeExact(7);
            });
            assertEquals("failed with 7", thrown.getMessage());
        }
    }

    @Test
    void callsNest() throws Throwable {
        for (int i = 0; i < TIMES; i++) {
            assertEquals(120, (int) countdown.invokeExact(20));
        }
    }

    @Test
    void tailCallsLeaveTheInstance() throws Throwable {
        MethodHandle tail = handle("tail");
        for (int i = 0; i < TIMES; i++) {
            assertEquals(-42, (int) tail.invokeExact(-21));
        }
    }

    @Test
    void fuelIsUsedUp() throws Throwable {
        MethodHandle divide = handle("divide");
        int _ = (int) divide.invokeExact(6, 2);
        store.setFuel(9);
        int _ = (int) divide.invokeExact(6, 2);
        long perCall = 9 - store.fuel();
        assertTrue(perCall > 0 && perCall <= 9, () -> "used up " + perCall);
        store.setFuel(perCall - 1);
        Trap trap = assertThrows(Trap.class, () -> {
            int _ = (int) divide.invokeExact(6, 2);
        });
        assertSame(TrapKind.OUT_OF_FUEL, trap.kind());
        assertEquals(perCall - 1, store.fuel());
    }

    @Test
    void endlessRecursionIsATrap() throws Throwable {
        MethodHandle endless = handle("endless");
        for (int i = 0; i < TIMES; i++) {
            Trap trap = assertThrows(Trap.class, () -> {
                int _ = (int) endless.invokeExact(0);
            });
            assertSame(TrapKind.STACK_EXHAUSTED, trap.kind());
            assertEquals(3, (int) handle("divide").invokeExact(6, 2));
        }
    }

    @Test
    void aClosedStoreRefusesCalls() throws Throwable {
        MethodHandle divide = handle("divide");
        int _ = (int) divide.invokeExact(6, 2);
        store.close();
        assertThrows(IllegalStateException.class, () -> {
            int _ = (int) divide.invokeExact(6, 2);
        });
        open();
    }
}
