package dev.terrace;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.ModuleInstance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes functions of what the host implements: callbacks, method handles, methods. They belong to no store. */
final class HostFunctions {
    private HostFunctions() {}

    /** Returns a function that calls back with boxed values. */
    static HostFunction of(Engine engine, String name, FuncType type, HostCallback callback) {
        DefType canonical = Values.canonical(engine, type);
        FuncType func = canonical.func();
        return new HostFunction(name, canonical, (instance, stack, base) -> {
            Caller caller = stack.caller(instance);
            Store store = caller.store();
            Object[] results = callback.call(caller, Values.loadAll(store, base, func.params()));
            storeResults(name, store, base, func, results);
        });
    }

    private static void storeResults(String name, Store store, int base, FuncType type, Object[] results) {
        try {
            Values.storeAll(store, base, type.results(), results, "result");
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the host function " + name + " returned what it must not: " + e.getMessage(), e);
        }
    }

    /**
     * Returns a function of the type that a handle's Java types stand for.
     *
     * @throws IllegalArgumentException if one of them stands for no type
     */
    static HostFunction of(Engine engine, String name, MethodHandle handle) {
        return of(engine, name, funcType(name, handle.type()), handle);
    }

    /**
     * Returns a function of a given type that calls a handle. A first parameter of class {@link Caller} is not part of the
     * type.
     *
     * @throws IllegalArgumentException if the handle's Java types do not correspond to the type
     */
    static HostFunction of(Engine engine, String name, FuncType type, MethodHandle handle) {
        DefType canonical = Values.canonical(engine, type);
        MethodHandle awaited = Stages.isStage(handle.type().returnType())
                ? Stages.awaiting(handle, SlotHandles.resultsType(type.results()), name)
                : handle;
        MethodHandle typed = toJavaType(name, canonical.func(), awaited);
        return new HostFunction(name, canonical, new HandleBody(toSlots(canonical.func(), typed), typed, canonical));
    }

    /**
     * Calls a handle of the host. This is a record because the just-in-time compiler trusts the fields of records: where
     * the function is a constant, the handle is inlined.
     *
     * @param slots what is called, of type {@code (Caller, Store, int base)void}
     * @param typed what that calls, of type {@code (Caller, A...)R}
     * @param type the function's type
     */
    private record HandleBody(MethodHandle slots, MethodHandle typed, DefType type) implements HostFunction.Body {
        @Override
        public void call(ModuleInstance instance, ExecutionStack stack, int base) throws Throwable {
            Caller caller = stack.caller(instance);
            slots.invokeExact(caller, caller.store(), base);
        }

        @Override
        public Optional<MethodHandle> handle() {
            return DirectHandles.of(type.func(), typed);
        }
    }

    /** Returns a handle of exactly the type {@code (Caller, A...)R} that the function's is for Java. */
    private static MethodHandle toJavaType(String name, FuncType type, MethodHandle handle) {
        boolean wantsCaller = wantsCaller(handle.type());
        MethodHandle withCaller = wantsCaller ? handle : MethodHandles.dropArguments(handle, 0, Caller.class);
        MethodType expected = FuncHandles.javaType(type).insertParameterTypes(0, Caller.class);
        try {
            requireSameNumbers(withCaller.type(), expected);
            return withCaller.asFixedArity().asType(expected);
        } catch (WrongMethodTypeException e) {
            throw new IllegalArgumentException(
                    "the host function %s of type %s must have the Java type %s, not %s"
                            .formatted(name, type, expected.dropParameterTypes(0, 1), handle.type()),
                    e);
        }
    }

