package dev.terrace.runtime.numeric;

import static dev.terrace.runtime.numeric.NumericValues.assertDouble;
import static dev.terrace.runtime.numeric.NumericValues.assertFloat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random operands are many enough for HotSpot to compile what is tested, so that NaNs are seen in compiled code too. */
class FloatsTest {
    private static final int MANY = 20_000;

    private static final float SIGNALLING = Float.intBitsToFloat(0x7F80_0001);

    @FunctionalInterface
    private interface FloatOperator {
        float apply(float a);
    }

    /** The four rounding instructions, each beside the decimal rounding that it is. */
    enum Rounding {
        CEIL(RoundingMode.CEILING, Floats::ceil, Floats::ceil),
        FLOOR(RoundingMode.FLOOR, Floats::floor, Floats::floor),
        TRUNC(RoundingMode.DOWN, Floats::trunc, Floats::trunc),
        NEAREST(RoundingMode.HALF_EVEN, Floats::nearest, Floats::nearest);

        private final RoundingMode mode;
        private final FloatOperator f32;
        private final DoubleUnaryOperator f64;

        Rounding(RoundingMode mode, FloatOperator f32, DoubleUnaryOperator f64) {
            this.mode = mode;
            this.f32 = f32;
            this.f64 = f64;
        }

        private double expected(double a) {
            return FloatReference.toIntegral(a, mode);
        }
    }

    /** The conversions to integers: range, trapping and saturating form. */
    enum Truncation {
        I32_S(31, true, Floats::truncToI32S, Floats::truncSatToI32S),
        I32_U(32, false, Floats::truncToI32U, Floats::truncSatToI32U),
        I64_S(63, true, Floats::truncToI64S, Floats::truncSatToI64S),
        I64_U(64, false, Floats::truncToI64U, Floats::truncSatToI64U);

        private final BigInteger least;
        private final BigInteger greatest;
        private final boolean is32;
        private final DoubleToLongFunction trapping;
        private final DoubleToLongFunction saturating;

        Truncation(int bits, boolean signed, DoubleToLongFunction trapping, DoubleToLongFunction saturating) {
            BigInteger end = BigInteger.ONE.shiftLeft(bits);
            this.least = signed ? end.negate() : BigInteger.ZERO;
            this.greatest = end.subtract(BigInteger.ONE);
            this.is32 = bits <= 32;
            this.trapping = trapping;
            this.saturating = saturating;
        }

        private long bits(BigInteger value) {
            return is32 ? value.intValue() : value.longValue();
        }
    }

    @Test
    void signInstructionsTouchTheSignAloneEvenOfSignallingNaNs() {
        for (float a : NumericValues.floats(MANY)) {
            int bits = Float.floatToRawIntBits(a);
            assertEquals(bits & 0x7FFF_FFFF, Float.floatToRawIntBits(Floats.abs(a)));
            assertEquals(bits ^ 0x8000_0000, Float.floatToRawIntBits(Floats.neg(a)));
            assertEquals(bits & 0x7FFF_FFFF, Float.floatToRawIntBits(Floats.copysign(a, Float.NaN)));
            assertEquals(bits | 0x8000_0000, Float.floatToRawIntBits(Floats.copysign(a, -0f)));
        }
        for (double a : NumericValues.doubles(MANY)) {
            long bits = Double.doubleToRawLongBits(a);
            assertEquals(bits & Long.MAX_VALUE, Double.doubleToRawLongBits(Floats.abs(a)));
            assertEquals(bits ^ Long.MIN_VALUE, Double.doubleToRawLongBits(Floats.neg(a)));
            assertEquals(bits & Long.MAX_VALUE, Double.doubleToRawLongBits(Floats.copysign(a, Double.NaN)));
            assertEquals(bits | Long.MIN_VALUE, Double.doubleToRawLongBits(Floats.copysign(a, -0.0)));
        }
    }

    @Test
    void minimumAndMaximumOrderZerosBySignAndPropagateNaN() {
        List<Float> floats = NumericValues.floats(100);
        for (float a : floats) {
            for (float b : floats) {
                String operands = "(" + a + ", " + b + ")";
                assertFloat((float) FloatReference.min(a, b), Floats.min(a, b), "min" + operands, a, b);
                assertFloat((float) FloatReference.max(a, b), Floats.max(a, b), "max" + operands, a, b);
            }
        }
        List<Double> doubles = NumericValues.doubles(60);
        for (double a : doubles) {
            for (double b : doubles) {
                String operands = "(" + a + ", " + b + ")";
                assertDouble(FloatReference.min(a, b), Floats.min(a, b), "min" + operands, a, b);
                assertDouble(FloatReference.max(a, b), Floats.max(a, b), "max" + operands, a, b);
            }
        }
    }

