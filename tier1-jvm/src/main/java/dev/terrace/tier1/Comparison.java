package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.gc.Casts;
import dev.terrace.tier1.support.Comparisons;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A condition on the operands on top of Java's stack, as instructions that jump if it holds: some that leave a number, or
 * none, and the jump itself.
 *
 * @param operands the kinds of the operands
 * @param prepare what stands before the jump
 * @param jump the jump
 */
record Comparison(List<Kind> operands, Prepare prepare, int jump) {
    private static final List<Kind> I32 = List.of(Kind.I32);
    private static final List<Kind> I32_I32 = List.of(Kind.I32, Kind.I32);
    private static final List<Kind> I64_I64 = List.of(Kind.I64, Kind.I64);
    private static final List<Kind> REFERENCE = List.of(Kind.REF);

    private static final String COMPARISONS = Names.of(Comparisons.class);

    // By instruction: texts and conditions are needed too often to be made each time.
    private static final Map<Opcode, Comparison> ALL = new EnumMap<>(Opcode.class);
    private static final Map<Opcode, Method> METHODS = new EnumMap<>(Opcode.class);

    /** A method that computes a condition. */
    private record Method(String name, String descriptor) {}

    /** An i32 that is not zero. */
    static final Comparison NOT_ZERO = new Comparison(I32, Prepare.NOTHING, Opcodes.IFNE);

    /** A reference that is null. */
    static final Comparison NULL = new Comparison(REFERENCE, Prepare.NOTHING, Opcodes.IFNULL);

    static {
        for (Opcode op : Opcode.values()) {
            Comparison comparison = make(op);
            if (comparison != null) {
                ALL.put(op, comparison);
                StringBuilder parameters = new StringBuilder("(");
                for (Kind kind : comparison.operands) {
                    parameters.append(kind.descriptor);
                }
                METHODS.put(
                        op, new Method(methodName(op), parameters.append(")Z").toString()));
            }
        }
    }

    /** What stands before a jump. */
    enum Prepare {
        NOTHING {
            @Override
            void write(Code code) {}
        },
        UNSIGNED_INT {
            @Override
            void write(Code code) {
                code.invokeStatic("java/lang/Integer", "compareUnsigned", "(II)I");
            }
        },
        LONG {
            @Override
            void write(Code code) {
                code.op(Opcodes.LCMP);
            }
        },
        LONG_ZERO {
            @Override
            void write(Code code) {
                code.op(Opcodes.LCONST_0);
                code.op(Opcodes.LCMP);
            }
        },
        UNSIGNED_LONG {
            @Override
            void write(Code code) {
                code.invokeStatic("java/lang/Long", "compareUnsigned", "(JJ)I");
            }
        },
        /** A NaN is less than everything. */
        FLOAT_NAN_LESS {
            @Override
            void write(Code code) {
                code.op(Opcodes.FCMPL);
            }
        },
        /** A NaN is greater than everything. */
        FLOAT_NAN_GREATER {
            @Override
            void write(Code code) {
                code.op(Opcodes.FCMPG);
            }
        },
        DOUBLE_NAN_LESS {
            @Override
            void write(Code code) {
                code.op(Opcodes.DCMPL);
            }
        },
        DOUBLE_NAN_GREATER {
            @Override
            void write(Code code) {
                code.op(Opcodes.DCMPG);
            }
        },
        SAME_REFERENCE {
            @Override
            void write(Code code) {
                code.invokeStatic(Names.of(Casts.class), "same", "(Ljava/lang/Object;Ljava/lang/Object;)Z");
            }
        };

        abstract void write(Code code);
    }

    /** Returns the condition's opposite. */
    Comparison negate() {
        return new Comparison(operands, prepare, negation(jump));
    }

    /** Writes the jump to a label that is taken if the condition holds. */
    void write(Code code, Label target) {
        prepare.write(code);
        code.jump(jump, target);
    }

    /** Writes a call of the method that does what an instruction does; the operands are on Java's stack. */
    static void writeCall(Opcode op, Code code) {
        Method method = METHODS.get(op);
        code.invokeStatic(COMPARISONS, method.name, method.descriptor);
    }

