package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Global;
import dev.terrace.HostLambda;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.V128;
import dev.terrace.WasmExport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** An instance as an interface of the host, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class TypedExportsTest {
    private static final String CALCULATOR = """
        (module
          (import "host" "fail" (func $fail))
          (memory (export "memory") 1)
          (global (export "count") (mut i32) (i32.const 0))
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "divide-by") (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
          (func (export "mix") (param i32 i64 f32 f64 v128) (result f64)
            (f64.add
              (f64.add (f64.convert_i32_s (local.get 0)) (f64.convert_i64_s (local.get 1)))
              (f64.add
                (f64.add (f64.promote_f32 (local.get 2)) (local.get 3))
                (f64x2.extract_lane 1 (local.get 4)))))
          (func (export "same") (param externref) (result externref) (local.get 0))
          (func (export "swap") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
          (func (export "fail") (call $fail))
          (func (export "trap") unreachable))
        """;

    @Parameter
    private Execution execution;

    private Engine engine;
    private Store store;
    private LinkedModule linked;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().build());
        store = new Store(engine);
        linked = new Linker(engine)
                .func("host", "fail", HostLambda.ToVoid.class, () -> {
                    throw new IOException("checked");
                })
                .link(Module.fromWat(engine, CALCULATOR));
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    private interface Counted {
        Global count();

        void trap();
    }

    private interface Calculator extends Counted {
        int add(int a, int b);

        @WasmExport("divide-by")
        double divide(double a, double b);

        double mix(int a, long b, float c, double d, V128 e);

        String same(String text);

        Object[] swap(int a, long b);

        void fail() throws IOException;

        Memory memory();

        default int twice(int a) {
            return add(a, a);
        }

        @Override
        void trap();

        @Override
        String toString();
    }

    private interface Mistaken {
        int ad(int a, int b);

        @WasmExport("add")
        long addLong(long a, long b);

        Memory count();

        double swap(double a);
    }

    @Test
    void everyMethodIsAnExport() throws Exception {
        Instance instance = linked.instantiate(store);
        Calculator calculator = instance.as(Calculator.class);
        assertEquals(3, calculator.add(1, 2));
        assertEquals(2.5, calculator.divide(5, 2));
        assertEquals(54321.0, calculator.mix(1, 20, 300, 4000, new V128(0, Double.doubleToLongBits(50000))));
        String text = new String("text");
        assertSame(text, calculator.same(text));
        assertArrayEquals(new Object[] {7L, 5}, calculator.swap(5, 7));
        assertEquals(8, calculator.twice(4));
        calculator.memory().writeInt(0, 5);
        assertEquals(5, instance.memory("memory").readInt(0));
        calculator.count().set(9);
        assertEquals(9, instance.global("count").get());
    }

    @Test
    void everyInstanceHasAnObjectOfItsOwn() {
        Calculator first = linked.instantiate(store).as(Calculator.class);
        Calculator second = linked.instantiate(store).as(Calculator.class);
        first.count().set(1);
        assertEquals(0, second.count().get());
        assertNotEquals(first, second);
        assertSame(first.getClass(), second.getClass());
    }

    @Test
    void trapsAndExceptionsOfTheHostPassUnchanged() {
        Calculator calculator = linked.instantiate(store).as(Calculator.class);
        assertEquals(
                TrapKind.UNREACHABLE, assertThrows(Trap.class, calculator::trap).kind());
        assertEquals(
                "checked", assertThrows(IOException.class, calculator::fail).getMessage());
        assertEquals(3, calculator.add(1, 2));
    }

    @Test
    void interfacesOfOtherPackagesCanBeImplemented() throws Exception {
        Linker linker = new Linker(engine);
        Instance instance = linker.instantiate(store, Module.fromWat(engine, """
            (module
              (func (export "applyAsInt") (param i32 i32) (result i32) (i32.mul (local.get 0) (local.get 1)))
              (func (export "call") (result externref) (ref.null extern)))
            """));
        assertEquals(42, instance.as(IntBinaryOperator.class).applyAsInt(6, 7));
        assertNull(instance.as(Callable.class).call());
    }

    @Test
    void allThatDoesNotFitIsReportedWithNearNames() {
        Instance instance = linked.instantiate(store);
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> instance.as(Mistaken.class));
        assertEquals("""
            the module does not export what dev.terrace.tests.TypedExportsTest$Mistaken says:
              ad: no export "ad"; did you mean "add"?
              addLong: a function of type [i32 i32] -> [i32] is called as (int,int)int, not as (long,long)long
              count: export "count" is global (mut i32), which a method of type ()Memory does not stand for
              swap: a function of type [i32 i64] -> [i64 i32] is called as (int,long)Object[], not as (double)double\
            """, error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> instance.as(String.class));
    }

    @Test
    void callsAllocateNothing() {
        Calculator calculator = linked.instantiate(store).as(Calculator.class);
        int calls = 1_000_000;
        assertEquals(499_500, sum(calculator, 1000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int sum = sum(calculator, calls);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals((int) (calls * (calls - 1L) / 2), sum);
        assertTrue(allocated < calls, allocated + " bytes");
    }

    private static int sum(Calculator calculator, int calls) {
        int sum = 0;
        for (int i = 0; i < calls; i++) {
            sum = calculator.add(sum, i);
        }
        return sum;
    }

    @Test
    void aFunctionItselfIsReachedByItsName() {
        Func add = linked.instantiate(store).func("add");
        assertEquals(3, add.as(IntBinaryOperator.class).applyAsInt(1, 2));
    }
}
