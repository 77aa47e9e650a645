package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.MemoryPlacement;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import dev.terrace.Trap;
import dev.terrace.V128;
import dev.terrace.core.Feature;
import dev.terrace.runtime.Tier;
import dev.terrace.tier0.InterpreterTier;
import dev.terrace.tier0.TopTier;
import dev.terrace.tier1.JvmTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Functions that are bytecode become hot there, and go on in a higher tier. */
class LeavingBytecodeTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<TierEvent> events = new ArrayList<>();

    /** Returns an engine in which functions are bytecode from their second call on, or their first loop. */
    private Engine engine(int callThreshold, int loopThreshold, Tier top) {
        Config config = Config.builder()
                .features(Feature.ALL)
                .compileMode(CompileMode.SYNC)
                .climb(ClimbMode.STEPS)
                .callThreshold(1)
                .loopThreshold(1)
                .nativeCallThreshold(callThreshold)
                .nativeLoopThreshold(loopThreshold)
                .tierListener(events::add)
                .build();
        return Engine.create(config, List.of(new InterpreterTier(), new JvmTier(), top));
    }

    private Engine engine(int callThreshold, int loopThreshold) {
        return engine(callThreshold, loopThreshold, new TopTier());
    }

    private static Instance instance(Engine engine, String wat) {
        return new Linker(engine).instantiate(new Store(engine), Module.fromWat(engine, wat));
    }

    private List<String> compiled() {
        return events.stream()
                .filter(event -> event.kind() == Kind.COMPILED && !event.to().equals("interp"))
                .map(event -> event.function()
                        + (event.loop().isPresent() ? " loop " + event.loop().getAsInt() : "") + " "
                        + event.to())
                .toList();
    }

    private static final String SUM = """
        (module
          (func $f (export "f") (param $n i32) (result i32) (local $sum i32)
            (loop $l
              (local.set $sum (i32.add (local.get $sum) (local.get $n)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))
          (func (export "g") (param i32) (result i32) (call $f (local.get 0))))
        """;

    @Test
    void aFunctionIsLeftAtTheCallThatMakesItHot() {
        Func f = instance(engine(3, NEVER), SUM).func("g");
        f.call(1);
        f.call(2);
        f.call(3);
        assertFalse(compiled().contains("0 top"));
        assertArrayEquals(new Object[] {15}, f.call(5));
        assertTrue(compiled().contains("0 top"));
        assertArrayEquals(new Object[] {21}, f.call(6));
    }

    @Test
    void aLoopIsLeftAtItsHeaderAndTheFunctionAtItsNextCall() {
        Func f = instance(engine(NEVER, 10), SUM).func("g");
        f.call(5);
        f.call(5);
        assertArrayEquals(new Object[] {45}, f.call(9));
        assertFalse(compiled().contains("0 loop 0 top"));
        assertArrayEquals(new Object[] {5050}, f.call(100));
        assertTrue(compiled().contains("0 loop 0 top"));
        assertFalse(compiled().contains("0 top"));
        assertArrayEquals(new Object[] {5050}, f.call(100));
        assertTrue(compiled().contains("0 top"));
    }

    @Test
    void aLoopThatTheInterpreterHasLeftIsLeftAgain() {
        Func f = instance(engine(NEVER, 1), SUM).func("f");
        assertArrayEquals(new Object[] {5050}, f.call(100));
        assertEquals(List.of("0 jvm", "0 loop 0 jvm", "0 loop 0 top"), compiled());
    }

    private static final String EVERYTHING = """
        (module
          (func $f (export "f") (param $n i32) (param $l i64) (param $s f32) (param $d f64) (param $v v128)
              (param $r externref) (result externref v128 f64 f32 i64 i32) (local $unused i64) (local $sum i64)
            (i64.const 100) (local.get $r)
            (loop $again (param i64 externref) (result i64 externref)
              (local.set $r)
              (i64.add (i64.const 1))
              (local.set $sum (i64.add (local.get $sum) (local.get $l)))
              (local.get $r)
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.set $r)
            (local.set $sum (i64.add (local.get $sum)))
            (local.get $r) (local.get $v) (local.get $d) (local.get $s) (local.get $sum) (local.get $n))
          (func (export "g") (param i32 i64 f32 f64 v128 externref) (result externref v128 f64 f32 i64 i32)
            (call $f (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5))))
        """;

    private void assertEverythingIsKept(int callThreshold, int loopThreshold, String expected) {
        Func f = instance(engine(callThreshold, loopThreshold), EVERYTHING).func("g");
        V128 vector = new V128(7, 8);
        for (int i = 0; i < 5; i++) {
            Object[] results = f.call(10, 3L, 1.5f, 2.5, vector, "kept");
            assertArrayEquals(new Object[] {"kept", vector, 2.5, 1.5f, 140L, 0}, results);
        }
        assertTrue(compiled().contains(expected), compiled()::toString);
    }

    @Test
    void argumentsAndResultsOfAllTypesAreTakenAlongAtACall() {
        assertEverythingIsKept(2, NEVER, "0 top");
    }

    @Test
    void localsOperandsAndResultsOfAllTypesAreTakenAlongAtALoop() {
        assertEverythingIsKept(NEVER, 4, "0 loop 0 top");
    }

    @Test
    void anExceptionIsNotCaughtByHandlersOfTheCodeThatWasLeft() {
        // The handler belongs to the rest of the function, which has handled the first exception and throws the second.
        Func f = instance(engine(NEVER, 3), """
            (module
              (tag $e (param i32))
              (func $f (param $n i32) (result i32)
                (block $caught (result i32)
                  (try_table (catch $e $caught)
                    (loop $l
                      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                    (throw $e (i32.const 42)))
                  (i32.const 0))
                (i32.eqz)
                (if (then (unreachable)))
                (throw $e (i32.const 43)))
              (func (export "g") (param i32) (result i32)
                (block $caught (result i32)
                  (try_table (catch $e $caught) (drop (call $f (local.get 0))))
                  (i32.const 0))))
            """).func("g");
        assertArrayEquals(new Object[] {43}, f.call(2));
        assertArrayEquals(new Object[] {43}, f.call(100));
        assertTrue(compiled().contains("0 loop 0 top"), compiled()::toString);
        assertArrayEquals(new Object[] {43}, f.call(100));
    }

    @Test
    void tailCallsBetweenBytecodeAndAHigherTierUseNoStack() {
        Func even = instance(engine(1, NEVER, new TopTier(Set.of(1))), """
            (module
              (func $even (export "even") (param i32) (result i32)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
                (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
              (func $odd (param i32) (result i32)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
                (return_call $even (i32.sub (local.get 0) (i32.const 1)))))
            """).func("even");
        even.call(10);
        assertTrue(compiled().contains("0 top") && !compiled().contains("1 top"));
        assertArrayEquals(new Object[] {1}, even.call(300_000));
        assertArrayEquals(new Object[] {0}, even.call(300_001));
    }

    @Test
    void aBacktraceHasAFunctionThatWasLeftOnce() {
        String wat = """
            (module
              (func $inner (param $n i32)
                (loop $l
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (unreachable))
              (func $outer (export "f") (param i32) (call $inner (local.get 0))))
            """;
        Func atLoop = instance(engine(NEVER, 5), wat).func("f");
        Func atCall = instance(engine(2, NEVER), wat).func("f");
        for (int i = 0; i < 5; i++) {
            for (Func f : List.of(atLoop, atCall)) {
                Trap trap = assertThrows(Trap.class, () -> f.call(100));
                assertEquals(
                        List.of("inner", "outer"),
                        trap.backtrace().stream()
                                .map(frame -> frame.functionName().orElseThrow())
                                .toList());
            }
        }
        assertTrue(compiled().containsAll(List.of("0 loop 0 top", "0 top")), compiled()::toString);
    }

    @Test
    void aFunctionThatTheHigherTierRefusesStaysBytecode() {
        Func f = instance(engine(1, 1, new TopTier(Set.of(0, 1))), SUM).func("g");
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(new Object[] {5050}, f.call(100));
        }
        assertFalse(compiled().contains("0 top"));
        assertEquals(
                1,
                events.stream()
                        .filter(event -> event.kind() == Kind.REFUSED
                                && event.function() == 0
                                && event.loop().isEmpty())
                        .count());
    }

    @Test
    void numericGlobalsThatHaveMovedAreTheSameInAllTiers() {
        Instance instance = instance(engine(4, NEVER), """
            (module
              (global $n (export "n") (mut i64) (i64.const 1))
              (global $v (mut v128) (v128.const i64x2 10 20))
              (func $f (export "f") (result i64)
                (global.set $n (i64.add (global.get $n) (i64.const 1)))
                (global.set $v (i64x2.add (global.get $v) (v128.const i64x2 1 2)))
                (i64.add
                  (i64.add (i64x2.extract_lane 0 (global.get $v)) (i64x2.extract_lane 1 (global.get $v)))
                  (global.get $n))))
            """);
        Func f = instance.func("f");
        long expected = 31;
        for (int i = 0; i < 10; i++) {
            expected += 4;
            assertArrayEquals(new Object[] {expected}, f.call());
            assertEquals(2L + i, instance.global("n").get());
        }
    }

    @Test
    void memoriesAreOutsideTheHeapWhereATierNeedsThat() {
        Engine engine = engine(1, 1);
        Instance instance = instance(engine, "(module (memory (export \"m\") 1))");
        assertTrue(instance.memory("m").segment().isNative());
        Config onHeap = Config.builder().memoryPlacement(MemoryPlacement.HEAP).build();
        Engine other = Engine.create(onHeap, List.of(new InterpreterTier(), new JvmTier(), new TopTier()));
        assertFalse(instance(other, "(module (memory (export \"m\") 1))")
                .memory("m")
                .segment()
                .isNative());
    }
}
