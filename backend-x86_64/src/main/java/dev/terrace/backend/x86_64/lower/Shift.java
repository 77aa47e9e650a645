package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Instruction;

/** Shifts and rotations, and their rows. */
enum Shift {
    SHL(true),
    SHR(true),
    SAR(true),
    ROL(false),
    ROR(false);

    private final Instruction immediate32 = Instruction.valueOf(name() + "_RM32_U8");
    private final Instruction immediate64 = Instruction.valueOf(name() + "_RM64_U8");
    private final Instruction cl32 = Instruction.valueOf(name() + "_RM32_CL");
    private final Instruction cl64 = Instruction.valueOf(name() + "_RM64_CL");
    private final Instruction three32;
    private final Instruction three64;

    Shift(boolean three) {
        three32 = three ? Instruction.valueOf(name() + "X_R32_RM32_R32") : null;
        three64 = three ? Instruction.valueOf(name() + "X_R64_RM64_R64") : null;
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
