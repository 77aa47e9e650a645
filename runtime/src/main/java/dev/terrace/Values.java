package dev.terrace;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.gc.ArrayObject;
import dev.terrace.runtime.gc.Casts;
import dev.terrace.runtime.gc.StructObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values as the host has them, boxed or not, and as the slots of a stack have them.
 *
 * <pre>
 *   i32  int     f32  float     v128       V128      references to functions  Func
 *   i64  long    f64  double    externref  Object    structref  StructRef
 *                               anyref     Object    arrayref   ArrayRef     i31ref  I31Ref
 *                                                    exnref     WasmException
 * </pre>
 */
final class Values {
    private static final Map<Class<?>, AbsHeapType> OBJECT_TYPES = Map.of(
            StructRef.class, AbsHeapType.STRUCT,
            ArrayRef.class, AbsHeapType.ARRAY,
            I31Ref.class, AbsHeapType.I31,
            WasmException.class, AbsHeapType.EXN);

    // What every call needs is written without switches over types: such a one is linked when it is first executed,
    // which
    // takes longer than the first call of a small function.

    private Values() {}

    /** Something that reads or writes the first slot, or two for a vector, of a stack's arrays. */
    interface SlotAccess {
        void apply(long[] slots, Object[] refs);
    }

    /** Returns the Java type that values of a type have, unboxed. */
    static Class<?> javaType(ValType type) {
        if (type instanceof NumType num) {
            return switch (num) {
                case I32 -> int.class;
                case I64 -> long.class;
                case F32 -> float.class;
                case F64 -> double.class;
            };
        }
        if (type instanceof RefType ref) {
            return isFunction(ref) ? Func.class : Object.class;
        }
        return V128.class;
    }

    /** Returns the type that a Java type stands for in a host function's signature; empty if it stands for none. */
    static Optional<ValType> valType(Class<?> type) {
        if (type == int.class) {
            return Optional.of(NumType.I32);
        } else if (type == long.class) {
            return Optional.of(NumType.I64);
        } else if (type == float.class) {
            return Optional.of(NumType.F32);
        } else if (type == double.class) {
            return Optional.of(NumType.F64);
        } else if (type == V128.class) {
            return Optional.of(VecType.V128);
        } else if (type == Func.class) {
            return Optional.of(RefType.FUNCREF);
        }
        AbsHeapType heap = OBJECT_TYPES.get(type);
        if (heap != null) {
            return Optional.of(new RefType(true, heap));
        }
        return type.isPrimitive() ? Optional.empty() : Optional.of(RefType.EXTERNREF);
    }

    /** Returns the slots that values take together. */
    static int slots(List<ValType> types) {
        int slots = 0;
        for (ValType type : types) {
            slots += type.slots();
        }
        return slots;
    }

    /** Returns the slots that a call needs for the arguments or for the results, whichever are more. */
    static int slots(FuncType type) {
        return Math.max(slots(type.params()), slots(type.results()));
    }

