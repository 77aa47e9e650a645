package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.ssa.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Selects instructions for {@code i8x16.shuffle}: the one that does just that, or else {@code pshufb}, which takes bytes of
 * one vector in any order, once for each operand.
 *
 * <p>Orders are arrays with the number of a source byte for each of the 16 result bytes: 0 to 15 in the first operand, 16 to
 * 31 in the second.
 */
final class VectorShuffles {
    private static final int BYTES = VectorCode.BYTES;

    /** Makes {@code pshufb} write a zero. */
    private static final int ZERO = 0x80;

    /** A row with two sources that always has the same order. */
    private record Fixed(VectorRow row, int[] order) {}

    private static final List<Fixed> INTERLEAVINGS = List.of(
            interleaving(PUNPCKLBW, 1, 0),
            interleaving(PUNPCKLWD, 2, 0),
            interleaving(PUNPCKLDQ, 4, 0),
            interleaving(PUNPCKLQDQ, 8, 0),
            interleaving(PUNPCKHBW, 1, BYTES / 2),
            interleaving(PUNPCKHWD, 2, BYTES / 2),
            interleaving(PUNPCKHDQ, 4, BYTES / 2),
            interleaving(PUNPCKHQDQ, 8, BYTES / 2));

    /** Rows that put zeros between lanes of the low half: as above, with a second operand that is zero. */
    private static final List<Fixed> EXTENSIONS =
            List.of(interleaving(PMOVZXBW, 1, 0), interleaving(PMOVZXWD, 2, 0), interleaving(PMOVZXDQ, 4, 0));

    private VectorShuffles() {}

