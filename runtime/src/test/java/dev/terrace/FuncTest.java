package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.VecType;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FuncTest {
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());
    private static final FuncType EVERYTHING = new FuncType(
            List.of(
                    NumType.I32,
                    NumType.I64,
                    VecType.V128,
                    NumType.F32,
                    NumType.F64,
                    RefType.FUNCREF,
                    RefType.EXTERNREF),
            List.of(
                    NumType.I32,
                    NumType.I64,
                    VecType.V128,
                    NumType.F32,
                    NumType.F64,
                    RefType.FUNCREF,
                    RefType.EXTERNREF));

    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) throws Exception {
        return MethodHandles.lookup().findStatic(FuncTest.class, name, MethodType.methodType(result, parameters));
    }

    static int subtract(int a, int b) {
        return a - b;
    }

    static double mix(Caller caller, long a, float b, double c) {
        caller.store().putData(Caller.class, caller);
        return a + b + c;
    }

    static Object[] echo(int a, long b, V128 c, float d, double e, Func f, Object g) {
        return new Object[] {a, b, c, d, e, f, g};
    }

    static String greet(String name) {
        return "hello " + name;
    }

    private Func everything() throws Exception {
        return Func.of(
                store,
                EVERYTHING,
                find(
                        "echo",
                        Object[].class,
                        int.class,
                        long.class,
                        V128.class,
                        float.class,
                        double.class,
                        Func.class,
                        Object.class));
    }

    @Test
    void aMethodHandleGivesTheFunctionItsType() throws Exception {
        Func func = Func.of(store, find("mix", double.class, Caller.class, long.class, float.class, double.class));
        assertEquals(
                new FuncType(List.of(NumType.I64, NumType.F32, NumType.F64), List.of(NumType.F64)), func.funcType());
    }

    @Test
    void boxedValuesOfAllTypesArriveAndComeBack() throws Exception {
        Func func = Func.of(store, EVERYTHING, (_, arguments) -> arguments);
        Object[] values = {-1, Long.MIN_VALUE, new V128(-2, 3), -0.0f, Math.PI, func, "text"};
        assertArrayEquals(values, func.call(values));
        assertArrayEquals(values, everything().call(values));
    }

    @Test
    void aHandlePassesValuesOfAllTypes() throws Throwable {
        Func func = everything();
        Object[] results = (Object[])
                func.handle().invokeExact(-1, Long.MIN_VALUE, new V128(-2, 3), -0.0f, Math.PI, func, (Object) "text");
        assertArrayEquals(new Object[] {-1, Long.MIN_VALUE, new V128(-2, 3), -0.0f, Math.PI, func, "text"}, results);
    }

    @Test
    void nullIsTheNullReference() throws Throwable {
        Func func = everything();
        Object[] results = func.call(0, 0L, V128.ZERO, 0f, 0d, null, null);
        assertNull(results[5]);
        assertNull(results[6]);
    }

    @Test
    void aHandleKeepsTheOrderOfArguments() throws Throwable {
        Func func = Func.of(store, find("subtract", int.class, int.class, int.class));
        MethodHandle handle = func.handle();
        assertEquals(MethodType.methodType(int.class, int.class, int.class), handle.type());
        assertEquals(7, (int) handle.invokeExact(10, 3));
        assertEquals(7, func.call(10, 3)[0]);
        assertEquals(7, func.as(IntBinaryOperator.class).applyAsInt(10, 3));
    }

    @Test
    void signallingNansKeepTheirBits() throws Throwable {
        FuncType type = new FuncType(List.of(NumType.F32), List.of(NumType.F32));
        Func func = Func.of(store, type, (_, arguments) -> arguments);
        float nan = Float.intBitsToFloat(0x7fa0_0001);
        assertEquals(0x7fa0_0001, Float.floatToRawIntBits((float) func.call(nan)[0]));
    }

    @Test
    void aReferenceTypedHandleCastsToTheWantedClass() throws Throwable {
        Func func = Func.of(store, find("greet", String.class, String.class));
        MethodHandle handle = func.handle(MethodType.methodType(String.class, String.class));
        assertEquals("hello world", (String) handle.invokeExact("world"));
        assertThrows(ClassCastException.class, () -> func.call(42));
    }

    @Test
    void aHandleOfAnotherTypeIsRefused() throws Exception {
        Func func = Func.of(store, find("subtract", int.class, int.class, int.class));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> func.as(LongBinaryOperator.class));
        assertEquals(
                "a function of type [i32 i32] -> [i32] is called as (int,int)int, not as (long,long)long",
                error.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> func.handle(MethodType.methodType(long.class, int.class, int.class)));
        assertThrows(IllegalArgumentException.class, () -> func.as(Runnable.class));
        assertThrows(IllegalArgumentException.class, () -> func.as(String.class));
    }

    @Test
    void wrongArgumentsAreNamed() {
        Func func = Func.of(store, new FuncType(List.of(NumType.I32, NumType.I64), List.of()), (_, _) -> new Object[0]);
        IllegalArgumentException count = assertThrows(IllegalArgumentException.class, () -> func.call(1));
        assertEquals("expected 2 arguments of types [i32, i64], found 1", count.getMessage());
        IllegalArgumentException type = assertThrows(IllegalArgumentException.class, () -> func.call(1, 2));
        assertEquals("argument 2: expected Long for i64, found java.lang.Integer", type.getMessage());
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> func.call(null, 2L));
        assertEquals("argument 1: expected Integer for i32, found null", none.getMessage());
    }

    @Test
    void aFunctionOfAnotherStoreIsNoArgument() throws Exception {
        Func func = everything();
        try (Store other = new Store(engine)) {
            Func stranger = Func.of(other, NOTHING, (_, _) -> null);
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class, () -> func.call(0, 0L, V128.ZERO, 0f, 0d, stranger, null));
            assertTrue(error.getMessage().contains("belongs to another store"), error.getMessage());
        }
    }

    @Test
    void aCallbackThatReturnsNonsenseIsAClearError() {
        Func func = Func.of(store, new FuncType(List.of(), List.of(NumType.I32)), (_, _) -> new Object[] {"one"});
        IllegalStateException error = assertThrows(IllegalStateException.class, func::call);
        assertEquals(
                "the host function func returned what it must not: "
                        + "result 1: expected Integer for i32, found java.lang.String",
                error.getMessage());
        Func silent = Func.of(store, new FuncType(List.of(), List.of(NumType.I32)), (_, _) -> null);
        assertThrows(IllegalStateException.class, silent::call);
    }

    @Test
    void aHandleThatDoesNotFitItsTypeIsRefused() throws Exception {
        MethodHandle subtract = find("subtract", int.class, int.class, int.class);
        FuncType longs = new FuncType(List.of(NumType.I64, NumType.I64), List.of(NumType.I64));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Func.of(store, longs, subtract));
        assertEquals(
                "the host function func of type [i64 i64] -> [i64] must have the Java type (long,long)long,"
                        + " not (int,int)int",
                error.getMessage());
    }

    @Test
    void whatAHostFunctionThrowsIsTheSameObjectAtTheCaller() throws Throwable {
        IOException thrown = new IOException("disk on fire");
        Func func = Func.of(store, NOTHING, (_, _) -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(IOException.class, func::call));
        assertSame(thrown, assertThrows(IOException.class, () -> {
            func.handle().invokeExact();
        }));
        assertEquals(0, store.stack().top);
    }

    @Test
    void theHostsOwnCallsHaveACallerWithoutInstance() throws Exception {
        Func func = Func.of(store, find("mix", double.class, Caller.class, long.class, float.class, double.class));
        assertEquals(6.0, func.call(1L, 2f, 3.0)[0]);
        Caller caller = store.data(Caller.class);
        assertSame(store, caller.store());
        assertTrue(caller.instance().isEmpty());
        assertTrue(caller.export("memory").isEmpty());
        assertThrows(IllegalStateException.class, caller::memory);
    }

    @Test
    void nestedCallsDoNotDisturbEachOther() {
        Func[] self = new Func[1];
        FuncType type = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
        self[0] = Func.of(store, type, (_, arguments) -> {
            int n = (int) arguments[0];
            return new Object[] {n == 0 ? 0 : n + (int) self[0].call(n - 1)[0]};
        });
        assertEquals(5050, self[0].call(100)[0]);
        assertEquals(0, store.stack().top);
    }

    @Test
    void endlessNestingEndsInATrapAndTheStoreStaysUsable() {
        Func[] self = new Func[1];
        List<Integer> depths = new ArrayList<>();
        self[0] = Func.of(store, NOTHING, (_, _) -> {
            depths.add(depths.size());
            return self[0].call();
        });
        Trap trap = assertThrows(Trap.class, self[0]::call);
        assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
        assertEquals(engine.config().maxNestedCalls(), depths.size());
        assertEquals(0, store.stack().top);
        assertEquals(0, Func.of(store, NOTHING, (_, _) -> null).call().length);
    }

    @Test
    void anExhaustedJavaStackIsATrap() {
        Func func = Func.of(store, NOTHING, (_, _) -> new Object[] {recurse(0)});
        Trap trap = assertThrows(Trap.class, func::call);
        assertEquals(TrapKind.STACK_EXHAUSTED, trap.kind());
        assertEquals(0, Func.of(store, NOTHING, (_, _) -> null).call().length);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Test
    void aSecondThreadInsideAStoreIsRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Func wait = Func.of(store, NOTHING, (_, _) -> {
            inside.countDown();
            done.await();
            return null;
        });
        FutureTask<Object[]> first = new FutureTask<>(wait::call);
        Thread thread = Thread.ofPlatform().start(first);
        inside.await();
        IllegalStateException error = assertThrows(IllegalStateException.class, wait::call);
        assertTrue(error.getMessage().startsWith("a store is used by two threads at once"), error.getMessage());
        assertThrows(IllegalStateException.class, store::close);
        done.countDown();
        thread.join();
        assertEquals(0, first.get().length);
        assertEquals(0, wait.call().length);
    }

    @Test
    void aClosedStoreRefusesCalls() {
        Store closed = new Store(engine);
        Func func = Func.of(closed, NOTHING, (_, _) -> null);
        closed.close();
        closed.close();
        assertEquals(
                "the store is closed",
                assertThrows(IllegalStateException.class, func::call).getMessage());
    }

    @Test
    void referencesOfACallAreForgottenAfterIt() throws Exception {
        everything().call(0, 0L, V128.ZERO, 0f, 0d, null, new Object());
        for (Object reference : store.stack().refs) {
            assertNull(reference);
        }
    }

    @Test
    void aFunctionWithVeryManyParametersIsCalledWithBoxedValuesOnly() {
        FuncType type = new FuncType(Collections.nCopies(300, NumType.I64), List.of(NumType.I64));
        Func func = Func.of(store, type, (_, arguments) -> new Object[] {arguments[299]});
        assertEquals(9L, func.call(Collections.nCopies(300, 9L).toArray())[0]);
        assertThrows(IllegalArgumentException.class, func::handle);
    }

    @Test
    void genericInterfacesTakeReferences() throws Exception {
        Func func = Func.of(store, find("greet", String.class, String.class));
        @SuppressWarnings("unchecked")
        Function<String, String> greet = func.as(Function.class);
        assertEquals("hello you", greet.apply("you"));
    }

    @Test
    void anInterfaceOfDoublesIsCalledWithoutLoss() {
        Func power = Func.of(store, new FuncType(List.of(NumType.F64, NumType.F64), List.of(NumType.F64)), (_, a) ->
                new Object[] {Math.pow((double) a[0], (double) a[1])});
        assertEquals(Math.pow(1.1, 2.2), power.as(DoubleBinaryOperator.class).applyAsDouble(1.1, 2.2));
    }
}
