package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Tag;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.V128;
import dev.terrace.WasmException;
import dev.terrace.WasmFrame;
import dev.terrace.core.Feature;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.VecType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions between WebAssembly and its host, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class ExceptionsTest {
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());
    private static final FuncType NUMBER = new FuncType(List.of(NumType.I32), List.of());

    /** Three frames, all of which catch whatever can be caught. */
    private static final String CATCHES_ALL = """
        (module
          (import "env" "callee" (func $callee))
          (import "env" "tag" (tag $t (param i32)))
          (func $inner
            (block $h (try_table (catch_all $h) (call $callee) (return)))
            (global.set $caught (i32.add (global.get $caught) (i32.const 1))))
          (func $middle
            (block $h (result exnref) (try_table (catch_all_ref $h) (call $inner)) (return))
            throw_ref)
          (func (export "run") (result i32)
            (block $all
              (block $h (result i32)
                (try_table (catch $t $h) (catch_all $all) (call $middle))
                (return (i32.const -1)))
              return)
            (i32.const -2))
          (func (export "outer") (call $middle))
          (global $caught (export "caught") (mut i32) (i32.const 0)))
        """;

    /** Three frames between the host and the host, the outermost with a handler. */
    private static final String THREE_FRAMES = """
        (module
          (import "env" "callee" (func $callee))
          (import "env" "tag" (tag $t (param i32)))
          (func $inner (call $callee))
          (func $middle (call $inner))
          (func (export "run") (result i32)
            (block $h (result i32)
              (try_table (catch $t $h) (call $middle) (return (i32.const -1)))
              unreachable)))
        """;

    @Parameter
    private Execution execution;

    private Engine engine;
    private Store store;
    private Linker linker;
    private Tag tag;

    @BeforeEach
    void open() {
        engine = Engine.create(
                execution.config().enable(Feature.LEGACY_EXCEPTIONS).build());
        store = new Store(engine);
        linker = new Linker(engine).allowShadowing(true);
        tag = new Tag(store, NUMBER);
        linker.define("env", "tag", tag);
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
    void wasmCatchesWhatAHostFunctionThrowsThroughThreeFrames() {
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            throw new WasmException(tag, 42);
        });
        assertArrayEquals(
                new Object[] {42}, instantiate(THREE_FRAMES).func("run").call());
    }

    @Test
    void wasmCatchesWhatAnotherInstanceThrowsThroughAHostFunction() {
        Func thrower = instantiate("""
            (module
              (import "env" "tag" (tag $t (param i32)))
              (func $f (param i32) (throw $t (local.get 0)))
              (func (export "throw") (param i32) (call $f (local.get 0))))
            """).func("throw");
        linker.func("env", "callee", NOTHING, (caller, arguments) -> thrower.call(43));
        assertArrayEquals(
                new Object[] {43}, instantiate(THREE_FRAMES).func("run").call());
    }

    @Test
    void aJavaExceptionPassesAllHandlersOfTwoInstancesAsTheSameObject() {
        Exception thrown = new Exception("the host's own");
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(Exception.class, this::runTwoInstances));
    }

    @Test
    void aTrapOfTheHostPassesAllHandlersOfTwoInstancesAsTheSameObject() {
        List<Trap> thrown = new ArrayList<>();
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            thrown.add(new Trap(TrapKind.UNREACHABLE));
            throw thrown.getFirst();
        });
        Trap trap = assertThrows(Trap.class, this::runTwoInstances);
        assertSame(thrown.getFirst(), trap);
        assertEquals(6, trap.backtrace().size());
    }

    private void runTwoInstances() {
        Instance inner = instantiate(CATCHES_ALL);
        linker.define("env", "callee", inner.func("outer"));
        Instance outer = instantiate(CATCHES_ALL);
        try {
            outer.func("run").call();
        } finally {
            assertEquals(0, inner.global("caught").get());
            assertEquals(0, outer.global("caught").get());
        }
    }

    @Test
    void anUncaughtExceptionReachesTheHostWithTagPayloadAndBacktrace() {
        Instance instance = instantiate("""
            (module $m
              (tag $t (export "t") (param i32 f64 v128 externref funcref))
              (func $inner (param externref)
                (throw $t (i32.const 1) (f64.const 2.5) (v128.const i64x2 3 4) (local.get 0) (ref.func $outer)))
              (func $outer (export "outer") (param externref) (call $inner (local.get 0))))
            """);
        Object host = new Object();
        WasmException thrown =
                assertThrows(WasmException.class, () -> instance.func("outer").call(host));
        assertEquals(instance.tag("t"), thrown.tag());
        assertEquals(List.of(1, 2.5, new V128(3, 4), host, instance.func("outer")), thrown.payload());
        assertBacktrace(List.of("inner", "outer"), thrown);
        String message = thrown.getMessage();
        assertEquals(true, message.startsWith("WebAssembly exception (i32 1, f64 2.5, v128 "), message);
    }

    @Test
    void aHostExceptionThatNobodyCatchesArrivesAsTheSameObject() {
        List<WasmException> created = new ArrayList<>();
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            created.add(new WasmException(new Tag(store, NUMBER), 1));
            throw created.getFirst();
        });
        Func run = instantiate(THREE_FRAMES).func("run");
        WasmException thrown = assertThrows(WasmException.class, run::call);
        assertSame(created.getFirst(), thrown);
        assertBacktrace(List.of("inner", "middle", ""), thrown);
    }

    private static void assertBacktrace(List<String> functions, WasmException thrown) {
        assertEquals(
                functions,
                thrown.backtrace().stream()
                        .map(WasmFrame::functionName)
                        .map(name -> name.orElse(""))
                        .toList());
    }

    @Test
    void aBacktraceHasTheFunctionsOfTwoInstancesThatWereActive() {
        Instance inner = instantiate("""
            (module
              (import "env" "tag" (tag $t (param i32)))
              (func $thrower (param i32) (throw $t (local.get 0)))
              (func $caller (export "outer") (call $thrower (i32.const 3))))
            """);
        linker.define("env", "callee", inner.func("outer"));
        Func middle = instantiate("""
            (module
              (import "env" "callee" (func $callee))
              (func $middle (export "middle") (call $callee)))
            """).func("middle");
        for (int i = 0; i < 5; i++) {
            assertBacktrace(List.of("thrower", "caller", "middle"), assertThrows(WasmException.class, middle::call));
        }
    }

    @Test
    void theStoreStaysUsableAfterAMillionExceptions() {
        int[] count = {0};
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            throw new WasmException(tag, ++count[0]);
        });
        Func run = instantiate(THREE_FRAMES).func("run");
        for (int i = 1; i <= 1_000_000; i++) {
            assertEquals(i, run.call()[0]);
        }
    }

    @Test
    void aReferenceToAnExceptionIsTheExceptionItself() {
        Instance instance = instantiate("""
            (module
              (import "env" "tag" (tag $t (param i32)))
              (global (export "g") (mut exnref) (ref.null exn))
              (table (export "table") 1 exnref)
              (func (export "catch") (param i32) (result exnref)
                (block $h (result exnref) (try_table (catch_all_ref $h) (throw $t (local.get 0))) unreachable))
              (func (export "throw") (param exnref) (throw_ref (local.get 0))))
            """);
        WasmException caught = (WasmException) instance.func("catch").call(5)[0];
        assertEquals(List.of(5), caught.payload());
        instance.global("g").set(caught);
        assertSame(caught, instance.global("g").get());
        instance.table("table").set(0, caught);
        assertSame(caught, instance.table("table").get(0));
        Func thrower = instance.func("throw");
        assertSame(caught, assertThrows(WasmException.class, () -> thrower.call(caught)));
        assertBacktrace(List.of(""), caught);
        assertThrows(WasmException.class, () -> thrower.call(caught));
        assertBacktrace(List.of(""), caught);
        Trap trap = assertThrows(Trap.class, () -> thrower.call((Object) null));
        assertEquals(TrapKind.NULL_EXCEPTION_REFERENCE, trap.kind());
        assertThrows(IllegalArgumentException.class, () -> thrower.call("no exception"));
    }

    @Test
    void anExceptionOfAStartFunctionEndsTheInstantiation() {
        WasmException thrown = assertThrows(WasmException.class, () -> instantiate("""
            (module
              (import "env" "tag" (tag $t (param i32)))
              (func $start (throw $t (i32.const 9)))
              (start $start))
            """));
        assertEquals(tag, thrown.tag());
        assertEquals(List.of(9), thrown.payload());
    }

    /** A host function that gets an exception. */
    public interface Logger {
        int log(WasmException exception);
    }

    @Test
    void aTypedHostFunctionGetsAnExceptionAsItsParameter() {
        linker.func(
                "env",
                "log",
                Logger.class,
                exception -> (int) exception.payload().getFirst() + 1);
        Instance instance = instantiate("""
            (module
              (import "env" "log" (func $log (param exnref) (result i32)))
              (import "env" "tag" (tag $t (param i32)))
              (func (export "run") (param i32) (result i32)
                (block $h (result exnref) (try_table (catch_all_ref $h) (throw $t (local.get 0))) unreachable)
                (return_call $log)))
            """);
        assertArrayEquals(new Object[] {8}, instance.func("run").call(7));
    }

    @Test
    void aPayloadMustFitItsTag() {
        assertThrows(IllegalArgumentException.class, () -> new WasmException(tag));
        assertThrows(IllegalArgumentException.class, () -> new WasmException(tag, 1L));
        assertThrows(IllegalArgumentException.class, () -> new WasmException(tag, 1, 2));
        Tag wide = new Tag(store, new FuncType(List.of(VecType.V128, RefType.EXTERNREF), List.of()));
        assertEquals(List.of(new V128(1, 2), "x"), new WasmException(wide, new V128(1, 2), "x").payload());
        try (Store other = new Store(engine)) {
            Func foreign = Func.of(other, NOTHING, (caller, arguments) -> null);
            Tag ofFunc = new Tag(store, new FuncType(List.of(RefType.FUNCREF), List.of()));
            assertThrows(IllegalArgumentException.class, () -> new WasmException(ofFunc, foreign));
        }
    }

    @Test
    void legacyHandlersCatchWhatTheHostThrows() {
        linker.func("env", "callee", NOTHING, (caller, arguments) -> {
            throw new WasmException(tag, 6);
        });
        Instance instance = instantiate("""
            (module
              (import "env" "callee" (func $callee))
              (import "env" "tag" (tag $t (param i32)))
              (func $f (try (do (call $callee)) (catch_all (rethrow 0))))
              (func (export "run") (result i32)
                (try (result i32) (do (call $f) (i32.const -1)) (catch $t))))
            """);
        assertArrayEquals(new Object[] {6}, instance.func("run").call());
    }
}
