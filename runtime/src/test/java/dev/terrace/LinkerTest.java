package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.NumType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LinkerTest {
    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final Linker linker = new Linker(engine);

    /** Imports a function and exports it again, so that no tier is needed to call it. */
    private Module importing(String module, String name, String type) {
        return Module.fromWat(
                engine,
                "(module (import \"%s\" \"%s\" (func $f %s)) (export \"f\" (func $f)))".formatted(module, name, type));
    }

    private Module adder() {
        return importing("env", "add", "(param i32 i32) (result i32)");
    }

    private String linkError(Module module) {
        return assertThrows(LinkException.class, () -> linker.link(module)).getMessage();
    }

    @Test
    void lambdasSatisfyImports() {
        linker.func("env", "add", IntBinaryOperator.class, (a, b) -> a + b);
        Instance instance = linker.instantiate(store, adder());
        assertArrayEquals(new Object[] {42}, instance.func("f").call(40, 2));
    }

    @Test
    void aHandleThatIsGivenByASupplierIsMadeOnceWhenItIsFirstImported() {
        int[] made = {0};
        linker.lazyFunc("env", "add", () -> {
            made[0]++;
            return assertDoesNotThrow(() -> MethodHandles.lookup()
                    .findStatic(Integer.class, "sum", MethodType.methodType(int.class, int.class, int.class)));
        });
        assertEquals(0, made[0]);
        assertArrayEquals(
                new Object[] {42}, linker.instantiate(store, adder()).func("f").call(40, 2));
        assertArrayEquals(
                new Object[] {5}, linker.instantiate(store, adder()).func("f").call(3, 2));
        assertEquals(1, made[0]);
    }

    /** Methods for modules. */
    static final class Host {
        private int calls;

        @WasmImport
        int add(int a, int b) {
            calls++;
            return a + b;
        }

        @WasmImport("twice")
        static long doubled(long a) {
            return 2 * a;
        }
    }

    @Test
    void annotatedMethodsSatisfyImports() {
        Host host = new Host();
        linker.functions("env", host);
        assertEquals(3, linker.instantiate(store, adder()).func("f").call(1, 2)[0]);
        assertEquals(1, host.calls);
        Module twice = importing("env", "twice", "(param i64) (result i64)");
        assertEquals(14L, linker.instantiate(store, twice).func("f").call(7L)[0]);
        assertThrows(IllegalArgumentException.class, () -> linker.functions("env", "no annotation"));
    }

    @Test
    void callbacksSeeTheStoreAndItsData() {
        linker.func("env", "log", new FuncType(List.of(NumType.I32), List.of()), (caller, arguments) -> {
            caller.data(StringBuilder.class).append(arguments[0]);
            return null;
        });
        Instance instance = linker.instantiate(store, importing("env", "log", "(param i32)"));
        store.putData(StringBuilder.class, new StringBuilder());
        instance.func("f").call(5);
        instance.func("f").call(6);
        assertEquals("56", store.data(StringBuilder.class).toString());
    }

    @Test
    void anUnknownNameIsReportedWithItsTypeAndNearNames() {
        linker.func("env", "ad", IntBinaryOperator.class, Integer::sum);
        linker.func("env", "subtract", IntBinaryOperator.class, (a, b) -> a - b);
        assertEquals(
                "unknown import \"env\" \"add\" (func [i32 i32] -> [i32]); did you mean \"ad\"?", linkError(adder()));
    }

    @Test
    void anUnknownModuleIsReportedWithWhereElseTheNameIs() {
        linker.func("environment", "add", IntBinaryOperator.class, Integer::sum);
        assertEquals(
                "unknown import \"env\" \"add\" (func [i32 i32] -> [i32]); there is no module \"env\""
                        + "; there is \"environment\" \"add\"",
                linkError(adder()));
    }

    @Test
    void allUnknownImportsAreListed() {
        Module module = Module.fromWat(
                engine, "(module (import \"a\" \"b\" (memory 1)) (import \"c\" \"d\" (global (mut i32))))");
        assertEquals("""
            unknown import "a" "b" (memory 1); there is no module "a"
            unknown import "c" "d" (global (mut i32)); there is no module "c\"\
            """, linkError(module));
    }

    @Test
    void aFunctionOfAnotherTypeIsReportedWithBothTypes() {
        linker.func("env", "add", LongUnaryOperator.class, a -> a);
        assertEquals(
                "incompatible import type for \"env\" \"add\": expected func [i32 i32] -> [i32], found func [i64] ->"
                        + " [i64]",
                linkError(adder()));
    }

    @Test
    void aMemoryIsCheckedByItsCurrentSize() {
        Memory memory = new Memory(store, new MemoryType(Limits.of(1, 3)));
        linker.define("env", "memory", memory);
        Module module = Module.fromWat(engine, "(module (import \"env\" \"memory\" (memory 2 3)))");
        assertEquals(
                "incompatible import type for \"env\" \"memory\": expected memory 2 3, found memory 1 3",
                linkError(module));
        memory.grow(1);
        linker.link(module);
    }

    @Test
    void aNameIsDefinedOnceUnlessShadowingIsAllowed() {
        linker.func("env", "add", IntBinaryOperator.class, Integer::sum);
        assertThrows(
                IllegalArgumentException.class,
                () -> linker.func("env", "add", IntBinaryOperator.class, (a, b) -> a * b));
        LinkedModule before = linker.link(adder());
        linker.allowShadowing(true).func("env", "add", IntBinaryOperator.class, (a, b) -> a * b);
        assertEquals(7, before.instantiate(store).func("f").call(3, 4)[0]);
        assertEquals(12, linker.instantiate(store, adder()).func("f").call(3, 4)[0]);
    }

    @Test
    void hostFunctionsAreSharedByInstancesOfAllStores() {
        linker.func("env", "add", IntBinaryOperator.class, Integer::sum);
        LinkedModule linked = linker.link(adder());
        Instance first = linked.instantiate(store);
        try (Store other = new Store(engine)) {
            Instance second = linked.instantiate(other);
            assertNotSame(first.func("f"), second.func("f"));
            assertSame(first.func("f").function(), second.func("f").function());
            assertEquals(3, second.func("f").call(1, 2)[0]);
        }
    }

    @Test
    void whatBelongsToAStoreIsInstantiatedThereOnly() {
        linker.define("env", "g", new Global(store, new GlobalType(NumType.I32, false), 1));
        LinkedModule linked = linker.link(Module.fromWat(engine, "(module (import \"env\" \"g\" (global i32)))"));
        linked.instantiate(store);
        try (Store other = new Store(engine)) {
            assertEquals(
                    "import \"env\" \"g\" (global i32) belongs to another store than the one to instantiate in",
                    assertThrows(IllegalArgumentException.class, () -> linked.instantiate(other))
                            .getMessage());
        }
    }

    @Test
    void importsOfTwoStoresDoNotLink() {
        GlobalType type = new GlobalType(NumType.I32, false);
        linker.define("env", "a", new Global(store, type, 1));
        linker.define("env", "b", new Global(new Store(engine), type, 1));
        Module module = Module.fromWat(
                engine, "(module (import \"env\" \"a\" (global i32)) (import \"env\" \"b\" (global i32)))");
        assertThrows(IllegalArgumentException.class, () -> linker.link(module));
    }

    @Test
    void modulesOfAnotherEngineAreRefused() {
        Module stranger = Module.fromWat(Engine.create(), "(module)");
        assertThrows(IllegalArgumentException.class, () -> linker.link(stranger));
        LinkedModule linked = linker.link(Module.fromWat(engine, "(module)"));
        assertThrows(IllegalArgumentException.class, () -> linked.instantiate(new Store(Engine.create())));
    }

    @Test
    void exportsOfAnInstanceAreImportsOfAnother() {
        Instance first = linker.instantiate(store, Module.fromWat(engine, """
            (module
              (global (export "g") (mut i64) (i64.const 5))
              (memory (export "m") 1)
              (table (export "t") 1 funcref)
              (tag (export "e") (param i32)))
            """));
        linker.instance("first", first);
        Instance second = linker.instantiate(store, Module.fromWat(engine, """
            (module
              (import "first" "g" (global $g (mut i64)))
              (import "first" "m" (memory $m 1))
              (import "first" "t" (table $t 1 funcref))
              (import "first" "e" (tag $e (param i32)))
              (export "g" (global $g)) (export "m" (memory $m)) (export "t" (table $t)) (export "e" (tag $e)))
            """));
        assertEquals(first.exports(), second.exports());
        second.global("g").set(6L);
        assertEquals(6L, first.global("g").get());
    }

    @Test
    void unknownFunctionsTrapIfAskedTo() {
        linker.unknownImports(UnknownImports.TRAP);
        Instance instance = linker.instantiate(store, adder());
        Trap trap = assertThrows(Trap.class, () -> instance.func("f").call(1, 2));
        assertEquals(TrapKind.UNKNOWN_IMPORT, trap.kind());
        assertEquals("unknown import called: \"env\" \"add\" (func [i32 i32] -> [i32])", trap.getMessage());
        assertThrows(
                LinkException.class,
                () -> linker.link(Module.fromWat(engine, "(module (import \"env\" \"m\" (memory 1)))")));
    }

    @Test
    void unknownImportsHaveDefaultsIfAskedTo() {
        linker.unknownImports(UnknownImports.DEFAULT);
        LinkedModule linked = linker.link(Module.fromWat(engine, """
            (module
              (import "x" "f" (func $f (param i32) (result i64 externref)))
              (import "x" "g" (global $g f32))
              (import "x" "m" (memory $m 2))
              (import "x" "t" (table $t 3 externref))
              (import "x" "e" (tag $e))
              (global (export "copy") f32 (global.get $g))
              (export "f" (func $f)) (export "m" (memory $m)) (export "t" (table $t)) (export "e" (tag $e)))
            """));
        Instance first = linked.instantiate(store);
        Instance second = linked.instantiate(store);
        assertArrayEquals(new Object[] {0L, null}, first.func("f").call(1));
        assertEquals(0f, first.global("copy").get());
        assertEquals(2, first.memory("m").pages());
        assertEquals(3, first.table("t").size());
        first.memory("m").writeByte(0, (byte) 1);
        assertEquals(0, second.memory("m").readByte(0));
        assertTrue(linkError(Module.fromWat(engine, "(module (import \"x\" \"h\" (global (ref extern))))"))
                .endsWith("which has no default value"));
    }

    /** Returns several values, of which nobody knows the types. */
    interface Several {
        Object[] get();
    }

    @Test
    void signaturesThatStandForNothingAreRefused() {
        assertEquals(
                "the host function env.flag has boolean in its signature, which stands for no WebAssembly type",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> linker.func("env", "flag", BooleanSupplier.class, () -> true))
                        .getMessage());
        assertEquals(
                "the host function env.several has Object[] in its signature: say by a FuncType which values these are",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> linker.func("env", "several", Several.class, () -> null))
                        .getMessage());
    }
}
