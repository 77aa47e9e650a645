package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Instruction;

/** The operations that have the common eight forms, and the rows of these forms. */
enum Alu {
    ADD,
    OR,
    ADC,
    SBB,
    AND,
    SUB,
    XOR,
    CMP;

    /** The rows for a width. */
    private record Rows(Instruction load, Instruction store, Instruction small, Instruction large) {}

    private final Rows rows32 = rows(32);
    private final Rows rows64 = rows(64);

    private Rows rows(int bits) {
        String rm = name() + "_RM" + bits;
        return new Rows(
                Instruction.valueOf(name() + "_R" + bits + "_RM" + bits),
                Instruction.valueOf(rm + "_R" + bits),
                Instruction.valueOf(rm + "_I8"),
                Instruction.valueOf(rm + "_I32"));
    }

    private Rows rows(boolean wide) {
        return wide ? rows64 : rows32;
    }

    /** Returns the row whose second operand may be memory. */
    Instruction load(boolean wide) {
        return rows(wide).load;
    }

    /** Returns the row whose first operand may be memory, and whose second is a register. */
    Instruction store(boolean wide) {
        return rows(wide).store;
    }

    /** Returns the row for an immediate, which is sign-extended. */
    Instruction immediate(boolean wide, long value) {
        return value == (byte) value ? rows(wide).small : rows(wide).large;
    }
}