    @Test
    void pseudoMinimumAndMaximumHandOneOperandOnUnchanged() {
        for (double a : NumericValues.doubles(60)) {
            for (double b : NumericValues.doubles(60)) {
                assertEquals(Double.doubleToRawLongBits(b < a ? b : a), Double.doubleToRawLongBits(Floats.pmin(a, b)));
                assertEquals(Double.doubleToRawLongBits(a < b ? b : a), Double.doubleToRawLongBits(Floats.pmax(a, b)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void roundingIsThatOfDecimalsAndKeepsTheSignOfZero(Rounding rounding) {
        for (float a : NumericValues.floats(MANY)) {
            assertFloat((float) rounding.expected(a), rounding.f32.apply(a), rounding + "(" + a + ")", a);
        }
        for (double a : NumericValues.doubles(MANY)) {
            assertDouble(rounding.expected(a), rounding.f64.applyAsDouble(a), rounding + "(" + a + ")", a);
        }
    }

    @Test
    void squareRootsAreCorrectlyRounded() {
        for (float a : NumericValues.floats(2_000)) {
            assertFloat((float) FloatReference.sqrt(a, true), Floats.sqrt(a), "sqrt(" + a + ")", a);
        }
        for (double a : NumericValues.doubles(2_000)) {
            assertDouble(FloatReference.sqrt(a, false), Floats.sqrt(a), "sqrt(" + a + ")", a);
        }
    }

    @Test
    void demotionRoundsToNearestAndPromotionIsExact() {
        for (double a : NumericValues.doubles(MANY)) {
            float operand = NumericValues.isNumberOrCanonical(a) ? 0 : SIGNALLING;
            assertFloat((float) FloatReference.demote(a), Floats.demote(a), "demote(" + a + ")", operand);
        }
        for (float a : NumericValues.floats(MANY)) {
            double operand = NumericValues.isNumberOrCanonical(a) ? 0 : SIGNALLING;
            assertDouble(a, Floats.promote(a), "promote(" + a + ")", operand);
        }
    }

    @Test
    void unsignedIntegersConvertWithOneRounding() {
        for (int a : NumericValues.ints(MANY)) {
            BigDecimal exact = new BigDecimal(Integer.toUnsignedString(a));
            assertFloat(exact.floatValue(), Floats.i32UToF32(a), "convert_i32_u");
            assertDouble(exact.doubleValue(), Floats.i32UToF64(a), "convert_i32_u");
        }
        for (long a : NumericValues.longs(MANY)) {
            BigDecimal exact = new BigDecimal(Long.toUnsignedString(a));
            assertFloat(exact.floatValue(), Floats.i64UToF32(a), "convert_i64_u " + a);
            assertDouble(exact.doubleValue(), Floats.i64UToF64(a), "convert_i64_u " + a);
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncationTrapsOutsideItsRangeAndTheSaturatingFormClamps(Truncation truncation) {
        for (double a : NumericValues.doubles(2_000)) {
            if (Double.isNaN(a)) {
                assertTrap(TrapKind.INVALID_CONVERSION, truncation, a);
                assertEquals(0, truncation.saturating.applyAsLong(a));
                continue;
            }
            BigInteger exact = FloatReference.truncated(a);
            BigInteger clamped = exact.max(truncation.least).min(truncation.greatest);
            assertEquals(truncation.bits(clamped), truncation.saturating.applyAsLong(a), () -> "saturating " + a);
            if (clamped.equals(exact)) {
                assertEquals(truncation.bits(exact), truncation.trapping.applyAsLong(a), () -> "trapping " + a);
            } else {
                assertTrap(TrapKind.INTEGER_OVERFLOW, truncation, a);
            }
        }
    }

    private static void assertTrap(TrapKind kind, Truncation truncation, double a) {
        Trap trap = assertThrows(Trap.class, () -> truncation.trapping.applyAsLong(a), () -> truncation + " of " + a);
        assertEquals(kind, trap.kind());
    }
}
