package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.LimitException;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.ResourceLimiter;
import dev.terrace.Store;
import dev.terrace.StoreLimits;
import dev.terrace.Table;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store may use is limited, in every tier. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class StoreLimitsTest {
    private static final long PAGE = 65_536;

    /** Takes as many pages or elements as it gets, one at a time, and returns how many there are then. */
    private static final String GRABBER = """
        (module
          (memory (export "memory") 1)
          (table (export "table") 1 externref)
          (func (export "memory_grabber") (result i32)
            (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
            (memory.size))
          (func (export "table_grabber") (result i32)
            (loop (br_if 0 (i32.ne (table.grow (ref.null extern) (i32.const 1)) (i32.const -1))))
            (table.size)))
        """;

    @Parameter
    private Execution execution;

    private Engine engine;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().build());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Instance instance(Store store, String wat) {
        return new Linker(engine).instantiate(store, Module.fromWat(engine, wat));
    }

    @Test
    void aMemoryGrabberGetsWhatTheLimitSays() {
        StoreLimits limits = StoreLimits.builder().memoryBytes(20 * PAGE + 1).build();
        try (Store store = new Store(engine, limits)) {
            Instance instance = instance(store, GRABBER);
            assertArrayEquals(new Object[] {20}, instance.func("memory_grabber").call());
            assertEquals(-1, instance.memory("memory").grow(1));
        }
    }

    @Test
    void allMemoriesTogetherGetWhatTheLimitSays() {
        StoreLimits limits = StoreLimits.builder().totalMemoryBytes(30 * PAGE).build();
        try (Store store = new Store(engine, limits)) {
            new Memory(store, new MemoryType(AddressType.I32, Limits.of(4, 10), false, 16));
            Instance first = instance(store, GRABBER);
            Instance second = instance(store, GRABBER);
            assertEquals(1, second.memory("memory").grow(5));
            assertArrayEquals(new Object[] {20}, first.func("memory_grabber").call());
            assertArrayEquals(new Object[] {6}, second.func("memory_grabber").call());
            assertThrows(LimitException.class, () -> instance(store, GRABBER));
        }
    }

    @Test
    void aTableGrabberGetsWhatTheLimitSays() {
        StoreLimits limits = StoreLimits.builder().tableElements(1000).build();
        try (Store store = new Store(engine, limits)) {
            Instance instance = instance(store, GRABBER);
            assertArrayEquals(
                    new Object[] {1000}, instance.func("table_grabber").call());
            assertEquals(-1, instance.table("table").grow(1, null));
            assertThrows(
                    LimitException.class,
                    () -> new Table(
                            store, new TableType(AddressType.I32, Limits.atLeast(1001), RefType.EXTERNREF), null));
        }
    }

    @Test
    void instancesMemoriesAndTablesAreCounted() {
        StoreLimits limits =
                StoreLimits.builder().instances(3).memories(1).tables(2).build();
        try (Store store = new Store(engine, limits)) {
            instance(store, GRABBER);
            assertEquals(
                    "the store may have no more than 1 memories",
                    assertThrows(LimitException.class, () -> instance(store, "(module (memory 1))"))
                            .getMessage());
            instance(store, "(module (table 1 funcref))");
            assertEquals(
                    "the store may have no more than 3 instances",
                    assertThrows(LimitException.class, () -> instance(store, "(module)"))
                            .getMessage());
            assertEquals(
                    "the store may have no more than 2 tables",
                    assertThrows(
                                    LimitException.class,
                                    () -> new Table(
                                            store,
                                            new TableType(AddressType.I32, Limits.atLeast(1), RefType.FUNCREF),
                                            null))
                            .getMessage());
        }
    }

    @Test
    void theLimiterIsAskedAndMayRefuse() {
        List<String> asked = new ArrayList<>();
        ResourceLimiter limiter = new ResourceLimiter() {
            @Override
            public boolean memoryGrowing(long current, long desired, long maximum) {
                asked.add("memory %d %d %d".formatted(current / PAGE, desired / PAGE, maximum));
                return desired <= 3 * PAGE;
            }

            @Override
            public boolean tableGrowing(long current, long desired, long maximum) {
                asked.add("table %d %d %d".formatted(current, desired, maximum));
                return desired <= 2;
            }
        };
        StoreLimits limits =
                StoreLimits.builder().memoryBytes(4 * PAGE).limiter(limiter).build();
        try (Store store = new Store(engine, limits)) {
            Instance instance = instance(store, GRABBER);
            assertArrayEquals(new Object[] {3}, instance.func("memory_grabber").call());
            assertArrayEquals(new Object[] {2}, instance.func("table_grabber").call());
            assertEquals(-1, instance.memory("memory").grow(2));
            assertEquals(
                    List.of(
                            "memory 0 1 -1",
                            "table 0 1 -1",
                            "memory 1 2 -1",
                            "memory 2 3 -1",
                            "memory 3 4 -1",
                            "table 1 2 -1",
                            "table 2 3 -1"),
                    asked);
            asked.clear();
            assertThrows(LimitException.class, () -> instance(store, "(module (memory 4 8))"));
            assertEquals(List.of("memory 0 4 524288"), asked);
        }
    }

    @Test
    void whatTheLimiterThrowsPassesThroughWebAssembly() {
        IndexOutOfBoundsException refusal = new IndexOutOfBoundsException("enough");
        ResourceLimiter limiter = new ResourceLimiter() {
            @Override
            public boolean memoryGrowing(long current, long desired, long maximum) {
                if (desired > 2 * PAGE) {
                    throw refusal;
                }
                return true;
            }
        };
        try (Store store =
                new Store(engine, StoreLimits.builder().limiter(limiter).build())) {
            Instance instance = instance(store, GRABBER);
            assertSame(
                    refusal,
                    assertThrows(
                            IndexOutOfBoundsException.class,
                            () -> instance.func("memory_grabber").call()));
            assertEquals(2, instance.memory("memory").pages());
        }
    }

    @Test
    void endlessRecursionEndsInTheStoresStackOrTheThreads() {
        StoreLimits limits = StoreLimits.builder().stackBytes(64 << 10).build();
        try (Store store = new Store(engine, limits)) {
            Func recurse = instance(store, """
                (module (func $f (export "run") (param i64 i64) (call $f (local.get 1) (local.get 0))))
                """).func("run");
            for (int i = 0; i < 3; i++) {
                Trap trap = assertThrows(Trap.class, () -> recurse.call(1L, 2L));
                assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
            }
        }
    }

    @Test
    void endlessRecursionThroughTheHostEnds() {
        try (Store store = new Store(engine)) {
            Linker linker = new Linker(engine);
            Func[] run = new Func[1];
            int[] calls = new int[1];
            linker.func("host", "again", Runnable.class, () -> {
                calls[0]++;
                run[0].call();
            });
            run[0] = linker.instantiate(store, Module.fromWat(engine, """
                (module
                  (import "host" "again" (func $again))
                  (func (export "run") (call $again)))
                """)).func("run");
            Trap trap = assertThrows(Trap.class, () -> run[0].call());
            assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
            assertEquals(engine.config().maxNestedCalls(), calls[0]);
            assertThrows(Trap.class, () -> run[0].call());
        }
    }

    @Test
    void limitsAreNotNegative() {
        assertThrows(
                IllegalArgumentException.class,
                () -> StoreLimits.builder().memoryBytes(-1).build());
    }
}
