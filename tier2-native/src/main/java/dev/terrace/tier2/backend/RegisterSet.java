package dev.terrace.tier2.backend;

/**
 * How many registers a stub takes along for the arguments and results of a function. To take all of them costs 1 ns of 11, which
 * most functions need not pay; more sets than these would not show.
 */
public enum RegisterSet {
    /** Two general registers. */
    FEW(2, false),
    /** All general registers that arguments or results can be in. */
    GENERAL(Integer.MAX_VALUE, false),
    /** All registers that arguments or results can be in. */
    ALL(Integer.MAX_VALUE, true);

    private final int generalLimit;
    private final boolean hasVectors;

    RegisterSet(int generalLimit, boolean hasVectors) {
        this.generalLimit = generalLimit;
        this.hasVectors = hasVectors;
    }

    /**
     * Returns the smallest set for a function.
     *
     * @param general how many of its arguments, or of its results if they are more, are in general registers
     * @param vector how many are in floating-point or vector registers
     */
    public static RegisterSet of(int general, int vector) {
        return vector > 0 ? ALL : general > FEW.generalLimit ? GENERAL : FEW;
    }

    /** Returns how many general registers are in the set, of those that there are. */
    public int general(int available) {
        return Math.min(generalLimit, available);
    }

    /** Returns how many floating-point or vector registers are in the set, of those that there are. */
    public int vector(int available) {
        return hasVectors ? available : 0;
    }
}
