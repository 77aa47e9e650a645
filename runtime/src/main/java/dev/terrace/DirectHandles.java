package dev.terrace;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.ModuleInstance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Adapts what the host implements to calls that come without slots, from code that has WebAssembly's values as Java's own:
 * see {@link dev.terrace.runtime.HostFunction#handle}.
 */
@SuppressWarnings("UnusedMethod") // found by their names
final class DirectHandles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle CALLER;
    private static final MethodHandle VECTOR;
    private static final MethodHandle FROM_REFERENCE = find("fromReference", Object.class, Caller.class, Object.class);
    private static final MethodHandle TO_REFERENCE =
            find("toReference", Object.class, Object.class, Caller.class, RefType.class);

    static {
        try {
            CALLER = LOOKUP.findVirtual(ModuleInstance.class, "caller", MethodType.methodType(Caller.class));
            VECTOR = LOOKUP.findConstructor(V128.class, MethodType.methodType(void.class, long.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the runtime lacks a method", e);
        }
    }

    private DirectHandles() {}

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(DirectHandles.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("DirectHandles lacks " + name, e);
        }
    }

    /**
     * Returns a handle {@code (ModuleInstance, A...)R} with the values as {@link dev.terrace.runtime.HostFunction#handle}
     * has them; empty if there are more results than one, or it is a vector.
     *
     * @param handle of type {@code (Caller, A...)R} with the Java types that stand for the function's
     */
    static Optional<MethodHandle> of(FuncType type, MethodHandle handle) {
        if (type.results().size() > 1 || type.results().contains(VecType.V128)) {
            return Optional.empty();
        }
        // Each conversion that needs the caller adds a parameter for it; in the end these become one.
        MethodHandle adapted = handle;
        for (int i = type.params().size() - 1; i >= 0; i--) {
            adapted = convertParameter(adapted, i + 1, type.params().get(i));
        }
        if (!type.results().isEmpty() && type.results().getFirst() instanceof RefType ref) {
            MethodHandle convert = MethodHandles.insertArguments(TO_REFERENCE, 2, ref);
            adapted = adapted.asType(adapted.type().changeReturnType(Object.class));
            adapted = MethodHandles.collectArguments(convert, 0, adapted);
        }
        return Optional.of(MethodHandles.filterArguments(withOneCaller(adapted), 0, CALLER));
    }

    private static MethodHandle convertParameter(MethodHandle handle, int position, ValType type) {
        return switch (type) {
            case NumType _ -> handle;
            case VecType _ -> MethodHandles.collectArguments(handle, position, VECTOR);
            case RefType _ -> {
                Class<?> wanted = handle.type().parameterType(position);
                MethodHandle convert =
                        FROM_REFERENCE.asType(FROM_REFERENCE.type().changeReturnType(wanted));
                yield MethodHandles.collectArguments(handle, position, convert);
            }
        };
    }

    /** Returns a handle whose first parameter is a caller, which stands for all parameters of that class. */
    static MethodHandle withOneCaller(MethodHandle handle) {
        int count = handle.type().parameterCount();
        int[] order = new int[count];
        MethodType type = MethodType.methodType(handle.type().returnType(), Caller.class);
        for (int i = 0; i < count; i++) {
            Class<?> parameter = handle.type().parameterType(i);
            if (parameter != Caller.class) {
                order[i] = type.parameterCount();
                type = type.appendParameterTypes(parameter);
            }
        }
        return MethodHandles.permuteArguments(handle, type, order);
    }

    private static Object fromReference(Caller caller, Object reference) {
        return Values.fromReference(caller.store(), reference);
    }

    private static Object toReference(Object value, Caller caller, RefType type) {
        return Values.toReference(caller.store(), type, value);
    }
}
