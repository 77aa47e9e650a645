package dev.terrace.bench;

import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.ValType;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls between Java and WebAssembly, in both directions. Calls out of WebAssembly are made by a loop there, so that what
 * is measured is a call and one round of the loop; {@link #loop} is the loop without a call.
 */
@State(Scope.Benchmark)
public class CallBenchmark {
    private static final int ROUNDS = 1000;

    private static final String MODULE = """
        (module
          (import "host" "nop boxed" (func $nop_boxed))
          (import "host" "nop typed" (func $nop_typed))
          (import "host" "next" (func $next (param i32) (result i32)))
          (import "host" "add boxed" (func $add_boxed (param i32 i32) (result i32)))
          (import "host" "add typed" (func $add_typed (param i32 i32) (result i32)))
          (func $nop (export "nop"))
          (func $add (export "add") (param i32 i32) (result i32)
            (i32.add (local.get 0) (local.get 1)))
          (func (export "loop") (param $n i32)
            (loop
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "loop nop") (param $n i32)
            (loop
              (call $nop)
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "loop nop boxed") (param $n i32)
            (loop
              (call $nop_boxed)
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "loop nop typed") (param $n i32)
            (loop
              (call $nop_typed)
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "loop next") (param $n i32) (result i32) (local $value i32)
            (loop
              (local.set $value (call $next (local.get $value)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $value))
          (func (export "loop add boxed") (param $n i32) (result i32) (local $sum i32)
            (loop
              (local.set $sum (call $add_boxed (local.get $sum) (local.get $n)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))
          (func (export "loop add typed") (param $n i32) (result i32) (local $sum i32)
            (loop
              (local.set $sum (call $add_typed (local.get $sum) (local.get $n)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum)))
        """;

    /** Which tiers execute the module. */
    @Param
    public TierStrategy tier;

    private Store store;
    private Func nop;
    private Func add;
    private MethodHandle nopHandle;
    private IntBinaryOperator addOperator;
    private Exports exports;
    private MethodHandle loop;
    private MethodHandle loopNop;
    private MethodHandle loopNopBoxed;
    private MethodHandle loopNopTyped;
    private MethodHandle loopNext;
    private MethodHandle loopAddBoxed;
    private MethodHandle loopAddTyped;

    /** Some exports of the module. */
    interface Exports {
        int add(int a, int b);
    }

    /** Handles as constants; the class is initialised when a benchmark first uses them, after {@link #instantiate}. */
    private static final class Constant {
        private static Instance instance;

        private static final class Nop {
            private static final MethodHandle HANDLE = instance.func("nop").handle();
        }

        private static final class Add {
            private static final MethodHandle HANDLE = instance.func("add").handle();
        }
    }

    /** A function of the C library. */
    private static final class Downcall {
        private static final MethodHandle ABS = java.lang.foreign.Linker.nativeLinker()
                .downcallHandle(
                        java.lang.foreign.Linker.nativeLinker().defaultLookup().findOrThrow("abs"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /** Makes the instance. */
    @Setup
    public void instantiate() {
        ValType i32 = NumType.I32;
        var engine = new TerracePeer(tier).engine();
        store = new Store(engine);
        Instance instance = new Linker(engine)
                .func("host", "nop boxed", new FuncType(List.of(), List.of()), (_, _) -> null)
                .func("host", "nop typed", Runnable.class, () -> {})
                .func("host", "next", IntUnaryOperator.class, value -> value + 1)
                .func("host", "add boxed", new FuncType(List.of(i32, i32), List.of(i32)), (_, arguments) ->
                        new Object[] {(int) arguments[0] + (int) arguments[1]})
                .func("host", "add typed", IntBinaryOperator.class, Integer::sum)
                .instantiate(store, Module.fromWat(engine, MODULE));
        Constant.instance = instance;
        nop = instance.func("nop");
        add = instance.func("add");
        nopHandle = nop.handle();
        addOperator = add.as(IntBinaryOperator.class);
        exports = instance.as(Exports.class);
        loop = instance.func("loop").handle();
        loopNop = instance.func("loop nop").handle();
        loopNopBoxed = instance.func("loop nop boxed").handle();
        loopNopTyped = instance.func("loop nop typed").handle();
        loopNext = instance.func("loop next").handle();
        loopAddBoxed = instance.func("loop add boxed").handle();
        loopAddTyped = instance.func("loop add typed").handle();
    }

    /** Frees the instance. */
    @TearDown
    public void close() {
        store.close();
    }

    /** Calls a C function that does almost nothing: what any call of native code costs at least. */
    @Benchmark
    public int downcall() throws Throwable {
        return (int) Downcall.ABS.invokeExact(-1);
    }

    /** Calls an empty function with an array of boxed arguments. */
    @Benchmark
    public Object[] callNopBoxed() {
        return nop.call();
    }

    /** Calls an empty function through a method handle in a field. */
    @Benchmark
    public void callNopField() throws Throwable {
        nopHandle.invokeExact();
    }

    /** Calls an empty function through a constant method handle. */
    @Benchmark
    public void callNopConstant() throws Throwable {
        Constant.Nop.HANDLE.invokeExact();
    }

    /** Calls a function (i32, i32) to i32 with boxed arguments. */
    @Benchmark
    public Object[] callAddBoxed() {
        return add.call(1, 2);
    }

    /** Calls a function (i32, i32) to i32 as a Java interface. */
    @Benchmark
    public int callAddInterface() {
        return addOperator.applyAsInt(1, 2);
    }

    /** Calls a function (i32, i32) to i32 as a method of an interface of the exports. */
    @Benchmark
    public int callAddExports() {
        return exports.add(1, 2);
    }

    /** Makes an object of an interface of the exports. */
    @Benchmark
    public Object makeExports() {
        return Constant.instance.as(Exports.class);
    }

    /** Calls a function (i32, i32) to i32 through a constant method handle. */
    @Benchmark
    public int callAddConstant() throws Throwable {
        return (int) Constant.Add.HANDLE.invokeExact(1, 2);
    }

    /** The loop that makes the calls below, without a call. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void loop() throws Throwable {
        loop.invokeExact(ROUNDS);
    }

    /** Calls an empty function of the same module. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void loopNop() throws Throwable {
        loopNop.invokeExact(ROUNDS);
    }

    /** Calls an empty host function with boxed arguments. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void loopNopBoxed() throws Throwable {
        loopNopBoxed.invokeExact(ROUNDS);
    }

    /** Calls an empty host function, a lambda. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void loopNopTyped() throws Throwable {
        loopNopTyped.invokeExact(ROUNDS);
    }

    /** Calls a host function i32 to i32, a lambda of primitive types. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int loopNext() throws Throwable {
        return (int) loopNext.invokeExact(ROUNDS);
    }

    /** Calls a host function (i32, i32) to i32 with boxed arguments. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int loopAddBoxed() throws Throwable {
        return (int) loopAddBoxed.invokeExact(ROUNDS);
    }

    /** Calls a host function (i32, i32) to i32, a lambda of primitive types. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int loopAddTyped() throws Throwable {
        return (int) loopAddTyped.invokeExact(ROUNDS);
    }
}
