package dev.terrace.backend.x86_64.asm;

/** Padding that is executed: the recommended sequences of NOP of 1 to 9 bytes (Intel SDM volume 2, NOP, table 4-12). */
final class Nops {
    private static final byte[][] SEQUENCES = {
        {},
        {(byte) 0x90},
        {0x66, (byte) 0x90},
        {0x0F, 0x1F, 0x00},
        {0x0F, 0x1F, 0x40, 0x00},
        {0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x0F, 0x1F, (byte) 0x80, 0x00, 0x00, 0x00, 0x00},
        {0x0F, 0x1F, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
    };

    private Nops() {}

    static void put(CodeBuffer out, int count) {
        int longest = SEQUENCES.length - 1;
        int rest = count;
        while (rest > 0) {
            int length = Math.min(rest, longest);
            out.put(SEQUENCES[length], 0, length);
            rest -= length;
        }
    }
}
