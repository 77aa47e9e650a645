package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LimitException;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.MemoryPlacement;
import dev.terrace.Module;
import dev.terrace.PoolConfig;
import dev.terrace.PoolConfig.WhenExhausted;
import dev.terrace.Store;
import dev.terrace.Trap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Memories that instances have one after the other: {@link PoolConfig}. */
class PoolTest {
    private static final int PAGE = 1 << 16;

    static final List<Execution> EXECUTIONS = Execution.all();

    /** Every way to restore a slot: by copying what was written, by giving it all back, and by whichever is less. */
    static Stream<Arguments> executionsAndResidentBytes() {
        return EXECUTIONS.stream()
                .flatMap(execution ->
                        Stream.of(0L, 100_000L, 10L << 20).map(resident -> Arguments.of(execution, resident)));
    }

    private static Engine engine(Execution execution, PoolConfig pool) {
        return Engine.create(execution.config().pool(pool).build());
    }

    private static LinkedModule link(Engine engine, String text) {
        return new Linker(engine).link(Module.fromWat(engine, text));
    }

    /** A module that writes a byte to all of its memory, also after it has grown; the data is in two places. */
    private static String scribbler(int pages) {
        return """
            (module
              (memory (export "memory") %1$d 40)
              (data (i32.const 100) "first")
              (data (i32.const %2$d) "second")
              (func (export "scribble") (param $byte i32)
                (memory.fill (i32.const 0) (local.get $byte) (i32.mul (memory.size) (i32.const 65536))))
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "poke") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
              (func (export "trap") (call_scribble) unreachable)
              (func $scribble
                (memory.fill (i32.const 0) (i32.const 7) (i32.mul (memory.size) (i32.const 65536)))))
            """.formatted(pages, pages * PAGE - 50).replace("(call_scribble)", "(call $scribble)");
    }

    private static void requireFresh(Instance instance, int pages) {
        Memory memory = instance.memory("memory");
        byte[] expected = new byte[pages * PAGE];
        System.arraycopy("first".getBytes(StandardCharsets.US_ASCII), 0, expected, 100, 5);
        System.arraycopy("second".getBytes(StandardCharsets.US_ASCII), 0, expected, pages * PAGE - 50, 6);
        assertEquals(pages, memory.pages());
        assertArrayEquals(expected, memory.readBytes(0, expected.length));
    }

