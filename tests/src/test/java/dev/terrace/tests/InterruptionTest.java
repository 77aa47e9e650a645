package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.Feature;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whoever runs away is stopped from outside, in every tier and every way; the store is usable afterwards. */
class InterruptionTest {
    /** Far more than it may take: a test fails by this only if the guest is not stopped at all. */
    private static final Duration TOO_LONG = Duration.ofSeconds(60);

    /** How long a guest runs before it is stopped: so long that HotSpot has compiled its loops, in some of the runs. */
    private static final Duration HEAD_START = Duration.ofMillis(100);

    /** A way to stop a guest. */
    private enum Way {
        THREAD(TrapKind.INTERRUPTED) {
            @Override
            void stop(Thread thread, Store store) {
                thread.interrupt();
            }
        },
        STORE(TrapKind.INTERRUPTED) {
            @Override
            void stop(Thread thread, Store store) {
                assertTrue(store.interrupt());
            }
        },
        EPOCH(TrapKind.DEADLINE) {
            @Override
            void prepare(Store store) {
                store.setEpochDeadline(1);
            }

            @Override
            void stop(Thread thread, Store store) {
                store.engine().incrementEpoch();
            }
        },
        DEADLINE(TrapKind.DEADLINE) {
            @Override
            void prepare(Store store) {
                store.setDeadline(HEAD_START);
            }

            @Override
            void stop(Thread thread, Store store) {}
        };

        private final TrapKind kind;

        Way(TrapKind kind) {
            this.kind = kind;
        }

        void prepare(Store store) {}

        abstract void stop(Thread thread, Store store);
    }

    @TestFactory
    Stream<DynamicTest> everyRunawayIsStoppedInEveryTier() {
        return Execution.all().stream()
                .flatMap(execution -> Arrays.stream(Runaway.values())
                        .flatMap(runaway -> Arrays.stream(Way.values())
                                .map(way -> dynamicTest(
                                        execution + " " + runaway + " " + way,
                                        () -> assertStopped(execution, runaway, way)))));
    }

    private static void assertStopped(Execution execution, Runaway runaway, Way way) throws Exception {
        try (Engine engine = Engine.create(execution.config().build());
                Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Func run = linker.instantiate(store, Module.fromWat(engine, runaway.text))
                    .func("run");
            Func after = linker.instantiate(store, Module.fromWat(engine, """
                (module (func (export "after") (result i32) (i32.const 42)))
                """)).func("after");
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Trap> task = new FutureTask<>(() -> {
                // Here, since a thread may start late, and after a deadline no call begins.
                way.prepare(store);
                begun.countDown();
                Trap trap = assertThrows(Trap.class, run::call);
                assertEquals(way == Way.THREAD, Thread.interrupted());
                return trap;
            });
            Thread thread = Thread.ofPlatform().start(task);
            begun.await();
            thread.join(HEAD_START.dividedBy(2));
            way.stop(thread, store);
            Trap trap = assertTimeoutPreemptively(TOO_LONG, () -> task.get());
            assertEquals(way.kind, trap.kind());
            assertFalse(trap.backtrace().isEmpty());
            store.clearDeadline();
            store.setEpochDeadline(Long.MAX_VALUE / 2);
            assertArrayEquals(new Object[] {42}, after.call());
        }
    }

