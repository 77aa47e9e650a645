package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.VectorForm;
import dev.terrace.runtime.numeric.VectorOps;
import dev.terrace.tier1.support.Comparisons;
import org.objectweb.asm.Opcodes;

/**
 * Writes the vector instructions, but loads and stores. A vector is two longs, and each half of a result is computed by
 * itself from halves of operands: by a {@link HalfMethod}, which HotSpot inlines.
 *
 * <p>Java's stack has no way to interleave the halves of two vectors, so operands are in variables. In compiled code there are
 * no moves.
 */
final class VectorWriter {
    /** Where a vector's halves are, counted from its first variable. */
    private static final int LOW = 0;

    private static final int HIGH = 2;

    private static final int QUARTER_BITS = 32;

    private final InstructionReader in;
    private final Code code;
    private final Operands operands;

    VectorWriter(FunctionWriter writer, InstructionReader in) {
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        if (op == Opcode.V128_CONST) {
            operands.load();
            code.constant(in.value());
            code.constant(in.value2());
            operands.push(Kind.V128);
            return true;
        }
        if (op.prefix() != Opcode.PREFIX_SIMD || VectorOps.form(op.code()) == VectorForm.OTHER) {
            return false;
        }
        if (VectorOps.form(op.code()) == VectorForm.SPLAT) {
            splat(op);
        } else {
            compute(op);
        }
        return true;
    }

    private void splat(Opcode op) {
        Kind scalar = operands.top();
        operands.take(1);
        writeSplat(op, scalar);
        operands.push(Kind.V128);
    }

    /** Writes what makes a vector of the scalar on Java's stack. */
    void writeSplat(Opcode op, Kind scalar) {
        code.toInteger(scalar);
        HalfMethod half = HalfMethod.of(op);
        if (half != null) {
            half.write(code);
        }
        code.op(Opcodes.DUP2);
    }

    /** Writes an instruction whose operands are read half by half. */
    private void compute(Opcode op) {
        HalfMethod half = HalfMethod.of(op);
        int count = op.operands().length();
        int[] variables = operands.readable(count);
        int a = variables[0];
        int b = count > 1 ? variables[1] : -1;
        int c = count > 2 ? variables[2] : -1;
        switch (VectorOps.form(op.code())) {
            case UNARY -> {
                half(half, a + LOW);
                half(half, a + HIGH);
            }
            case BINARY -> {
                half(half, a + LOW, b + LOW);
                half(half, a + HIGH, b + HIGH);
            }
            case TERNARY -> {
                half(half, a + LOW, b + LOW, c + LOW);
                half(half, a + HIGH, b + HIGH, c + HIGH);
            }
            case SHIFT -> {
                shift(half, a + LOW, b);
                shift(half, a + HIGH, b);
            }
            case WIDEN_LOW -> widen(half, a + LOW);
            case WIDEN_HIGH -> widen(half, a + HIGH);
            case WIDEN_PRODUCT_LOW -> widen(half, a + LOW, b + LOW);
            case WIDEN_PRODUCT_HIGH -> widen(half, a + HIGH, b + HIGH);
            case NARROW -> {
                half(half, a + LOW, a + HIGH);
                half(half, b + LOW, b + HIGH);
            }
            case NARROW_ZERO -> {
                half(half, a + LOW, a + HIGH);
                code.op(Opcodes.LCONST_0);
            }
            case SWIZZLE -> {
                half(half, a + LOW, a + HIGH, b + LOW);
                half(half, a + LOW, a + HIGH, b + HIGH);
            }
            case SHUFFLE -> {
                shuffle(half, a, b, in.value());
                shuffle(half, a, b, in.value2());
            }
            case EXTRACT_LANE -> extractLane(op, half, a);
            case REPLACE_LANE -> replaceLane(op, half, a, b);
            case TEST -> test(op, half, a);
            case SPLAT, OTHER -> throw new IllegalStateException("no operands to settle: " + op);
        }
        operands.pop(count);
        operands.push(Kind.of(op.results().charAt(0)));
    }

    /** Writes what computes a half from others. */
    private void half(HalfMethod half, int... variables) {
        for (int variable : variables) {
            code.load(Kind.I64, variable);
        }
        half.write(code);
    }

    private void shift(HalfMethod half, int variable, int count) {
        code.load(Kind.I64, variable);
        code.load(Kind.I32, count);
        half.write(code);
    }

    /** Writes what computes two halves, the first from the low quarters of others and the second from the high ones. */
    void widen(HalfMethod half, int... variables) {
        for (int shift = 0; shift <= QUARTER_BITS; shift += QUARTER_BITS) {
            for (int variable : variables) {
                code.load(Kind.I64, variable);
                if (shift > 0) {
                    code.constant(shift);
                    code.op(Opcodes.LUSHR);
                }
                code.op(Opcodes.L2I);
            }
            half.write(code);
        }
    }

    private void shuffle(HalfMethod half, int a, int b, long lanes) {
        code.load(Kind.V128, a);
        code.load(Kind.V128, b);
        code.constant(lanes);
        half.write(code);
    }

    private void extractLane(Opcode op, HalfMethod half, int vector) {
        int perHalf = VectorOps.lanesPerHalf(op);
        code.load(Kind.I64, vector + (in.lane() < perHalf ? LOW : HIGH));
        if (half != null) {
            code.constant(in.lane() % perHalf);
            half.write(code);
        }
        code.fromInteger(Kind.of(op.results().charAt(0)));
    }

    private void replaceLane(Opcode op, HalfMethod half, int vector, int scalar) {
        Kind kind = operands.top();
        replaceLane(VectorOps.lanesPerHalf(op), half, vector, () -> {
            code.load(kind, scalar);
            code.toInteger(kind);
        });
    }

    /**
     * Writes what makes a vector of another with one lane replaced.
     *
     * @param perHalf how many lanes are in a half
     * @param half what replaces a lane of a half; null if the lane is all of it
     * @param pushBits writes what pushes the lane's new bits
     */
    void replaceLane(int perHalf, HalfMethod half, int vector, Runnable pushBits) {
        boolean low = in.lane() < perHalf;
        if (!low) {
            code.load(Kind.I64, vector + LOW);
        }
        if (half == null) {
            pushBits.run();
        } else {
            code.load(Kind.I64, vector + (low ? LOW : HIGH));
            code.constant(in.lane() % perHalf);
            pushBits.run();
            half.write(code);
        }
        if (low) {
            code.load(Kind.I64, vector + HIGH);
        }
    }

    private void test(Opcode op, HalfMethod half, int vector) {
        if (op == Opcode.V128_ANY_TRUE) {
            code.load(Kind.V128, vector);
            code.op(Opcodes.LOR);
            code.op(Opcodes.LCONST_0);
            code.invokeStatic(Names.of(Comparisons.class), "ne", "(JJ)Z");
            return;
        }
        half(half, vector + LOW);
        half(half, vector + HIGH);
        switch (op) {
            case I8X16_BITMASK -> appendBits(8);
            case I16X8_BITMASK -> appendBits(4);
            case I32X4_BITMASK -> appendBits(2);
            case I64X2_BITMASK -> appendBits(1);
            default -> code.op(Opcodes.IAND);
        }
    }

    private void appendBits(int count) {
        code.constant(count);
        code.op(Opcodes.ISHL);
        code.op(Opcodes.IOR);
    }
}