    @ParameterizedTest
    @MethodSource("executionsAndResidentBytes")
    void nothingOfATenantIsLeftForTheNext(Execution execution, long residentBytes) {
        for (int pages : new int[] {1, 17}) {
            try (Engine engine = engine(execution, PoolConfig.ofSlots(1).withResidentBytes(residentBytes))) {
                LinkedModule linked = link(engine, scribbler(pages));
                for (int i = 0; i < 6; i++) {
                    try (Store store = new Store(engine)) {
                        Instance instance = linked.instantiate(store);
                        requireFresh(instance, pages);
                        if (i % 3 == 1) {
                            instance.func("grow").call(20);
                            assertEquals(0, instance.memory("memory").readLong((long) (pages + 20) * PAGE - 8));
                        }
                        if (i % 3 == 2) {
                            instance.func("poke").call(pages * PAGE - 1, 1);
                        } else {
                            instance.func("scribble").call(0x5A);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("EXECUTIONS")
    void whatAGrownMemoryHadIsNotThereWhenTheNextGrows(Execution execution) {
        try (Engine engine = engine(execution, PoolConfig.ofSlots(1))) {
            LinkedModule linked = link(engine, scribbler(1));
            for (int i = 0; i < 3; i++) {
                try (Store store = new Store(engine)) {
                    Instance instance = linked.instantiate(store);
                    assertEquals(1, instance.func("grow").call(30)[0]);
                    byte[] grown = instance.memory("memory").readBytes(PAGE, 30 * PAGE);
                    assertArrayEquals(new byte[30 * PAGE], grown);
                    instance.func("scribble").call(1);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("EXECUTIONS")
    void nothingIsLeftAfterTrapsAndFailedStarts(Execution execution) {
        try (Engine engine = engine(execution, PoolConfig.ofSlots(1))) {
            LinkedModule linked = link(engine, scribbler(17));
            LinkedModule failing = link(engine, """
                (module
                  (memory 17)
                  (data (i32.const 0) "x")
                  (func $start (memory.fill (i32.const 0) (i32.const 3) (i32.const 1114112)) unreachable)
                  (start $start))
                """);
            LinkedModule tooLong = link(engine, """
                (module
                  (memory 1)
                  (data (i32.const 0) "written")
                  (data (i32.const 65535) "outside"))
                """);
            for (int i = 0; i < 3; i++) {
                try (Store store = new Store(engine)) {
                    assertThrows(Trap.class, () -> failing.instantiate(store));
                }
                try (Store store = new Store(engine)) {
                    assertThrows(Trap.class, () -> tooLong.instantiate(store));
                }
                try (Store store = new Store(engine)) {
                    Instance instance = linked.instantiate(store);
                    requireFresh(instance, 17);
                    assertThrows(Trap.class, () -> instance.func("trap").call());
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("EXECUTIONS")
    void whatTheHostKeepsOfAClosedStoreFailsAndDisturbsNobody(Execution execution) {
        try (Engine engine = engine(execution, PoolConfig.ofSlots(1))) {
            LinkedModule linked = link(engine, scribbler(17));
            List<Memory> memories = new ArrayList<>();
            List<MemorySegment> segments = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                try (Store store = new Store(engine)) {
                    Instance instance = linked.instantiate(store);
                    requireFresh(instance, 17);
                    for (Memory memory : memories) {
                        IllegalStateException e =
                                assertThrows(IllegalStateException.class, () -> memory.writeInt(0, -1));
                        assertEquals("the memory's store is closed", e.getMessage());
                        assertThrows(IllegalStateException.class, memory::segment);
                        assertThrows(IllegalStateException.class, () -> memory.grow(1));
                    }
                    for (MemorySegment segment : segments) {
                        assertThrows(
                                IllegalStateException.class, () -> segment.set(ValueLayout.JAVA_BYTE, 5, (byte) 1));
                    }
                    requireFresh(instance, 17);
                    memories.add(instance.memory("memory"));
                    segments.add(instance.memory("memory").segment());
                    segments.add(instance.memory("memory").slice(0, 10));
                    for (int j = 0; j < segments.size(); j++) {
                        assertEquals(
                                j >= segments.size() - 2,
                                segments.get(j).scope().isAlive());
                    }
                }
            }
        }
    }

    @Test
    void aThreadThatGoesOnReadingNeverSeesAnotherTenant() throws Exception {
        Config config = Config.builder().pool(PoolConfig.ofSlots(1)).build();
        try (Engine engine = Engine.create(config);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            LinkedModule linked = link(engine, scribbler(17));
            for (int i = 0; i < 200; i++) {
                Memory memory;
                Future<Integer> reader;
                byte own = (byte) (i % 2 + 1);
                CountDownLatch running = new CountDownLatch(1);
                try (Store store = new Store(engine)) {
                    Instance instance = linked.instantiate(store);
                    instance.func("scribble").call((int) own);
                    memory = instance.memory("memory");
                    reader = executor.submit(() -> {
                        while (true) {
                            byte read;
                            try {
                                read = memory.readByte(0);
                            } catch (IllegalStateException _) {
                                return (int) own;
                            }
                            if (read != own) {
                                return (int) read;
                            }
                            running.countDown();
                        }
                    });
                    running.await();
                }
                try (Store store = new Store(engine)) {
                    linked.instantiate(store).func("scribble").call(99);
                    assertEquals((int) own, reader.get());
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("EXECUTIONS")
    void modulesShareSlotsAndEachFindsItsOwnData(Execution execution) {
        try (Engine engine = engine(execution, PoolConfig.ofSlots(2))) {
            List<LinkedModule> modules =
                    List.of(link(engine, scribbler(1)), link(engine, scribbler(17)), link(engine, scribbler(3)));
            int[] pages = {1, 17, 3};
            for (int i = 0; i < 12; i++) {
                try (Store store = new Store(engine)) {
                    Instance instance = modules.get(i % 3).instantiate(store);
                    requireFresh(instance, pages[i % 3]);
                    instance.func("scribble").call(255);
                }
            }
        }
    }

    @Test
    void aPoolThatFailsSaysHowManyMemoriesThereAre() {
        PoolConfig pool = PoolConfig.ofSlots(2).withWhenExhausted(WhenExhausted.FAIL);
        try (Engine engine = Engine.create(Config.builder().pool(pool).build());
                Store store = new Store(engine)) {
            LinkedModule linked = link(engine, scribbler(1));
            linked.instantiate(store);
            try (Store other = new Store(engine)) {
                linked.instantiate(other);
                LimitException e = assertThrows(LimitException.class, () -> linked.instantiate(store));
                assertEquals("all 2 pooled memories are in use", e.getMessage());
            }
            requireFresh(linked.instantiate(store), 1);
        }
    }

    @Test
    void aPoolThatGrowsAllocatesWhatItHasNot() {
        PoolConfig pool = PoolConfig.ofSlots(1).withWhenExhausted(WhenExhausted.GROW);
        try (Engine engine = Engine.create(Config.builder().pool(pool).build());
                Store store = new Store(engine)) {
            LinkedModule linked = link(engine, scribbler(1));
            for (int i = 0; i < 5; i++) {
                requireFresh(linked.instantiate(store), 1);
            }
        }
    }

    @Test
    void aPoolThatWaitsGoesOnWhenAStoreIsClosed() throws Exception {
        Config config = Config.builder().pool(PoolConfig.ofSlots(1)).build();
        try (Engine engine = Engine.create(config);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            LinkedModule linked = link(engine, scribbler(17));
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                tasks.add(executor.submit(() -> {
                    try (Store store = new Store(engine)) {
                        Instance instance = linked.instantiate(store);
                        requireFresh(instance, 17);
                        instance.func("poke").call(number * 4000, number);
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
    }

    @Test
    void aPoolThatWaitsGivesUpInTheEnd() {
        PoolConfig pool = PoolConfig.ofSlots(1).withMaxWait(Duration.ofMillis(20));
        try (Engine engine = Engine.create(Config.builder().pool(pool).build());
                Store store = new Store(engine)) {
            LinkedModule linked = link(engine, scribbler(1));
            linked.instantiate(store);
            LimitException e = assertThrows(LimitException.class, () -> linked.instantiate(store));
            assertEquals("all 1 pooled memories have been in use for PT0.02S", e.getMessage());
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Config config = Config.builder().pool(PoolConfig.ofSlots(1)).build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            LinkedModule linked = link(engine, scribbler(1));
            linked.instantiate(store);
            Future<?> waiting = executor.submit(() -> {
                try (Store other = new Store(engine)) {
                    linked.instantiate(other);
                }
            });
            executor.shutdownNow();
            ExecutionException e = assertThrows(ExecutionException.class, () -> waiting.get(1, TimeUnit.MINUTES));
            assertTrue(e.getCause() instanceof LimitException, e::toString);
        }
    }

    @Test
    void slotsOfStoresThatNobodyClosesComeBack() {
        Config config = Config.builder().pool(PoolConfig.ofSlots(3)).build();
        try (Engine engine = Engine.create(config)) {
            LinkedModule linked = link(engine, scribbler(17));
            List<MemorySegment> segments = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                Instance instance = linked.instantiate(new Store(engine));
                requireFresh(instance, 17);
                instance.func("scribble").call(i);
                segments.add(instance.memory("memory").segment());
            }
            // At least those six of which the slots have been used again.
            long dead = segments.stream()
                    .filter(segment -> !segment.scope().isAlive())
                    .count();
            assertTrue(dead >= 6, () -> dead + " segments are dead");
        }
    }

    @Test
    void manyThreadsEachHaveTheirOwnMemory() throws Exception {
        Config config = Config.builder().pool(PoolConfig.ofSlots(5)).build();
        try (Engine engine = Engine.create(config);
                ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<LinkedModule> modules = List.of(link(engine, scribbler(1)), link(engine, scribbler(2)));
            List<Future<?>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int own = t + 1;
                tasks.add(executor.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        int pages = (own + i) % 2 + 1;
                        try (Store store = new Store(engine)) {
                            Instance instance = modules.get(pages - 1).instantiate(store);
                            requireFresh(instance, pages);
                            instance.func("scribble").call(own);
                            byte[] bytes = instance.memory("memory").readBytes(0, pages * PAGE);
                            for (byte b : bytes) {
                                assertEquals(own, b);
                            }
                        }
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
    }

    @Test
    void memoriesThatArePooledCannotBeOnTheHeap() {
        Config.Builder config = Config.builder().pool(PoolConfig.ofSlots(1)).memoryPlacement(MemoryPlacement.HEAP);
        assertThrows(IllegalArgumentException.class, config::build);
        assertEquals(
                MemoryPlacement.NATIVE,
                Config.builder()
                        .pool(PoolConfig.ofSlots(1))
                        .build()
                        .memoryPlacement()
                        .orElseThrow());
    }

    @Test
    void aMemoryGrowsToTheLimitOfThePoolAndALargerOneIsNotPooled() {
        PoolConfig pool = PoolConfig.ofSlots(1).withMaxMemoryBytes(4 * PAGE).withWhenExhausted(WhenExhausted.FAIL);
        try (Engine engine = Engine.create(Config.builder().pool(pool).build());
                Store store = new Store(engine)) {
            Instance small = link(engine, scribbler(1)).instantiate(store);
            assertEquals(-1, small.func("grow").call(4)[0]);
            assertEquals(1, small.func("grow").call(3)[0]);
            Instance large = link(engine, scribbler(5)).instantiate(store);
            requireFresh(large, 5);
            assertEquals(5, large.func("grow").call(10)[0]);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryIsGivenBackWhenTheEngineIsClosed() throws IOException {
        Engine engine =
                Engine.create(Config.builder().pool(PoolConfig.ofSlots(10)).build());
        LinkedModule linked = link(engine, scribbler(17));
        Store open = new Store(engine);
        linked.instantiate(open);
        for (int i = 0; i < 10; i++) {
            try (Store store = new Store(engine)) {
                linked.instantiate(store);
            }
        }
        long all = mappings();
        engine.close();
        long ofOpenStore = mappings();
        assertThrows(IllegalStateException.class, () -> linked.instantiate(new Store(engine)));
        open.close();
        assertTrue(mappings() < ofOpenStore && ofOpenStore < all);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryIsGivenBackWhenTheEngineIsGarbage() throws Exception {
        long before = mappings();
        WeakReference<Engine> engine = new WeakReference<>(abandonedEngine());
        Garbage.collectUntil(() -> engine.get() == null && mappings() <= before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anEngineIsGarbageEvenIfAThreadByWhichItIsReachableHasUsedAMemoryOfAStoreThatNobodyClosed() throws Exception {
        WeakReference<Engine> engine = new WeakReference<>(engineUsedByAThreadOfItsOwn());
        Garbage.collectUntil(() -> engine.get() == null);
    }

    private static Engine engineUsedByAThreadOfItsOwn() throws InterruptedException {
        Engine engine =
                Engine.create(Config.builder().pool(PoolConfig.ofSlots(10)).build());
        LinkedModule linked = link(engine, scribbler(17));
        Thread thread = Thread.ofVirtual().start(() -> {
            Instance instance = linked.instantiate(new Store(engine));
            assertEquals('f', instance.memory("memory").readByte(100));
        });
        thread.join();
        engine.close();
        return engine;
    }

    private static Engine abandonedEngine() {
        Engine engine =
                Engine.create(Config.builder().pool(PoolConfig.ofSlots(10)).build());
        LinkedModule linked = link(engine, scribbler(17));
        linked.instantiate(new Store(engine));
        try (Store store = new Store(engine)) {
            linked.instantiate(store).func("scribble").call(1);
        }
        return engine;
    }

    /** Returns how many ranges of addresses show images. */
    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("terrace-memory-image")).count();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHundredThousandInstancesNeedNoMoreMemoryThanAThousand() throws IOException {
        Config config = Config.builder().pool(PoolConfig.ofSlots(4)).build();
        try (Engine engine = Engine.create(config)) {
            LinkedModule linked = link(engine, scribbler(17));
            instantiate(linked, 1_000);
            System.gc();
            long before = residentBytes();
            instantiate(linked, 100_000);
            System.gc();
            long grown = residentBytes() - before;
            assertTrue(grown < 200L << 20, () -> grown + " bytes more");
        }
    }

    private static void instantiate(LinkedModule linked, int count) {
        for (int i = 0; i < count; i++) {
            try (Store store = new Store(linked.module().engine())) {
                linked.instantiate(store).func("poke").call(i, 1);
            }
        }
    }

    private static long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
    }
}
