package dev.terrace;

/**
 * A value of type v128.
 *
 * @param low bytes 0 to 7, little-endian
 * @param high bytes 8 to 15, little-endian
 */
public record V128(long low, long high) {
    /** Sixteen bytes of zeros. */
    public static final V128 ZERO = new V128(0, 0);

    /** Returns the value as {@code i64x2} in hexadecimal, low lane first. */
    @Override
    public String toString() {
        return "i64x2 0x%016x 0x%016x".formatted(low, high);
    }
}
