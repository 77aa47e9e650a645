package dev.terrace.tier2.backend;

/**
 * How many registers a stub takes along for the arguments and results of a function. To take all of them costs 1 ns of 11, which
 * most functions need not pay; more sets than these would not show.
 */
public enum RegisterSet {
    /** Two general registers. */
    FEW(2, 0),
    /** All general registers that arguments or results can be in. */
    GENERAL(CallPlaces.GENERAL_REGISTERS, 0),
    /** All registers that arguments or results can be in. */
    ALL(CallPlaces.GENERAL_REGISTERS, CallPlaces.VECTOR_REGISTERS);

    private final int general;
    private final int vector;

    RegisterSet(int general, int vector) {
        this.general = general;
        this.vector = vector;
    }

    /**
     * Returns the smallest set for a function.
     *
     * @param general how many of its arguments, or of its results if they are more, are in general registers
     * @param vector how many are in floating-point or vector registers
     */
    public static RegisterSet of(int general, int vector) {
        return vector > 0 ? ALL : general > FEW.general ? GENERAL : FEW;
    }

    /** Returns how many general registers are in the set. */
    public int general() {
        return general;
    }

    /** Returns how many floating-point or vector registers are in the set. */
    public int vector() {
        return vector;
    }
}
