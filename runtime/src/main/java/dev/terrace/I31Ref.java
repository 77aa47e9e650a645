package dev.terrace;

/**
 * A value of type {@code i31ref} that is not null: a 31-bit integer among the references. It belongs to no store; two of
 * the same number are equal, and {@code ref.eq} cannot tell them apart.
 *
 * @param value the integer, sign-extended
 */
public record I31Ref(int value) {
    private static final int LEAST_SHARED = -128;
    private static final I31Ref[] SHARED = new I31Ref[1024 - LEAST_SHARED];

    static {
        for (int i = 0; i < SHARED.length; i++) {
            SHARED[i] = new I31Ref(LEAST_SHARED + i);
        }
    }

    /** Creates a value; of an integer above 31 bits the low ones count. */
    public I31Ref {
        value = value << 1 >> 1;
    }

    /** Returns the reference of an integer's low 31 bits: for small ones always the same object. */
    public static I31Ref of(int value) {
        int index = (value << 1 >> 1) - LEAST_SHARED;
        return index >= 0 && index < SHARED.length ? SHARED[index] : new I31Ref(value);
    }

    /** Returns the integer, zero-extended. */
    public int unsigned() {
        return value & 0x7FFF_FFFF;
    }
}
