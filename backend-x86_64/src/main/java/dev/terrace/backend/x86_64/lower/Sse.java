package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Instruction;

/** Operations on one number in a vector register, and their rows: with two operands, and with three where there is AVX. */
enum Sse {
    ADD,
    SUB,
    MUL,
    DIV,
    MIN,
    MAX,
    SQRT;

    private final Instruction single = Instruction.valueOf(name() + "SS_X_XM32");
    private final Instruction twice = Instruction.valueOf(name() + "SD_X_XM64");
    private final Instruction vexSingle = Instruction.valueOf("V" + name() + "SS_X_X_XM32");
    private final Instruction vexDouble = Instruction.valueOf("V" + name() + "SD_X_X_XM64");

    /** Returns the row with two operands. */
    Instruction row(boolean wide) {
        return wide ? twice : single;
    }

    /** Returns the row with three operands. */
    Instruction vex(boolean wide) {
        return wide ? vexDouble : vexSingle;
    }
}
