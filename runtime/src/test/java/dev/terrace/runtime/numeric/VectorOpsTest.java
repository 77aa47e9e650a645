package dev.terrace.runtime.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.VectorReference.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every vector instruction on edge values and random bits, and compares with {@link VectorReference}. */
class VectorOpsTest {
    private static final int ROUNDS = 1_500;

    /** HotSpot never compiles a method with more bytecode than this. */
    private static final int HUGE_METHOD_LIMIT = 8_000;

    private static final Set<Feature> FEATURES = EnumSet.of(Feature.SIMD, Feature.RELAXED_SIMD);
    private static final List<Float> FLOATS = NumericValues.floats(100);
    private static final List<Double> DOUBLES = NumericValues.doubles(50);
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        -2,
        0x7F,
        0x80,
        0x81,
        0xFE,
        0x7FFF,
        0x8000,
        0x7FFF_FFFF,
        0x8000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    static Stream<Opcode> vectorInstructions() {
        return Arrays.stream(Opcode.values())
                .filter(op -> op.feature().filter(FEATURES::contains).isPresent());
    }

    /** All but those that move a value from or to memory, or from the instruction itself. */
    static Stream<Opcode> vectorOperations() {
        return vectorInstructions().filter(op -> op.widthLog2() < 0 && op != Opcode.V128_CONST);
    }

    @Test
    void everyVectorInstructionButMemoryAccessesAndConstantsHasAForm() {
        assertEquals(
                vectorOperations().toList(),
                vectorInstructions()
                        .filter(op -> VectorOps.form(op.code()) != VectorForm.OTHER)
                        .toList());
        assertThrows(
                IllegalArgumentException.class,
                () -> VectorOps.execute(Opcode.V128_LOAD.code(), new long[2], 0, 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("vectorOperations")
    void givesWhatTheLanesGiveOneByOne(Opcode op) {
        Random random = NumericValues.random();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] a = vector(random);
            byte[] b = random.nextInt(8) == 0 ? a.clone() : vector(random);
            byte[] c = vector(random);
            check(op, a, b, c, scalar(op, random), random);
        }
    }

    private static void check(Opcode op, byte[] a, byte[] b, byte[] c, long scalar, Random random) {
        int[] immediates = immediates(op, random);
        VectorReference reference = new VectorReference(op, a, b, c, scalar, immediates);
        boolean scalarFirst = VectorOps.form(op.code()) == VectorForm.SPLAT;
        boolean scalarSecond = op.operands().length() == 2 && !op.operands().equals("vv");

        // Slots 0..1 a, 2..3 b, 4..5 c, the result where one of them is or at 6..7
        long[] slots = new long[8];
        put(slots, 0, a);
        put(slots, 2, b);
        put(slots, 4, c);
        if (scalarFirst) {
            slots[0] = scalar;
        } else if (scalarSecond) {
            slots[2] = scalar;
        }
        int d = random.nextInt(7);
        if (op == Opcode.I8X16_SHUFFLE) {
            VectorOps.shuffle(slots, d, 0, 2, lanes(immediates, 0), lanes(immediates, 8));
        } else if (op.imm() == Imm.LANE) {
            boolean extracts = !op.results().equals("v");
            VectorOps.execute(op.code(), slots, d, 0, extracts ? immediates[0] : 2, immediates[0]);
        } else {
            VectorOps.execute(op.code(), slots, d, 0, 2, 4);
        }

        String what = op.text() + " of " + hex(a) + " " + hex(b) + " " + hex(c) + ", " + Long.toHexString(scalar) + " "
                + Arrays.toString(immediates);
        switch (op.results()) {
            case "v" -> assertVector(op, reference, get(slots, d), what, a, b, c);
            case "i", "f" -> assertEquals(reference.scalarResult() & 0xFFFF_FFFFL, slots[d], what);
            default -> assertEquals(reference.scalarResult(), slots[d], what);
        }
    }

    private static void assertVector(
            Opcode op, VectorReference reference, byte[] actual, String what, byte[]... operands) {
        byte[] expected = reference.vectorResult();
        if (!reference.isFloatArithmetic()) {
            assertArrayEquals(expected, actual, () -> what + " is " + hex(expected) + ", gave " + hex(actual));
            return;
        }
        Shape to = Shape.of(op.text().substring(0, 5));
        Shape from = op.text().contains("promote")
                ? Shape.of("f32x4")
                : op.text().contains("demote") ? Shape.of("f64x2") : to;
        int arity = op.operands().length();
        double[] expectedLanes = to.floats(expected);
        double[] actualLanes = to.floats(actual);
        long[] actualBits = to.values(actual, false);
        for (int i = 0; i < to.lanes(); i++) {
            boolean canonical = true;
            for (int operand = 0; operand < arity && i < from.lanes(); operand++) {
                canonical &= isNumberOrCanonical(from, from.values(operands[operand], false)[i]);
            }
            String lane = what + " lane " + i;
            if (to.bits() == 32) {
                float operand = canonical ? 0 : Float.intBitsToFloat(0x7F80_0001);
                float result = Float.intBitsToFloat((int) actualBits[i]);
                NumericValues.assertFloat((float) expectedLanes[i], result, lane, operand);
            } else {
                double operand = canonical ? 0 : Double.longBitsToDouble(0x7FF0_0000_0000_0001L);
                NumericValues.assertDouble(expectedLanes[i], actualLanes[i], lane, operand);
            }
        }
    }

    private static boolean isNumberOrCanonical(Shape shape, long bits) {
        return shape.bits() == 32
                ? NumericValues.isNumberOrCanonical(Float.intBitsToFloat((int) bits))
                : NumericValues.isNumberOrCanonical(Double.longBitsToDouble(bits));
    }

    @Test
    void noMethodIsTooLargeForHotSpotToCompile() throws IOException {
        for (Class<?> type : List.of(VectorOps.class, I8x8.class, I16x4.class, I32x2.class, F32x2.class, F64x1.class)) {
            try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                for (MethodModel method :
                        ClassFile.of().parse(file.readAllBytes()).methods()) {
                    int length = ((CodeAttribute) method.code().orElseThrow()).codeLength();
                    assertTrue(length < HUGE_METHOD_LIMIT, () -> method.methodName() + ": " + length + " bytes");
                }
            }
        }
    }

