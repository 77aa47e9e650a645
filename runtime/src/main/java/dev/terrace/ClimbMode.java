package dev.terrace;

import java.util.Locale;

/** Which way functions that are used much climb from tier to tier. */
public enum ClimbMode {
    /**
     * From the lowest tier to the highest that takes them. Bytecode is for what machine code does not have; a system without
     * machine code has it for everything.
     */
    DIRECT,
    /** Tier by tier: a function in bytecode that goes on being used becomes machine code. */
    STEPS;

    /** Returns the name that flags use: {@code direct} or {@code steps}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
