package dev.terrace.backend.x86_64.asm;

/**
 * What cmpps, cmppd, cmpss and cmpsd ask of two numbers; their order is that of their codes (Intel SDM volume 2, CMPPD,
 * table 3-1). The instructions with VEX prefixes know more predicates, none of which WebAssembly has use for.
 */
public enum FloatPredicate {
    /** Equal, and ordered. */
    EQ,
    /** Less, and ordered. */
    LT,
    /** Less or equal, and ordered. */
    LE,
    /** Not ordered: one of them is not a number. */
    UNORD,
    /** Not equal, or not ordered. */
    NEQ,
    /** Not less, or not ordered. */
    NLT,
    /** Greater, or not ordered. */
    NLE,
    /** Ordered. */
    ORD;

    /** Returns the operand of the comparison. */
    public Immediate immediate() {
        return new Immediate(ordinal());
    }
}
