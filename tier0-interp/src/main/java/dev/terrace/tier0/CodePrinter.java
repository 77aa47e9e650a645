package dev.terrace.tier0;

import dev.terrace.core.opcode.Opcode;

/**
 * Prints register code, a line an instruction: its place, its name, the slot that it writes before an arrow, and the slots
 * and numbers that it reads. A jump shows the place that it goes to. The exception handlers follow.
 *
 * <pre>
 *   func 0: 3 slots
 *      1: jump_i32_gt_s_imm s0, 1 -> 3
 *      2: return s0
 *      3: add_imm s1 = s0, -1
 * </pre>
 */
final class CodePrinter {
    private final long[] code;
    private final StringBuilder text = new StringBuilder();

    private CodePrinter(long[] code) {
        this.code = code;
    }

    /** Returns a function's code as text. */
    static String print(InterpretedFunction function) {
        CodePrinter printer = new CodePrinter(function.code);
        printer.text.append("%s: %d slots%n".formatted(function.function(), function.frameSlots));
        int pc = InterpretedFunction.ENTRY;
        while (pc < function.code.length) {
            pc = printer.line(pc);
        }
        printer.text.append(function.handlers());
        return printer.text.toString().replace(System.lineSeparator(), "\n");
    }

    /** Prints an instruction; returns the place of the next one. */
    private int line(int at) {
        long word = code[at];
        int pc = at + 1;
        text.append("%4d: %s".formatted(at, OpTable.name(Op.op(word))));
        String separator = " ";
        for (String field : OpTable.fields(Op.op(word)).split(" ")) {
            boolean result = field.equals("X");
            boolean jump = field.startsWith(">");
            if (field.isEmpty()) {
                continue;
            }
            text.append(jump ? " -> " : separator);
            separator = result ? " = " : ", ";
            if (field.startsWith("+")) {
                following(field, code[pc]);
                pc++;
            } else {
                field(field, word, pc);
            }
        }
        text.append('\n');
        return pc;
    }

    private void field(String field, long word, int pc) {
        switch (field) {
            case "X", "x" -> slot(Op.x(word));
            case "y" -> slot(Op.y(word));
            case "z" -> slot(Op.z(word));
            case "#y" -> text.append(Op.y(word));
            case "#z" -> text.append(Op.z(word));
            case ">z" -> text.append(pc + Op.z(word));
            default -> throw new IllegalStateException("no field: " + field);
        }
    }

    private void following(String field, long word) {
        switch (field) {
            case "+z" -> slot(Op.z(word));
            case "+#" -> text.append("0x").append(Long.toHexString(word));
            case "+i" -> text.append(word >>> 32).append(", ").append(Op.z(word));
            case "+o" -> text.append(NumericOps.opcode(Op.z(word)).text());
            case "+v" -> {
                Opcode op = Opcode.of(Opcode.PREFIX_SIMD, Op.z(word));
                text.append(op.text()).append(' ').append(Op.x(word));
            }
            case "+m" -> {
                text.append(NumericOps.opcode(Op.y(word)).text());
                text.append(" lane ").append(Op.x(word)).append(" memory ").append(Op.z(word));
            }
            default -> throw new IllegalStateException("no field: " + field);
        }
    }

    private void slot(int slot) {
        text.append('s').append(slot);
    }
}
