package dev.terrace.tier2.machine;

/**
 * The registers of a processor. They have numbers: general ones from 0 on, and those of vectors and floating-point numbers
 * from {@link #FIRST_VECTOR} on, so that a set of registers is the bits of a long.
 *
 * @param general the general registers to allocate, the preferred ones first
 * @param vector the others, likewise
 * @param generalScratch a general register that is never allocated, for moves
 * @param vectorScratch another one, likewise
 * @param names the names, by number
 */
public record Registers(int[] general, int[] vector, int generalScratch, int vectorScratch, String[] names) {
    /** The number of the first register for vectors. */
    public static final int FIRST_VECTOR = 32;

    /** Returns the registers to allocate for a class. */
    public int[] of(RegisterClass type) {
        return type == RegisterClass.GENERAL ? general : vector;
    }

    /** Returns the scratch register for moves of a class. */
    public int scratch(RegisterClass type) {
        return type == RegisterClass.GENERAL ? generalScratch : vectorScratch;
    }

    /** Returns the registers of both kinds as a set. */
    public long all() {
        long set = 0;
        for (int register : general) {
            set |= 1L << register;
        }
        for (int register : vector) {
            set |= 1L << register;
        }
        return set;
    }
}
