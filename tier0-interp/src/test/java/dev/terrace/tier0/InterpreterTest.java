package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.LimitException;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmFrame;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

    @Test
    void recursionWithoutEndIsATrapAndTheStoreStaysUsable() {
        Instance instance = Programs.instance("""
            (module
              (func $deep (export "deep") (param i32) (call $deep (i32.add (local.get 0) (i32.const 1))))
              (func $nothing (export "nothing") (call $nothing))
              (func (export "f") (result i32) (i32.const 42)))
            """);
        for (int i = 0; i < 3; i++) {
            Trap trap = assertThrows(Trap.class, () -> instance.func("deep").call(0));
            assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
            trap = assertThrows(Trap.class, () -> instance.func("nothing").call());
            assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
            assertEquals(42, instance.func("f").call()[0]);
        }
    }

    @Test
    void aTrapNamesTheFunctionsThatWereActiveInnermostFirst() {
        Instance instance = Programs.instance("""
            (module $app
              (memory 1)
              (func $inner (param i32) (drop (i32.load (local.get 0))))
              (func $middle (param i32) (call $inner (local.get 0)))
              (func (export "f") (call $middle (i32.const 65533))))
            """);
        Trap trap = assertThrows(Trap.class, () -> instance.func("f").call());
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
        assertEquals(
                List.of(0, 1, 2),
                trap.backtrace().stream().map(WasmFrame::functionIndex).toList());
        assertEquals("inner", trap.backtrace().getFirst().functionName().orElseThrow());
    }

    @Test
    void anExceptionOfTheHostPassesThroughUnchangedEvenIfItLooksLikeOneOfTheInterpreter() {
        Engine engine = Engine.create();
        for (RuntimeException thrown :
                List.of(new IllegalStateException("host"), new IndexOutOfBoundsException("host"))) {
            Linker linker = new Linker(engine).func("host", "fail", NOTHING, (caller, arguments) -> {
                throw thrown;
            });
            Instance instance = linker.instantiate(new Store(engine), Module.fromWat(engine, """
                (module
                  (func $fail (import "host" "fail"))
                  (func $middle (call $fail))
                  (func (export "f") (call $middle)))
                """));
            assertSame(
                    thrown,
                    assertThrows(
                            RuntimeException.class, () -> instance.func("f").call()));
        }
    }

    @Test
    void tailCallsBetweenInstancesNeedNoStack() {
        Engine engine = Engine.create();
        Store store = new Store(engine);
        Linker linker = new Linker(engine);
        Instance table = linker.instantiate(store, Module.fromWat(engine, "(module (table (export \"t\") 2 funcref))"));
        linker.instance("shared", table);
        String counter = """
            (module
              (type $count (func (param i32) (result i32)))
              (import "shared" "t" (table 2 funcref))
              (func $count (export "f") (type $count)
                (if (result i32) (i32.eqz (local.get 0))
                  (then (i32.const MINE))
                  (else
                    (return_call_indirect (type $count)
                      (i32.sub (local.get 0) (i32.const 1)) (i32.const OTHER)))))
              (func (export "nested") (type $count) (i32.add (call $count (local.get 0)) (i32.const 10)))
              (elem (i32.const MINE) $count))
            """;
        Instance first = linker.instantiate(
                store, Module.fromWat(engine, counter.replace("MINE", "0").replace("OTHER", "1")));
        linker.instantiate(
                store, Module.fromWat(engine, counter.replace("MINE", "1").replace("OTHER", "0")));
        assertEquals(0, first.func("f").call(300_000)[0]);
        assertEquals(1, first.func("f").call(300_001)[0]);
        assertEquals(11, first.func("nested").call(300_001)[0]);
    }

    @Test
    void aTailCallWithinAnInstanceNeedsNoStack() {
        assertEquals(500_000L, Programs.call("""
            (module
              (func $count (param i64 i64) (result i64)
                (if (result i64) (i64.eqz (local.get 0))
                  (then (local.get 1))
                  (else
                    (return_call $count
                      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1))))))
              (func (export "f") (param i64) (result i64) (call $count (local.get 0) (i64.const 0))))
            """, 500_000L));
    }

    @Test
    void memoryThatAHostFunctionGrowsIsThereWhenItReturns() {
        Engine engine = Engine.create();
        Linker linker = new Linker(engine).func("host", "grow", NOTHING, (caller, arguments) -> {
            caller.memory().grow(1);
            return null;
        });
        Instance instance = linker.instantiate(new Store(engine), Module.fromWat(engine, """
            (module
              (func $grow (import "host" "grow"))
              (memory (export "memory") 1)
              (func (export "f") (result i32)
                (call $grow)
                (i32.store (i32.const 65536) (i32.const 7))
                (i32.load (i32.const 65536))))
            """));
        assertEquals(7, instance.func("f").call()[0]);
    }

    @Test
    void hostFunctionsMayCallBackIntoTheSameInstance() {
        Engine engine = Engine.create();
        FuncType unary = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
        Linker linker = new Linker(engine)
                .func(
                        "host",
                        "again",
                        unary,
                        (caller, arguments) ->
                                caller.instance().orElseThrow().func("f").call((int) arguments[0] - 1));
        Instance instance = linker.instantiate(new Store(engine), Module.fromWat(engine, """
            (module
              (func $again (import "host" "again") (param i32) (result i32))
              (func (export "f") (param i32) (result i32) (local i32 i32 i32 i32)
                (local.set 4 (local.get 0))
                (if (result i32) (local.get 0)
                  (then (i32.add (call $again (local.get 0)) (local.get 4)))
                  (else (i32.const 0)))))
            """));
        assertEquals(55, instance.func("f").call(10)[0]);
    }

    @Test
    void unsignedComparisonsWithTheSmallestAndLargestNumberAreRight() {
        for (String relation : List.of("lt_u", "le_u", "gt_u", "ge_u", "lt_s", "le_s", "gt_s", "ge_s")) {
            for (int constant : new int[] {0, 1, -1, -32768, 32767, 8_388_607, -8_388_608, Integer.MIN_VALUE}) {
                for (int value : new int[] {0, 1, -1, constant, constant - 1, constant + 1}) {
                    assertRelation(relation, value, constant);
                }
            }
        }
    }

    private static void assertRelation(String relation, int a, int b) {
        int order = relation.endsWith("u") ? Integer.compareUnsigned(a, b) : Integer.compare(a, b);
        boolean expected = switch (relation.substring(0, 2)) {
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order >= 0;
        };
        String right = "(i32." + relation + " (local.get 0) (i32.const " + b + "))";
        String left = "(i32." + relation + " (i32.const " + a + ") (local.get 0))";
        assertEquals(expected ? 1 : 0, Programs.call(function(right), a), right + " with " + a);
        assertEquals(expected ? 1 : 0, Programs.call(function(left), b), left + " with " + b);
        assertEquals(expected ? 1 : 0, Programs.call(function(branch(right)), a), "if " + right + " with " + a);
        assertEquals(expected ? 0 : 1, Programs.call(function("(i32.eqz " + right + ")"), a), "not " + right);
    }

    private static String branch(String condition) {
        return "(if (result i32) " + condition + " (then (i32.const 1)) (else (i32.const 0)))";
    }

    private static String function(String expression) {
        return "(module (func (export \"f\") (param i32) (result i32) " + expression + "))";
    }

    @Test
    void manyValuesCrossABranchAndAReturn() {
        int count = 40;
        String types = "i32 ".repeat(count);
        String gets =
                IntStream.range(0, count).mapToObj(i -> "(local.get " + i + ")").collect(Collectors.joining(" "));
        Instance instance = Programs.instance("""
            (module
              (func $swap (param TYPES) (result TYPES)
                (block (result TYPES) GETS (br_if 0 (local.get 1)) (br 0)))
              (func (export "f") (param TYPES) (result TYPES) GETS (call $swap)))
            """.replace("TYPES", types).replace("GETS", gets));
        Object[] arguments = IntStream.range(0, count).boxed().toArray();
        assertEquals(List.of(arguments), List.of(instance.func("f").call(arguments)));
    }

    @Test
    void aFunctionLeavesNoReferencesBehind() {
        Instance instance = Programs.instance("""
            (module
              (func $keep (param externref) (result i32) (local externref)
                (local.set 1 (local.get 0))
                (ref.is_null (local.get 1)))
              (func (export "f") (param externref) (result i32) (call $keep (local.get 0))))
            """);
        WeakReference<Object> reference = callWithNewObject(instance.func("f"));
        System.gc();
        assertNull(reference.get());
    }

    private static WeakReference<Object> callWithNewObject(Func function) {
        Object object = new Object();
        assertEquals(0, function.call(object)[0]);
        return new WeakReference<>(object);
    }

    @Test
    void aFunctionWithMoreLocalsThanAFrameHasIsRefusedWhenItIsLoaded() {
        Engine engine = Engine.create();
        String most = "(module (func (local" + " i64".repeat(FunctionWriter.MAX_FRAME) + ")))";
        Module.fromWat(engine, most);
        LimitException exception =
                assertThrows(LimitException.class, () -> Module.fromWat(engine, most.replace("(local", "(local i64")));
        assertTrue(exception.getMessage().contains("function 0"));
    }
}