    /** Returns the name of that method: {@code ltS} for {@code i32.lt_s}. */
    private static String methodName(Opcode op) {
        return switch (op) {
            case REF_IS_NULL -> "isNull";
            case REF_EQ -> "same";
            default -> {
                String name = op.text().substring(op.text().indexOf('.') + 1);
                int sign = name.indexOf('_');
                yield sign < 0 ? name : name.substring(0, sign) + Character.toUpperCase(name.charAt(sign + 1));
            }
        };
    }

    private static int negation(int jump) {
        return switch (jump) {
            case Opcodes.IFNULL -> Opcodes.IFNONNULL;
            case Opcodes.IFNONNULL -> Opcodes.IFNULL;
            // The others come in pairs, beginning with an odd number.
            default -> ((jump + 1) ^ 1) - 1;
        };
    }

    /** Returns the condition that an instruction computes; null if it is no comparison. */
    static Comparison of(Opcode op) {
        return ALL.get(op);
    }

    private static Comparison make(Opcode op) {
        return switch (op) {
            case I32_EQZ -> new Comparison(I32, Prepare.NOTHING, Opcodes.IFEQ);
            case I32_EQ -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPEQ);
            case I32_NE -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPNE);
            case I32_LT_S -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPLT);
            case I32_GT_S -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPGT);
            case I32_LE_S -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPLE);
            case I32_GE_S -> new Comparison(I32_I32, Prepare.NOTHING, Opcodes.IF_ICMPGE);
            case I32_LT_U -> new Comparison(I32_I32, Prepare.UNSIGNED_INT, Opcodes.IFLT);
            case I32_GT_U -> new Comparison(I32_I32, Prepare.UNSIGNED_INT, Opcodes.IFGT);
            case I32_LE_U -> new Comparison(I32_I32, Prepare.UNSIGNED_INT, Opcodes.IFLE);
            case I32_GE_U -> new Comparison(I32_I32, Prepare.UNSIGNED_INT, Opcodes.IFGE);
            case I64_EQZ -> new Comparison(List.of(Kind.I64), Prepare.LONG_ZERO, Opcodes.IFEQ);
            case I64_EQ -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFEQ);
            case I64_NE -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFNE);
            case I64_LT_S -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFLT);
            case I64_GT_S -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFGT);
            case I64_LE_S -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFLE);
            case I64_GE_S -> new Comparison(I64_I64, Prepare.LONG, Opcodes.IFGE);
            case I64_LT_U -> new Comparison(I64_I64, Prepare.UNSIGNED_LONG, Opcodes.IFLT);
            case I64_GT_U -> new Comparison(I64_I64, Prepare.UNSIGNED_LONG, Opcodes.IFGT);
            case I64_LE_U -> new Comparison(I64_I64, Prepare.UNSIGNED_LONG, Opcodes.IFLE);
            case I64_GE_U -> new Comparison(I64_I64, Prepare.UNSIGNED_LONG, Opcodes.IFGE);
            case F32_EQ, F64_EQ -> floats(op, Opcodes.IFEQ, false);
            case F32_NE, F64_NE -> floats(op, Opcodes.IFNE, false);
            case F32_LT, F64_LT -> floats(op, Opcodes.IFLT, true);
            case F32_GT, F64_GT -> floats(op, Opcodes.IFGT, false);
            case F32_LE, F64_LE -> floats(op, Opcodes.IFLE, true);
            case F32_GE, F64_GE -> floats(op, Opcodes.IFGE, false);
            case REF_IS_NULL -> NULL;
            case REF_EQ -> new Comparison(List.of(Kind.REF, Kind.REF), Prepare.SAME_REFERENCE, Opcodes.IFNE);
            default -> null;
        };
    }

    /** A comparison with NaN does not hold: NaN is on the side where the jump is not taken, and its opposite is. */
    private static Comparison floats(Opcode op, int jump, boolean nanGreater) {
        Kind kind = Kind.of(op.operands().charAt(0));
        Prepare prepare = kind == Kind.F32
                ? nanGreater ? Prepare.FLOAT_NAN_GREATER : Prepare.FLOAT_NAN_LESS
                : nanGreater ? Prepare.DOUBLE_NAN_GREATER : Prepare.DOUBLE_NAN_LESS;
        return new Comparison(List.of(kind, kind), prepare, jump);
    }
}
