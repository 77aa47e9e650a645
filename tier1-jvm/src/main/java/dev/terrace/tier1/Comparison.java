package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.gc.Casts;
import dev.terrace.tier1.support.Comparisons;
import java.util.List;
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
record Comparison(List<Kind> operands, Recipe prepare, int jump) {
    private static final List<Kind> I32 = List.of(Kind.I32);
    private static final List<Kind> I32_I32 = List.of(Kind.I32, Kind.I32);
    private static final List<Kind> I64 = List.of(Kind.I64);
    private static final List<Kind> I64_I64 = List.of(Kind.I64, Kind.I64);
    private static final List<Kind> F32_F32 = List.of(Kind.F32, Kind.F32);
    private static final List<Kind> F64_F64 = List.of(Kind.F64, Kind.F64);
    private static final List<Kind> REFERENCE = List.of(Kind.REF);

    // What stands before jumps. A NaN is less than everything, or greater.
    private static final Recipe NOTHING = Recipe.of();
    private static final Recipe UNSIGNED_INT = Recipe.call("java/lang/Integer", "compareUnsigned", "(II)I");
    private static final Recipe LONG = Recipe.of(Opcodes.LCMP);
    private static final Recipe LONG_ZERO = Recipe.of(Opcodes.LCONST_0, Opcodes.LCMP);
    private static final Recipe UNSIGNED_LONG = Recipe.call("java/lang/Long", "compareUnsigned", "(JJ)I");
    private static final Recipe FLOAT_NAN_LESS = Recipe.of(Opcodes.FCMPL);
    private static final Recipe FLOAT_NAN_GREATER = Recipe.of(Opcodes.FCMPG);
    private static final Recipe DOUBLE_NAN_LESS = Recipe.of(Opcodes.DCMPL);
    private static final Recipe DOUBLE_NAN_GREATER = Recipe.of(Opcodes.DCMPG);
    private static final Recipe SAME_REFERENCE =
            Recipe.call(Names.of(Casts.class), "same", "(Ljava/lang/Object;Ljava/lang/Object;)Z");

    private static final String COMPARISONS = Names.of(Comparisons.class);

    // By the instructions' ordinals.
    private static final Comparison[] ALL = new Comparison[Opcode.values().length];
    private static final Recipe[] CALLS = new Recipe[ALL.length];

    /** An i32 that is not zero. */
    static final Comparison NOT_ZERO = new Comparison(I32, NOTHING, Opcodes.IFNE);

    /** A reference that is null. */
    static final Comparison NULL = new Comparison(REFERENCE, NOTHING, Opcodes.IFNULL);

    static {
        integers();
        longs();
        floats();
        doubles();
        put(Opcode.REF_IS_NULL, "isNull", NULL);
        put(Opcode.REF_EQ, "same", new Comparison(List.of(Kind.REF, Kind.REF), SAME_REFERENCE, Opcodes.IFNE));
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
        CALLS[op.ordinal()].write(code);
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
        return ALL[op.ordinal()];
    }

