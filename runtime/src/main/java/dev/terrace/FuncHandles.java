package dev.terrace;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.DirectCode;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;

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
 *
 * <p>If a tier can be called without slots, there is another way, for functions that have code of it:
 *
 * <pre>
 *   code = directCode(function)
 *   if (code == null) {
 *       as above
 *   } else {
 *       base = store.begin()
 *       try {
 *           return directCall(code, function, store.stack(), argument 1 ... argument n)
 *       } finally {
 *           store.end(thrown, base)
 *       }
 *   }
 * </pre>
 */
final class FuncHandles {
    private static final MethodHandle ENTER = find("enter", int.class, int.class);
    private static final MethodHandle INVOKE =
            find("invoke", void.class, ModuleInstance.class, FunctionInstance.class, int.class);
    private static final MethodHandle LEAVE = find("leave", void.class, int.class, int.class);
    private static final MethodHandle BEGIN = find("begin", int.class);
    private static final MethodHandle END = find("end", void.class, Throwable.class, int.class);
    private static final MethodHandle STACK = find("stack", ExecutionStack.class);
    private static final MethodHandle DIRECT_CODE = findStatic("directCode", DirectCode.class, FunctionInstance.class);
    private static final MethodHandle IS_PRESENT = findStatic("isPresent", boolean.class, DirectCode.class);

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

    private static MethodHandle findStatic(String name, Class<?> result, Class<?> parameter) {
        try {
            return MethodHandles.lookup().findStatic(FuncHandles.class, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("FuncHandles lacks " + name, e);
        }
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static DirectCode directCode(FunctionInstance function) {
        return function instanceof WasmFunction wasm && wasm.code().presentEntry() instanceof DirectCode code
                ? code
                : null;
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static boolean isPresent(DirectCode code) {
        return code != null;
    }

    /** Returns the Java types of a function's parameters and results. */
    static MethodType javaType(FuncType type) {
        Class<?>[] params = new Class<?>[type.params().size()];
        for (int i = 0; i < params.length; i++) {
            params[i] = Values.javaType(type.params().get(i));
        }
        return MethodType.methodType(SlotHandles.resultsType(type.results()), params);
    }

    /**
     * Returns a handle of the type that {@link #javaType} gives.
     *
     * @throws IllegalArgumentException if there are more parameters than a method can have
     */
    static MethodHandle make(Store store, FunctionInstance function) {
        MethodHandle unbound = unbound(store.engine().tiering(), function.type().func());
        return MethodHandles.insertArguments(unbound, 0, store, function);
    }

    /**
     * Returns a handle for all functions of a type: of the type that {@link #javaType} gives, but with the store and the
     * function as its first parameters.
     *
     * @param tiering the tiers that may execute the functions
     * @throws IllegalArgumentException if there are more parameters than a method can have
     */
    static MethodHandle unbound(Tiering tiering, FuncType type) {
        MethodHandle throughSlots = throughSlots(type);
        return tiering.directCall(type)
                .map(directCall -> orDirect(throughSlots, directCall))
                .orElse(throughSlots);
    }

    /**
     * Returns a handle of the same type as one that passes values in slots, which calls functions that have direct code
     * without.
     */
    private static MethodHandle orDirect(MethodHandle throughSlots, MethodHandle directCall) {
        // (DirectCode, Store, FunctionInstance, A...)R, and the same behind (int base, Store, ...
        MethodType type = throughSlots.type().insertParameterTypes(0, DirectCode.class);
        MethodType bodyType =
                throughSlots.type().insertParameterTypes(0, int.class).insertParameterTypes(2, DirectCode.class);
        MethodHandle call = directCall.asType(directCall.type().changeParameterType(1, FunctionInstance.class));
        int[] order = IntStream.rangeClosed(1, type.parameterCount()).toArray();
        order[0] = 2;
        order[1] = 3;
        order[2] = 1;
        MethodHandle body =
                MethodHandles.permuteArguments(MethodHandles.filterArguments(call, 2, STACK), bodyType, order);
        MethodHandle end = MethodHandles.permuteArguments(
                END, MethodType.methodType(void.class, Throwable.class, int.class, Store.class), 2, 0, 1);
        MethodHandle guarded = MethodHandles.tryFinally(body, withResult(end, type.returnType()));
        order = IntStream.range(0, type.parameterCount()).toArray();
        order[0] = 1;
        order[1] = 0;
        MethodHandle direct = MethodHandles.permuteArguments(MethodHandles.foldArguments(guarded, BEGIN), type, order);
        MethodHandle either = MethodHandles.guardWithTest(
                IS_PRESENT, direct, MethodHandles.dropArguments(throughSlots, 0, DirectCode.class));
        return MethodHandles.foldArguments(either, MethodHandles.dropArguments(DIRECT_CODE, 0, Store.class));
    }

    /** Returns a handle for all functions of a type, as {@link #unbound} does, that passes values in slots. */
    private static MethodHandle throughSlots(FuncType type) {
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
        MethodHandle end = MethodHandles.dropArguments(leave, 0, Throwable.class);
        MethodHandle guarded = MethodHandles.tryFinally(body, withResult(end, javaType.returnType()));
        return MethodHandles.foldArguments(guarded, MethodHandles.insertArguments(ENTER, 1, slots));
    }

    /**
     * Makes a handle {@code (Throwable, int base, Store)void} one {@code (Throwable, R, int base, Store)R} that returns R, if
     * that is not void.
     */
    private static MethodHandle withResult(MethodHandle end, Class<?> result) {
        if (result == void.class) {
            return end;
        }
        MethodHandle ended = MethodHandles.dropArguments(end, 1, result);
        MethodHandle keep = MethodHandles.dropArguments(MethodHandles.identity(result), 0, Throwable.class);
        return MethodHandles.foldArguments(MethodHandles.dropArguments(keep, 2, int.class, Store.class), ended);
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
