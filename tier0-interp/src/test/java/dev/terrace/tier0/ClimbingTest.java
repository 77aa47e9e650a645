package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Engines;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Functions climb from the interpreter to a second tier while they run. */
class ClimbingTest {
    private final List<TierEvent> events = new ArrayList<>();

    private Engine engine(int callThreshold, int loopThreshold) {
        Config.Builder config = Config.builder()
                .compileMode(CompileMode.SYNC)
                .callThreshold(callThreshold)
                .loopThreshold(loopThreshold)
                .tierListener(events::add);
        return Engines.withTiers(config, new InterpreterTier(), new MirrorTier());
    }

    private static Instance instance(Engine engine, String wat) {
        return new Linker(engine).instantiate(new Store(engine), dev.terrace.Module.fromWat(engine, wat));
    }

    private List<String> compiled() {
        return events.stream()
                .filter(event -> event.kind() == Kind.COMPILED)
                .map(event -> event.function()
                        + (event.loop().isPresent() ? " loop " + event.loop().getAsInt() : "") + " "
                        + event.to())
                .toList();
    }

    private static final String SUM = """
        (module
          (func (export "f") (param $n i32) (result i32) (local $i i32) (local $sum i32)
            (loop $outer
              (local.set $i (local.get $n))
              (loop $inner
                (local.set $sum (i32.add (local.get $sum) (local.get $i)))
                (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
              (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum)))
        """;

    @Test
    void aFunctionIsCompiledWhenItHasBeenCalledAsOftenAsTheThresholdSays() {
        Func f = instance(engine(3, 1_000), SUM).func("f");
        f.call(3);
        f.call(3);
        assertEquals(List.of("0 interp"), compiled());
        f.call(3);
        assertEquals(List.of("0 interp", "0 mirror"), compiled());
        TierEvent event = events.getLast();
        assertEquals(3, event.calls());
        assertEquals("interp", event.from().orElseThrow());
        assertArrayEquals(new Object[] {10}, f.call(3));
    }

    @Test
    void aLoopIsLeftForTheNextTierAtItsHeaderWithTheWholeFrame() {
        Func f = instance(engine(1_000, 1), SUM).func("f");
        assertArrayEquals(new Object[] {35}, f.call(5));
        assertEquals(List.of("0 interp", "0 loop 0 mirror", "0 loop 1 mirror"), compiled());
        assertEquals(OptionalInt.of(1), events.getLast().loop());
    }

    @Test
    void aFunctionWhoseLoopClimbedIsCompiledAtItsNextCall() {
        Func f = instance(engine(1_000, 3), SUM).func("f");
        assertArrayEquals(new Object[] {35}, f.call(5));
        assertFalse(compiled().contains("0 mirror"));
        assertArrayEquals(new Object[] {35}, f.call(5));
        assertTrue(compiled().contains("0 mirror"));
    }

    @Test
    void operandsAndReferencesAreInTheFrameThatTheNextTierEnters() {
        Func f = instance(engine(1_000, 1), """
            (module
              (func (export "f") (param $n i32) (param $ref externref) (result externref i64) (local $v v128)
                (local.set $v (v128.const i64x2 7 35))
                (i64.const 100)
                (loop $l (param i64) (result i64)
                  (i64.add (i64.const 1))
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (i64.add (i64x2.extract_lane 0 (local.get $v)))
                (i64.add (i64x2.extract_lane 1 (local.get $v)))
                (local.set $n (i32.wrap_i64))
                (local.get $ref)
                (i64.extend_i32_u (local.get $n))))
            """).func("f");
        assertArrayEquals(new Object[] {"kept", 152L}, f.call(10, "kept"));
        assertTrue(compiled().contains("0 loop 0 mirror"));
    }

