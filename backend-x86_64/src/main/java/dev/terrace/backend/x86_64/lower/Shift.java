package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Instruction;

/** Shifts and rotations, and their rows. */
enum Shift {
    SHL,
    SHR,
    SAR,
    ROL,
    ROR;

    private final Instruction immediate32 = Instruction.valueOf(name() + "_RM32_U8");
    private final Instruction immediate64 = Instruction.valueOf(name() + "_RM64_U8");
    private final Instruction cl32 = Instruction.valueOf(name() + "_RM32_CL");
    private final Instruction cl64 = Instruction.valueOf(name() + "_RM64_CL");
    private final Instruction three32 = three(32);
    private final Instruction three64 = three(64);

    private Instruction three(int bits) {
        // The constants are not there yet.
        return name().startsWith("RO")
                ? null
                : Instruction.valueOf(name() + "X_R" + bits + "_RM" + bits + "_R" + bits);
    }

    /** Returns the row for a constant count. */
    Instruction immediate(boolean wide) {
        return wide ? immediate64 : immediate32;
    }

    /** Returns the row for a count in cl. */
    Instruction byCl(boolean wide) {
        return wide ? cl64 : cl32;
    }

    /** Returns the row of BMI2 with a count in any register; null for rotations. */
    Instruction byAny(boolean wide) {
        return wide ? three64 : three32;
    }
}
