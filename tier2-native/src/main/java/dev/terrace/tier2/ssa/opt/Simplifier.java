package dev.terrace.tier2.ssa.opt;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/** Finds values that are the same as what an instruction would compute, and cheaper: constant folding and algebra. */
public final class Simplifier {
    private final Function function;
    private final Computer computer;

    /** Makes values where the simplified instruction is; it may simplify them too. */
    @FunctionalInterface
    public interface Computer {
        /** Returns a value that the instruction computes. */
        Value compute(Opcode op, Value... args);
    }

    /** Creates a simplifier for a function. */
    public Simplifier(Function function, Computer computer) {
        this.function = function;
        this.computer = computer;
    }

    /** Returns a value that is the same as an instruction would compute; null if nothing better is known. */
    public Value simplify(Opcode op, Value... args) {
        boolean constant = true;
        for (Value arg : args) {
            constant &= arg.isConst();
        }
        if (constant && args.length <= 2) {
            Value folded = ConstantFolder.fold(function, op, args);
            if (folded != null) {
                return folded;
            }
        }
        if (args.length == 1) {
            return unary(op, args[0]);
        }
        if (args.length == 2 && args[0].type == args[1].type) {
            return switch (args[0].type) {
                case I32, I64 -> binary(op, args[0], args[1]);
                default -> null;
            };
        }
        return null;
    }

    /** Returns a value that is the same as a SELECT would give; null if nothing better is known. */
    public Value select(Value condition, Value a, Value b) {
        if (a == b) {
            return a;
        }
        if (condition.isConst()) {
            return condition.immediate != 0 ? a : b;
        }
        if (a.isConst() && b.isConst() && a.type == Type.I32 && Opcodes.isBoolean(condition)) {
            if (a.immediate == 1 && b.immediate == 0) {
                return condition;
            }
            if (a.immediate == 0 && b.immediate == 1) {
                return computer.compute(Opcode.I32_EQZ, condition);
            }
        }
        return null;
    }

    /**
     * Returns what is not zero exactly if a condition is not; the condition itself if nothing better is known.
     */
    public static Value condition(Value condition) {
        Value result = condition;
        while (true) {
            if (result.op != Op.COMPUTE) {
                return result;
            }
            if (result.opcode == Opcode.I32_NE && isConst(result.args[1], 0)) {
                result = result.args[0];
            } else if (result.opcode == Opcode.I32_EQZ && isNot(result.args[0])) {
                result = result.args[0].args[0];
            } else {
                return result;
            }
        }
    }

    /** Returns whether a value is the {@code i32.eqz} of another. */
    public static boolean isNot(Value value) {
        return is(value, Opcode.I32_EQZ);
    }

    private static boolean is(Value value, Opcode op) {
        return value.op == Op.COMPUTE && value.opcode == op;
    }

    private static boolean isConst(Value value, long bits) {
        return value.isConst() && value.immediate == bits;
    }

    private Value unary(Opcode op, Value a) {
        if (a.op != Op.COMPUTE || a.args.length == 0) {
            return null;
        }
        Value inner = a.args[0];
        return switch (op) {
            case I32_EQZ -> not(a);
            case I64_EQZ -> {
                if (is(a, Opcode.I64_EXTEND_I32_U) || is(a, Opcode.I64_EXTEND_I32_S)) {
                    yield computer.compute(Opcode.I32_EQZ, inner);
                }
                yield is(a, Opcode.I64_SUB) || is(a, Opcode.I64_XOR)
                        ? computer.compute(Opcode.I64_EQ, inner, a.args[1])
                        : null;
            }
            case I32_WRAP_I64 -> is(a, Opcode.I64_EXTEND_I32_U) || is(a, Opcode.I64_EXTEND_I32_S) ? inner : null;
            case I32_EXTEND8_S -> is(a, op) ? a : null;
            case I32_EXTEND16_S -> is(a, op) || is(a, Opcode.I32_EXTEND8_S) ? a : null;
            case I64_EXTEND8_S -> is(a, op) ? a : null;
            case I64_EXTEND16_S -> is(a, op) || is(a, Opcode.I64_EXTEND8_S) ? a : null;
            case I64_EXTEND32_S ->
                is(a, op)
                                || is(a, Opcode.I64_EXTEND8_S)
                                || is(a, Opcode.I64_EXTEND16_S)
                                || is(a, Opcode.I64_EXTEND_I32_S)
                        ? a
                        : is(a, Opcode.I64_EXTEND_I32_U) ? computer.compute(Opcode.I64_EXTEND_I32_S, inner) : null;
            case I32_REINTERPRET_F32 -> is(a, Opcode.F32_REINTERPRET_I32) ? inner : null;
            case I64_REINTERPRET_F64 -> is(a, Opcode.F64_REINTERPRET_I64) ? inner : null;
            case F32_REINTERPRET_I32 -> is(a, Opcode.I32_REINTERPRET_F32) ? inner : null;
            case F64_REINTERPRET_I64 -> is(a, Opcode.I64_REINTERPRET_F64) ? inner : null;
            case F32_NEG, F64_NEG -> is(a, op) ? inner : null;
            default -> null;
        };
    }

