package dev.terrace.backend.x86_64.asm;

/**
 * A general-purpose register. How much of it an instruction uses is said by the instruction's row in the table, so that
 * {@code RAX} is also {@code eax}, {@code ax} and {@code al}. The registers ah, ch, dh and bh cannot be named: their
 * numbers mean spl, bpl, sil and dil, which need a REX prefix (Intel SDM volume 2, section 2.2.1.2).
 */
public enum Gpr implements Operand {
    RAX("al", "ax"),
    RCX("cl", "cx"),
    RDX("dl", "dx"),
    RBX("bl", "bx"),
    RSP("spl", "sp"),
    RBP("bpl", "bp"),
    RSI("sil", "si"),
    RDI("dil", "di"),
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15;

    private static final Gpr[] ALL = values();

    private final String name8;
    private final String name16;
    private final String name32;
    private final String name64;

    Gpr(String name8, String name16) {
        this.name8 = name8;
        this.name16 = name16;
        name32 = "e" + name16;
        name64 = "r" + name16;
    }

    Gpr() {
        name64 = "r" + ordinal();
        name32 = name64 + "d";
        name16 = name64 + "w";
        name8 = name64 + "b";
    }

    /** Returns the register with a number from 0 to 15. */
    public static Gpr of(int number) {
        return ALL[number];
    }

    /** Returns the number that instructions are encoded with: its low three bits are in a field, the fourth in a prefix. */
    public int number() {
        return ordinal();
    }

    /** Returns the name of the register's lowest 8, 16, 32 or 64 bits. */
    public String name(int bits) {
        return switch (bits) {
            case 8 -> name8;
            case 16 -> name16;
            case 32 -> name32;
            case 64 -> name64;
            default -> throw new IllegalArgumentException("no general-purpose register has " + bits + " bits");
        };
    }
}