    /** Returns the boxed value of a number type that has some bits. */
    private static Object number(NumType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
        };
    }

    /** Returns the bits of a boxed value of a number type. */
    private static long bits(NumType type, Object value) {
        return switch (type) {
            case I32 -> require(Integer.class, type, value);
            case I64 -> require(Long.class, type, value);
            case F32 -> Float.floatToRawIntBits(require(Float.class, type, value));
            case F64 -> Double.doubleToRawLongBits(require(Double.class, type, value));
        };
    }

    /** Returns the boxed value in a slot. */
    static Object load(Store store, int slot, ValType type) {
        return load(store, store.stack().slots, store.stack().refs, slot, type);
    }

    private static Object load(Store store, long[] slots, Object[] refs, int slot, ValType type) {
        if (type instanceof NumType num) {
            return number(num, slots[slot]);
        }
        return type instanceof RefType ? fromReference(store, refs[slot]) : new V128(slots[slot], slots[slot + 1]);
    }

    /** Returns the boxed value that a field or an element puts into a slot. */
    static Object fromSlot(Store store, StorageType type, SlotAccess read) {
        long[] slots = new long[2];
        Object[] refs = new Object[1];
        read.apply(slots, refs);
        return load(store, slots, refs, 0, type.unpacked());
    }

    /**
     * Puts a boxed value into a slot that a field or an element takes it from.
     *
     * @throws IllegalArgumentException if it is no value of the type
     */
    static void toSlot(Store store, StorageType type, Object value, SlotAccess write) {
        long[] slots = new long[2];
        Object[] refs = new Object[1];
        store(store, slots, refs, 0, type.unpacked(), value);
        write.apply(slots, refs);
    }

    /** Returns the boxed value of a global. */
    static Object load(Store store, GlobalInstance global) {
        ValType type = global.type().value();
        if (type instanceof NumType num) {
            return number(num, global.bits());
        }
        return type instanceof RefType ? fromReference(store, global.ref) : new V128(global.bits(), global.highBits());
    }

    /** Returns the boxed values in consecutive slots of a store's stack. */
    static Object[] loadAll(Store store, int slot, List<ValType> types) {
        return loadAll(store, store.stack().slots, store.stack().refs, slot, types);
    }

    /** Returns the boxed values in consecutive slots; {@code refs} may be null if none of them is a reference. */
    static Object[] loadAll(Store store, long[] slots, Object[] refs, int slot, List<ValType> types) {
        Object[] values = new Object[types.size()];
        int next = slot;
        for (int i = 0; i < values.length; i++) {
            ValType type = types.get(i);
            values[i] = load(store, slots, refs, next, type);
            next += type.slots();
        }
        return values;
    }

    /**
     * Puts a boxed value into a slot.
     *
     * @throws IllegalArgumentException if it is no value of the type
     */
    static void store(Store store, int slot, ValType type, Object value) {
        store(store, store.stack().slots, store.stack().refs, slot, type, value);
    }

    private static void store(Store store, long[] slots, Object[] refs, int slot, ValType type, Object value) {
        if (type instanceof NumType num) {
            slots[slot] = bits(num, value);
        } else if (type instanceof RefType ref) {
            refs[slot] = toReference(store, ref, value);
        } else {
            V128 vector = require(V128.class, type, value);
            slots[slot] = vector.low();
            slots[slot + 1] = vector.high();
        }
    }

    /**
     * Gives a global a boxed value.
     *
     * @throws IllegalArgumentException if it is no value of the global's type
     */
    static void store(Store store, GlobalInstance global, Object value) {
        ValType type = global.type().value();
        if (type instanceof NumType num) {
            global.setBits(bits(num, value));
        } else if (type instanceof RefType ref) {
            global.ref = toReference(store, ref, value);
        } else {
            V128 vector = require(V128.class, type, value);
            global.setBits(vector.low());
            global.setHighBits(vector.high());
        }
    }

    /** Puts boxed values into consecutive slots of a store's stack. */
    static void storeAll(Store store, int slot, List<ValType> types, Object[] values, String what) {
        storeAll(store, store.stack().slots, store.stack().refs, slot, types, values, what);
    }

    /**
     * Puts boxed values into consecutive slots.
     *
     * @param refs the slots of references; may be null if there are none
     * @param what what the values are, for messages: "argument" or "result"
     * @throws IllegalArgumentException if there are too many or too few, or one is no value of its type
     */
    static void storeAll(
            Store store, long[] slots, Object[] refs, int slot, List<ValType> types, Object[] values, String what) {
        int count = values == null ? 0 : values.length;
        if (count != types.size()) {
            throw new IllegalArgumentException(
                    "expected %d %ss of types %s, found %d".formatted(types.size(), what, types, count));
        }
        int next = slot;
        for (int i = 0; i < count; i++) {
            ValType type = types.get(i);
            try {
                store(store, slots, refs, next, type, values[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(what + " " + (i + 1) + ": " + e.getMessage(), e);
            }
            next += type.slots();
        }
    }

    private static <T> T require(Class<T> javaType, ValType type, Object value) {
        if (!javaType.isInstance(value)) {
            throw mismatch(javaType.getSimpleName() + " for " + type, value);
        }
        return javaType.cast(value);
    }

    private static IllegalArgumentException mismatch(String expected, Object value) {
        String found = switch (value) {
            case null -> "null";
            case StructRef struct -> struct.toString();
            case ArrayRef array -> array.toString();
            default -> value.getClass().getName();
        };
        return new IllegalArgumentException("expected " + expected + ", found " + found);
    }

    /** Returns a reference as the host has it. */
    static Object fromReference(Store store, Object reference) {
        return switch (reference) {
            case FunctionInstance function -> new Func(store, function);
            case StructObject struct -> new StructRef(store, struct);
            case ArrayObject array -> new ArrayRef(store, array);
            case null, default -> reference;
        };
    }

    /**
     * Returns a reference as stacks, tables and globals have it.
     *
     * @throws IllegalArgumentException if the value is no reference of the type, or belongs to another store
     */
    static Object toReference(Store store, RefType type, Object value) {
        if (value == null) {
            if (!type.nullable()) {
                throw mismatch("a reference of type " + type, null);
            }
            return null;
        }
        if (isFunction(type)) {
            if (!(value instanceof Func func)) {
                throw mismatch("Func for " + type, value);
            }
            store.requireOwn(func.store(), func);
            if (!Matching.matches(func.function().type(), type.heap())) {
                throw new IllegalArgumentException("expected a reference of type %s, found %s"
                        .formatted(new RefType(type.nullable(), type.heap()), func));
            }
            return func.function();
        }
        if (type.heap() == AbsHeapType.EXN) {
            return require(WasmException.class, type, value);
        }
        if (type.heap() == AbsHeapType.EXTERN || Matching.top(type.heap()) == AbsHeapType.ANY) {
            Object reference = toObject(store, value);
            if (Casts.isInstance(reference, type.heap())) {
                return reference;
            }
        }
        throw mismatch("a reference of type " + type, value);
    }

    /** Returns the object that a view of the host's stands for; what is no view stands for itself. */
    private static Object toObject(Store store, Object value) {
        return switch (value) {
            case StructRef struct -> {
                store.requireOwn(struct.store(), struct);
                yield struct.object();
            }
            case ArrayRef array -> {
                store.requireOwn(array.store(), array);
                yield array.object();
            }
            default -> value;
        };
    }

    private static boolean isFunction(RefType type) {
        return Matching.top(type.heap()) == AbsHeapType.FUNC;
    }

    /**
     * Checks that a type of the host's making has no heap types that only a module can give a meaning.
     *
     * @throws IllegalArgumentException if it has
     */
    static void requireCanonical(ValType type) {
        if (type instanceof RefType(boolean _, HeapType heap) && heap instanceof TypeIndex(int index)) {
            throw new IllegalArgumentException("a type index has no meaning outside a module: " + index);
        }
    }

    /**
     * Checks that a memory or table of the host's making can exist.
     *
     * @throws IllegalArgumentException if its smallest size is above its largest
     */
    static void requireValid(Limits limits) {
        if (limits.hasMax() && Long.compareUnsigned(limits.min(), limits.max()) > 0) {
            throw new IllegalArgumentException("the minimum size is above the maximum: " + limits);
        }
    }

    /** Returns the canonical definition of a function type of the host's making. */
    static DefType canonical(Engine engine, FuncType type) {
        for (ValType param : type.params()) {
            requireCanonical(param);
        }
        for (ValType result : type.results()) {
            requireCanonical(result);
        }
        return engine.types().canonicalize(type);
    }
}
