package dev.terrace.backend.x86_64;

import static dev.terrace.backend.x86_64.asm.Gpr.R14;
import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.RAX;
import static dev.terrace.backend.x86_64.asm.Gpr.RCX;
import static dev.terrace.backend.x86_64.asm.Gpr.RDI;
import static dev.terrace.backend.x86_64.asm.Gpr.RSI;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static dev.terrace.backend.x86_64.asm.Instruction.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.V128;
import dev.terrace.WasmException;
import dev.terrace.WasmFrame;
import dev.terrace.backend.x86_64.HandWrittenTier.Body;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.tier0.InterpreterTier;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.RuntimeFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Enters hand-written code from Java, and from there the host and the interpreter. */
class NativeFunctionTest {
    private final HandWrittenTier tier = new HandWrittenTier();
    private Engine engine = engine(Config.builder());
    private Store store = new Store(engine);
    private IntUnaryOperator host = a -> a + 100;

    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Engine engine(Config.Builder config) {
        return Engine.create(config.tiers(TierStrategy.NATIVE).build(), List.of(new InterpreterTier(), tier));
    }

    private LinkedModule link(String fields) {
        Linker linker = new Linker(engine);
        linker.func("host", "f", (int a) -> host.applyAsInt(a));
        return linker.link(Module.fromWat(
                engine, "(module (import \"host\" \"f\" (func $host (param i32) (result i32)))" + fields + ")"));
    }

    private Instance instantiate(String fields) {
        return link(fields).instantiate(store);
    }

    private static List<String> names(List<WasmFrame> frames) {
        return frames.stream()
                .map(WasmFrame::functionName)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static void identity(Body body) {
        body.code.asm.emit(MOV_R64_RM64, RAX, RDI);
        body.end();
    }

    @Test
    void argumentsArriveAndResultsComeBack() {
        tier.with("subtract", body -> {
            body.code.asm.emit(MOV_R64_RM64, RAX, RDI);
            body.code.asm.emit(SUB_RM32_R32, RAX, RSI);
            body.end();
        });
        Func subtract = instantiate("(func $subtract (export \"subtract\") (param i32 i32) (result i32) unreachable)")
                .func("subtract");
        assertEquals(-7, subtract.call(3, 10)[0]);
        assertEquals(Integer.MIN_VALUE, subtract.call(Integer.MAX_VALUE, -1)[0]);
    }

    @Test
    void argumentsAndResultsOfAllKindsPassThroughTheInterpreterAndBack() {
        // Arguments and results of the same types are in the same places but for the first register.
        tier.with("native", body -> {
            body.call(2);
            body.end();
        });
        String types = "f32 f64 v128 externref funcref i32 i64 i64 i64 i64 i64";
        Instance instance = instantiate("""
            (func $native (export "native") (param %1$s) (result %1$s) unreachable)
            (func $interpreted (param %1$s) (result %1$s)
              %2$s)
            """.formatted(types, gets(11)));
        Func self = instance.func("native");
        Object[] values = {
            1.5f, -2.5, new V128(3, 4), "reference", self, -5, 6L, 7L, -8L, Long.MIN_VALUE, Long.MAX_VALUE
        };
        assertArrayEquals(values, self.call(values));
        values[3] = null;
        values[4] = null;
        assertArrayEquals(values, self.call(values));
    }

    private static String gets(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("(local.get ").append(i).append(") ");
        }
        return text.toString();
    }

    @Test
    void theHostIsCalledAndMayCallBack() {
        tier.with("callHost", body -> {
            body.callImport(0);
            body.end();
        });
        Func call = instantiate("(func $callHost (export \"callHost\") (param i32) (result i32) unreachable)")
                .func("callHost");
        assertEquals(107, call.call(7)[0]);
        host = a -> a == 0 ? 1 : a * (int) call.call(a - 1)[0];
        assertEquals(3_628_800, call.call(10)[0]);
    }

    @Test
    void tailCallsBetweenTiersTakeNoStack() {
        tier.with("even", body -> {
            Label done = new Label();
            body.code.asm.emit(TEST_RM32_R32, RDI, RDI);
            body.code.asm.jump(Condition.E, done);
            body.code.asm.emit(SUB_RM64_I8, RDI, imm(1));
            body.tailCall(2);
            body.code.asm.bind(done);
            body.code.asm.emit(MOV_R32_I32, RAX, imm(1));
            body.end();
        });
        Func even = instantiate("""
            (func $even (export "even") (param i32) (result i32) (return_call $odd (local.get 0)))
            (func $odd (param i32) (result i32)
              (if (result i32) (i32.eqz (local.get 0))
                (then (i32.const 0))
                (else (return_call $even (i32.sub (local.get 0) (i32.const 1))))))
            """).func("even");
        assertEquals(1, even.call(1_000_000)[0]);
        assertEquals(0, even.call(1_000_001)[0]);
    }

