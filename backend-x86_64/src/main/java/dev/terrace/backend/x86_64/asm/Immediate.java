package dev.terrace.backend.x86_64.asm;

/**
 * A number in the instruction itself. Kinds named {@code I} take it as signed, kinds named {@code U} as unsigned; what is
 * out of an instruction's range is refused and never cut off.
 */
public record Immediate(long value) implements Operand {
    /** Returns the operand for a number. */
    public static Immediate imm(long value) {
        return new Immediate(value);
    }
}