    @Test
    void cancelledFuturesEndOnPlatformAndVirtualThreads() throws Exception {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().build());
                    ExecutorService platform = Executors.newFixedThreadPool(2);
                    ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
                Module module = Module.fromWat(engine, Runaway.COUNTED_LOOP.text);
                for (ExecutorService executor : new ExecutorService[] {platform, virtual}) {
                    CountDownLatch ended = new CountDownLatch(3);
                    AtomicInteger traps = new AtomicInteger();
                    for (int i = 0; i < 3; i++) {
                        CountDownLatch begun = new CountDownLatch(1);
                        Future<?> future = executor.submit(() -> {
                            try (Store store = new Store(engine)) {
                                Func run = new Linker(engine)
                                        .instantiate(store, module)
                                        .func("run");
                                begun.countDown();
                                run.call();
                            } catch (Trap trap) {
                                if (trap.kind() == TrapKind.INTERRUPTED) {
                                    traps.incrementAndGet();
                                }
                            } finally {
                                ended.countDown();
                            }
                        });
                        begun.await();
                        future.cancel(true);
                    }
                    assertTimeoutPreemptively(TOO_LONG, () -> ended.await());
                    assertEquals(3, traps.get());
                }
            }
        }
    }

    @Test
    void theEpochCallbackDecidesHowLongACallGoesOn() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().build());
                    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                    Store store = new Store(engine)) {
                Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, """
                    (module
                      (memory (export "memory") 1)
                      (table (export "table") 1 funcref)
                      (func (export "run") (loop (i32.store (i32.const 0) (i32.const 1)) (br 0)))
                      (func (export "nothing")))
                    """));
                AtomicInteger asked = new AtomicInteger();
                store.setEpochDeadline(1, current -> {
                    assertEquals(store, current);
                    assertThrows(
                            IllegalStateException.class,
                            () -> instance.func("nothing").call());
                    assertThrows(
                            IllegalStateException.class,
                            () -> instance.memory("memory").grow(1));
                    assertThrows(
                            IllegalStateException.class,
                            () -> instance.table("table").grow(1, null));
                    return asked.incrementAndGet() < 5 ? 1 : 0;
                });
                var _ = clock.scheduleAtFixedRate(engine::incrementEpoch, 1, 1, TimeUnit.MILLISECONDS);
                Trap trap = assertThrows(Trap.class, () -> instance.func("run").call());
                assertEquals(TrapKind.DEADLINE, trap.kind());
                assertEquals(5, asked.get());
                store.setEpochDeadline(1, _ -> {
                    throw new UnsupportedOperationException("enough");
                });
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> instance.func("run").call());
            }
        }
    }

    @Test
    void afterTheDeadlineNoCallBegins() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().build());
                    Store store = new Store(engine)) {
                Func nothing = new Linker(engine)
                        .instantiate(store, Module.fromWat(engine, "(module (func (export \"nothing\")))"))
                        .func("nothing");
                store.setDeadline(Duration.ofDays(1_000_000));
                nothing.call();
                store.setDeadline(Duration.ZERO);
                assertEquals(
                        TrapKind.DEADLINE,
                        assertThrows(Trap.class, nothing::call).kind());
                store.clearDeadline();
                nothing.call();
                store.setEpochDeadline(0);
                assertEquals(
                        TrapKind.DEADLINE,
                        assertThrows(Trap.class, nothing::call).kind());
                store.setEpochDeadline(1);
                nothing.call();
                assertFalse(store.interrupt());
                nothing.call();
            }
        }
    }

    @Test
    void aHostThatSwallowsTheTrapIsStoppedAgain() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(execution.config().build());
                    Store store = new Store(engine)) {
                AtomicInteger stopped = new AtomicInteger();
                Func[] loop = new Func[1];
                Linker linker = new Linker(engine);
                linker.func("host", "swallow", Runnable.class, () -> {
                    assertTrue(store.interrupt());
                    assertTrue(store.isInterrupted());
                    Trap trap = assertThrows(Trap.class, () -> loop[0].call());
                    assertEquals(TrapKind.INTERRUPTED, trap.kind());
                    stopped.incrementAndGet();
                });
                Instance instance = linker.instantiate(store, Module.fromWat(engine, """
                    (module
                      (import "host" "swallow" (func $swallow))
                      (func (export "loop") (loop (br 0)))
                      (func (export "run") (call $swallow) (loop (br 0))))
                    """));
                loop[0] = instance.func("loop");
                Trap trap = assertThrows(Trap.class, () -> instance.func("run").call());
                assertEquals(TrapKind.INTERRUPTED, trap.kind());
                assertEquals(1, stopped.get());
                assertFalse(store.isInterrupted());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> whoWaitsForAnotherThreadIsStopped() {
        return Execution.all().stream()
                .flatMap(execution -> Arrays.stream(Way.values())
                        .map(way -> dynamicTest(execution + " " + way, () -> {
                            Config config =
                                    execution.config().features(Feature.ALL).build();
                            try (Engine engine = Engine.create(config);
                                    Store store = new Store(engine)) {
                                Memory memory =
                                        new Memory(store, new MemoryType(AddressType.I32, Limits.of(1, 1), true, 16));
                                Func run = new Linker(engine)
                                        .define("host", "memory", memory)
                                        .instantiate(store, Module.fromWat(engine, """
                                            (module
                                              (import "host" "memory" (memory 1 1 shared))
                                              (func (export "run")
                                                (loop
                                                  (drop (memory.atomic.wait32
                                                    (i32.const 0) (i32.const 0) (i64.const -1)))
                                                  (br 0))))
                                            """))
                                        .func("run");
                                assertWaitEnds(store, run, way);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> whoWaitsForTheClockIsStopped() {
        return Execution.all().stream()
                .flatMap(execution -> Arrays.stream(Way.values())
                        .map(way -> dynamicTest(execution + " " + way, () -> {
                            try (Engine engine =
                                            Engine.create(execution.config().build());
                                    Store store = new Store(engine)) {
                                Linker linker = new Linker(engine);
                                Wasi.addTo(linker);
                                Wasi.attach(store, WasiConfig.builder().build());
                                // A subscription to the monotonic clock, in an hour.
                                Func run = linker.instantiate(store, Module.fromWat(engine, """
                                    (module
                                      (import "wasi_snapshot_preview1" "poll_oneoff"
                                        (func $poll (param i32 i32 i32 i32) (result i32)))
                                      (memory (export "memory") 1)
                                      (func (export "run")
                                        (i32.store (i32.const 16) (i32.const 1))
                                        (i64.store (i32.const 24) (i64.const 3_600_000_000_000))
                                        (loop
                                          (drop (call $poll
                                            (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                                          (br 0))))
                                    """))
                                        .func("run");
                                assertWaitEnds(store, run, way);
                            }
                        })));
    }

    private static void assertWaitEnds(Store store, Func run, Way way) throws InterruptedException, ExecutionException {
        way.prepare(store);
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Trap> task = new FutureTask<>(() -> {
            begun.countDown();
            return assertThrows(Trap.class, run::call);
        });
        Thread thread = Thread.ofPlatform().start(task);
        begun.await();
        thread.join(HEAD_START.dividedBy(2));
        way.stop(thread, store);
        assertEquals(
                way.kind, assertTimeoutPreemptively(TOO_LONG, () -> task.get()).kind());
    }

    @Test
    void withoutTheConfigurationNothingIsStopped() {
        for (Execution execution : Execution.all()) {
            try (Engine engine = Engine.create(
                            execution.config().interruptible(false).build());
                    Store store = new Store(engine)) {
                assertThrows(IllegalStateException.class, store::interrupt);
                assertThrows(IllegalStateException.class, () -> store.setDeadline(Duration.ZERO));
                assertThrows(IllegalStateException.class, () -> store.setEpochDeadline(1));
                Func count = new Linker(engine)
                        .instantiate(store, Module.fromWat(engine, """
                            (module
                              (func (export "count") (param i32) (result i32)
                                (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                                (local.get 0)))
                            """))
                        .func("count");
                Thread.currentThread().interrupt();
                assertArrayEquals(new Object[] {0}, count.call(1_000_000));
                assertTrue(Thread.interrupted());
            }
        }
    }
}
