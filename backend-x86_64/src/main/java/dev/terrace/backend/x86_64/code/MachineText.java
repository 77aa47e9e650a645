package dev.terrace.backend.x86_64.code;

import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Registers;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes machine instructions with virtual registers as text. */
public final class MachineText {
    private MachineText() {}

    /** Returns the text of a function: a line for each instruction, results that are not overwritten operands with "=". */
    public static String of(MachineFunction function) {
        StringBuilder out = new StringBuilder();
        for (MachineBlock block : function.blocks()) {
            out.append(block).append(registers(block.parameters));
            if (block.loopDepth > 0) {
                out.append(" depth ").append(block.loopDepth);
            }
            out.append(block.cold ? " cold:\n" : ":\n");
            for (MachineInstruction instruction : block.instructions) {
                out.append("    ").append(line((X86Instruction) instruction)).append('\n');
            }
            for (MachineBlock.Edge edge : block.successors) {
                out.append("    -> ")
                        .append(edge.target())
                        .append(registers(edge.arguments()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String registers(int[] registers) {
        return registers.length == 0
                ? ""
                : Arrays.stream(registers).mapToObj(it -> "v" + it).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String line(X86Instruction instruction) {
        StringJoiner args = new StringJoiner(", ");
        for (Arg arg : instruction.args()) {
            args.add(
                    switch (arg) {
                        case Arg.Virtual(Operand operand) -> text(operand);
                        case Arg.Implied(Operand operand) -> "{" + text(operand) + "}";
                        case Arg.Modified(int result, int source) -> "=v" + result + ":v" + source;
                        case Arg.Clobbers(long set) -> "clobbers " + clobbers(set);
                        case Arg.Known(var known) -> known.toString().toLowerCase(Locale.ROOT);
                        case Arg.Constant constant ->
                            constant.bytes() <= Long.BYTES
                                    ? "0x%x".formatted(constant.low())
                                    : "0x%016x%016x".formatted(constant.high(), constant.low());
                        case Arg.Memory memory -> text(memory);
                    });
        }
        return (instruction.name().toLowerCase(Locale.ROOT) + " " + args).stripTrailing();
    }

    private static String text(Operand operand) {
        String text = (operand.isUse() ? "v" : "=v") + operand.register();
        return switch (operand.place()) {
            case FIXED -> text + "@" + register(operand.number());
            case ANY -> text + "?";
            case REGISTER, SAME -> text;
        };
    }

    private static String text(Arg.Memory memory) {
        StringJoiner parts = new StringJoiner("+", "[", "]");
        if (memory.base() != Arg.Memory.NONE) {
            parts.add(memory.base() < 0 ? register(~memory.base()) : "v" + memory.base());
        }
        if (memory.index() != Arg.Memory.NONE) {
            parts.add("v" + memory.index() + (memory.scale() == 1 ? "" : "*" + memory.scale()));
        }
        parts.add(Integer.toString(memory.displacement()));
        return parts.toString();
    }

    private static String register(int number) {
        return Emission.place(number).toString().toLowerCase(Locale.ROOT);
    }

    private static String clobbers(long set) {
        StringJoiner names = new StringJoiner(" ");
        for (int i = 0; i < Registers.FIRST_VECTOR + 16; i++) {
            if ((set & 1L << i) != 0) {
                names.add(register(i));
            }
        }
        return names.toString();
    }
}
