package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InstantiationTest {
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final Linker linker = new Linker(engine);

    private Instance instantiate(String text) {
        return linker.instantiate(store, Module.fromWat(engine, text));
    }

    @Test
    void globalsHaveTheValuesOfTheirConstantExpressions() {
        Instance instance = instantiate("""
            (module
              (global $a (export "i32") i32 (i32.sub (i32.mul (i32.const 0x10001) (i32.const 0x10001)) (i32.const 2)))
              (global (export "i64") i64 (i64.add (i64.mul (i64.const -3) (i64.const 5)) (i64.const 1)))
              (global (export "f32") f32 (f32.const nan:0x200000))
              (global (export "f64") f64 (f64.const -0x1p-1074))
              (global (export "v128") v128 (v128.const i64x2 1 -1))
              (global (export "null") externref (ref.null extern))
              (global (export "again") i32 (i32.add (global.get $a) (i32.const 1))))
            """);
        assertEquals(0x1ffff, instance.global("i32").get());
        assertEquals(-14L, instance.global("i64").get());
        assertEquals(0x7fa0_0000, Float.floatToRawIntBits((float)
                instance.global("f32").get()));
        assertEquals(-Double.MIN_VALUE, instance.global("f64").get());
        assertEquals(new V128(1, -1), instance.global("v128").get());
        assertNull(instance.global("null").get());
        assertEquals(0x20000, instance.global("again").get());
    }

    @Test
    void tablesAndElementSegmentsHoldTheFunctionsThatAreExported() {
        linker.func("env", "f", Runnable.class, () -> {});
        Instance instance = instantiate("""
            (module
              (import "env" "f" (func $f))
              (func $g (export "g"))
              (export "f" (func $f))
              (table $t (export "t") 4 (ref null func) (ref.func $g))
              (elem (table $t) (offset (i32.add (i32.const 1) (i32.const 1))) func $f)
              (elem (table $t) (i32.const 3) funcref (ref.null func))
              (global (export "ref") (ref func) (ref.func $g)))
            """);
        Table table = instance.table("t");
        assertEquals(instance.func("g"), table.get(0));
        assertEquals(instance.func("g"), table.get(1));
        assertEquals(instance.func("f"), table.get(2));
        assertNull(table.get(3));
        assertEquals(instance.func("g"), instance.global("ref").get());
    }

    @Test
    void dataSegmentsAreCopiedInOrder() {
        Instance instance = instantiate("""
            (module
              (memory (export "memory") 1)
              (data (i32.const 8) "first")
              (data (i32.const 9) "IR")
              (data "passive"))
            """);
        assertEquals("fIRst", instance.memory("memory").readCString(8));
    }

    @Test
    void aSegmentThatDoesNotFitTrapsAndWhatWasCopiedBeforeStays() {
        Memory memory = new Memory(store, new MemoryType(Limits.atLeast(1)));
        Table table = new Table(store, new TableType(AddressType.I32, Limits.atLeast(2), RefType.FUNCREF), null);
        linker.define("env", "m", memory).define("env", "t", table);
        Trap inMemory = assertThrows(Trap.class, () -> instantiate("""
            (module
              (import "env" "m" (memory 1))
              (data (i32.const 0) "stays")
              (data (i32.const 65535) "xx")
              (data (i32.const 8) "never"))
            """));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, inMemory.kind());
        assertEquals("stays", memory.readCString(0));
        assertEquals(0, memory.readByte(65535));
        assertEquals(0, memory.readByte(8));
        Trap inTable = assertThrows(Trap.class, () -> instantiate("""
            (module
              (import "env" "t" (table 2 funcref))
              (func $f)
              (elem (i32.const 1) func $f)
              (elem (i32.const 2) func $f))
            """));
        assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS, inTable.kind());
        assertTrue(table.get(1) instanceof Func);
        assertNull(table.get(0));
    }

    @Test
    void anEmptySegmentBehindTheEndTraps() {
        assertThrows(Trap.class, () -> instantiate("(module (memory 0) (data (i32.const 1) \"\"))"));
        instantiate("(module (memory 0) (data (i32.const 0) \"\"))");
    }

    @Test
    void offsetsAreUnsigned() {
        Trap trap = assertThrows(Trap.class, () -> instantiate("(module (memory 1) (data (i32.const -1) \"a\"))"));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
    }

    @Test
    void theStartFunctionRunsWhenSegmentsAreInPlaceAndSeesItsInstance() {
        AtomicReference<Caller> seen = new AtomicReference<>();
        StringBuilder text = new StringBuilder();
        linker.func("env", "start", NOTHING, (caller, _) -> {
            seen.set(caller);
            text.append(caller.memory().readCString(4));
            return null;
        });
        Instance instance = instantiate("""
            (module
              (import "env" "start" (func $start))
              (memory 1)
              (data (i32.const 4) "ready")
              (start $start))
            """);
        assertEquals("ready", text.toString());
        assertSame(instance, seen.get().instance().orElseThrow());
    }

    @Test
    void whatTheStartFunctionThrowsPassesThrough() {
        IllegalStateException thrown = new IllegalStateException("no");
        linker.func("env", "start", NOTHING, (_, _) -> {
            throw thrown;
        });
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> instantiate("(module (import \"env\" \"start\" (func $s)) (start $s))")));
    }

    @Test
    void constantExpressionsCreateObjectsInGlobalsTablesAndSegments() {
        Instance instance = instantiate("""
            (module
              (type $pair (struct (field i32) (field (mut v128)) (field i31ref)))
              (type $bytes (array i8))
              (global (export "pair") (ref $pair)
                (struct.new $pair (i32.const 7) (v128.const i64x2 8 9) (ref.i31 (i32.const -1))))
              (global (export "zero") (ref $pair) (struct.new_default $pair))
              (global (export "bytes") (ref $bytes) (array.new_fixed $bytes 2 (i32.const 255) (i32.const 258)))
              (table (export "table") 3 (ref $bytes) (array.new $bytes (i32.const 5) (i32.const 4)))
              (elem (i32.const 1) (ref $bytes) (item (array.new_default $bytes (i32.const 9)))))
            """);
        StructRef pair = (StructRef) instance.global("pair").get();
        assertEquals(List.of(7, new V128(8, 9), new I31Ref(-1)), List.of(pair.get(0), pair.get(1), pair.get(2)));
        assertNull(((StructRef) instance.global("zero").get()).get(2));
        ArrayRef bytes = (ArrayRef) instance.global("bytes").get();
        assertEquals(List.of(-1, 2), List.of(bytes.get(0), bytes.get(1)));
        assertEquals(4, ((ArrayRef) instance.table("table").get(0)).length());
        assertEquals(9, ((ArrayRef) instance.table("table").get(1)).length());
        assertEquals(instance.table("table").get(0), instance.table("table").get(2));
    }

    @Test
    void anObjectThatTheHeapHasNoRoomForTrapsTheInstantiation() {
        Trap trap = assertThrows(Trap.class, () -> instantiate("""
            (module
              (type $bytes (array i8))
              (global (ref $bytes) (array.new_default $bytes (i32.const -1))))
            """));
        assertEquals(TrapKind.ALLOCATION_SIZE_TOO_LARGE, trap.kind());
    }

    @Test
    void memoriesAndTablesAboveTheLimitsAreRefused() {
        Engine small = Engine.create(
                Config.builder().maxMemoryBytes(1 << 20).maxTableElements(100).build());
        Linker smallLinker = new Linker(small);
        try (Store smallStore = new Store(small)) {
            assertEquals(
                    "a memory of 17 pages of 65536 bytes is larger than the limit of 1048576 bytes",
                    assertThrows(
                                    LimitException.class,
                                    () -> smallLinker.instantiate(
                                            smallStore, Module.fromWat(small, "(module (memory 17))")))
                            .getMessage());
            assertEquals(
                    "a table of 101 elements is larger than the limit of 100",
                    assertThrows(
                                    LimitException.class,
                                    () -> smallLinker.instantiate(
                                            smallStore, Module.fromWat(small, "(module (table 101 funcref))")))
                            .getMessage());
            Instance instance = smallLinker.instantiate(
                    smallStore,
                    Module.fromWat(small, "(module (memory (export \"m\") 1) (table (export \"t\") 1 funcref))"));
            assertEquals(-1, instance.memory("m").grow(16));
            assertEquals(1, instance.memory("m").grow(15));
            assertEquals(-1, instance.table("t").grow(100, null));
            assertEquals(1, instance.table("t").grow(99, null));
        }
    }

    @Test
    void aMissingExportIsReportedWithNearNames() {
        Instance instance = instantiate("(module (memory (export \"memory\") 1) (func (export \"main\")))");
        assertEquals(
                "no export \"mian\"; did you mean \"main\"?",
                assertThrows(NoSuchElementException.class, () -> instance.func("mian"))
                        .getMessage());
        assertEquals(
                "export \"memory\" is not a function: memory 1",
                assertThrows(NoSuchElementException.class, () -> instance.func("memory"))
                        .getMessage());
    }

    @Test
    void withoutATierFunctionsCannotBeCalled() {
        Instance instance = instantiate("(module (func (export \"f\")))");
        assertTrue(assertThrows(
                        IllegalStateException.class, () -> instance.func("f").call())
                .getMessage()
                .startsWith("no tier on the class path"));
        assertEquals(
                "no tier \"interp\" on the class path for this system; there is: none",
                assertThrows(
                                IllegalStateException.class,
                                () -> Engine.create(Config.builder()
                                        .tiers(TierStrategy.INTERPRETER)
                                        .build()))
                        .getMessage());
    }
}
