package dev.terrace.tier2.machine;

/** The kinds of registers. */
public enum RegisterClass {
    /** Integers, addresses and references: 8 bytes. */
    GENERAL,
    /** Floating-point numbers: 8 bytes are kept. */
    FLOAT,
    /** Vectors, in the registers that floating-point numbers are in: 16 bytes are kept. */
    VECTOR;

    /** Returns whether both use the same registers. */
    public boolean sharesRegistersWith(RegisterClass other) {
        return (this == GENERAL) == (other == GENERAL);
    }

    /** Returns the size of a spill slot in bytes. */
    public int bytes() {
        return this == VECTOR ? 16 : 8;
    }
}