    /** Lanes of a width from a place on, of the first and the second operand in turn. */
    private static Fixed interleaving(VectorRow row, int width, int from) {
        int[] order = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            int lane = i / width;
            order[i] = lane % 2 * BYTES + from + lane / 2 * width + i % width;
        }
        return new Fixed(row, order);
    }

    /** Emits a shuffle. */
    static void shuffle(VectorCode code, Value value, int d) {
        int[] order = order(value.immediate, value.immediate2);
        Value a = value.args[0];
        Value b = value.args[1];
        if (a == b) {
            order = map(order, lane -> lane % BYTES);
        }
        if (Arrays.stream(order).allMatch(lane -> lane < BYTES)) {
            permute(code, value, 0, d, order);
        } else if (Arrays.stream(order).allMatch(lane -> lane >= BYTES)) {
            permute(code, value, 1, d, swap(order));
        } else if (isZero(b)) {
            permuteWithZeros(code, value, 0, d, order);
        } else if (isZero(a)) {
            permuteWithZeros(code, value, 1, d, swap(order));
        } else if (!join(code, value, 0, d, order) && !join(code, value, 1, d, swap(order))) {
            int first = code.binary(PSHUFB, code.use(value, 0), bytesOf(order));
            int second = code.binary(PSHUFB, code.use(value, 1), bytesOf(swap(order)));
            code.binary(d, POR, first, second);
        }
    }

    private static int[] order(long low, long high) {
        int[] order = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            order[i] = (int) ((i < Long.BYTES ? low : high) >>> Byte.SIZE * (i % Long.BYTES)) & 0xFF;
        }
        return order;
    }

    private static int[] map(int[] order, IntUnaryOperator change) {
        return Arrays.stream(order).map(change).toArray();
    }

    /** Returns the order that gives the same with the operands swapped. */
    private static int[] swap(int[] order) {
        return map(order, lane -> lane ^ BYTES);
    }

    private static boolean isZero(Value value) {
        return value.isConst() && value.immediate == 0 && value.immediate2 == 0;
    }

    /** Returns the operand of {@code pshufb} that takes the bytes of the first operand, and makes the others zero. */
    private static Arg bytesOf(int[] order) {
        long low = 0;
        long high = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            low = low << Byte.SIZE | index(order[i]);
            high = high << Byte.SIZE | index(order[i + Long.BYTES]);
        }
        return Arg.constant(low, high);
    }

    private static int index(int lane) {
        return lane < BYTES ? lane : ZERO;
    }

    /**
     * Returns the numbers of the source lanes if an order keeps lanes of a width together, else null.
     *
     * @param width in bytes
     */
    private static int[] lanes(int[] order, int width) {
        int[] lanes = new int[BYTES / width];
        for (int i = 0; i < BYTES; i++) {
            lanes[i / width] = order[i] / width;
            if (order[i] % width != i % width || order[i] / width != order[i - i % width] / width) {
                return null;
            }
        }
        return lanes;
    }

    /** Returns whether numbers follow each other from the first one, some others after the greatest. */
    private static boolean isRun(int[] order, int numbers) {
        return IntStream.range(0, order.length).allMatch(i -> order[i] == (order[0] + i) % numbers);
    }

    /** Packs numbers of four lanes into the immediate that {@code pshufd} and the like have. */
    private static Arg four(int first, int second, int third, int fourth) {
        return Arg.imm(first | second << 2 | third << 4 | fourth << 6);
    }

    // One operand

    private static void permute(VectorCode code, Value value, int argument, int d, int[] order) {
        int[] doubleWords = lanes(order, Integer.BYTES);
        int[] words = lanes(order, Short.BYTES);
        if (order[0] == 0 && isRun(order, BYTES)) {
            code.move(d, code.use(value, argument));
        } else if (doubleWords != null) {
            Arg numbers = four(doubleWords[0], doubleWords[1], doubleWords[2], doubleWords[3]);
            code.unary(d, PSHUFD, code.useAny(value, argument), numbers);
        } else if (words != null && permuteHalf(code, value, argument, d, words)) {
            return;
        } else if (code.has(CpuFeature.AVX2) && isEverywhere(order, 1)) {
            code.emit(Instruction.VPBROADCASTB_X_XM8, Arg.def(d), Arg.use(code.use(value, argument)));
        } else if (code.has(CpuFeature.AVX2) && isEverywhere(order, 2)) {
            code.emit(Instruction.VPBROADCASTW_X_XM16, Arg.def(d), Arg.use(code.use(value, argument)));
        } else if (isRun(order, BYTES)) {
            int a = code.use(value, argument);
            code.binary(d, PALIGNR, a, a, Arg.imm(order[0]));
        } else {
            int a = code.use(value, argument);
            for (Fixed fixed : INTERLEAVINGS) {
                if (Arrays.equals(order, map(fixed.order(), lane -> lane % BYTES))) {
                    code.binary(d, fixed.row(), a, a);
                    return;
                }
            }
            code.binary(d, PSHUFB, a, bytesOf(order));
        }
    }

    /** Permutes the words of one half, if the other half stays as it is. */
    private static boolean permuteHalf(VectorCode code, Value value, int argument, int d, int[] words) {
        int half = words.length / 2;
        boolean keepsLow = IntStream.range(0, half).allMatch(i -> words[i] == i);
        boolean keepsHigh = IntStream.range(half, words.length).allMatch(i -> words[i] == i);
        int from = keepsLow ? half : 0;
        boolean within = IntStream.range(from, from + half).allMatch(i -> words[i] / half == from / half);
        if (!within || !keepsLow && !keepsHigh) {
            return false;
        }
        Arg numbers = four(words[from] - from, words[from + 1] - from, words[from + 2] - from, words[from + 3] - from);
        code.unary(d, keepsLow ? PSHUFHW : PSHUFLW, code.useAny(value, argument), numbers);
        return true;
    }

    /** Returns whether the lowest lane of a width goes everywhere. */
    private static boolean isEverywhere(int[] order, int width) {
        return IntStream.range(0, BYTES).allMatch(i -> order[i] == i % width);
    }

    /** One operand, and zeros where the order names the other. */
    private static void permuteWithZeros(VectorCode code, Value value, int argument, int d, int[] order) {
        for (Fixed extension : EXTENSIONS) {
            if (IntStream.range(0, BYTES)
                    .allMatch(i -> index(order[i]) == index(extension.order()[i]))) {
                code.unary(d, extension.row(), code.useAny(value, argument, Long.BYTES));
                return;
            }
        }
        int a = code.use(value, argument);
        for (int n = 1; n < BYTES; n++) {
            int bytes = n;
            if (IntStream.range(0, BYTES).allMatch(i -> index(order[i]) == (i < bytes ? ZERO : i - bytes))) {
                code.binary(d, PSLLDQI, a, Arg.imm(n));
                return;
            }
            if (IntStream.range(0, BYTES).allMatch(i -> index(order[i]) == (i + bytes < BYTES ? i + bytes : ZERO))) {
                code.binary(d, PSRLDQI, a, Arg.imm(n));
                return;
            }
        }
        code.binary(d, PSHUFB, a, bytesOf(order));
    }

    // Two operands

    /** Emits a row that does it, if there is one. Operand {@code first}, 0 or 1, is the one that has the lanes 0 to 15. */
    private static boolean join(VectorCode code, Value value, int first, int d, int[] order) {
        int second = 1 - first;
        for (Fixed fixed : INTERLEAVINGS) {
            if (Arrays.equals(order, fixed.order())) {
                code.binary(d, fixed.row(), code.use(value, first), code.useAny(value, second));
                return true;
            }
        }
        if (order[0] < BYTES && isRun(order, 2 * BYTES)) {
            // The first operand of palignr is the high one.
            code.binary(d, PALIGNR, code.use(value, second), code.useAny(value, first), Arg.imm(order[0]));
            return true;
        }
        int[] words = lanes(order, Short.BYTES);
        if (words != null && IntStream.range(0, words.length).allMatch(i -> words[i] % words.length == i)) {
            int mask = 0;
            for (int i = 0; i < words.length; i++) {
                mask |= words[i] / words.length << i;
            }
            code.binary(d, PBLENDW, code.use(value, first), code.useAny(value, second), Arg.imm(mask));
            return true;
        }
        int[] lanes = lanes(order, Integer.BYTES);
        if (lanes != null && lanes[0] < 4 && lanes[1] < 4 && lanes[2] >= 4 && lanes[3] >= 4) {
            Arg numbers = four(lanes[0], lanes[1], lanes[2] - 4, lanes[3] - 4);
            code.binary(d, SHUFPS, code.use(value, first), code.useAny(value, second), numbers);
            return true;
        }
        return false;
    }
}
