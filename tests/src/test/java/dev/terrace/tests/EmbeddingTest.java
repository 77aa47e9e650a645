package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Caller;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.HostCallback;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.V128;
import dev.terrace.WasmFrame;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.VecType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WebAssembly and its host calling each other, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class EmbeddingTest {
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

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

    private Instance instantiate(String text) {
        return linker.instantiate(store, Module.fromWat(engine, text));
    }

    @Test
    void aFunctionIsCalledBoxedAsAnInterfaceAndAsAHandle() throws Throwable {
        Func subtract = instantiate("""
            (module (func (export "sub") (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1))))
            """).func("sub");
        assertArrayEquals(new Object[] {7}, subtract.call(10, 3));
        assertEquals(7, subtract.as(IntBinaryOperator.class).applyAsInt(10, 3));
        assertEquals(7, (int) subtract.handle().invokeExact(10, 3));
    }

    static Object[] reversed(int a, long b, V128 c, float d, double e, Func f, Object g) {
        return new Object[] {g, f, e, d, c, b, a};
    }

    @Test
    void valuesOfAllTypesGoBothWays() throws Throwable {
        FuncType type = new FuncType(
                List.of(
                        NumType.I32,
                        NumType.I64,
                        VecType.V128,
                        NumType.F32,
                        NumType.F64,
                        RefType.FUNCREF,
                        RefType.EXTERNREF),
                List.of(
                        RefType.EXTERNREF,
                        RefType.FUNCREF,
                        NumType.F64,
                        NumType.F32,
                        VecType.V128,
                        NumType.I64,
                        NumType.I32));
        MethodHandle reversed = MethodHandles.lookup()
                .findStatic(
                        EmbeddingTest.class,
                        "reversed",
                        MethodType.methodType(
                                Object[].class,
                                int.class,
                                long.class,
                                V128.class,
                                float.class,
                                double.class,
                                Func.class,
                                Object.class));
        linker.func("host", "reverse", type, reversed);
        Func reverse = instantiate("""
            (module
              (import "host" "reverse" (func $reverse
                (param i32 i64 v128 f32 f64 funcref externref) (result externref funcref f64 f32 v128 i64 i32)))
              (func (export "reverse")
                (param i32 i64 v128 f32 f64 funcref externref) (result externref funcref f64 f32 v128 i64 i32)
                (call $reverse (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)
                  (local.get 5) (local.get 6))))
            """).func("reverse");
        V128 vector = new V128(Long.MIN_VALUE, -2);
        Object[] expected = {"text", reverse, Math.PI, -0.0f, vector, Long.MAX_VALUE, -1};
        assertArrayEquals(expected, reverse.call(-1, Long.MAX_VALUE, vector, -0.0f, Math.PI, reverse, "text"));
        assertArrayEquals(expected, (Object[])
                reverse.handle().invokeExact(-1, Long.MAX_VALUE, vector, -0.0f, Math.PI, reverse, (Object) "text"));
        Object[] nulls = reverse.call(0, 0L, V128.ZERO, 0f, 0d, null, null);
        assertNull(nulls[0]);
        assertNull(nulls[1]);
    }

    @Test
    void aHostExceptionArrivesAsTheSameObjectThroughThreeFrames() {
        IOException thrown = new IOException("disk on fire");
        linker.func("host", "fail", NOTHING, (_, _) -> {
            throw thrown;
        });
        Func outer = instantiate("""
            (module
              (import "host" "fail" (func $fail))
              (func $inner (call $fail))
              (func $middle (call $inner))
              (func (export "outer") (call $middle)))
            """).func("outer");
        assertSame(thrown, assertThrows(IOException.class, outer::call));
        assertSame(thrown, assertThrows(IOException.class, outer::call));
    }

    @Test
    void aTrapNamesItsFramesInnermostFirst() {
        Func outer = instantiate("""
            (module $app
              (func $inner (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
              (func $outer (export "outer") (result i32) (call $inner (i32.const 0))))
            """).func("outer");
        Trap trap = assertThrows(Trap.class, outer::call);
        assertEquals(TrapKind.INTEGER_DIVIDE_BY_ZERO, trap.kind());
        assertEquals(List.of("inner", "outer"), functions(trap));
        assertEquals("app", trap.backtrace().getFirst().module().orElse("none"));
    }

    @Test
    void aTrapDoesNotNameFunctionsThatHaveEndedInATailCall() {
        Func outer = instantiate("""
            (module
              (func $divide (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
              (func $gone (param i32) (result i32) (return_call $divide (local.get 0)))
              (func $goneToo (param i32) (result i32) (return_call $gone (local.get 0)))
              (func $outer (export "outer") (param i32) (result i32)
                (i32.add (call $goneToo (local.get 0)) (i32.const 1))))
            """).func("outer");
        Trap trap = assertThrows(Trap.class, () -> outer.call(0));
        assertEquals(List.of("divide", "outer"), functions(trap));
    }

    @Test
    void aTrapNamesTheByteOfTheInstruction() {
        // (module (func (export "f") (i32.const 7) (unreachable))): a constant, which tiers keep to themselves, and 00
        // behind it
        byte[] bytes = HexFormat.of().parseHex("0061736d0100000001040160000003020100070501016600000a070105004107000b");
        Func f = linker.instantiate(store, Module.fromBytes(engine, bytes)).func("f");
        Trap trap = assertThrows(Trap.class, f::call);
        assertEquals(
                List.of(32),
                trap.backtrace().stream().map(WasmFrame::moduleOffset).toList());
    }

    private static List<String> functions(Trap trap) {
        return trap.backtrace().stream()
                .map(WasmFrame::functionName)
                .map(name -> name.orElse("none"))
                .toList();
    }

    @Test
    void aHostFunctionCallsBackIntoItsCaller() {
        HostCallback half = (caller, arguments) -> {
            int n = (int) arguments[0];
            Func steps = (Func) caller.export("steps").orElseThrow();
            return steps.call(n / 2);
        };
        linker.func("host", "half", new FuncType(List.of(NumType.I32), List.of(NumType.I32)), half);
        Func steps = instantiate("""
            (module
              (import "host" "half" (func $half (param i32) (result i32)))
              (func (export "steps") (param $n i32) (result i32)
                (if (result i32) (i32.eqz (local.get $n))
                  (then (i32.const 0))
                  (else (i32.add (call $half (local.get $n)) (i32.const 1))))))
            """).func("steps");
        assertEquals(21, steps.call(1 << 20)[0]);
    }

    @Test
    void endlessRecursionOfHostAndGuestIsATrap() {
        linker.func(
                "host",
                "again",
                NOTHING,
                (caller, _) -> ((Func) caller.export("again").orElseThrow()).call());
        Func again = instantiate("""
            (module
              (import "host" "again" (func $again))
              (func (export "again") (call $again))
              (func (export "fine") (result i32) (i32.const 1)))
            """).func("again");
        Trap trap = assertThrows(Trap.class, again::call);
        assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
        assertNull(trap.getCause(), "the limit of nested calls must come before the end of the Java stack");
        assertEquals(
                TrapKind.STACK_EXHAUSTED, assertThrows(Trap.class, again::call).kind());
    }

    @Test
    void anExceptionOfTheHostIsNeverTakenForATrap() throws ReflectiveOperationException {
        linker.func("host", "own", IntUnaryOperator.class, EmbeddingTest::outside);
        MethodHandle checkIndex = MethodHandles.lookup()
                .findStatic(Objects.class, "checkIndex", MethodType.methodType(int.class, int.class, int.class));
        linker.func("host", "java", MethodHandles.insertArguments(checkIndex, 1, 4));
        Instance instance = instantiate("""
            (module
              (import "host" "own" (func $own (param i32) (result i32)))
              (import "host" "java" (func $java (param i32) (result i32)))
              (memory 1)
              (func (export "own") (param i32) (result i32)
                (i32.add (i32.load (i32.const 8)) (call $own (local.get 0))))
              (func (export "java") (param i32) (result i32)
                (i32.add (i32.load (i32.const 8)) (call $java (local.get 0))))
              (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
            """);
        for (int i = 0; i < 3; i++) {
            assertEquals(2, instance.func("java").call(2)[0]);
            for (String name : List.of("own", "java")) {
                assertThrows(
                        IndexOutOfBoundsException.class,
                        () -> instance.func(name).call(9));
            }
            assertEquals(
                    TrapKind.MEMORY_OUT_OF_BOUNDS,
                    assertThrows(Trap.class, () -> instance.func("load").call(65536))
                            .kind());
        }
    }

    private static int outside(int index) {
        return MemorySegment.ofArray(new byte[1]).get(ValueLayout.JAVA_BYTE, index);
    }

    @Test
    void endlessRecursionOfTheGuestIsATrapAndTheStoreStaysUsable() {
        Instance instance = instantiate("""
            (module
              (func $down (export "down") (param i64) (result i64)
                (i64.add (call $down (i64.add (local.get 0) (i64.const 1))) (i64.const 1)))
              (func (export "fine") (result i32) (i32.const 1)))
            """);
        LongUnaryOperator down = instance.func("down").as(LongUnaryOperator.class);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    TrapKind.STACK_EXHAUSTED,
                    assertThrows(Trap.class, () -> down.applyAsLong(0)).kind());
            assertEquals(1, instance.func("fine").call()[0]);
        }
    }

    @Test
    void endlessRecursionOfTwoInstancesIsATrap() {
        Instance first = instantiate("""
            (module
              (table (export "table") 1 funcref)
              (func (export "call") (call_indirect (i32.const 0))))
            """);
        linker.instance("first", first);
        instantiate("""
            (module
              (import "first" "table" (table 1 funcref))
              (import "first" "call" (func $call))
              (func $back (call $call))
              (elem (i32.const 0) func $back))
            """);
        assertEquals(
                TrapKind.STACK_EXHAUSTED,
                assertThrows(Trap.class, () -> first.func("call").call()).kind());
    }

    @Test
    void aMemoryThatTheHostGrowsIsLargerInTheGuest() {
        linker.func("host", "grow", NOTHING, (caller, _) -> {
            Memory memory = caller.memory();
            memory.grow(1);
            memory.writeInt(65536, 42);
            return null;
        });
        Instance instance = instantiate("""
            (module
              (import "host" "grow" (func $grow))
              (memory (export "memory") 1)
              (func (export "test") (result i32)
                (i32.store (i32.const 0) (i32.const 7))
                (call $grow)
                (i32.add (i32.load (i32.const 65536)) (i32.load (i32.const 0)))))
            """);
        assertEquals(49, instance.func("test").call()[0]);
        assertEquals(2, instance.memory("memory").pages());
    }

    @Test
    void theGuestGrowsAMemoryPageByPage() {
        Instance instance = instantiate("""
            (module
              (memory (export "memory") 1 200)
              (func (export "fill") (result i32)
                (local $page i32)
                (loop $next
                  (i32.store (i32.shl (local.get $page) (i32.const 16)) (local.get $page))
                  (local.set $page (i32.add (local.get $page) (i32.const 1)))
                  (br_if $next (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                (local.get $page)))
            """);
        assertEquals(200, instance.func("fill").call()[0]);
        for (int page = 0; page < 200; page++) {
            assertEquals(page, instance.memory("memory").readInt((long) page << 16));
        }
    }

    @Test
    void functionsThatTheHostPutsIntoATableAreCalledIndirectly() {
        Instance instance = instantiate("""
            (module
              (type $unary (func (param i32) (result i32)))
              (table (export "table") 3 funcref)
              (func (export "guest") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
              (func (export "call") (param i32 i32) (result i32)
                (call_indirect (type $unary) (local.get 1) (local.get 0))))
            """);
        IntBinaryOperator call = instance.func("call").as(IntBinaryOperator.class);
        FuncType unary = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
        instance.table("table").set(0, instance.func("guest"));
        instance.table("table").set(1, Func.of(store, unary, (_, a) -> new Object[] {(int) a[0] + 1}));
        instance.table("table").set(2, Func.of(store, NOTHING, (_, _) -> null));
        assertEquals(42, call.applyAsInt(0, 21));
        assertEquals(22, call.applyAsInt(1, 21));
        assertEquals(
                TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                assertThrows(Trap.class, () -> call.applyAsInt(2, 0)).kind());
        assertEquals(
                TrapKind.UNDEFINED_ELEMENT,
                assertThrows(Trap.class, () -> call.applyAsInt(3, 0)).kind());
        instance.table("table").set(1, null);
        assertEquals(
                TrapKind.UNINITIALIZED_ELEMENT,
                assertThrows(Trap.class, () -> call.applyAsInt(1, 0)).kind());
    }

    @Test
    void theHostKeepsAFunctionThatTheGuestPasses() {
        List<Func> kept = new ArrayList<>();
        linker.func("host", "keep", new FuncType(List.of(RefType.FUNCREF), List.of()), (_, arguments) -> {
            kept.add((Func) arguments[0]);
            return null;
        });
        Instance instance = instantiate("""
            (module
              (import "host" "keep" (func $keep (param funcref)))
              (global $count (mut i32) (i32.const 0))
              (func $tick (export "tick") (result i32)
                (global.set $count (i32.add (global.get $count) (i32.const 1)))
                (global.get $count))
              (func (export "run") (call $keep (ref.func $tick))))
            """);
        instance.func("run").call();
        assertEquals(instance.func("tick"), kept.getFirst());
        assertEquals(1, kept.getFirst().call()[0]);
        assertEquals(2, instance.func("tick").call()[0]);
    }

    @Test
    void segmentsAreDroppedAfterInstantiationAndPassiveOnesAreNot() {
        Instance instance = instantiate("""
            (module
              (memory (export "memory") 1)
              (table 4 funcref)
              (data $active (i32.const 0) "active")
              (data $passive "passive")
              (elem $active (i32.const 0) func $f)
              (elem $passive func $f)
              (elem $declared declare func $f)
              (func $f)
              (func (export "active data") (memory.init $active (i32.const 8) (i32.const 0) (i32.const 1)))
              (func (export "passive data") (memory.init $passive (i32.const 8) (i32.const 0) (i32.const 7)))
              (func (export "active elem") (table.init $active (i32.const 1) (i32.const 0) (i32.const 1)))
              (func (export "declared elem") (table.init $declared (i32.const 1) (i32.const 0) (i32.const 1)))
              (func (export "passive elem") (table.init $passive (i32.const 1) (i32.const 0) (i32.const 1))))
            """);
        assertThrows(Trap.class, () -> instance.func("active data").call());
        assertThrows(Trap.class, () -> instance.func("active elem").call());
        assertThrows(Trap.class, () -> instance.func("declared elem").call());
        instance.func("passive data").call();
        instance.func("passive elem").call();
        assertEquals("passive", instance.memory("memory").readCString(8));
    }

    @Test
    void aStartFunctionThatTrapsLeavesWhatItWrote() {
        Memory memory = instantiate("(module (memory (export \"memory\") 1))").memory("memory");
        linker.define("env", "memory", memory);
        Trap trap = assertThrows(Trap.class, () -> instantiate("""
            (module
              (import "env" "memory" (memory 1))
              (data (i32.const 0) "data")
              (func $start (i32.store8 (i32.const 0) (i32.const 68)) unreachable)
              (start $start))
            """));
        assertEquals(TrapKind.UNREACHABLE, trap.kind());
        assertEquals("Data", memory.readCString(0));
    }

    @Test
    void hostFunctionsSeeTheInstanceThatCallsThemDirectly() {
        List<Instance> callers = new ArrayList<>();
        linker.func("host", "who", NOTHING, (caller, _) -> {
            callers.add(caller.instance().orElse(null));
            return null;
        });
        Instance inner = instantiate("""
            (module (import "host" "who" (func $who)) (func (export "who") (call $who)))
            """);
        linker.instance("inner", inner);
        Instance outer = instantiate("""
            (module
              (import "host" "who" (func $direct))
              (import "inner" "who" (func $indirect))
              (func (export "who") (call $direct) (call $indirect) (call $direct)))
            """);
        outer.func("who").call();
        assertEquals(List.of(outer, inner, outer), callers);
    }

    @Test
    void oneLinkedModuleRunsInManyStoresAtOnce() throws Exception {
        linker.func("host", "add", IntBinaryOperator.class, Integer::sum);
        LinkedModule linked = linker.link(Module.fromWat(engine, """
            (module
              (import "host" "add" (func $add (param i32 i32) (result i32)))
              (func (export "sum") (param $n i32) (result i32)
                (local $sum i32)
                (loop $next
                  (local.set $sum (call $add (local.get $sum) (local.get $n)))
                  (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum)))
            """));
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                try (Store own = new Store(engine)) {
                    IntUnaryOperator sum = linked.instantiate(own).func("sum").as(IntUnaryOperator.class);
                    return sum.applyAsInt(1000);
                }
            });
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        for (FutureTask<Integer> task : tasks) {
            assertEquals(500500, task.get());
        }
    }

    static int remember(Caller caller, Object value) {
        List<?> list = caller.data(List.class);
        return list.indexOf(value);
    }

    @Test
    void aHandleWithACallerReachesTheStoresData() throws Exception {
        MethodHandle remember = MethodHandles.lookup()
                .findStatic(
                        EmbeddingTest.class, "remember", MethodType.methodType(int.class, Caller.class, Object.class));
        linker.func("host", "index", remember);
        Instance instance = instantiate("""
            (module
              (import "host" "index" (func $index (param externref) (result i32)))
              (func (export "index") (param externref) (result i32) (call $index (local.get 0))))
            """);
        store.putData(List.class, List.of("a", "b", "c"));
        assertEquals(2, instance.func("index").call("c")[0]);
        assertEquals(-1, instance.func("index").call("z")[0]);
    }
}