    @Test
    void aTailCallOfTheHostReturnsToTheCaller() {
        tier.with("tail", body -> body.tailCallImport(0));
        tier.with("outer", body -> {
            body.call(1);
            body.code.asm.emit(ADD_RM32_I8, RAX, imm(1));
            body.end();
        });
        Instance instance = instantiate("""
            (func $tail (export "tail") (param i32) (result i32) unreachable)
            (func $outer (export "outer") (param i32) (result i32) unreachable)
            """);
        assertEquals(105, instance.func("tail").call(5)[0]);
        assertEquals(106, instance.func("outer").call(5)[0]);
    }

    @Test
    void backtracesNameTheFramesOfAllTiersInOrder() {
        tier.with("a", body -> {
            body.call(2);
            body.end();
        });
        tier.with("c", body -> {
            body.callImport(0);
            body.end();
        });
        tier.with("d", body -> {
            body.call(5);
            body.end();
        });
        tier.with("e", body -> body.code.trap(TrapKind.UNREACHABLE));
        Instance instance = instantiate("""
            (func $a (export "a") (param i32) (result i32) unreachable)
            (func $b (param i32) (result i32) (call $c (local.get 0)))
            (func $c (param i32) (result i32) unreachable)
            (func $d (export "d") (param i32) (result i32) unreachable)
            (func $e (param i32) (result i32) unreachable)
            """);
        Func d = instance.func("d");
        host = a -> (int) d.call(a)[0];
        Trap trap = assertThrows(Trap.class, () -> instance.func("a").call(1));
        assertEquals(TrapKind.UNREACHABLE, trap.kind());
        assertEquals(List.of("e", "d", "c", "b", "a"), names(trap.backtrace()));
        host = a -> {
            throw new Trap(TrapKind.UNKNOWN_IMPORT);
        };
        Trap ofHost = assertThrows(Trap.class, () -> instance.func("a").call(1));
        assertEquals(List.of("c", "b", "a"), names(ofHost.backtrace()));
    }

    @Test
    void whatTheHostThrowsPassesThroughUnchangedAndTheStoreStaysUsable() {
        tier.with("callHost", body -> {
            body.callImport(0);
            body.end();
        });
        Func call = instantiate("(func $callHost (export \"callHost\") (param i32) (result i32) unreachable)")
                .func("callHost");
        RuntimeException thrown = new RuntimeException("from the host");
        host = a -> {
            if (a == 0) {
                throw thrown;
            }
            try {
                return (int) call.call(a - 1)[0];
            } catch (RuntimeException e) {
                assertSame(thrown, e);
                return a;
            }
        };
        for (int i = 0; i < 1000; i++) {
            assertSame(thrown, assertThrows(RuntimeException.class, () -> call.call(0)));
            assertEquals(1, call.call(5)[0]);
        }
    }

    @Test
    void exceptionsOfWebAssemblyAreThrownWithTheirPayload() {
        tier.with("throw", body -> {
            body.operand(1, RDI);
            body.operand(2, RSI);
            body.operand(0, 0);
            body.callRuntime(RuntimeFunction.THROW);
        });
        Instance instance = instantiate("""
            (tag (export "tag") (param i32 externref))
            (func $throw (export "throw") (param i32 externref) unreachable)
            (func (export "catch") (param i32 externref) (result i32 externref)
              (block $caught (result i32 externref)
                (try_table (catch 0 $caught) (call $throw (local.get 0) (local.get 1)))
                unreachable))
            """);
        WasmException exception =
                assertThrows(WasmException.class, () -> instance.func("throw").call(-6, "payload"));
        assertEquals(List.of(-6, "payload"), exception.payload());
        assertEquals(List.of("throw"), names(exception.backtrace()));
        assertArrayEquals(new Object[] {7, "other"}, instance.func("catch").call(7, "other"));
    }

    @Test
    void aFaultOfAGuardedAccessIsATrapAndAnyOtherAnError() {
        Consumer<Body> load = body -> {
            body.code.asm.emit(MOV_R64_RM64, RCX, Address.at(R14, body.layout().memoryBase(0)));
            body.code.asm.emit(MOV_R32_RM32, RAX, Address.at(RCX, RDI, 1, 0));
            body.end();
        };
        tier.with("guarded load", load).with("other load", load);
        Instance instance = instantiate("""
            (memory (export "memory") 1)
            (func $\"guarded load\" (export "guarded") (param i32) (result i32) unreachable)
            (func $\"other load\" (export "other") (param i32) (result i32) unreachable)
            """);
        instance.memory("memory").writeInt(8, 99);
        assertEquals(99, instance.func("guarded").call(8)[0]);
        Trap trap = assertThrows(Trap.class, () -> instance.func("guarded").call(1 << 16));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
        assertEquals(List.of("guarded load"), names(trap.backtrace()));
        InternalError error =
                assertThrows(InternalError.class, () -> instance.func("other").call(-1));
        assertTrue(error.getMessage().contains("other load"), error.getMessage());
        assertEquals(99, instance.func("other").call(8)[0]);
    }

