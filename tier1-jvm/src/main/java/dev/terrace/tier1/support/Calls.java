package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.DirectEntry;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import java.util.Arrays;

/** What stands behind calls that are not plain calls of a method. */
public final class Calls {
    private Calls() {}

    /** Returns the entry of an imported function. */
    public static DirectEntry imported(Context context, int index) {
        return entry(context.imported[index], context);
    }

    /** Returns the entry of a function that the module defines. */
    public static DirectEntry defined(Context context, int index) {
        return entry(context.instance.function(index), context);
    }

    /** Returns the entry of a function in a table, for {@code call_indirect}; the index is unsigned. */
    public static DirectEntry inTable(int index, Context context, int table, int type) {
        return inTable(Integer.toUnsignedLong(index), context, table, type);
    }

    /** Returns the entry of a function in a table, for {@code call_indirect}. */
    public static DirectEntry inTable(long index, Context context, int table, int type) {
        return entry(functionInTable(index, context, table, type), context);
    }

    /** Returns a function in a table, for {@code return_call_indirect}; the index is unsigned. */
    public static FunctionInstance functionInTable(int index, Context context, int table, int type) {
        return functionInTable(Integer.toUnsignedLong(index), context, table, type);
    }

    /** Returns a function in a table, for {@code return_call_indirect}. */
    public static FunctionInstance functionInTable(long index, Context context, int table, int type) {
        return context.tables[table].callee(index, context.types[type]);
    }

    /** Returns the entry of a function that a reference is to, for {@code call_ref}. */
    public static DirectEntry referred(Object reference, Context context) {
        return entry(nonNull(reference), context);
    }

    /** Returns the function that a reference is to, for {@code return_call_ref}. */
    public static FunctionInstance nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_FUNCTION_REFERENCE);
        }
        return (FunctionInstance) reference;
    }

    static DirectEntry entry(FunctionInstance function, Context caller) {
        DirectEntry entry = function.direct;
        return entry != null ? entry : Entries.create(function, caller);
    }

    /**
     * Begins a call through slots: makes room for them.
     *
     * @param slots how many the arguments and results take
     * @return the first of them
     */
    public static int begin(Context context, int slots) {
        ExecutionStack stack = context.stack;
        int base = stack.top;
        stack.ensure(base + slots);
        return base;
    }

    /**
     * Makes a call through slots, which hold the arguments, and then the results.
     *
     * @param slots how many slots arguments and results take
     */
    public static void call(FunctionInstance function, Context context, int base, int slots) {
        ExecutionStack stack = context.stack;
        stack.top = base + slots;
        try {
            function.call(context.instance, stack, base);
        } catch (Throwable thrown) {
            Arrays.fill(stack.refs, base, base + slots, null);
            throw thrown;
        } finally {
            stack.top = base;
        }
    }
}
