package dev.terrace.backend.x86_64.asm;

/**
 * A vector register. Whether an instruction uses its 128 bits ({@code xmm3}) or 256 ({@code ymm3}) is said by the
 * instruction's row in the table.
 */
public enum Xmm implements Operand {
    XMM0,
    XMM1,
    XMM2,
    XMM3,
    XMM4,
    XMM5,
    XMM6,
    XMM7,
    XMM8,
    XMM9,
    XMM10,
    XMM11,
    XMM12,
    XMM13,
    XMM14,
    XMM15;

    private static final Xmm[] ALL = values();

    /** Returns the register with a number from 0 to 15. */
    public static Xmm of(int number) {
        return ALL[number];
    }

    /** Returns the number that instructions are encoded with: its low three bits are in a field, the fourth in a prefix. */
    public int number() {
        return ordinal();
    }

    /** Returns the register's name at a width of 128 or 256 bits. */
    public String name(int bits) {
        return switch (bits) {
            case 128 -> "xmm" + ordinal();
            case 256 -> "ymm" + ordinal();
            default -> throw new IllegalArgumentException("no vector register has " + bits + " bits");
        };
    }
}
