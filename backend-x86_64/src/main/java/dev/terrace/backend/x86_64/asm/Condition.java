package dev.terrace.backend.x86_64.asm;

/**
 * A condition of the flags, by the names that the manual gives first or that read best after a comparison; their order is
 * that of their codes (Intel SDM volume 1, appendix B).
 *
 * <p>After ucomiss and ucomisd the unsigned conditions apply, and {@link #P} means that the operands are not ordered.
 */
public enum Condition {
    /** Overflow. */
    O,
    /** No overflow. */
    NO,
    /** Below: less, unsigned; carry. */
    B,
    /** Above or equal, unsigned; no carry. */
    AE,
    /** Equal; zero. */
    E,
    /** Not equal; not zero. */
    NE,
    /** Below or equal, unsigned. */
    BE,
    /** Above: greater, unsigned. */
    A,
    /** Sign: negative. */
    S,
    /** No sign: not negative. */
    NS,
    /** Parity even; unordered. */
    P,
    /** Parity odd; ordered. */
    NP,
    /** Less, signed. */
    L,
    /** Greater or equal, signed. */
    GE,
    /** Less or equal, signed. */
    LE,
    /** Greater, signed. */
    G;

    private static final Condition[] ALL = values();

    private final Instruction shortJump = Instruction.valueOf("J" + name() + "_REL8");
    private final Instruction nearJump = Instruction.valueOf("J" + name() + "_REL32");
    private final Instruction set = Instruction.valueOf("SET" + name() + "_RM8");
    private final Instruction move32 = Instruction.valueOf("CMOV" + name() + "_R32_RM32");
    private final Instruction move64 = Instruction.valueOf("CMOV" + name() + "_R64_RM64");

    /** Returns the condition that holds when this one does not. */
    public Condition negated() {
        return ALL[ordinal() ^ 1];
    }

    /** Returns the jump with a distance of 8 bits. */
    public Instruction shortJump() {
        return shortJump;
    }

    /** Returns the jump with a distance of 32 bits. */
    public Instruction nearJump() {
        return nearJump;
    }

    /** Returns the instruction that sets a byte to 1 or 0. */
    public Instruction set() {
        return set;
    }

    /** Returns the conditional move of 32 or 64 bits. */
    public Instruction move(int bits) {
        return switch (bits) {
            case 32 -> move32;
            case 64 -> move64;
            default -> throw new IllegalArgumentException("no conditional move of " + bits + " bits");
        };
    }
}