    @Test
    void tailCallsThatGoBackAndForthBetweenTiersUseNoStack() {
        // One of the two is refused by the higher tier, so each call changes the tier.
        Engine engine = Engines.withTiers(
                Config.builder().compileMode(CompileMode.SYNC).callThreshold(1),
                new InterpreterTier(),
                new MirrorTier(1));
        Func even = instance(engine, """
            (module
              (func $even (export "even") (param i32) (result i32)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
                (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
              (func $odd (param i32) (result i32)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
                (return_call $even (i32.sub (local.get 0) (i32.const 1)))))
            """).func("even");
        even.call(2);
        assertArrayEquals(new Object[] {1}, even.call(300_000));
        assertArrayEquals(new Object[] {0}, even.call(300_001));
    }

    @Test
    void anExceptionFromALoopInTheNextTierIsCaughtByTheCallerInTheInterpreter() {
        Func f = instance(engine(1_000, 2), """
            (module
              (tag $tag (param i32))
              (func $thrower (param $n i32) (result i32)
                (loop $l
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (throw $tag (i32.const 42)))
              (func (export "f") (param i32) (result i32)
                (block $caught (result i32)
                  (try_table (result i32) (catch $tag $caught)
                    (i32.add (i32.const 1) (call $thrower (local.get 0))))))
              (func (export "uncaught") (param i32) (result i32) (call $thrower (local.get 0))))
            """).func("f");
        assertArrayEquals(new Object[] {42}, f.call(10));
        assertArrayEquals(new Object[] {42}, f.call(10));
        assertTrue(compiled().contains("0 loop 0 mirror"));
    }

    @Test
    void anExceptionThatNobodyCatchesPassesThroughAllTiers() {
        Func f = instance(engine(1, 1), """
            (module
              (tag $tag)
              (func $thrower (param $n i32)
                (loop $l
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (throw $tag))
              (func (export "f") (param i32) (call $thrower (local.get 0))))
            """).func("f");
        for (int i = 0; i < 3; i++) {
            assertThrows(WasmException.class, () -> f.call(10));
        }
    }

    @Test
    void recursionWithoutEndThroughTiersIsATrapAndTheStoreStaysUsable() {
        Instance instance = instance(engine(1, 1), """
            (module
              (func $deep (export "deep") (param i32) (call $deep (i32.add (local.get 0) (i32.const 1))))
              (func (export "f") (result i32) (i32.const 42)))
            """);
        for (int i = 0; i < 3; i++) {
            Trap trap = assertThrows(Trap.class, () -> instance.func("deep").call(0));
            assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
            assertArrayEquals(new Object[] {42}, instance.func("f").call());
        }
    }

    @Test
    void aHostFunctionMayCallIntoAFunctionThatHasClimbed() {
        Engine engine = engine(1, 1);
        Store store = new Store(engine);
        FuncType unary = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
        Linker linker = new Linker(engine).func("host", "again", unary, (caller, arguments) -> {
            Func f = (Func) caller.export("f").orElseThrow();
            return f.call(arguments);
        });
        Func f = linker.instantiate(store, dev.terrace.Module.fromWat(engine, """
            (module
              (func $again (import "host" "again") (param i32) (result i32))
              (func $f (export "f") (param $n i32) (result i32)
                (if (i32.eqz (local.get $n)) (then (return (i32.const 0))))
                (i32.add (local.get $n) (call $again (i32.sub (local.get $n) (i32.const 1))))))
            """))
                .func("f");
        assertArrayEquals(new Object[] {55}, f.call(10));
        assertArrayEquals(new Object[] {55}, f.call(10));
    }

    @Test
    void nothingIsCountedWhereThereIsNoHigherTier() {
        String code = Programs.code(SUM);
        assertFalse(code.contains("count"), code);
    }

    @Test
    void countersAreAtTheEntryAndAtLoopsThatRunMoreThanOnce() {
        Engine engine = engine(7, 9);
        String code = dev.terrace.Module.fromWat(engine, """
            (module (func (export "f") (param i32)
              (loop $once (nop))
              (loop $l (br_if $l (local.get 0)))))
            """).printCode("f");
        assertEquals("""
            func 0: 2 slots
               1: count -1, 0x700000007
               3: count 1, 0x900000009
               5: poll
               6: jump_if s0 -> 3
               7: return s0
            """, code);
    }
}
