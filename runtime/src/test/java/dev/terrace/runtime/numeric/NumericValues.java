package dev.terrace.runtime.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Operands at the edges of the number formats, random ones from a fixed seed, and what the specification says of NaN. */
final class NumericValues {
    /** The fraction's highest bit, which tells quiet NaNs from signalling ones, and the bits of a canonical NaN. */
    static final int F32_QUIET = 0x0040_0000;

    static final int F32_CANONICAL = 0x7FC0_0000;
    static final long F64_QUIET = 0x0008_0000_0000_0000L;
    static final long F64_CANONICAL = 0x7FF8_0000_0000_0000L;

    private static final long SEED = 0x7E88ACE;

    private NumericValues() {}

    static Random random() {
        return new Random(SEED);
    }

    static List<Integer> ints(int randomCount) {
        List<Integer> values = new ArrayList<>(List.of(0, 1, 2, 3, 7, 31, 32, 127, 128, 255, 256, 32767, 32768, 65535));
        values.addAll(List.of(65536, Integer.MAX_VALUE, Integer.MAX_VALUE - 1));
        List.copyOf(values).forEach(value -> values.add(~value));
        random().ints(randomCount).forEach(values::add);
        return values;
    }

    static List<Long> longs(int randomCount) {
        List<Long> values = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            values.addAll(List.of(1L << bit, (1L << bit) - 1, (1L << bit) + 1));
        }
        // Ties of the conversions to f32 and f64, from below, exact and from above
        for (long tie : new long[] {0x8000_0080_0000_0000L, 0x8000_0180_0000_0000L, 0x8000_0000_0000_0400L}) {
            values.addAll(List.of(tie, tie - 1, tie + 1, tie >>> 1, (tie >>> 1) - 1, (tie >>> 1) + 1));
        }
        List.copyOf(values).forEach(value -> values.add(~value));
        random().longs(randomCount).forEach(values::add);
        return values;
    }

    static List<Float> floats(int randomCount) {
        List<Integer> bits = new ArrayList<>();
        for (float value : new float[] {
            0,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            0.25f,
            0.5f,
            1,
            1.5f,
            2.5f,
            3.5f,
            4.5f,
            127,
            32768,
            0x1p22f,
            0x1p23f,
            0x1p24f,
            0x1p31f,
            0x1p32f,
            0x1p63f,
            0x1p64f,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY
        }) {
            int middle = Float.floatToRawIntBits(value);
            bits.addAll(List.of(middle, Math.max(middle - 1, 0), middle + 1));
        }
        bits.addAll(List.of(F32_CANONICAL, F32_CANONICAL | 1, 0x7FFF_FFFF, 0x7F80_0001, 0x7FBF_FFFF, 0x7FA0_0000));
        List.copyOf(bits).forEach(value -> bits.add(value | Integer.MIN_VALUE));
        random().ints(randomCount).forEach(bits::add);
        return bits.stream().map(Float::intBitsToFloat).toList();
    }

    static List<Double> doubles(int randomCount) {
        List<Long> bits = new ArrayList<>();
        for (double value : new double[] {
            0,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Float.MIN_VALUE / 2,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            0.25,
            0.5,
            1,
            1.5,
            2.5,
            3.5,
            4.5,
            0x1p31 - 1,
            0x1p31,
            0x1p31 + 1,
            0x1p32 - 1,
            0x1p32,
            0x1p51,
            0x1p52,
            0x1p53,
            0x1p63,
            0x1p64,
            Float.MAX_VALUE,
            0x1.ffffffp127,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY
        }) {
            long middle = Double.doubleToRawLongBits(value);
            bits.addAll(List.of(middle, Math.max(middle - 1, 0), middle + 1));
        }
        bits.addAll(List.of(F64_CANONICAL, F64_CANONICAL | 1, Long.MAX_VALUE, 0x7FF0_0000_0000_0001L));
        bits.addAll(List.of(0x7FF7_FFFF_FFFF_FFFFL, 0x7FF4_0000_0000_0000L, 0x7FF0_0000_2000_0000L));
        List.copyOf(bits).forEach(value -> bits.add(value | Long.MIN_VALUE));
        random().longs(randomCount).forEach(bits::add);
        floats(randomCount).forEach(value -> bits.add(Double.doubleToRawLongBits(value)));
        return bits.stream().map(Double::longBitsToDouble).toList();
    }

    /**
     * Asserts that a result is as the specification wants it: the expected bits; or, where that is a NaN, a quiet NaN,
     * which is canonical if all NaN operands are (section 4.3.3, "NaN propagation").
     */
    static void assertFloat(float expected, float actual, String what, Float... operands) {
        int bits = Float.floatToRawIntBits(actual);
        if (!Float.isNaN(expected)) {
            assertEquals(Float.floatToRawIntBits(expected), bits, () -> what + " gave " + actual + " for " + expected);
            return;
        }
        assertTrue(Float.isNaN(actual) && (bits & F32_QUIET) != 0, () -> what + " gave " + actual + ", no quiet NaN");
        if (Stream.of(operands).allMatch(NumericValues::isNumberOrCanonical)) {
            assertEquals(F32_CANONICAL, bits & Integer.MAX_VALUE, () -> what + " gave no canonical NaN");
        }
    }

    /** As for floats. */
    static void assertDouble(double expected, double actual, String what, Double... operands) {
        long bits = Double.doubleToRawLongBits(actual);
        if (!Double.isNaN(expected)) {
            assertEquals(
                    Double.doubleToRawLongBits(expected), bits, () -> what + " gave " + actual + " for " + expected);
            return;
        }
        assertTrue(Double.isNaN(actual) && (bits & F64_QUIET) != 0, () -> what + " gave " + actual + ", no quiet NaN");
        if (Stream.of(operands).allMatch(NumericValues::isNumberOrCanonical)) {
            assertEquals(F64_CANONICAL, bits & Long.MAX_VALUE, () -> what + " gave no canonical NaN");
        }
    }

    static boolean isNumberOrCanonical(float value) {
        return !Float.isNaN(value) || (Float.floatToRawIntBits(value) & Integer.MAX_VALUE) == F32_CANONICAL;
    }

    static boolean isNumberOrCanonical(double value) {
        return !Double.isNaN(value) || (Double.doubleToRawLongBits(value) & Long.MAX_VALUE) == F64_CANONICAL;
    }
}
