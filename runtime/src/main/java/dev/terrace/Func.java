package dev.terrace;

import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.FuncType;
import dev.terrace.runtime.FunctionInstance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodType;

/**
 * A function in a store: one that a module defines, or one of the host. It is called in three ways: with boxed values, as
 * an interface, or as a method handle, which boxes nothing.
 *
 * {@snippet :
 * Func add = instance.func("add");                              // (param i32 i32) (result i32)
 * int a = (int) add.call(1, 2)[0];
 * IntBinaryOperator operator = add.as(IntBinaryOperator.class);
 * int b = operator.applyAsInt(1, 2);
 * MethodHandle handle = add.handle();                           // (int, int)int
 * int c = (int) handle.invokeExact(1, 2);
 * }
 *
 * <p>A whole instance as an interface is {@link Instance#as}.
 *
 * <p>Values in Java: i32 is {@code int}, i64 {@code long}, f32 {@code float}, f64 {@code double}, v128 {@link V128}, a
 * reference to a function {@link Func}, to a structure {@link StructRef}, to an array {@link ArrayRef}, to an exception
 * {@link WasmException}, a 31-bit integer {@link I31Ref}, any other reference whatever object of the host it is; null is
 * the null reference. A reference stays what it is when it is converted between {@code externref} and {@code anyref}.
 * Several results are an {@code Object[]} of boxed values.
 *
 * <p>A call throws {@link Trap} if the function traps, {@link WasmException} if it throws an exception that WebAssembly
 * does not catch, what a host function threw that it called (the same object), and IllegalStateException if the store is
 * closed or another thread is inside. All of these leave the store usable.
 */
public final class Func implements Extern {
    private final Store store;
    private final FunctionInstance function;

    Func(Store store, FunctionInstance function) {
        this.store = store;
        this.function = function;
    }

    /**
     * Creates a function of the host with boxed values.
     *
     * @param store the store that it will belong to
     * @param type its type
     * @param callback what it does
     */
    public static Func of(Store store, FuncType type, HostCallback callback) {
        return new Func(store, HostFunctions.of(store.engine(), "func", type, callback));
    }

    /**
     * Creates a function of the host of the type that a method handle's Java types stand for; a first parameter of class
     * {@link Caller} is not part of it.
     *
     * @param store the store that it will belong to
     * @param handle what it does
     * @throws IllegalArgumentException if a Java type stands for no WebAssembly type
     */
    public static Func of(Store store, MethodHandle handle) {
        return new Func(store, HostFunctions.of(store.engine(), "func", handle));
    }

    /**
     * Creates a function of the host.
     *
     * @param store the store that it will belong to
     * @param type its type
     * @param handle what it does; a first parameter of class {@link Caller} is not part of the type, and several results
     *     are returned as an {@code Object[]}
     * @throws IllegalArgumentException if the handle's Java types do not correspond to the type
     */
    public static Func of(Store store, FuncType type, MethodHandle handle) {
        return new Func(store, HostFunctions.of(store.engine(), "func", type, handle));
    }

    /**
     * Creates a function of the host of the type that an interface's method stands for: see {@link Linker#func(String, String,
     * Class, Object)}.
     *
     * @param store the store that it will belong to
     * @param type an interface with one abstract method; a first parameter of class {@link Caller} is not part of the type
     * @param function what it does
     * @throws IllegalArgumentException if a Java type stands for no WebAssembly type
     */
    public static <F> Func of(Store store, Class<F> type, F function) {
        return of(store, HostFunctions.handle(HostFunctions.singleMethod(type), function));
    }

    @Override
    public FuncExternType type() {
        return new FuncExternType(function.type());
    }

    /** Returns the function's parameters and results. */
    public FuncType funcType() {
        return function.type().func();
    }

    @Override
    public Store store() {
        return store;
    }

    /** Returns the function itself. */
    FunctionInstance function() {
        return function;
    }

    /**
     * Calls the function with boxed values.
     *
     * @param arguments as many as there are parameters, each of exactly the class that its type corresponds to
     * @return the results, boxed; an empty array if there are none
     * @throws IllegalArgumentException if an argument does not fit its parameter
     * @throws Trap if the function traps
     */
    public Object[] call(Object... arguments) {
        FuncType type = funcType();
        int slots = Values.slots(type);
        int base = store.enter(slots);
        try {
            Values.storeAll(store, base, type.params(), arguments, "argument");
            store.invoke(null, function, base);
            return Values.loadAll(store, base, type.results());
        } finally {
            store.leave(base, slots);
        }
    }

    /**
     * Returns the function as a method handle of the Java types that correspond to its parameters and results. It boxes
     * and allocates nothing; it is fastest in a {@code static final} field.
     *
     * @throws IllegalArgumentException if there are more parameters than a Java method can have
     */
    public MethodHandle handle() {
        return FuncHandles.make(store, function);
    }

    /**
     * Returns the function as a method handle of a given type, for {@code invokeExact}.
     *
     * @param type the type that {@link #handle()} has; in place of {@code Object} and {@link Func} any class may stand, to
     *     which values are cast
     * @throws IllegalArgumentException if the type does not correspond to the function's
     */
    public MethodHandle handle(MethodType type) {
        return FuncHandles.adapt(handle(), funcType(), type);
    }

    /**
     * Returns the function as an implementation of an interface. A checked exception that a host function throws and the
     * interface's method does not declare arrives in an {@link java.lang.reflect.UndeclaredThrowableException}.
     *
     * @param type a public interface with one abstract method, of Java types that correspond to the function's
     * @throws IllegalArgumentException if it is something else
     */
    public <T> T as(Class<T> type) {
        var method = HostFunctions.singleMethod(type);
        MethodHandle handle = handle(MethodType.methodType(method.getReturnType(), method.getParameterTypes()));
        return MethodHandleProxies.asInterfaceInstance(type, handle);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Func func && func.function == function && func.store == store;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(function);
    }

    @Override
    public String toString() {
        return "Func[" + function + "]";
    }
}
