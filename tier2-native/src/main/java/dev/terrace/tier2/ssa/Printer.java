package dev.terrace.tier2.ssa;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.types.FuncType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints functions for people to read, the same every time: blocks and values are numbered in the order in which they are
 * printed. Behind each value is the offset of its instruction, counted from the least one in the function.
 *
 * <pre>
 * function func 0 -> i32
 * b0(v0: i32, v1: i32):
 *   v2: i32 = i32.add v0, v1               ; +4
 *   branch v2 -> b1, b2(v0)                ; +5
 * </pre>
 */
public final class Printer {
    private static final int COMMENT_COLUMN = 56;

    private final Function function;
    private final Map<Value, String> values = new HashMap<>();
    private final Map<Block, String> blocks = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int first = Integer.MAX_VALUE;

    private Printer(Function function) {
        this.function = function;
    }

    /** Returns the text of a function. */
    public static String print(Function function) {
        return new Printer(function).print();
    }

    private String print() {
        for (Block block : function.blocks()) {
            blocks.put(block, "b" + blocks.size());
            block.params.forEach(this::number);
            for (Value value : block.values) {
                if (value.type != null || hasResults(value)) {
                    number(value);
                }
                first = Math.min(first, value.offset);
            }
            first = Math.min(first, block.end.offset);
        }
        text.append("function ").append(function.name());
        if (!function.results().isEmpty()) {
            text.append(" -> ").append(list(function.results()));
        }
        text.append('\n');
        function.blocks().forEach(this::print);
        return text.toString();
    }

    private static boolean hasResults(Value value) {
        return switch (value.op) {
            case COMPUTE -> true;
            case CALL, CALL_IMPORT, CALL_RECORD ->
                ((FuncType) value.detail).results().size() > 1;
            default -> false;
        };
    }

    private void number(Value value) {
        values.put(value, "v" + values.size());
    }

    private static String list(List<?> items) {
        return String.join(", ", items.stream().map(Object::toString).toList());
    }

    private void print(Block block) {
        text.append(blocks.get(block));
        if (!block.params.isEmpty()) {
            List<String> params = new ArrayList<>();
            for (Value param : block.params) {
                params.add(name(param) + ": " + param.type);
            }
            text.append('(').append(list(params)).append(')');
        }
        text.append(':');
        if (block.loopDepth > 0) {
            text.append(" ; loop depth ").append(block.loopDepth);
        }
        if (block.cold) {
            text.append(" ; cold");
        }
        text.append('\n');
        for (Value value : block.values) {
            StringBuilder line = new StringBuilder("  ");
            if (values.containsKey(value)) {
                line.append(name(value));
                if (value.type != null) {
                    line.append(": ").append(value.type);
                }
                line.append(" = ");
            }
            line.append(operation(value));
            end(line, value.offset);
        }
        StringBuilder line = new StringBuilder("  ").append(block.end.kind);
        String immediates = immediates(block.end);
        append(line, immediates, block.end.args);
        for (int i = 0; i < block.end.edges.length; i++) {
            Edge edge = block.end.edges[i];
            line.append(i == 0 ? " -> " : ", ").append(blocks.get(edge.target));
            if (edge.args.length > 0) {
                line.append('(').append(names(edge.args)).append(')');
            }
        }
        end(line, block.end.offset);
    }

    private void end(StringBuilder line, int offset) {
        line.append(" ".repeat(Math.max(1, COMMENT_COLUMN - line.length())));
        text.append(line).append("; +").append(offset - first).append('\n');
    }

    private void append(StringBuilder line, String immediates, Value[] args) {
        if (!immediates.isEmpty()) {
            line.append(' ').append(immediates);
        }
        if (args.length > 0) {
            line.append(' ').append(names(args));
        }
    }

    private String names(Value[] args) {
        return list(Arrays.stream(args).map(this::name).toList());
    }

    private String name(Value value) {
        if (value.isConst()) {
            return switch (value.type) {
                case I32 -> Integer.toString((int) value.immediate);
                case I64 -> value.immediate + "L";
                case F32 -> "f32:" + Float.intBitsToFloat((int) value.immediate) + bits(value, 8);
                case F64 -> "f64:" + Double.longBitsToDouble(value.immediate) + bits(value, 16);
                case V128 -> "v128:%016x_%016x".formatted(value.immediate2, value.immediate);
                case REF -> "null";
            };
        }
        return values.getOrDefault(value, "?" + value);
    }

    /** The bits of a NaN say more than its name. */
    private static String bits(Value value, int digits) {
        boolean isNan = value.type == Type.F32
                ? Float.isNaN(Float.intBitsToFloat((int) value.immediate))
                : Double.isNaN(Double.longBitsToDouble(value.immediate));
        return isNan ? ":" + ("%0" + digits + "x").formatted(value.immediate) : "";
    }

    private String operation(Value value) {
        StringBuilder line = new StringBuilder(value.op == Op.COMPUTE ? value.opcode.text() : value.op.toString());
        if (value.op != Op.COMPUTE && value.opcode != null) {
            line.append(' ').append(value.opcode.text());
        }
        append(line, immediates(value), value.args);
        return line.toString();
    }

    private static String immediates(Value value) {
        return switch (value.op) {
            case COMPUTE ->
                switch (value.opcode.imm()) {
                    case LANE -> "lane=" + value.immediate;
                    case SHUFFLE -> "lanes=%016x_%016x".formatted(value.immediate2, value.immediate);
                    default -> "";
                };
            case LOAD, STORE, ATOMIC ->
                "+" + Long.toUnsignedString(value.immediate)
                        + (value.opcode.imm() == Imm.MEMARG_LANE ? " lane=" + value.immediate2 : "");
            case CHECK_BOUNDS, CHECK_ALIGNMENT -> "+" + Long.toUnsignedString(value.immediate);
            case MEMORY_BASE, MEMORY_BYTES, GLOBAL_GET, GLOBAL_SET, CALL, CALL_IMPORT, RESULT, BURN, BURN_LENGTH ->
                "#" + value.immediate;
            case TABLE_FUNCTION -> "#" + value.immediate + " type=" + value.immediate2;
            case RUNTIME, NON_NULL -> value.detail.toString();
            default -> "";
        };
    }

    private static String immediates(Terminator end) {
        return switch (end.kind) {
            case TAIL_CALL, TAIL_CALL_IMPORT -> "#" + end.immediate;
            case TRAP -> end.detail.toString();
            default -> "";
        };
    }
}