    @Test
    void recursionEndsInATrapWhicheverStackIsFull() {
        tier.with("self", body -> {
            body.call(1);
            body.end();
        });
        tier.with("ping", body -> {
            body.call(3);
            body.end();
        });
        Instance instance = instantiate("""
            (func $self (export "self") (param i32) (result i32) unreachable)
            (func $ping (export "ping") (param i32) (result i32) unreachable)
            (func $pong (param i32) (result i32) (call $ping (local.get 0)))
            """);
        for (int i = 0; i < 10; i++) {
            for (String name : List.of("self", "ping")) {
                Trap trap = assertThrows(Trap.class, () -> instance.func(name).call(0));
                assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
                assertEquals(100, trap.backtrace().size());
            }
        }
    }

    @Test
    void globalsAreTheSameForNativeCodeAndJavaInAllInstances() {
        Consumer<Body> increment = body -> {
            body.code.asm.emit(ADD_RM64_I8, Address.at(R14, body.layout().global(0)), imm(1));
            body.code.asm.emit(MOV_R64_RM64, RAX, Address.at(R14, body.layout().global(0)));
            body.end();
        };
        Consumer<Body> incrementImported = body -> {
            body.code.asm.emit(MOV_R64_RM64, RCX, Address.at(R14, body.layout().global(0)));
            body.code.asm.emit(ADD_RM64_I8, Address.at(RCX), imm(1));
            body.code.asm.emit(MOV_R64_RM64, RAX, Address.at(RCX));
            body.end();
        };
        tier.with("increment", increment).with("incrementImported", incrementImported);
        Instance owner = instantiate("""
            (global (export "g") (mut i64) (i64.const 7))
            (func $increment (export "increment") (result i64) unreachable)
            (func (export "interpreted") (result i64)
              (global.set 0 (i64.add (global.get 0) (i64.const 10))) (global.get 0))
            """);
        Linker linker = new Linker(engine);
        linker.instance("owner", owner);
        Instance importer = linker.link(Module.fromWat(engine, """
            (module
              (global (import "owner" "g") (mut i64))
              (func $incrementImported (export "increment") (result i64) unreachable))
            """)).instantiate(store);
        // The importer is first: the global still goes to its owner.
        assertEquals(8L, importer.func("increment").call()[0]);
        assertEquals(9L, owner.func("increment").call()[0]);
        assertEquals(19L, owner.func("interpreted").call()[0]);
        assertEquals(20L, importer.func("increment").call()[0]);
        assertEquals(20L, owner.global("g").get());
        owner.global("g").set(1L);
        assertEquals(2L, owner.func("increment").call()[0]);
        owner.reset();
        assertEquals(8L, importer.func("increment").call()[0]);
    }

    @Test
    void referencesPassThroughTablesAndGlobals() {
        tier.with("roundTrip", body -> {
            body.operand(2, RDI);
            body.operand(0, 0);
            body.operand(1, 3);
            body.callRuntime(RuntimeFunction.TABLE_SET);
            body.operand(0, 0);
            body.operand(1, 3);
            body.callRuntime(RuntimeFunction.TABLE_GET);
            body.operand(1, RAX);
            body.operand(0, 0);
            body.callRuntime(RuntimeFunction.GLOBAL_SET);
            body.operand(0, 0);
            body.callRuntime(RuntimeFunction.GLOBAL_GET);
            body.end();
        });
        Instance instance = instantiate("""
            (table (export "table") 10 externref)
            (global (export "global") (mut externref) (ref.null extern))
            (func $roundTrip (export "roundTrip") (param externref) (result externref) unreachable)
            """);
        Object object = new Object();
        assertSame(object, instance.func("roundTrip").call(object)[0]);
        assertSame(object, instance.table("table").get(3));
        assertSame(object, instance.global("global").get());
        assertNull(instance.func("roundTrip").call(new Object[] {null})[0]);
    }

