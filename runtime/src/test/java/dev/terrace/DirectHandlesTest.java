package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectHandlesTest {
    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);

    private final Func own = Func.of(store, new FuncType(List.of(), List.of()), (_, _) -> null);

    /** An instance of this store whose function 0 is {@link #own}. */
    private final ModuleInstance instance = instance();

    private ModuleInstance instance() {
        Module module = Module.fromWat(engine, "(module (import \"m\" \"f\" (func)) (func (export \"g\")))");
        Instance linked = new Linker(engine).define("m", "f", own).instantiate(store, module);
        return ((WasmFunction) linked.func("g").function()).instance();
    }

    private static HostFunction function(Func func) {
        return (HostFunction) func.function();
    }

    private HostFunction host(FuncType type, String method) throws ReflectiveOperationException {
        for (var candidate : DirectHandlesTest.class.getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                return function(Func.of(store, type, MethodHandles.lookup().unreflect(candidate)));
            }
        }
        throw new NoSuchMethodException(method);
    }

    static double mix(int a, long b, float c, double d) {
        return a + b + c + d;
    }

    static String describe(Caller caller, Object first, int number, Func function) {
        return caller.store() + " " + first + " " + number + " " + (function == null ? "null" : "function");
    }

    static long difference(V128 vector, int number) {
        return vector.low() - vector.high() - number;
    }

    static Func same(Func function) {
        return function;
    }

    static void fails(int number) throws Exception {
        throw new java.io.IOException("number " + number);
    }

    @Test
    void numbersArePassedAsTheyAre() throws Throwable {
        FuncType type = new FuncType(List.of(NumType.I32, NumType.I64, NumType.F32, NumType.F64), List.of(NumType.F64));
        MethodHandle direct = host(type, "mix").handle().orElseThrow();
        assertEquals(
                MethodType.methodType(
                        double.class, ModuleInstance.class, int.class, long.class, float.class, double.class),
                direct.type());
        assertEquals(10.5, (double) direct.invokeExact(instance, 1, 2L, 3.5f, 4.0));
    }

    @Test
    void referencesAreConvertedForTheHostAndTheCallerIsTheInstances() throws Throwable {
        FuncType type =
                new FuncType(List.of(RefType.EXTERNREF, NumType.I32, RefType.FUNCREF), List.of(RefType.EXTERNREF));
        MethodHandle direct = host(type, "describe").handle().orElseThrow();
        FunctionInstance function = instance.function(0);
        assertEquals(store + " object 7 function", (Object)
                direct.invokeExact(instance, (Object) "object", 7, (Object) function));
        assertEquals(store + " null 7 null", (Object) direct.invokeExact(instance, (Object) null, 7, (Object) null));
    }

    @Test
    void aFunctionReferenceThatIsReturnedIsTheInternalOne() throws Throwable {
        FuncType type = new FuncType(List.of(RefType.FUNCREF), List.of(RefType.FUNCREF));
        MethodHandle direct = host(type, "same").handle().orElseThrow();
        Object function = instance.function(0);
        assertSame(function, (Object) direct.invokeExact(instance, function));
    }

    @Test
    void whatTheHostThrowsIsThrown() throws ReflectiveOperationException {
        MethodHandle direct = host(new FuncType(List.of(NumType.I32), List.of()), "fails")
                .handle()
                .orElseThrow();
        assertThrows(java.io.IOException.class, () -> direct.invoke(instance, 3));
    }

    @Test
    void aVectorIsTwoLongsTheLowHalfFirst() throws Throwable {
        FuncType type = new FuncType(List.of(VecType.V128, NumType.I32), List.of(NumType.I64));
        MethodHandle direct = host(type, "difference").handle().orElseThrow();
        assertEquals(7L - 30L - 2L, (long) direct.invokeExact(instance, 7L, 30L, 2));
    }

    @Test
    void callbacksAndVectorResultsAndSeveralResultsHaveNoDirectHandle() {
        assertTrue(function(own).handle().isEmpty());
        MethodHandle vector = MethodHandles.empty(MethodType.methodType(V128.class));
        assertTrue(function(Func.of(store, vector)).handle().isEmpty());
        List<ValType> two = List.of(NumType.I32, NumType.I32);
        MethodHandle pair = MethodHandles.empty(MethodType.methodType(Object[].class));
        assertTrue(function(Func.of(store, new FuncType(List.of(), two), pair))
                .handle()
                .isEmpty());
    }
}