    private static void put(Opcode op, String method, Comparison comparison) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Kind kind : comparison.operands) {
            descriptor.append(kind.descriptor);
        }
        ALL[op.ordinal()] = comparison;
        CALLS[op.ordinal()] =
                Recipe.call(COMPARISONS, method, descriptor.append(")Z").toString());
    }

    private static void integers() {
        put(Opcode.I32_EQZ, "eqz", new Comparison(I32, NOTHING, Opcodes.IFEQ));
        put(Opcode.I32_EQ, "eq", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPEQ));
        put(Opcode.I32_NE, "ne", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPNE));
        put(Opcode.I32_LT_S, "ltS", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPLT));
        put(Opcode.I32_LT_U, "ltU", new Comparison(I32_I32, UNSIGNED_INT, Opcodes.IFLT));
        put(Opcode.I32_GT_S, "gtS", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPGT));
        put(Opcode.I32_GT_U, "gtU", new Comparison(I32_I32, UNSIGNED_INT, Opcodes.IFGT));
        put(Opcode.I32_LE_S, "leS", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPLE));
        put(Opcode.I32_LE_U, "leU", new Comparison(I32_I32, UNSIGNED_INT, Opcodes.IFLE));
        put(Opcode.I32_GE_S, "geS", new Comparison(I32_I32, NOTHING, Opcodes.IF_ICMPGE));
        put(Opcode.I32_GE_U, "geU", new Comparison(I32_I32, UNSIGNED_INT, Opcodes.IFGE));
    }

    private static void longs() {
        put(Opcode.I64_EQZ, "eqz", new Comparison(I64, LONG_ZERO, Opcodes.IFEQ));
        put(Opcode.I64_EQ, "eq", new Comparison(I64_I64, LONG, Opcodes.IFEQ));
        put(Opcode.I64_NE, "ne", new Comparison(I64_I64, LONG, Opcodes.IFNE));
        put(Opcode.I64_LT_S, "ltS", new Comparison(I64_I64, LONG, Opcodes.IFLT));
        put(Opcode.I64_LT_U, "ltU", new Comparison(I64_I64, UNSIGNED_LONG, Opcodes.IFLT));
        put(Opcode.I64_GT_S, "gtS", new Comparison(I64_I64, LONG, Opcodes.IFGT));
        put(Opcode.I64_GT_U, "gtU", new Comparison(I64_I64, UNSIGNED_LONG, Opcodes.IFGT));
        put(Opcode.I64_LE_S, "leS", new Comparison(I64_I64, LONG, Opcodes.IFLE));
        put(Opcode.I64_LE_U, "leU", new Comparison(I64_I64, UNSIGNED_LONG, Opcodes.IFLE));
        put(Opcode.I64_GE_S, "geS", new Comparison(I64_I64, LONG, Opcodes.IFGE));
        put(Opcode.I64_GE_U, "geU", new Comparison(I64_I64, UNSIGNED_LONG, Opcodes.IFGE));
    }

    // A comparison with NaN does not hold: NaN is on the side where the jump is not taken, and its opposite is.

    private static void floats() {
        put(Opcode.F32_EQ, "eq", new Comparison(F32_F32, FLOAT_NAN_LESS, Opcodes.IFEQ));
        put(Opcode.F32_NE, "ne", new Comparison(F32_F32, FLOAT_NAN_LESS, Opcodes.IFNE));
        put(Opcode.F32_LT, "lt", new Comparison(F32_F32, FLOAT_NAN_GREATER, Opcodes.IFLT));
        put(Opcode.F32_GT, "gt", new Comparison(F32_F32, FLOAT_NAN_LESS, Opcodes.IFGT));
        put(Opcode.F32_LE, "le", new Comparison(F32_F32, FLOAT_NAN_GREATER, Opcodes.IFLE));
        put(Opcode.F32_GE, "ge", new Comparison(F32_F32, FLOAT_NAN_LESS, Opcodes.IFGE));
    }

    private static void doubles() {
        put(Opcode.F64_EQ, "eq", new Comparison(F64_F64, DOUBLE_NAN_LESS, Opcodes.IFEQ));
        put(Opcode.F64_NE, "ne", new Comparison(F64_F64, DOUBLE_NAN_LESS, Opcodes.IFNE));
        put(Opcode.F64_LT, "lt", new Comparison(F64_F64, DOUBLE_NAN_GREATER, Opcodes.IFLT));
        put(Opcode.F64_GT, "gt", new Comparison(F64_F64, DOUBLE_NAN_LESS, Opcodes.IFGT));
        put(Opcode.F64_LE, "le", new Comparison(F64_F64, DOUBLE_NAN_GREATER, Opcodes.IFLE));
        put(Opcode.F64_GE, "ge", new Comparison(F64_F64, DOUBLE_NAN_LESS, Opcodes.IFGE));
    }
}