    private Value not(Value a) {
        Opcode negated = Opcodes.negated(a.opcode);
        if (negated != null) {
            return computer.compute(negated, a.args);
        }
        return switch (a.opcode) {
            case I32_EQZ -> {
                Value inner = a.args[0];
                yield Opcodes.isBoolean(inner)
                        ? inner
                        : computer.compute(Opcode.I32_NE, inner, function.constant(Type.I32, 0, 0));
            }
            case I64_EQZ ->
                a.args[0].type == Type.I64
                        ? computer.compute(Opcode.I64_NE, a.args[0], function.constant(Type.I64, 0, 0))
                        : null;
            case I32_SUB, I32_XOR -> computer.compute(Opcode.I32_EQ, a.args[0], a.args[1]);
            default -> null;
        };
    }

    private Value binary(Opcode op, Value a, Value b) {
        if (a.isConst() && !b.isConst()) {
            Opcode exchanged = Opcodes.isCommutative(op) ? op : Opcodes.exchanged(op);
            if (exchanged != null) {
                return computer.compute(exchanged, b, a);
            }
        }
        if (a == b) {
            Value known = ofSame(op, a);
            if (known != null) {
                return known;
            }
        }
        return b.isConst() ? withConstant(op, a, b) : null;
    }

    private Value ofSame(Opcode op, Value a) {
        return switch (op) {
            case I32_SUB, I32_XOR, I64_SUB, I64_XOR -> function.constant(a.type, 0, 0);
            case I32_AND, I32_OR, I64_AND, I64_OR -> a;
            case I32_EQ, I32_LE_S, I32_LE_U, I32_GE_S, I32_GE_U, I64_EQ, I64_LE_S, I64_LE_U, I64_GE_S, I64_GE_U ->
                function.constant(Type.I32, 1, 0);
            case I32_NE, I32_LT_S, I32_LT_U, I32_GT_S, I32_GT_U, I64_NE, I64_LT_S, I64_LT_U, I64_GT_S, I64_GT_U ->
                function.constant(Type.I32, 0, 0);
            default -> null;
        };
    }

    private Value constantLike(Value like, long bits) {
        return function.constant(like.type, bits, 0);
    }