    /** Returns lanes of one width: edge values of integers or floating-point numbers, or random bits. */
    private static byte[] vector(Random random) {
        byte[] vector = new byte[16];
        random.nextBytes(vector);
        ByteBuffer buffer = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        int kind = random.nextInt(7);
        for (int at = 0; at < 16; at += 8) {
            switch (kind) {
                case 0 -> buffer.putLong(at, INTEGERS[random.nextInt(INTEGERS.length)]);
                case 1 -> buffer.putDouble(at, DOUBLES.get(random.nextInt(DOUBLES.size())));
                default -> {}
            }
        }
        for (int at = 0; at < 16; at += 4) {
            switch (kind) {
                case 2 -> buffer.putInt(at, (int) INTEGERS[random.nextInt(INTEGERS.length)]);
                case 3 -> buffer.putInt(at, Float.floatToRawIntBits(FLOATS.get(random.nextInt(FLOATS.size()))));
                default -> {}
            }
        }
        for (int at = 0; at < 16; at++) {
            switch (kind) {
                case 4 -> vector[at] = (byte) INTEGERS[random.nextInt(INTEGERS.length)];
                case 5 -> buffer.putShort(at & ~1, (short) INTEGERS[random.nextInt(INTEGERS.length)]);
                default -> {}
            }
        }
        return vector;
    }

    /** Returns an i32 or an f32's bits with random bits above, which are not to matter, or an i64 or an f64's bits. */
    private static long scalar(Opcode op, Random random) {
        if (op.operands().equals("vi") && random.nextBoolean()) {
            return random.nextInt(70);
        }
        return random.nextBoolean() ? random.nextLong() : INTEGERS[random.nextInt(INTEGERS.length)];
    }

    private static int[] immediates(Opcode op, Random random) {
        return switch (op.imm()) {
            case LANE ->
                new int[] {random.nextInt(Shape.of(op.text().substring(0, 5)).lanes())};
            case SHUFFLE -> random.ints(16, 0, 32).toArray();
            default -> new int[0];
        };
    }

    private static long lanes(int[] immediates, int from) {
        long lanes = 0;
        for (int i = 7; i >= 0; i--) {
            lanes = lanes << 8 | immediates[from + i];
        }
        return lanes;
    }

    private static void put(long[] slots, int at, byte[] vector) {
        ByteBuffer buffer = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        slots[at] = buffer.getLong(0);
        slots[at + 1] = buffer.getLong(8);
    }

    private static byte[] get(long[] slots, int at) {
        ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(slots[at]).putLong(slots[at + 1]).array();
    }

    private static String hex(byte[] vector) {
        return HexFormat.of().formatHex(vector);
    }
}
