package dev.terrace.tier2.run;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.DirectCode;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier2.backend.RegisterSet;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the handles by which Java calls native code without slots: arguments go from Java's own parameters to where the
 * context has the registers, and the result comes from there. What such a handle does, in the terms of the steps composed
 * here:
 *
 * <pre>
 *   context = begin(code, function, stack)
 *   set(argument 1, context) ... set(argument n, context)
 *   run(context, code, function, stack)
 *   return get(context)
 * </pre>
 */
@SuppressWarnings("UnusedMethod") // found by their names
public final class DirectCalls {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle BEGIN =
            find("begin", long.class, DirectCode.class, WasmFunction.class, ExecutionStack.class);
    private static final MethodHandle RUN = find(
            "run",
            void.class,
            RegisterSet.class,
            long.class,
            DirectCode.class,
            WasmFunction.class,
            ExecutionStack.class);

    /** Where the arguments begin in the type of the body, which has those of {@link #RUN} before them. */
    private static final int FIRST_ARGUMENT = 4;

    private DirectCalls() {}

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(DirectCalls.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("DirectCalls lacks " + name, e);
        }
    }

    /** Returns what {@link Tier#directCall} does: there is a handle if all values are numbers, and in registers. */
    public static Optional<MethodHandle> of(FuncType type) {
        boolean areNumbers =
                Stream.concat(type.params().stream(), type.results().stream()).allMatch(NumType.class::isInstance);
        CallShape shape = CallShape.of(type.params(), type.results());
        if (!areNumbers || shape.params().overflows() > 0 || type.results().size() > 1) {
            return Optional.empty();
        }
        MethodHandle run = RUN.bindTo(shape.registers());
        MethodHandle body = run;
        if (!type.results().isEmpty()) {
            MethodHandle get = access("get", type.results().getFirst(), shape.results(), 0);
            MethodType withResult = run.type().changeReturnType(get.type().returnType());
            body = MethodHandles.foldArguments(dropAllButFirst(get, withResult), run);
        }
        MethodHandle[] setters = new MethodHandle[type.params().size()];
        for (int i = 0; i < setters.length; i++) {
            setters[i] = access("set", type.params().get(i), shape.params(), i);
            body = MethodHandles.dropArguments(
                    body, FIRST_ARGUMENT + i, setters[i].type().parameterType(1));
        }
        for (int i = 0; i < setters.length; i++) {
            MethodType all = body.type().changeReturnType(void.class);
            body = MethodHandles.foldArguments(
                    body, MethodHandles.permuteArguments(setters[i], all, 0, FIRST_ARGUMENT + i));
        }
        return Optional.of(MethodHandles.foldArguments(body, BEGIN));
    }

    /** Returns a handle of a type that passes its first argument only. */
    private static MethodHandle dropAllButFirst(MethodHandle handle, MethodType type) {
        return MethodHandles.dropArguments(handle, 1, type.parameterList().subList(1, type.parameterCount()));
    }

    /** Returns a handle {@code (long context, T)void} or {@code (long context)T} for the place of a value. */
    private static MethodHandle access(String verb, ValType type, ValuePlaces places, int index) {
        Class<?> javaType = switch ((NumType) type) {
            case I32 -> int.class;
            case I64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
        };
        String name = verb + type.toString().toUpperCase(Locale.ROOT);
        MethodHandle access = verb.equals("get")
                ? find(name, javaType, int.class, long.class)
                : find(name, void.class, int.class, long.class, javaType);
        return MethodHandles.insertArguments(access, 0, places.place(index));
    }

    private static long begin(DirectCode code, WasmFunction function, ExecutionStack stack) {
        return ((NativeFunction) code).begin(function, stack);
    }

    private static void run(
            RegisterSet registers, long context, DirectCode code, WasmFunction function, ExecutionStack stack) {
        NativeFunction called = (NativeFunction) code;
        FunctionInstance next = called.enter(registers, context, function, stack);
        if (next != null) {
            called.continueWith(next, function, stack);
        }
    }

    private static void setI32(int place, long context, int value) {
        RawMemory.setLong(context + place, Integer.toUnsignedLong(value));
    }

    private static void setI64(int place, long context, long value) {
        RawMemory.setLong(context + place, value);
    }

    private static void setF32(int place, long context, float value) {
        RawMemory.setInt(context + place, Float.floatToRawIntBits(value));
    }

    private static void setF64(int place, long context, double value) {
        RawMemory.setLong(context + place, Double.doubleToRawLongBits(value));
    }

    private static int getI32(int place, long context) {
        return RawMemory.getInt(context + place);
    }

    private static long getI64(int place, long context) {
        return RawMemory.getLong(context + place);
    }

    private static float getF32(int place, long context) {
        return Float.intBitsToFloat(RawMemory.getInt(context + place));
    }

    private static double getF64(int place, long context) {
        return Double.longBitsToDouble(RawMemory.getLong(context + place));
    }
}
