package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.TierEvent.Kind;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.WasmFunction;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The decisions of the tier controller, with tiers whose functions return the tier's level. */
class TieringTest {
    private static final int WHOLE = FunctionCode.WHOLE;

    private static final String THREE = """
        (module
          (func (export "f") (result i32) (i32.const -1))
          (func (export "g") (result i32) (i32.const -1))
          (func (export "h") (result i32) (loop $l (br_if $l (i32.const 0))) (i32.const -1)))
        """;

    private final List<TierEvent> events = new CopyOnWriteArrayList<>();
    private final Semaphore compiled = new Semaphore(0);

    private static class LevelTier implements Tier {
        final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
        final Set<Integer> refused = ConcurrentHashMap.newKeySet();
        private final int level;

        LevelTier(int level, Integer... refused) {
            this.level = level;
            this.refused.addAll(List.of(refused));
        }

        @Override
        public String name() {
            return List.of("interp", "jvm", "native").get(level);
        }

        @Override
        public int level() {
            return level;
        }

        @Override
        public CompiledFunction compile(FunctionCode function) {
            asked.add(function.index());
            if (refused.contains(function.index())) {
                throw new CompilationRefusedException("not by level " + level);
            }
            return (_, stack, base) -> {
                stack.slots[base] = level;
                return null;
            };
        }

        @Override
        public CompiledFunction compileLoop(FunctionCode function, int loop) {
            return compile(function);
        }

        @Override
        public List<String> forms() {
            return List.of("code");
        }

        @Override
        public String print(FunctionCode function, String form) {
            return name();
        }
    }

    private final LevelTier low = new LevelTier(0);
    private final LevelTier middle = new LevelTier(1);
    private final LevelTier high = new LevelTier(2);

    private Engine engine(Config.Builder config, Tier... tiers) {
        return Engine.create(config.tierListener(this::note).build(), List.of(tiers));
    }

    private void note(TierEvent event) {
        events.add(event);
        if (event.kind() == Kind.COMPILED) {
            compiled.release();
        }
    }

    private static Config.Builder sync() {
        return Config.builder().compileMode(CompileMode.SYNC).callThreshold(100).loopThreshold(1_000);
    }

    private static Instance instance(Engine engine) {
        return new Linker(engine).instantiate(new Store(engine), Module.fromWat(engine, THREE));
    }

    private static FunctionCode code(Module module, int index) {
        FunctionCode code = module.code().function(index);
        code.entry();
        return code;
    }

    private List<String> told() {
        return events.stream()
                .map(event -> event.kind() + " " + event.function() + " " + event.to())
                .toList();
    }

    @Test
    void aFunctionClimbsOneTierAtATime() {
        Engine engine = engine(sync().climb(ClimbMode.STEPS), high, low, middle);
        Instance instance = instance(engine);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        assertArrayEquals(new Object[] {0}, instance.func("f").call());
        Tiering tiering = f.module().tiering();
        assertEquals(Tiering.READY, tiering.hot(f, WHOLE, low, 100));
        assertEquals(middle, f.tier().orElseThrow());
        assertEquals(Tiering.READY, tiering.hot(f, WHOLE, middle, 100));
        assertEquals(high, f.tier().orElseThrow());
        assertEquals(Tiering.NEVER, tiering.hot(f, WHOLE, high, 100));
        assertTrue(tiering.counts(low));
        assertTrue(tiering.counts(middle));
        assertFalse(tiering.counts(high));
    }

    @Test
    void aFunctionClimbsToTheHighestTierThatTakesItDirectly() {
        high.refused.add(1);
        Engine engine = engine(sync(), high, low, middle);
        Module module = Module.fromWat(engine, THREE);
        FunctionCode f = code(module, 0);
        FunctionCode g = code(module, 1);
        Tiering tiering = f.module().tiering();
        assertEquals(Tiering.READY, tiering.hot(f, WHOLE, low, 100));
        assertEquals(high, f.tier().orElseThrow());
        assertEquals(Tiering.READY, tiering.hot(g, WHOLE, low, 100));
        assertEquals(middle, g.tier().orElseThrow());
        assertEquals(Tiering.NEVER, tiering.hot(g, WHOLE, middle, 100));
        assertEquals(List.of(0, 1), high.asked);
        assertEquals(List.of(1), middle.asked);
    }

