package dev.terrace.core.types;

/**
 * The size range of a memory (in pages) or a table (in elements) (specification, section 2.3.13).
 *
 * @param min the initial size, unsigned
 * @param max the largest size, unsigned; meaningful only if {@code hasMax}
 * @param hasMax whether there is a largest size
 */
public record Limits(long min, long max, boolean hasMax) {

    /** Returns limits without a largest size. */
    public static Limits atLeast(long min) {
        return new Limits(min, 0, false);
    }

    /** Returns limits with a largest size. */
    public static Limits of(long min, long max) {
        return new Limits(min, max, true);
    }

    /** Returns whether what has these limits may be imported where {@code wanted} is declared (section 3.3.9). */
    public boolean matches(Limits wanted) {
        return Long.compareUnsigned(min, wanted.min) >= 0
                && (!wanted.hasMax || (hasMax && Long.compareUnsigned(max, wanted.max) <= 0));
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(min) + (hasMax ? " " + Long.toUnsignedString(max) : "");
    }
}
