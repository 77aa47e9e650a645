package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.terrace.Caller;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Length;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.WasmImport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways to write a function of the host, as the guest sees them, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class HostFunctionTest {
    @Parameter
    private Execution execution;

    private Engine engine;
    private Store store;
    private Linker linker;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().build());
        store = new Store(engine);
        linker = new Linker(engine);
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    private Instance instantiate(String wat) {
        return linker.instantiate(store, Module.fromWat(engine, wat));
    }

    /** What a module may import, said by an interface. */
    interface Shop {
        @WasmImport
        int price(int article);

        @WasmImport("in_stock")
        default int isInStock(int article) {
            return price(article) > 0 ? 1 : 0;
        }

        @WasmImport
        CompletionStage<Long> order(Caller caller, int address);

        void close();
    }

    /** A shop with one article. */
    private static final class SmallShop implements Shop {
        private final List<Order> orders = new ArrayList<>();

        @Override
        public int price(int article) {
            return article == 7 ? 250 : 0;
        }

        @Override
        public CompletionStage<Long> order(Caller caller, int address) {
            Order order = caller.memory().read(address, Order.class);
            return CompletableFuture.supplyAsync(() -> {
                orders.add(order);
                return 1_000_000_000_000L + orders.size();
            });
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }

    /** An order of the shop's, as the guest has it in its memory. */
    record Order(int article, double total, @Length(16) String customer) {}

    @Test
    void theGuestCallsLambdasOfAllKinds() {
        List<Object> seen = new ArrayList<>();
        linker.func("env", "sub", (int a, int b) -> a - b)
                .func("env", "scale", (double a, int b) -> Math.scalb(a, b))
                .func("env", "mix", (int a, long b, int c) -> a * b + c)
                .func("env", "halve", (float a) -> a / 2)
                .func("env", "seen", (Caller caller, long a) -> {
                    seen.add(caller.instance().orElseThrow());
                    seen.add(a);
                });
        Instance instance = instantiate("""
            (module
              (import "env" "sub" (func $sub (param i32 i32) (result i32)))
              (import "env" "scale" (func $scale (param f64 i32) (result f64)))
              (import "env" "mix" (func $mix (param i32 i64 i32) (result i64)))
              (import "env" "halve" (func $halve (param f32) (result f32)))
              (import "env" "seen" (func $seen (param i64)))
              (func (export "test") (result i32 f64 i64 f32)
                (call $seen (i64.const -9))
                (call $sub (i32.const 10) (i32.const 3))
                (call $scale (f64.const 1.5) (i32.const 4))
                (call $mix (i32.const 100) (i64.const 10000000000) (i32.const 7))
                (call $halve (f32.const 5))))
            """);
        assertEquals(
                List.of(7, 24.0, 1_000_000_000_007L, 2.5f),
                List.of(instance.func("test").call()));
        assertEquals(List.of(instance, -9L), seen);
    }

    @Test
    void aMillionCallsOfALambdaAllocateNothing() {
        linker.func("env", "step", (int a, long b, int c) -> (int) (a + b + c));
        Instance instance = instantiate("""
            (module
              (import "env" "step" (func $step (param i32 i64 i32) (result i32)))
              (func (export "run") (param $n i32) (result i32)
                (local $sum i32)
                (loop $next
                  (local.set $sum (call $step (local.get $sum) (i64.const 100000) (local.get $n)))
                  (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum)))
            """);
        IntUnaryOperator run = instance.func("run").as(IntUnaryOperator.class);
        int calls = 1_000_000;
        assertEquals(sum(1000), run.applyAsInt(1000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int sum = run.applyAsInt(calls);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(sum(calls), sum);
        assertTrue(allocated < calls, allocated + " bytes");
    }

    private static int sum(long calls) {
        return (int) (calls * 100_000 + calls * (calls + 1) / 2);
    }

    @Test
    void anInterfaceSaysWhatTheGuestImportsAndAnObjectDoesIt() {
        SmallShop shop = new SmallShop();
        linker.functions("shop", Shop.class, shop);
        Instance instance = instantiate("""
            (module
              (import "shop" "price" (func $price (param i32) (result i32)))
              (import "shop" "in_stock" (func $in_stock (param i32) (result i32)))
              (import "shop" "order" (func $order (param i32) (result i64)))
              (memory 1)
              (data (i32.const 64) "\\07\\00\\00\\00----\\00\\00\\00\\00\\00\\00\\f8\\3fmiller")
              (func (export "test") (result i32 i32 i32 i64)
                (call $price (i32.const 7))
                (call $in_stock (i32.const 7))
                (call $in_stock (i32.const 8))
                (call $order (i32.const 64))))
            """);
        assertEquals(
                List.of(250, 1, 0, 1_000_000_000_001L),
                List.of(instance.func("test").call()));
        assertEquals(List.of(new Order(7, 1.5, "miller")), shop.orders);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Linker(engine).functions("shop", Runnable.class, shop::close),
                "no method with an annotation");
    }

    @Test
    void aHostFunctionCallsTheAllocatorOfItsCaller() {
        linker.func("env", "name", (Caller caller) -> {
            int address = (int) caller.func("alloc").call(16)[0];
            caller.memory().writeCString(address, "a name");
            return address;
        });
        Instance instance = instantiate("""
            (module
              (import "env" "name" (func $name (result i32)))
              (memory (export "memory") 1)
              (global $next (mut i32) (i32.const 1024))
              (func (export "alloc") (param i32) (result i32)
                (global.get $next)
                (global.set $next (i32.add (global.get $next) (local.get 0))))
              (func (export "test") (result i32 i32) (call $name) (call $name)))
            """);
        assertEquals(List.of(1024, 1040), List.of(instance.func("test").call()));
        assertEquals("a name", instance.memory("memory").readCString(1040));
    }
}
