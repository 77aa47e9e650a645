package dev.terrace.runtime;

import dev.terrace.core.types.GlobalType;

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

    /** Returns the global's type. */
    public GlobalType type() {
        return type;
    }
}
