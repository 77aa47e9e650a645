package dev.terrace.tier1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Caller;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.V128;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostCallTest {
    private Engine engine;
    private Store store;
    private Linker linker;

    @BeforeEach
    void open() {
        engine = Engine.create(Config.builder().tiers(TierStrategy.JVM).build());
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

    private static MethodHandle handle(String name, Class<?> result, Class<?>... parameters) throws Exception {
        return MethodHandles.lookup().findStatic(HostCallTest.class, name, MethodType.methodType(result, parameters));
    }

    private static double all(int i, long l, float f, double d, V128 v) {
        return i + l + f + d + v.low() + v.high();
    }

    private static Object echo(Caller caller, Object value) {
        assertEquals(1, caller.memory().pages());
        return value;
    }

    private static Func function(Func value) {
        return value;
    }

    private static V128 swap(V128 v) {
        return new V128(v.high(), v.low());
    }

    @Test
    void numbersAndVectorsArriveAsTheyAre() throws Exception {
        linker.func(
                "host",
                "all",
                handle("all", double.class, int.class, long.class, float.class, double.class, V128.class));
        Instance instance = instantiate("""
            (module
              (import "host" "all" (func $all (param i32 i64 f32 f64 v128) (result f64)))
              (func (export "f") (result f64)
                (call $all (i32.const 1) (i64.const 20) (f32.const 300) (f64.const 4000)
                  (v128.const i64x2 50000 600000))))
            """);
        assertEquals(654321.0, instance.func("f").call()[0]);
    }

    @Test
    void referencesPassWithTheCaller() throws Exception {
        linker.func("host", "echo", handle("echo", Object.class, Caller.class, Object.class));
        Instance instance = instantiate("""
            (module
              (import "host" "echo" (func $echo (param externref) (result externref)))
              (memory (export "memory") 1)
              (func (export "f") (param externref) (result externref) (call $echo (local.get 0))))
            """);
        Object value = new Object();
        assertSame(value, instance.func("f").call(value)[0]);
        assertNull(instance.func("f").call((Object) null)[0]);
    }

    @Test
    void aFunctionThatTheHostReturnsCanBeCalled() throws Exception {
        ValType function = RefType.FUNCREF;
        linker.func(
                "host",
                "function",
                new FuncType(List.of(function), List.of(function)),
                handle("function", Func.class, Func.class));
        Instance instance = instantiate("""
            (module
              (import "host" "function" (func $function (param funcref) (result funcref)))
              (table 1 funcref)
              (func $seven (export "seven") (result i32) (i32.const 7))
              (func (export "f") (result i32)
                (table.set (i32.const 0) (call $function (ref.func $seven)))
                (call_indirect (result i32) (i32.const 0))))
            """);
        assertEquals(7, instance.func("f").call()[0]);
    }

    @Test
    void whatReturnsSeveralResultsOrAVectorIsCalledThroughSlots() throws Exception {
        ValType i32 = NumType.I32;
        linker.func("host", "two", new FuncType(List.of(), List.of(i32, i32)), (_, _) -> new Object[] {1, 2});
        linker.func(
                "host",
                "swap",
                new FuncType(List.of(VecType.V128), List.of(VecType.V128)),
                handle("swap", V128.class, V128.class));
        Instance instance = instantiate("""
            (module
              (import "host" "two" (func $two (result i32 i32)))
              (import "host" "swap" (func $swap (param v128) (result v128)))
              (func (export "f") (result i32 i32 v128)
                (call $two) (call $swap (v128.const i64x2 3 4))))
            """);
        assertArrayEquals(
                new Object[] {1, 2, new V128(4, 3)}, instance.func("f").call());
    }

    @Test
    void whatTheHostThrowsPassesUnchanged() {
        IOException thrown = new IOException("of the host");
        linker.func("host", "fail", Callable.class, () -> {
            throw thrown;
        });
        Instance instance = instantiate("""
            (module
              (import "host" "fail" (func $fail (result externref)))
              (func (export "f") (result externref) (call $fail)))
            """);
        assertSame(
                thrown, assertThrows(IOException.class, () -> instance.func("f").call()));
    }

    @Test
    void aHostFunctionThatCallsBackSeesItsOwnArguments() {
        IntUnaryOperator[] back = new IntUnaryOperator[1];
        linker.func(
                "host", "down", IntBinaryOperator.class, (n, sum) -> n == 0 ? sum : back[0].applyAsInt(n - 1) + sum);
        Instance instance = instantiate("""
            (module
              (import "host" "down" (func $down (param i32 i32) (result i32)))
              (func (export "f") (param i32) (result i32)
                (i32.add (call $down (local.get 0) (i32.const 3)) (local.get 0))))
            """);
        back[0] = instance.func("f").as(IntUnaryOperator.class);
        assertEquals(3 * 11 + 55, back[0].applyAsInt(10));
    }
}
