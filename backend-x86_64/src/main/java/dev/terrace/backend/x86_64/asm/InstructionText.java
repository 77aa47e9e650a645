package dev.terrace.backend.x86_64.asm;

import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/**
 * How instructions are written: in Intel's syntax, as GNU's assembler reads it. Numbers are signed and hexadecimal.
 * Sizes of memory are always there, because for some instructions nothing else tells them apart.
 */
public final class InstructionText {
    private InstructionText() {}

    /**
     * Returns the text of an instruction.
     *
     * @param operands the operands, but for the implied ones
     * @param target how the code a number of bytes above the instruction's end is called
     */
    public static String of(Instruction instruction, List<Operand> operands, IntFunction<String> target) {
        Form form = instruction.form();
        StringJoiner text = new StringJoiner(", ");
        Iterator<Operand> given = operands.iterator();
        for (OperandKind kind : form.operands()) {
            text.add(kind.isImplied() ? kind.impliedText() : of(given.next(), kind, target));
        }
        return form.operands().isEmpty() ? form.mnemonic() : form.mnemonic() + " " + text;
    }

    private static String of(Operand operand, OperandKind kind, IntFunction<String> target) {
        return switch (operand) {
            case Gpr gpr -> gpr.name(kind.registerBits());
            case Xmm xmm -> xmm.name(kind.registerBits());
            case Immediate(long value) -> number(value);
            case Relative(int displacement) -> target.apply(displacement);
            case RipRelative(int displacement) -> size(kind) + "[rip" + signed(displacement) + "]";
            case Address address -> size(kind) + of(address);
            case Label _, LabelAddress _, Symbol _, SymbolAddress _ ->
                throw new IllegalArgumentException("has a place only when code is finished: " + operand);
        };
    }

    private static String of(Address address) {
        StringBuilder text = new StringBuilder("[");
        if (address.base() != null) {
            text.append(address.base().name(64));
        }
        if (address.index() != null) {
            text.append(address.base() == null ? "" : "+")
                    .append(address.index().name(64))
                    .append('*')
                    .append(address.scale());
        }
        if (address.displacement() != 0) {
            text.append(signed(address.displacement()));
        }
        return text.append(']').toString();
    }

    private static String size(OperandKind kind) {
        return switch (kind.memoryBits()) {
            case OperandKind.UNSIZED -> "";
            case 8 -> "byte ptr ";
            case 16 -> "word ptr ";
            case 32 -> "dword ptr ";
            case 64 -> "qword ptr ";
            case 128 -> "xmmword ptr ";
            case 256 -> "ymmword ptr ";
            default -> throw new AssertionError(kind);
        };
    }

    private static String signed(long value) {
        return value < 0 ? number(value) : "+" + number(value);
    }

    /** Returns a number as hexadecimal: -16 is {@code -0x10}. */
    static String number(long value) {
        return value < 0 ? "-0x" + Long.toHexString(-value) : "0x" + Long.toHexString(value);
    }
}
