package dev.terrace.backend.x86_64.asm;

/** What encoder and decoder both know of the VEX prefix (Intel SDM volume 2, section 2.3.5). */
final class VexPrefix {
    static final int TWO_BYTES = 0xC5;
    static final int THREE_BYTES = 0xC4;

    private VexPrefix() {}

    /** Returns the two bits that stand for a mandatory prefix. */
    static int pp(int prefixes) {
        return switch (prefixes) {
            case 0 -> 0;
            case Encoding.PREFIX_66 -> 1;
            case Encoding.PREFIX_F3 -> 2;
            case Encoding.PREFIX_F2 -> 3;
            default -> throw new IllegalArgumentException("more than one mandatory prefix: " + prefixes);
        };
    }

    /** Returns the mandatory prefix that two bits stand for. */
    static int prefix(int pp) {
        return switch (pp) {
            case 0 -> 0;
            case 1 -> Encoding.PREFIX_66;
            case 2 -> Encoding.PREFIX_F3;
            case 3 -> Encoding.PREFIX_F2;
            default -> throw new IllegalArgumentException("pp has two bits: " + pp);
        };
    }
}