    @Test
    void functionsInTablesAreCalledWhoeverExecutesThem() {
        tier.with("callInTable", body -> {
            body.code.asm.emit(MOV_RM64_R64, Body.KEPT, RSI);
            body.operand(2, RDI);
            body.operand(0, 0);
            body.operand(1, 0);
            body.callRuntime(RuntimeFunction.TABLE_FUNCTION);
            body.code.asm.emit(MOV_R64_RM64, RDI, Body.KEPT);
            body.callRecord(RAX);
            body.end();
        });
        tier.with("identity", NativeFunctionTest::identity);
        Instance instance = instantiate("""
            (type $t (func (param i32) (result i32)))
            (table (export "table") 5 funcref)
            (elem (i32.const 0) $host $identity $interpreted $other)
            (func $callInTable (export "call") (param i32 i32) (result i32) unreachable)
            (func $identity (param i32) (result i32) unreachable)
            (func $interpreted (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
            (func $other (param i64))
            """);
        Func call = instance.func("call");
        for (int i = 0; i < 3; i++) {
            assertEquals(120, call.call(0, 20)[0]);
            assertEquals(20, call.call(1, 20)[0]);
            assertEquals(40, call.call(2, 20)[0]);
        }
        assertEquals(
                TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                assertThrows(Trap.class, () -> call.call(3, 0)).kind());
        assertEquals(
                "uninitialized element 4",
                assertThrows(Trap.class, () -> call.call(4, 0)).getMessage());
        assertEquals(
                TrapKind.UNDEFINED_ELEMENT,
                assertThrows(Trap.class, () -> call.call(5, 0)).kind());
    }

    @Test
    void importsOfOtherInstancesAreCalledWithTheirOwnInstance() {
        tier.with("get", body -> {
            body.code.asm.emit(MOV_R64_RM64, RAX, Address.at(R14, body.layout().global(0)));
            body.end();
        });
        tier.with("callImport", body -> {
            body.callImport(0);
            body.code.asm.emit(ADD_R64_RM64, RAX, Address.at(R14, body.layout().global(0)));
            body.end();
        });
        List<Instance> importers = new ArrayList<>();
        for (int value : new int[] {1000, 2000}) {
            Linker linker = new Linker(engine);
            linker.instance("owner", instantiate("""
                (global i64 (i64.const %d))
                (func $get (export "get") (result i64) unreachable)
                """.formatted(value)));
            importers.add(linker.link(Module.fromWat(engine, """
                (module
                  (import "owner" "get" (func (result i64)))
                  (global i64 (i64.const 5))
                  (func $callImport (export "call") (result i64) unreachable))
                """)).instantiate(store));
        }
        // The first call leaves for Java, the others do not.
        for (int i = 0; i < 3; i++) {
            assertEquals(1005L, importers.get(0).func("call").call()[0]);
            assertEquals(2005L, importers.get(1).func("call").call()[0]);
        }
    }

    @Test
    void fuelIsTheSameForAllTiers() {
        store.close();
        engine = engine(Config.builder().fuel(true));
        store = new Store(engine);
        tier.with("burn", body -> {
            body.code.asm.emit(SUB_RM64_I8, Address.at(R15, ContextLayout.FUEL), imm(10));
            body.call(2);
            body.code.asm.emit(SUB_RM64_I8, Address.at(R15, ContextLayout.FUEL), imm(20));
            body.end();
        });
        Func burn = instantiate("""
            (func $burn (export "burn") unreachable)
            (func $interpreted (local i32)
              (local.set 0 (i32.const 1)))
            """).func("burn");
        store.setFuel(1000);
        burn.call();
        assertEquals(1000 - 10 - 2 - 20, store.fuel());
        store.setFuel(11);
        assertEquals(TrapKind.OUT_OF_FUEL, assertThrows(Trap.class, burn::call).kind());
        assertEquals(1, store.fuel());
    }

    @Test
    void aLoopThatPollsIsInterrupted() throws InterruptedException {
        store.close();
        engine = engine(Config.builder().interruptible(true));
        store = new Store(engine);
        tier.with("forever", body -> {
            Label loop = new Label();
            body.code.asm.bind(loop);
            body.poll();
            body.code.asm.jump(loop);
        });
        Func forever =
                instantiate("(func $forever (export \"forever\") unreachable)").func("forever");
        for (int i = 0; i < 3; i++) {
            Thread other = new Thread(() -> {
                while (!store.interrupt()) {
                    Thread.onSpinWait();
                }
            });
            other.start();
            Trap trap = assertThrows(Trap.class, forever::call);
            assertEquals(TrapKind.INTERRUPTED, trap.kind());
            assertEquals(List.of("forever"), names(trap.backtrace()));
            other.join();
        }
    }

    @Test
    void storesComeAndGoWithTheirStacks() {
        tier.with("callHost", body -> {
            body.callImport(0);
            body.end();
        });
        LinkedModule linked = link("(func $callHost (export \"callHost\") (param i32) (result i32) unreachable)");
        for (int i = 0; i < 2000; i++) {
            try (Store each = new Store(engine)) {
                assertEquals(i + 100, linked.instantiate(each).func("callHost").call(i)[0]);
            }
        }
    }
}
