package dev.terrace;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.ModuleInstance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes a function of a store a method handle of the Java types that correspond to its parameters and results. What the
 * handle does, in the terms of the steps composed here:
 *
 * <pre>
 *   base = store.enter()
 *   try {
 *       set(argument 1, store, base) ... set(argument n, store, base)
 *       store.invoke(function, base)
 *       return getResults(store, base)
 *   } finally {
 *       store.leave(base)
 *   }
 * </pre>
 */
final class FuncHandles {
    private static final MethodHandle ENTER = find("enter", int.class, int.class);
    private static final MethodHandle INVOKE =
            find("invoke", void.class, ModuleInstance.class, FunctionInstance.class, int.class);
    private static final MethodHandle LEAVE = find("leave", void.class, int.class, int.class);

    /** The longest parameter list that a method handle can have, less what the composition adds; longs count twice. */
    private static final int MAX_PARAMETER_SLOTS = 240;

    private FuncHandles() {}

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findVirtual(Store.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Store lacks " + name, e);
        }
    }

    /** Returns the Java types of a function's parameters and results. */
    static MethodType javaType(FuncType type) {
        return MethodType.methodType(
                SlotHandles.resultsType(type.results()),
                type.params().stream().map(Values::javaType).toList());
    }

    /**
     * Returns a handle of the type that {@link #javaType} gives.
     *
     * @throws IllegalArgumentException if there are more parameters than a method can have
     */
    static MethodHandle make(Store store, FunctionInstance function) {
        return MethodHandles.insertArguments(unbound(function.type().func()), 0, store, function);
    }

    /**
     * Returns a handle for all functions of a type: of the type that {@link #javaType} gives, but with the store and the
     * function as its first parameters.
     *
     * @throws IllegalArgumentException if there are more parameters than a method can have
     */
    static MethodHandle unbound(FuncType type) {
        MethodType javaType = javaType(type);
        int slots = Values.slots(type);
        if (Values.slots(type.params()) > MAX_PARAMETER_SLOTS) {
            throw new IllegalArgumentException(
                    "a function of " + type.params().size() + " parameters has no method handle; use call(Object...)");
        }
        // (int base, Store, FunctionInstance, A...)R: sets the arguments, invokes, gets the results.
        MethodType bodyType = javaType.insertParameterTypes(0, int.class, Store.class, FunctionInstance.class);
        MethodType setterType = bodyType.changeReturnType(void.class);
        MethodHandle results = SlotHandles.resultsGetter(type.results());
        MethodHandle invoke = MethodHandles.insertArguments(INVOKE, 1, (ModuleInstance) null);
        MethodHandle body = MethodHandles.foldArguments(
                MethodHandles.permuteArguments(results, bodyType, 1, 0),
                MethodHandles.permuteArguments(invoke, setterType, 1, 2, 0));
        int distance = 0;
        for (int i = 0; i < type.params().size(); i++) {
            ValType param = type.params().get(i);
            MethodHandle setter = SlotHandles.setter(param, distance);
            body = MethodHandles.foldArguments(body, MethodHandles.permuteArguments(setter, setterType, i + 3, 1, 0));
            distance += param.slots();
        }
        MethodHandle leave = MethodHandles.permuteArguments(
                MethodHandles.insertArguments(LEAVE, 2, slots),
                MethodType.methodType(void.class, int.class, Store.class),
                1,
                0);
        MethodHandle guarded = MethodHandles.tryFinally(body, cleanup(leave, javaType.returnType()));
        return MethodHandles.foldArguments(guarded, MethodHandles.insertArguments(ENTER, 1, slots));
    }

    /** Returns a handle {@code (Throwable, R, int base, Store)R} that leaves and returns R, or one without R if that is void. */
    private static MethodHandle cleanup(MethodHandle leave, Class<?> result) {
        if (result == void.class) {
            return MethodHandles.dropArguments(leave, 0, Throwable.class);
        }
        MethodHandle keep = MethodHandles.dropArguments(MethodHandles.identity(result), 1, int.class, Store.class);
        MethodHandle leaveAndKeep = MethodHandles.foldArguments(keep, MethodHandles.dropArguments(leave, 0, result));
        return MethodHandles.dropArguments(leaveAndKeep, 0, Throwable.class);
    }

    /**
     * Adapts a handle of the type that {@link #javaType} gives to the types that the host wants: equal ones, and any
     * other class in place of a reference's.
     *
     * @throws IllegalArgumentException if they do not correspond
     */
    static MethodHandle adapt(MethodHandle handle, FuncType type, MethodType wanted) {
        requireFit(type, wanted);
        return handle.asType(wanted);
    }

    /**
     * Checks that functions of a type can be called as the host wants.
     *
     * @throws IllegalArgumentException if they cannot
     */
    static void requireFit(FuncType type, MethodType wanted) {
        MethodType javaType = javaType(type);
        boolean fits = wanted.parameterCount() == javaType.parameterCount()
                && fits(wanted.returnType(), javaType.returnType());
        for (int i = 0; fits && i < wanted.parameterCount(); i++) {
            fits = fits(wanted.parameterType(i), javaType.parameterType(i));
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "a function of type %s is called as %s, not as %s".formatted(type, javaType, wanted));
        }
    }

    private static boolean fits(Class<?> wanted, Class<?> type) {
        return wanted == type || (!type.isPrimitive() && !wanted.isPrimitive());
    }
}