    private static MethodHandle toSlots(FuncType type, MethodHandle typed) {
        // (Caller, A1 ... An, Store, int base)R, from which the arguments disappear one by one, the last one first.
        int params = type.params().size();
        MethodHandle adapter = MethodHandles.dropArguments(typed, params + 1, Store.class, int.class);
        int distance = Values.slots(type.params());
        for (int i = params - 1; i >= 0; i--) {
            ValType param = type.params().get(i);
            distance -= param.slots();
            adapter = MethodHandles.foldArguments(adapter, i + 1, SlotHandles.getter(param, distance));
        }

        // (Caller, Store, int base)R becomes void.
        MethodHandle results = SlotHandles.resultsSetter(type.results());
        int position = type.results().isEmpty() ? 0 : 1;
        return MethodHandles.foldArguments(MethodHandles.dropArguments(results, position, Caller.class), adapter);
    }

    /** Refuses numbers that {@code asType} would convert silently. */
    private static void requireSameNumbers(MethodType found, MethodType expected) {
        boolean same = found.parameterCount() == expected.parameterCount()
                && corresponds(found.returnType(), expected.returnType());
        for (int i = 0; same && i < expected.parameterCount(); i++) {
            same = corresponds(found.parameterType(i), expected.parameterType(i));
        }
        if (!same) {
            throw new WrongMethodTypeException(found + " is not " + expected);
        }
    }

    private static boolean corresponds(Class<?> found, Class<?> expected) {
        return found == expected || (!found.isPrimitive() && !expected.isPrimitive());
    }

    private static boolean wantsCaller(MethodType type) {
        return type.parameterCount() > 0 && type.parameterType(0) == Caller.class;
    }

    private static FuncType funcType(String name, MethodType type) {
        List<ValType> params = new ArrayList<>();
        for (Class<?> parameter : type.parameterList().subList(wantsCaller(type) ? 1 : 0, type.parameterCount())) {
            params.add(valType(name, parameter));
        }
        Class<?> result = type.returnType();
        return new FuncType(params, result == void.class ? List.of() : List.of(valType(name, result)));
    }

    private static ValType valType(String name, Class<?> type) {
        if (type == Object[].class || Stages.isStage(type)) {
            throw new IllegalArgumentException("the host function " + name + " has " + type.getSimpleName()
                    + " in its signature: say by a FuncType which values these are");
        }
        Optional<ValType> found = Values.valType(type);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the host function " + name + " has " + type
                    + " in its signature, which stands for no WebAssembly type");
        }
        return found.get();
    }

    /**
     * Returns the only abstract method of an interface.
     *
     * @throws IllegalArgumentException if the class is no interface with exactly one
     */
    static Method singleMethod(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isObjectMethod(method))
                .toList();
        if (!type.isInterface() || methods.size() != 1) {
            throw new IllegalArgumentException(type.getName() + " is not an interface with one abstract method");
        }
        return methods.getFirst();
    }

    /** Returns whether a method is declared by Object too, so that any class implements it. */
    static boolean isObjectMethod(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException _) {
            return false;
        }
    }

    /**
     * Returns a handle to a method of an object, or of a class if the method is static. If the method returns a stage, the
     * handle waits for it and returns what it is completed with.
     *
     * @throws IllegalArgumentException if it is not accessible, or does not say what the stage is completed with
     */
    static MethodHandle handle(Method method, Object target) {
        MethodHandle handle = bind(method, target);
        return Stages.isStage(method.getReturnType())
                ? Stages.awaiting(handle, Stages.resultType(method), method.getName())
                : handle;
    }

    /** Returns a handle to a method as it is. */
    static MethodHandle bind(Method method, Object target) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
            return Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(target);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new IllegalArgumentException(method + " is not accessible", e);
        }
    }

    /**
     * Returns a lookup that sees all of a class of the host.
     *
     * @throws IllegalArgumentException if the class's module does not allow it
     */
    static MethodHandles.Lookup privateLookup(Class<?> type) {
        MethodHandles.Lookup own = MethodHandles.lookup();
        try {
            return MethodHandles.privateLookupIn(type, own);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "%s is not accessible: its package must be open to %s"
                            .formatted(type.getName(), own.lookupClass().getModule()),
                    e);
        }
    }
}
