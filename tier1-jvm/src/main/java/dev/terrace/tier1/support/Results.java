package dev.terrace.tier1.support;

import dev.terrace.runtime.ExecutionStack;

/**
 * Results of a method but the first, which Java's methods cannot return: they are passed in the slots of the execution stack
 * that no frame uses, from its top on, until the caller fetches them right behind the call.
 */
public final class Results {
    private Results() {}

    /** Leaves a result; those with greater numbers first. */
    public static void set(long bits, Context context, int number) {
        ExecutionStack stack = context.stack;
        int slot = stack.top + number;
        stack.ensure(slot + 1);
        stack.slots[slot] = bits;
    }

    /** Leaves a reference; those with greater numbers first. */
    public static void setReference(Object reference, Context context, int number) {
        ExecutionStack stack = context.stack;
        int slot = stack.top + number;
        stack.ensure(slot + 1);
        stack.refs[slot] = reference;
    }

    /** Fetches a result. */
    public static long get(Context context, int number) {
        ExecutionStack stack = context.stack;
        return stack.slots[stack.top + number];
    }

    /** Fetches a reference. */
    public static Object getReference(Context context, int number) {
        ExecutionStack stack = context.stack;
        int slot = stack.top + number;
        Object reference = stack.refs[slot];
        stack.refs[slot] = null;
        return reference;
    }
}
