package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.LimitException;
import dev.terrace.LinkedModule;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads with a store each that share a memory, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class SharedMemoryTest {
    private static final int COUNT = 20_000;
    private static final int MAX_PAGES = 65_536;

    /**
     * A mutex at address 0: 0 if it is free, 1 if it is taken, 2 if threads may be waiting for it. What it protects is at
     * 64, where plain accesses change it; at 128 is a counter for atomic ones, and at 133 a byte that the neighbours of
     * an updated byte must not lose.
     */
    private static final String WORKER = """
        (module
          (import "env" "memory" (memory 1 65536 shared))
          (func $lock (local $seen i32)
            (if (i32.eqz (local.tee $seen (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1))))
              (then (return)))
            (if (i32.ne (local.get $seen) (i32.const 2))
              (then (local.set $seen (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2)))))
            (loop $again
              (if (local.get $seen)
                (then
                  (drop (memory.atomic.wait32 (i32.const 0) (i32.const 2) (i64.const -1)))
                  (local.set $seen (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2)))
                  (br $again)))))
          (func $unlock
            (if (i32.eq (i32.atomic.rmw.xchg (i32.const 0) (i32.const 0)) (i32.const 2))
              (then (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))))
          (func (export "work") (param $count i32)
            (loop $again
              (call $lock)
              (i64.store (i32.const 64) (i64.add (i64.load (i32.const 64)) (i64.const 1)))
              (call $unlock)
              (drop (i64.atomic.rmw.add (i32.const 128) (i64.const 1)))
              (drop (i32.atomic.rmw8.add_u (i32.const 136) (i32.const 1)))
              (drop (i32.atomic.rmw8.sub_u (i32.const 137) (i32.const 1)))
              (drop (i32.atomic.rmw16.add_u (i32.const 138) (i32.const 1)))
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))
          (func (export "wait") (param i32 i32 i64) (result i32)
            (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
          (func (export "notify") (param i32 i32) (result i32)
            (memory.atomic.notify (local.get 0) (local.get 1)))
          ;; Waits in a loop for another thread to write an address there, and reads it with a plain load.
          (func (export "read-when-told") (result i32) (local $address i32)
            (loop $again
              (br_if $again (i32.eqz (local.tee $address (i32.atomic.load (i32.const 256))))))
            (i32.load (local.get $address)))
          (func (export "grow-and-tell") (param $pages i32) (local $address i32)
            (local.set $address (i32.shl (memory.grow (local.get $pages)) (i32.const 16)))
            (i32.store (local.get $address) (i32.const 4711))
            (i32.atomic.store (i32.const 256) (local.get $address))))
        """;

    @Parameter
    private Execution execution;

    private Engine engine;
    private Store store;
    private Memory memory;
    private LinkedModule worker;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().enable(Feature.THREADS).build());
        store = new Store(engine);
        memory = new Memory(store, shared(1, MAX_PAGES));
        worker = new Linker(engine).define("env", "memory", memory).link(Module.fromWat(engine, WORKER));
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    private static MemoryType shared(long min, long max) {
        return new MemoryType(AddressType.I32, Limits.of(min, max), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    }

    private Object[] call(String name, Object... arguments) {
        try (Store own = new Store(engine)) {
            return worker.instantiate(own).func(name).call(arguments);
        }
    }

    private void hammer(ThreadFactory threads, int number) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                futures.add(executor.submit(() -> call("work", COUNT)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
        long total = (long) number * COUNT;
        assertEquals(total, memory.readLong(64));
        assertEquals(total, memory.readLong(128));
        assertEquals((byte) total, memory.readByte(136));
        assertEquals((byte) -total, memory.readByte(137));
        assertEquals((short) total, memory.readShort(138));
        assertEquals(0, memory.readInt(0));
    }

    @Test
    void twoPlatformThreadsCountExactlyWithAtomicsAndWithAMutex() throws Exception {
        hammer(Thread.ofPlatform().factory(), 2);
    }

    @Test
    void eightVirtualThreadsCountExactlyWithAtomicsAndWithAMutex() throws Exception {
        hammer(Thread.ofVirtual().factory(), 8);
    }

    @Test
    void notifyWakesAsManyWaitersAsItSays() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object[]>> waiters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiters.add(executor.submit(() -> call("wait", 8, 0, -1L)));
            }
            int woken = 0;
            while (woken < 2) {
                woken += (int) call("notify", 8, 2 - woken)[0];
                Thread.onSpinWait();
            }
            while (woken < 3) {
                woken += (int) call("notify", 8, -1)[0];
                Thread.onSpinWait();
            }
            for (Future<Object[]> waiter : waiters) {
                assertArrayEquals(new Object[] {0}, waiter.get());
            }
        }
        assertArrayEquals(new Object[] {0}, call("notify", 8, -1));
    }

    @Test
    void anInterruptEndsAWaitWithATrapAndLeavesTheStoreUsable() throws Exception {
        List<Object> seen = new ArrayList<>();
        try (Store own = new Store(engine)) {
            Instance instance = worker.instantiate(own);
            Func wait = instance.func("wait");
            Thread thread = Thread.ofPlatform().start(() -> {
                seen.add(assertThrows(Trap.class, () -> wait.call(8, 0, -1L)).kind());
                seen.add(Thread.interrupted());
                seen.add(wait.call(8, 1, -1L)[0]);
            });
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThrows(IllegalStateException.class, own::close);
            thread.interrupt();
            thread.join();
        }
        assertEquals(List.of(TrapKind.INTERRUPTED, true, 1), seen);
        assertArrayEquals(new Object[] {0}, call("notify", 8, -1));
    }

    @Test
    void aThreadThatRunsSeesTheMemoryThatAnotherHasAdded() throws Exception {
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<Object[]> reader = executor.submit(() -> call("read-when-told"));
            call("grow-and-tell", 1);
            assertArrayEquals(new Object[] {4711}, reader.get());
        }
        assertEquals(2, memory.pages());
    }

    @Test
    void theMemoryOutlivesTheStoreThatItWasMadeIn() {
        try (Store first = new Store(engine)) {
            Module definer = Module.fromWat(engine, """
                (module (memory (export "memory") 1 2 shared) (data (i32.const 64) "\\07"))
                """);
            memory = new Linker(engine).instantiate(first, definer).memory("memory");
        }
        Module reader = Module.fromWat(engine, """
            (module
              (import "env" "memory" (memory $m 1 2 shared))
              (export "memory" (memory $m))
              (func (export "read") (result i32) (i32.load (i32.const 64))))
            """);
        LinkedModule linked = new Linker(engine).define("env", "memory", memory).link(reader);
        for (int i = 0; i < 3; i++) {
            try (Store next = new Store(engine)) {
                Instance instance = linked.instantiate(next);
                assertArrayEquals(new Object[] {7}, instance.func("read").call());
                assertEquals(memory, instance.memory("memory"));
            }
        }
    }

    @Test
    void aMemoryThatIsNotSharedStaysInItsStore() {
        Memory own = new Memory(store, new MemoryType(Limits.of(1, 2)));
        Module module = Module.fromWat(engine, """
            (module (import "env" "memory" (memory 1 2)))
            """);
        LinkedModule linked = new Linker(engine).define("env", "memory", own).link(module);
        try (Store other = new Store(engine)) {
            assertThrows(IllegalArgumentException.class, () -> linked.instantiate(other));
        }
    }

    @Test
    void reservingFourGigabytesManyTimesUsesNoMemory() {
        List<Memory> memories = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Memory reserved = new Memory(store, shared(1, MAX_PAGES));
            reserved.writeInt(0x1_0000 - 4, i);
            memories.add(reserved);
        }
        for (int i = 0; i < memories.size(); i++) {
            assertEquals(i, memories.get(i).readInt(0x1_0000 - 4));
        }
    }

    @Test
    void whatIsUsedOfSharedMemoriesComesFromTheEnginesLimit() {
        Config config = execution
                .config()
                .enable(Feature.THREADS)
                .maxTotalMemoryBytes(10 << 16)
                .build();
        try (Engine small = Engine.create(config);
                Store own = new Store(small)) {
            Memory first = new Memory(own, shared(4, MAX_PAGES));
            assertEquals(4, first.grow(4));
            assertEquals(-1, first.grow(4));
            assertEquals(8, first.grow(2));
            LimitException refused = assertThrows(LimitException.class, () -> new Memory(own, shared(1, MAX_PAGES)));
            assertTrue(refused.getMessage().contains("no room"), refused.getMessage());
        }
    }
}