    private Value withConstant(Opcode op, Value a, Value b) {
        boolean wide = b.type == Type.I64;
        long c = wide ? b.immediate : (int) b.immediate;
        int bits = wide ? Long.SIZE : Integer.SIZE;
        return switch (op) {
            case I32_ADD, I64_ADD -> c == 0 ? a : combined(op, a, c);
            case I32_SUB -> c == 0 ? a : computer.compute(Opcode.I32_ADD, a, constantLike(b, -c));
            case I64_SUB -> c == 0 ? a : computer.compute(Opcode.I64_ADD, a, constantLike(b, -c));
            case I32_MUL, I64_MUL -> {
                if (c == 1) {
                    yield a;
                }
                if (c == 0) {
                    yield b;
                }
                long unsigned = b.immediate;
                if (Long.bitCount(unsigned) == 1) {
                    Opcode shift = wide ? Opcode.I64_SHL : Opcode.I32_SHL;
                    yield computer.compute(shift, a, constantLike(b, Long.numberOfTrailingZeros(unsigned)));
                }
                yield combined(op, a, c);
            }
            case I32_AND, I64_AND -> c == -1 ? a : c == 0 ? b : combined(op, a, c);
            case I32_OR, I64_OR -> c == 0 ? a : c == -1 ? b : combined(op, a, c);
            case I32_XOR, I64_XOR -> c == 0 ? a : combined(op, a, c);
            case I32_SHL, I32_SHR_S, I32_SHR_U, I64_SHL, I64_SHR_S, I64_SHR_U -> shift(op, a, b, c, bits);
            case I32_ROTL, I32_ROTR, I64_ROTL, I64_ROTR -> (c & (bits - 1)) == 0 ? a : null;
            case I32_DIV_U, I64_DIV_U -> {
                if (c == 1) {
                    yield a;
                }
                Opcode shift = wide ? Opcode.I64_SHR_U : Opcode.I32_SHR_U;
                yield Long.bitCount(b.immediate) == 1
                        ? computer.compute(shift, a, constantLike(b, Long.numberOfTrailingZeros(b.immediate)))
                        : null;
            }
            case I32_REM_U, I64_REM_U ->
                Long.bitCount(b.immediate) == 1
                        ? computer.compute(wide ? Opcode.I64_AND : Opcode.I32_AND, a, constantLike(b, c - 1))
                        : null;
            case I32_DIV_S, I64_DIV_S -> c == 1 ? a : null;
            case I32_EQ -> {
                if (c == 0) {
                    yield computer.compute(Opcode.I32_EQZ, a);
                }
                yield c == 1 && Opcodes.isBoolean(a) ? a : null;
            }
            case I64_EQ -> c == 0 ? computer.compute(Opcode.I64_EQZ, a) : null;
            case I32_NE -> {
                if (c == 0 && Opcodes.isBoolean(a)) {
                    yield a;
                }
                yield c == 1 && Opcodes.isBoolean(a) ? computer.compute(Opcode.I32_EQZ, a) : null;
            }
            case I32_LT_U, I64_LT_U -> {
                if (c == 0) {
                    yield function.constant(Type.I32, 0, 0);
                }
                yield c == 1 ? computer.compute(wide ? Opcode.I64_EQZ : Opcode.I32_EQZ, a) : null;
            }
            case I32_GE_U, I64_GE_U -> {
                if (c == 0) {
                    yield function.constant(Type.I32, 1, 0);
                }
                Opcode ne = wide ? Opcode.I64_NE : Opcode.I32_NE;
                yield c == 1 ? computer.compute(ne, a, constantLike(b, 0)) : null;
            }
            case I32_GT_U, I64_GT_U -> {
                Opcode ne = wide ? Opcode.I64_NE : Opcode.I32_NE;
                yield c == 0 ? computer.compute(ne, a, b) : null;
            }
            case I32_LE_U, I64_LE_U -> c == 0 ? computer.compute(wide ? Opcode.I64_EQZ : Opcode.I32_EQZ, a) : null;
            default -> null;
        };
    }

    /** Returns (x op d) op c as x op (d op c), if that is what there is. */
    private Value combined(Opcode op, Value a, long c) {
        if (!is(a, op) || !a.args[1].isConst()) {
            return null;
        }
        long d = a.args[1].immediate;
        long both = switch (op) {
            case I32_ADD, I64_ADD -> d + c;
            case I32_MUL, I64_MUL -> d * c;
            case I32_AND, I64_AND -> d & c;
            case I32_OR, I64_OR -> d | c;
            default -> d ^ c;
        };
        return computer.compute(op, a.args[0], constantLike(a.args[1], both));
    }

    private Value shift(Opcode op, Value a, Value b, long c, int bits) {
        long distance = c & (bits - 1);
        if (distance == 0) {
            return a;
        }
        if (distance != c) {
            return computer.compute(op, a, constantLike(b, distance));
        }
        if (is(a, op) && a.args[1].isConst()) {
            long both = (a.args[1].immediate & (bits - 1)) + distance;
            if (both < bits) {
                return computer.compute(op, a.args[0], constantLike(b, both));
            }
            return op == Opcode.I32_SHR_S || op == Opcode.I64_SHR_S
                    ? computer.compute(op, a.args[0], constantLike(b, bits - 1))
                    : constantLike(a, 0);
        }
        return null;
    }
}
