package dev.terrace.tier1.support;

import dev.terrace.I31Ref;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.gc.GcObject;

/**
 * What generated code asks of references, where Java has no instruction for it. That a reference is not null is always
 * tested: HotSpot makes nothing of the test but the access that follows, and no exception of the host is taken for a trap.
 */
public final class References {
    private References() {}

    /** Returns a structure that is not null. */
    public static Object struct(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_STRUCTURE_REFERENCE);
        }
        return reference;
    }

    /** Returns an array that is not null. */
    public static Object array(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return reference;
    }

    /** Executes {@code i31.get_s}. */
    public static int signed(Object reference) {
        return number(reference).value();
    }

    /** Executes {@code i31.get_u}. */
    public static int unsigned(Object reference) {
        return number(reference).unsigned();
    }

    private static I31Ref number(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_I31_REFERENCE);
        }
        return (I31Ref) reference;
    }

    /** Returns whether a reference is of type {@code (ref eq)}. */
    public static boolean isEq(Object reference) {
        return reference instanceof GcObject || reference instanceof I31Ref;
    }

    /** Returns whether a reference is to a function of a type of the instance's module. */
    public static boolean isFunction(Object reference, Context context, int type) {
        return reference instanceof FunctionInstance function && function.type().isSubtypeOf(context.type(type));
    }

    /** Returns whether a reference is null, or of the type that it has been tested for. */
    public static boolean isNullOr(Object reference, boolean isInstance) {
        return reference == null || isInstance;
    }

    /** Executes {@code ref.cast} with the answer of the test. */
    public static Object cast(Object reference, boolean isInstance) {
        if (!isInstance) {
            throw new Trap(TrapKind.CAST_FAILURE);
        }
        return reference;
    }
}
