package dev.terrace.tests.random;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An instruction that computes values from values and does nothing else, but perhaps trap.
 *
 * @param operands what it takes, in terms of kinds: a loose kind where only the numerical value matters
 * @param results what it gives: a loose kind where a NaN may come out of arithmetic
 */
record NumericOperation(Opcode op, List<Kind> operands, List<Kind> results) {
    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "lt", "gt", "le", "ge");

    /** All there are with one result, by it. */
    private static final Map<Kind, List<NumericOperation>> BY_RESULT = all().stream()
            .filter(operation -> operation.results.size() == 1)
            .collect(Collectors.groupingBy(
                    operation -> operation.results.getFirst(), () -> new EnumMap<>(Kind.class), Collectors.toList()));

    /** All there are with two results. */
    static final List<NumericOperation> WIDE =
            all().stream().filter(operation -> operation.results.size() == 2).toList();

    /** Returns those with one result, of a kind. */
    static List<NumericOperation> giving(Kind kind) {
        return BY_RESULT.getOrDefault(kind, List.of());
    }

    /** Returns whether it is an integer division, which traps if the divisor is zero. */
    boolean isDivision() {
        return switch (op) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U -> true;
            default -> false;
        };
    }

    /** Returns whether it is a conversion from a floating-point number that traps if the integer is out of range. */
    boolean isTrappingConversion() {
        return op.traps() && !isDivision();
    }

    /** Returns the number of lanes of the shape that a vector instruction is for. */
    static int lanes(Opcode op) {
        String text = op.text();
        return Integer.parseInt(text.substring(text.indexOf('x') + 1, text.indexOf('.')));
    }

    private static List<NumericOperation> all() {
        return Arrays.stream(Opcode.values())
                .filter(op ->
                        op.hasSignature() && !op.isAtomic() && !op.results().isEmpty())
                .filter(op -> op.imm() == Imm.NONE || op.imm() == Imm.LANE || op.imm() == Imm.SHUFFLE)
                .map(NumericOperation::of)
                .toList();
    }

    private static NumericOperation of(Opcode op) {
        String shape = op.text().substring(0, op.text().indexOf('.'));
        String name = op.text().substring(op.text().indexOf('.') + 1);
        boolean bits = name.startsWith("reinterpret");
        List<Kind> operands = new ArrayList<>();
        for (char letter : op.operands().toCharArray()) {
            boolean sign = name.equals("copysign") && operands.size() == 1;
            Kind kind = switch (letter) {
                case 'i' -> Kind.I32;
                case 'l' -> Kind.I64;
                case 'f' -> Kind.LOOSE_F32;
                case 'd' -> Kind.LOOSE_F64;
                default -> vector(operandShape(shape, name));
            };
            operands.add(bits || sign ? kind.plain() : kind);
        }
        boolean exact = bits || name.startsWith("convert") || COMPARISONS.contains(name);
        List<Kind> results = new ArrayList<>();
        for (char letter : op.results().toCharArray()) {
            Kind kind = switch (letter) {
                case 'i' -> Kind.I32;
                case 'l' -> Kind.I64;
                case 'f' -> Kind.LOOSE_F32;
                case 'd' -> Kind.LOOSE_F64;
                default -> vector(shape);
            };
            results.add(exact ? kind.plain() : kind);
        }
        return new NumericOperation(op, List.copyOf(operands), List.copyOf(results));
    }

    /** Returns the shape that a vector operand has: conversions name it behind the instruction's name. */
    private static String operandShape(String shape, String name) {
        for (String other : List.of("f32x4", "f64x2", "i32x4")) {
            if (name.contains("_" + other)) {
                return other;
            }
        }
        return shape;
    }

    private static Kind vector(String shape) {
        return switch (shape) {
            case "f32x4" -> Kind.LOOSE_F32X4;
            case "f64x2" -> Kind.LOOSE_F64X2;
            default -> Kind.V128;
        };
    }
}
