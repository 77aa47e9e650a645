package dev.terrace.tier0;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.gc.Casts;

/**
 * The type of a cast as the field of an instruction: twice the index of a defined type, or twice the complement of an
 * abstract one's number; and one more if null is of the type.
 */
final class CastTarget {
    private static final AbsHeapType[] ABSTRACT = AbsHeapType.values();

    private CastTarget() {}

    /** Returns the field of a type whose heap type is as the module writes it. */
    static int encode(HeapType heap, boolean nullable) {
        int code = switch (heap) {
            case TypeIndex(int index) -> Translator.index(2 * index);
            case AbsHeapType abs -> 2 * ~abs.ordinal();
            default -> throw new IllegalStateException("canonical type in an instruction: " + heap);
        };
        return nullable ? code | 1 : code;
    }

    static int encode(RefType type) {
        return encode(type.heap(), type.nullable());
    }

    /** Returns whether a reference is of the type. */
    static boolean matches(Object reference, int field, ModuleInstance instance) {
        if (reference == null) {
            return (field & 1) != 0;
        }
        int code = field >> 1;
        if (code < 0) {
            return Casts.isInstance(reference, ABSTRACT[~code]);
        }
        if (reference instanceof FunctionInstance function) {
            return function.type().isSubtypeOf(instance.code().type(code));
        }
        // Java's own test needs no call, unlike asking the object for its type.
        return instance.code().layout(code).objectClass().isInstance(reference);
    }
}
