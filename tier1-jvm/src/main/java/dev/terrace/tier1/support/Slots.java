package dev.terrace.tier1.support;

import dev.terrace.runtime.ExecutionStack;
import java.util.Arrays;

/** Accesses to the slots of an execution stack, which exist: where other tiers have their frames. */
public final class Slots {
    private Slots() {}

    /** Returns the bits in a slot. */
    public static long get(ExecutionStack stack, int base, int distance) {
        return stack.slots[base + distance];
    }

    /** Returns the reference in a slot, and forgets it there. */
    public static Object takeReference(ExecutionStack stack, int base, int distance) {
        int slot = base + distance;
        Object reference = stack.refs[slot];
        stack.refs[slot] = null;
        return reference;
    }

    /** Sets the bits in a slot. */
    public static void set(long bits, ExecutionStack stack, int base, int distance) {
        stack.slots[base + distance] = bits;
    }

    /** Sets the reference in a slot. */
    public static void setReference(Object reference, ExecutionStack stack, int base, int distance) {
        stack.refs[base + distance] = reference;
    }

    /** Forgets the references in the slots of a frame. */
    public static void forget(ExecutionStack stack, int base, int count) {
        Arrays.fill(stack.refs, base, base + count, null);
    }
}
