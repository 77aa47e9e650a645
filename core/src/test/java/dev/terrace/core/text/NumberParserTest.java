package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
    @ParameterizedTest
    @CsvSource({
        "0, 32, 0",
        "4294967295, 32, ffffffff",
        "-1, 32, ffffffff",
        "-2147483648, 32, 80000000",
        "+2147483647, 32, 7fffffff",
        "0xffff_FFFF, 32, ffffffff",
        "-0x8000_0000, 32, 80000000",
        "1_000_000, 32, f4240",
        "007, 32, 7",
        "-128, 8, 80",
        "255, 8, ff",
        "18446744073709551615, 64, ffffffffffffffff",
        "-0x8000000000000000, 64, 8000000000000000"
    })
    void anIntegerMayBeWrittenSignedOrUnsigned(String text, int bits, String hex) throws NumberException {
        long mask = -1L >>> (64 - bits);
        assertEquals(Long.parseUnsignedLong(hex, 16), NumberParser.integer(text, bits) & mask);
    }

    @ParameterizedTest
    @CsvSource({
        "4294967296, 32",
        "-2147483649, 32",
        "+2147483648, 32",
        "0x1_0000_0000, 32",
        "256, 8",
        "-129, 8",
        "18446744073709551616, 64",
        "-9223372036854775809, 64",
        "99999999999999999999999999999999, 64"
    })
    void anIntegerThatDoesNotFitIsOutOfRange(String text, int bits) {
        NumberException e = assertThrows(NumberException.class, () -> NumberParser.integer(text, bits));
        assertEquals("i" + bits + " constant out of range: " + text, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "_1", "1_", "1__0", "0x", "0x_1", "0x1_", "1a", "0b1", "1.0", "--1", "0X1", "１"})
    void whatIsNoIntegerIsRefused(String text) {
        assertThrows(NumberException.class, () -> NumberParser.integer(text, 32));
    }

    @Test
    void anUnsignedIntegerHasNoSign() {
        assertThrows(NumberException.class, () -> NumberParser.unsigned("-0", 32));
        assertThrows(NumberException.class, () -> NumberParser.unsigned("+1", 32));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00000000",
        "-0, 80000000",
        "1, 3f800000",
        "1., 3f800000",
        "1.5e0, 3fc00000",
        "1_0.2_5E-0_1, 3f833333",
        "16777217, 4b800000",
        "16777219, 4b800002",
        "0x1p-149, 00000001",
        "0x1p-150, 00000000",
        "0x1.000002p-150, 00000001",
        "0x1.8p-149, 00000002",
        "1.401298464324817e-45, 00000001",
        "0x1.fffffep127, 7f7fffff",
        "0x1.fffffefffffffffffp127, 7f7fffff",
        "340282356779733623858607532500980858880, 7f7fffff",
        "0x1.000001p0, 3f800000",
        "0x1.000003p0, 3f800002",
        "0x1.00000100000000000000000000001p0, 3f800001",
        "inf, 7f800000",
        "-inf, ff800000",
        "nan, 7fc00000",
        "-nan, ffc00000",
        "nan:0x1, 7f800001",
        "-nan:0x7f_ffff, ffffffff"
    })
    void aSingleIsTheNearestValue(String text, String hex) throws NumberException {
        assertEquals(HexFormat.fromHexDigits(hex), NumberParser.f32(text));
    }

    @Test
    void aSingleIsNotRoundedTwice() throws NumberException {
        // Just above the midpoint of two singles, by less than a double can tell: through a double it would be a tie.
        assertEquals(0x3F800001, NumberParser.f32("1.00000005960464477540"));
        assertEquals(0x3F800000, NumberParser.f32("1.00000005960464477539"));
        assertEquals(0x3F800000, NumberParser.f32("1.000000059604644775390625"));
        assertEquals(0x3F800001, NumberParser.f32("1.00000005960464477539062500000000000000000000000001"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x1p-1074, 0000000000000001",
        "0x1p-1075, 0000000000000000",
        "0x1.8p-1074, 0000000000000002",
        "4.9e-324, 0000000000000001",
        "2.4703282292062327e-324, 0000000000000000",
        "0x1.fffffffffffffp1023, 7fefffffffffffff",
        "0x0.0000000000001p-1022, 0000000000000001",
        "0x1_0.8p+0_4, 4070800000000000",
        "nan:0xf_ffff_ffff_ffff, 7fffffffffffffff",
        "9007199254740993, 4340000000000000"
    })
    void aDoubleIsTheNearestValue(String text, String hex) throws NumberException {
        assertEquals(HexFormat.fromHexDigitsToLong(hex), NumberParser.f64(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x1p128",
                "0x1.ffffffp127",
                "1e39",
                "-1e39",
                "340282356779733661637539395458142568448",
                "nan:0x0",
                "nan:0x80_0000",
                "1e99999999999999999999",
                "0x1p99999999999999999999"
            })
    void aSingleThatDoesNotFitIsOutOfRange(String text) {
        NumberException e = assertThrows(NumberException.class, () -> NumberParser.f32(text));
        assertTrue(e.getMessage().contains("constant out of range"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".5", "1e", "1e+", "e1", "0x", "0x.", "0x.1p0", "0x1p", "0x1e+", "1p3", "nan:", "nan:1", "Inf", "1._0",
                "1f", "1d"
            })
    void whatIsNoFloatIsRefused(String text) {
        assertThrows(NumberException.class, () -> NumberParser.f64(text));
    }

    @Test
    void hugeExponentsEndInZero() throws NumberException {
        assertEquals(0, NumberParser.f64("1e-99999999999999999999"));
        assertEquals(0, NumberParser.f64("0x1p-99999999999999999999"));
    }

    @Test
    void longLiteralsAreExact() throws NumberException {
        String hex = "0x" + "f".repeat(10_000) + "p-40000";
        assertEquals(Double.doubleToRawLongBits(1.0), NumberParser.f64(hex));
        String decimal = "9".repeat(10_000) + "e-10000";
        assertEquals(Double.doubleToRawLongBits(1.0), NumberParser.f64(decimal));
    }

    @Test
    void hexadecimalAndDecimalLiteralsOfOneValueAgree() throws NumberException {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            BigInteger significand = new BigInteger(1 + random.nextInt(100), random);
            int exponent = random.nextInt(400) - 250;
            BigDecimal two = BigDecimal.TWO;
            BigDecimal value = new BigDecimal(significand)
                    .multiply(exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent)));
            String hex = "0x" + significand.toString(16) + "p" + exponent;
            assertEquals(NumberParser.f64(value.toPlainString()), NumberParser.f64(hex), hex);
            if (value.abs().doubleValue() < Float.MAX_VALUE) {
                assertEquals(NumberParser.f32(value.toPlainString()), NumberParser.f32(hex), hex);
            }
        }
    }
}
