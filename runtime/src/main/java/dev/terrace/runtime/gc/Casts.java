package dev.terrace.runtime.gc;

import dev.terrace.I31Ref;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.runtime.FunctionInstance;

/** The types that references have while code runs (specification, section 4.5.2). */
public final class Casts {
    private Casts() {}

    /**
     * Returns whether a reference that is not null is of a type, in a hierarchy that validation has found to be the
     * reference's own.
     *
     * @param type canonical
     */
    public static boolean isInstance(Object reference, HeapType type) {
        return switch (type) {
            case DefType def -> isInstance(reference, def);
            case AbsHeapType abs -> isInstance(reference, abs);
            case TypeIndex index -> throw new IllegalArgumentException("type index " + index + " is not canonical");
        };
    }

    /** Returns whether a reference that is not null is of a defined type. */
    public static boolean isInstance(Object reference, DefType type) {
        if (reference instanceof GcObject object) {
            DefType own = object.type();
            return own == type || own.isSubtypeOf(type);
        }
        return reference instanceof FunctionInstance function && function.type().isSubtypeOf(type);
    }

    /** Returns whether a reference that is not null is of an abstract type. What is of no other type is the host's. */
    public static boolean isInstance(Object reference, AbsHeapType type) {
        return switch (type) {
            case ANY, FUNC, EXTERN, EXN -> true;
            case EQ -> reference instanceof GcObject || reference instanceof I31Ref;
            case I31 -> reference instanceof I31Ref;
            case STRUCT -> reference instanceof StructObject;
            case ARRAY -> reference instanceof ArrayObject;
            case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
        };
    }

    /** Executes {@code ref.eq}: the same object, both null, or equal 31-bit integers. */
    public static boolean same(Object first, Object second) {
        return first == second || (first instanceof I31Ref && first.equals(second));
    }
}
