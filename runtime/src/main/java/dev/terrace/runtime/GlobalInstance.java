package dev.terrace.runtime;

import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.VecType;

/** A global variable (specification, section 4.2.9), in the shape of a stack slot. */
public final class GlobalInstance {
    private final GlobalType type;

    /** The value's bits, as a stack slot has them; of a v128 the low half. */
    public long bits;

    /** The high half of a v128. */
    public long highBits;

    /** The value of a reference. */
    public Object ref;

    /** Creates a global that is zero or null. */
    public GlobalInstance(GlobalType type) {
        this.type = type;
    }

    /** Takes the value of another global of the same type. */
    void set(GlobalInstance other) {
        bits = other.bits;
        highBits = other.highBits;
        ref = other.ref;
    }

    /** Returns the global's type. */
    public GlobalType type() {
        return type;
    }

    /** Takes the value that lies in a stack's slots. */
    public void load(ExecutionStack stack, int slot) {
        switch (type.value()) {
            case NumType _ -> bits = stack.slots[slot];
            case VecType _ -> {
                bits = stack.slots[slot];
                highBits = stack.slots[slot + 1];
            }
            case RefType _ -> ref = stack.refs[slot];
        }
    }

    /** Puts the value into a stack's slots, which exist. */
    public void store(ExecutionStack stack, int slot) {
        switch (type.value()) {
            case NumType _ -> stack.slots[slot] = bits;
            case VecType _ -> {
                stack.slots[slot] = bits;
                stack.slots[slot + 1] = highBits;
            }
            case RefType _ -> stack.refs[slot] = ref;
        }
    }
}