    @Test
    void codeThatIsReplacedIsToldSo() {
        Engine engine = engine(sync(), low);
        FunctionCode f = Module.fromWat(engine, THREE).code().function(0);
        boolean[] replaced = new boolean[1];
        f.install(
                low,
                new CompiledFunction() {
                    @Override
                    public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
                        return null;
                    }

                    @Override
                    public void replaced() {
                        replaced[0] = true;
                    }
                },
                "test",
                Duration.ZERO);
        CompiledFunction better = middle.compile(f);
        assertEquals(better, f.install(middle, better, "test", Duration.ZERO));
        assertTrue(replaced[0]);
        assertEquals(better, f.install(low, low.compile(f), "test", Duration.ZERO));
    }

    @Test
    void aTierThatRefusesAFunctionIsNotAskedAgainAndTheNextOneIs() {
        middle.refused.add(0);
        Engine engine = engine(sync().climb(ClimbMode.STEPS), low, middle, high);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        Tiering tiering = f.module().tiering();
        assertEquals(Tiering.READY, tiering.hot(f, WHOLE, low, 100));
        assertEquals(high, f.tier().orElseThrow());
        assertEquals("not by level 1", f.refusal(middle).orElseThrow());
        assertEquals(List.of(0), middle.asked);
        assertEquals(List.of("COMPILED 0 interp", "REFUSED 0 jvm", "COMPILED 0 native"), told());
    }

    @Test
    void whereAllHigherTiersRefuseNothingIsCountedAnyMore() {
        middle.refused.add(0);
        Engine engine = engine(sync(), low, middle);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        assertEquals(Tiering.NEVER, f.module().tiering().hot(f, WHOLE, low, 100));
        assertEquals(Tiering.NEVER, f.module().tiering().hot(f, WHOLE, low, 100));
        assertEquals(List.of(0), middle.asked);
        assertEquals(low, f.tier().orElseThrow());
    }

    @Test
    void aTierThatFailsIsNotAskedAgainAndTheFailureIsTold() {
        Tier broken = new LevelTier(1) {
            @Override
            public CompiledFunction compile(FunctionCode function) {
                throw new IllegalStateException("broken");
            }
        };
        Engine engine = engine(sync(), low, broken);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        assertEquals(Tiering.NEVER, f.module().tiering().hot(f, WHOLE, low, 100));
        TierEvent event = events.getLast();
        assertEquals(Kind.FAILED, event.kind());
        assertEquals("broken", event.failure().orElseThrow().getMessage());
    }

    @Test
    void aFunctionThatJavaHasNoRoomToCompileIsTriedAgain() {
        boolean[] full = {true};
        Tier crowded = new LevelTier(1) {
            @Override
            public CompiledFunction compile(FunctionCode function) {
                if (full[0]) {
                    throw new StackOverflowError();
                }
                return super.compile(function);
            }
        };
        Engine engine = engine(sync(), low, crowded);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        assertEquals(100, f.module().tiering().hot(f, WHOLE, low, 100));
        full[0] = false;
        assertEquals(Tiering.READY, f.module().tiering().hot(f, WHOLE, low, 100));
        assertEquals(200, events.getLast().calls());
    }

    @Test
    void aLoopHasCodeOfItsOwn() {
        Engine engine = engine(sync(), low, middle);
        FunctionCode h = code(Module.fromWat(engine, THREE), 2);
        assertNull(h.loopEntry(0));
        assertEquals(Tiering.READY, h.module().tiering().hot(h, 0, low, 1_000));
        assertTrue(h.loopEntry(0) != null);
        assertEquals(low, h.tier().orElseThrow());
        assertEquals(1_000, events.getLast().iterations());
    }

    @Test
    void hotFunctionsAreCompiledInTheBackgroundTheHottestFirst() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Tier slow = new LevelTier(1) {
            @Override
            public CompiledFunction compile(FunctionCode function) {
                order.add(function.index());
                busy.countDown();
                await(free);
                return super.compile(function);
            }
        };
        Engine engine = engine(Config.builder().callThreshold(100).compileThreads(1), low, slow);
        Module module = Module.fromWat(engine, THREE);
        FunctionCode f = code(module, 0);
        FunctionCode g = code(module, 1);
        FunctionCode h = code(module, 2);
        Tiering tiering = f.module().tiering();
        assertEquals(10, tiering.hot(f, WHOLE, low, 100));
        await(busy);
        assertEquals(10, tiering.hot(g, WHOLE, low, 100));
        assertEquals(10, tiering.hot(h, WHOLE, low, 100));
        // Asking again does not wait in the queue twice, but makes it hotter.
        assertEquals(10, tiering.hot(h, WHOLE, low, 10));
        free.countDown();
        awaitCompiled(3 + 3);
        assertEquals(List.of(0, 2, 1), order);
        assertEquals(Tiering.READY, tiering.hot(h, WHOLE, low, 10));
    }

    @Test
    void whatFindsNoRoomInTheQueueIsTriedAgainLater() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Tier slow = new LevelTier(1) {
            @Override
            public CompiledFunction compile(FunctionCode function) {
                busy.countDown();
                await(free);
                return super.compile(function);
            }
        };
        Engine engine =
                engine(Config.builder().callThreshold(100).compileThreads(1).maxQueuedCompilations(1), low, slow);
        Module module = Module.fromWat(engine, THREE);
        FunctionCode h = code(module, 2);
        Tiering tiering = h.module().tiering();
        tiering.hot(code(module, 0), WHOLE, low, 100);
        await(busy);
        tiering.hot(code(module, 1), WHOLE, low, 100);
        assertEquals(100, tiering.hot(h, WHOLE, low, 100));
        assertTrue(told().contains("POSTPONED 2 jvm"), told()::toString);
        free.countDown();
        awaitCompiled(3 + 2);
        assertEquals(10, tiering.hot(h, WHOLE, low, 100));
        awaitCompiled(1);
    }

    @Test
    void anEngineThatIsClosedCompilesNothingInTheBackground() {
        Engine engine = engine(Config.builder().callThreshold(100), low, middle);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        engine.close();
        assertEquals(100, f.module().tiering().hot(f, WHOLE, low, 100));
        assertEquals(List.of(), middle.asked);
    }

    @Test
    void aModuleThatWaitsForItsCompilationCanBeCollected() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Tier slow = new LevelTier(1) {
            @Override
            public CompiledFunction compile(FunctionCode function) {
                busy.countDown();
                await(free);
                return super.compile(function);
            }
        };
        Engine engine = engine(Config.builder().callThreshold(100).compileThreads(1), low, slow);
        FunctionCode f = code(Module.fromWat(engine, THREE), 0);
        f.module().tiering().hot(f, WHOLE, low, 100);
        await(busy);
        WeakReference<Module> dropped = dropWaiting(engine);
        for (int i = 0; i < 100 && dropped.get() != null; i++) {
            System.gc();
        }
        assertNull(dropped.get());
        free.countDown();
        awaitCompiled(2 + 1);
        assertEquals(
                List.of("COMPILED 0 jvm"),
                told().stream()
                        .filter(text -> text.startsWith("COMPILED") && text.endsWith("jvm"))
                        .toList());
    }

    private WeakReference<Module> dropWaiting(Engine engine) {
        Module module = Module.fromWat(engine, THREE);
        FunctionCode g = code(module, 1);
        g.module().tiering().hot(g, WHOLE, low, 100);
        return new WeakReference<>(module);
    }

    @Test
    void eagerModeCompilesEverythingWhenTheModuleIsLoaded() {
        Engine engine = engine(Config.builder().compileMode(CompileMode.EAGER).compileThreads(2), low, middle);
        middle.refused.add(1);
        Instance instance = instance(engine);
        assertEquals(Set.of(0, 1, 2), Set.copyOf(middle.asked));
        assertEquals(List.of(), low.asked);
        assertArrayEquals(new Object[] {1}, instance.func("f").call());
        assertArrayEquals(new Object[] {0}, instance.func("g").call());
        assertEquals(3, middle.asked.size());
        assertFalse(instance.func("f").store().engine().tiering().counts(low));
    }

    @Test
    void lazyModeCompilesAFunctionForTheHighestTierAtItsFirstCall() {
        Engine engine = engine(Config.builder().compileMode(CompileMode.LAZY), low, middle);
        Instance instance = instance(engine);
        assertEquals(List.of(), middle.asked);
        assertArrayEquals(new Object[] {1}, instance.func("g").call());
        assertEquals(List.of(1), middle.asked);
    }

    @Test
    void aFunctionThatTheOnlyTierRefusesIsExecutedByALowerOne() {
        middle.refused.add(0);
        Engine engine = engine(Config.builder().tiers(TierStrategy.JVM), low, middle, high);
        Instance instance = instance(engine);
        assertArrayEquals(new Object[] {0}, instance.func("f").call());
        assertArrayEquals(new Object[] {1}, instance.func("g").call());
    }

    @Test
    void aFunctionThatNoTierExecutesSaysWhy() {
        low.refused.add(0);
        Instance instance = instance(engine(Config.builder().tiers(TierStrategy.INTERPRETER), low, middle));
        LimitException e =
                assertThrows(LimitException.class, () -> instance.func("f").call());
        assertEquals("no tier executes func 0: not by level 0", e.getMessage());
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        Config config = sync().tierListener(_ -> {
                    throw new IllegalStateException("listener");
                })
                .build();
        Engine engine = Engine.create(config, List.of(low));
        assertArrayEquals(new Object[] {0}, instance(engine).func("f").call());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many more functions have been compiled. */
    private void awaitCompiled(int count) {
        try {
            assertTrue(compiled.tryAcquire(count, 1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
