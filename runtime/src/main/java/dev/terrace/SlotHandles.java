package dev.terrace;

import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Method handles that read and write single slots without boxing: what adapters between Java's calls and the slots of an
 * execution stack are composed of.
 */
@SuppressWarnings("UnusedMethod") // the accessors are found by their names
final class SlotHandles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private SlotHandles() {}

    /** Returns a handle {@code (Store, int base)T} that reads the value at a distance from a base. */
    static MethodHandle getter(ValType type, int distance) {
        MethodHandle placed = MethodHandles.insertArguments(getter(type), 2, distance);
        return placed.asType(placed.type().changeReturnType(Values.javaType(type)));
    }

    private static MethodHandle getter(ValType type) {
        if (type instanceof NumType num) {
            return switch (num) {
                case I32 -> find("getI32", int.class);
                case I64 -> find("getI64", long.class);
                case F32 -> find("getF32", float.class);
                case F64 -> find("getF64", double.class);
            };
        }
        return type instanceof RefType ? find("getReference", Object.class) : find("getV128", V128.class);
    }

    /** Returns a handle {@code (T, Store, int base)void} that writes the value at a distance from a base. */
    static MethodHandle setter(ValType type, int distance) {
        MethodHandle placed = MethodHandles.insertArguments(setter(type), 3, distance);
        return placed.asType(placed.type().changeParameterType(0, Values.javaType(type)));
    }

    private static MethodHandle setter(ValType type) {
        if (type instanceof NumType num) {
            return switch (num) {
                case I32 -> findSetter("setI32", int.class);
                case I64 -> findSetter("setI64", long.class);
                case F32 -> findSetter("setF32", float.class);
                case F64 -> findSetter("setF64", double.class);
            };
        }
        if (!(type instanceof RefType ref)) {
            return findSetter("setV128", V128.class);
        }
        MethodHandle setter =
                find("setReference", void.class, Object.class, Store.class, int.class, int.class, RefType.class);
        return MethodHandles.insertArguments(setter, 4, ref);
    }

    /**
     * Returns a handle {@code (Store, int base)T} that reads the results of a call: nothing, the one value, or an {@code
     * Object[]} of all.
     */
    static MethodHandle resultsGetter(List<ValType> types) {
        return switch (types.size()) {
            case 0 -> MethodHandles.empty(MethodType.methodType(void.class, Store.class, int.class));
            case 1 -> getter(types.getFirst(), 0);
            default ->
                MethodHandles.insertArguments(
                        find("getAll", Object[].class, Store.class, int.class, List.class), 2, types);
        };
    }

    /**
     * Returns a handle {@code (T, Store, int base)void} that writes the results of a call, which are one value or an
     * {@code Object[]} of all; {@code (Store, int base)void} if there are none.
     */
    static MethodHandle resultsSetter(List<ValType> types) {
        return switch (types.size()) {
            case 0 -> MethodHandles.empty(MethodType.methodType(void.class, Store.class, int.class));
            case 1 -> setter(types.getFirst(), 0);
            default ->
                MethodHandles.insertArguments(
                        find("setAll", void.class, Object[].class, Store.class, int.class, List.class), 3, types);
        };
    }

    /** Returns the Java type of a call's results: {@code void}, the one value's, or {@code Object[]}. */
    static Class<?> resultsType(List<ValType> types) {
        return switch (types.size()) {
            case 0 -> void.class;
            case 1 -> Values.javaType(types.getFirst());
            default -> Object[].class;
        };
    }

    private static MethodHandle find(String name, Class<?> value) {
        return find(name, value, Store.class, int.class, int.class);
    }

    private static MethodHandle findSetter(String name, Class<?> value) {
        return find(name, void.class, value, Store.class, int.class, int.class);
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(SlotHandles.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("SlotHandles lacks " + name, e);
        }
    }

    private static int getI32(Store store, int base, int distance) {
        return (int) store.stack().slots[base + distance];
    }

    private static long getI64(Store store, int base, int distance) {
        return store.stack().slots[base + distance];
    }

    private static float getF32(Store store, int base, int distance) {
        return Float.intBitsToFloat((int) store.stack().slots[base + distance]);
    }

    private static double getF64(Store store, int base, int distance) {
        return Double.longBitsToDouble(store.stack().slots[base + distance]);
    }

    private static V128 getV128(Store store, int base, int distance) {
        long[] slots = store.stack().slots;
        return new V128(slots[base + distance], slots[base + distance + 1]);
    }

    private static Object getReference(Store store, int base, int distance) {
        return Values.fromReference(store, store.stack().refs[base + distance]);
    }

    private static Object[] getAll(Store store, int base, List<ValType> types) {
        return Values.loadAll(store, base, types);
    }

    private static void setI32(int value, Store store, int base, int distance) {
        store.stack().slots[base + distance] = value;
    }

    private static void setI64(long value, Store store, int base, int distance) {
        store.stack().slots[base + distance] = value;
    }

    private static void setF32(float value, Store store, int base, int distance) {
        store.stack().slots[base + distance] = Float.floatToRawIntBits(value);
    }

    private static void setF64(double value, Store store, int base, int distance) {
        store.stack().slots[base + distance] = Double.doubleToRawLongBits(value);
    }

    private static void setV128(V128 value, Store store, int base, int distance) {
        long[] slots = store.stack().slots;
        slots[base + distance] = value.low();
        slots[base + distance + 1] = value.high();
    }

    private static void setReference(Object value, Store store, int base, int distance, RefType type) {
        store.stack().refs[base + distance] = Values.toReference(store, type, value);
    }

    private static void setAll(Object[] values, Store store, int base, List<ValType> types) {
        Values.storeAll(store, base, types, values, "result");
    }
}
