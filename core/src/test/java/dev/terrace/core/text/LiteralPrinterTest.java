package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralPrinterTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 0",
        "80000000, -0",
        "3f800000, 1",
        "3dcccccd, 0.1",
        "00000001, 1.4e-45",
        "7f7fffff, 3.4028235e38",
        "4b800000, 16777216",
        "7f800000, inf",
        "ff800000, -inf",
        "7fc00000, nan",
        "ffc00000, -nan",
        "7f800001, nan:0x1",
        "ffffffff, -nan:0x7fffff"
    })
    void aFloatIsItsShortestDecimalOrItsPayload(String bits, String text) {
        assertEquals(text, LiteralPrinter.f32(Integer.parseUnsignedInt(bits, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, -0",
        "0000000000000001, 4.9e-324",
        "3fb999999999999a, 0.1",
        "433fffffffffffff, 9007199254740991",
        "4341c37937e08000, 1e16",
        "44b52d02c7e14af6, 1e23",
        "fff0000000000000, -inf",
        "7ff8000000000000, nan",
        "fff0000000000001, -nan:0x1"
    })
    void aDoubleIsItsShortestDecimalOrItsPayload(String bits, String text) {
        assertEquals(text, LiteralPrinter.f64(Long.parseUnsignedLong(bits, 16)));
    }

    @Test
    void aPrintedNumberReadsBackToTheSameBits() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            float f = Float.intBitsToFloat(random.nextInt());
            double d = Double.longBitsToDouble(random.nextLong());
            if (Float.isFinite(f)) {
                assertEquals(f, Float.parseFloat(LiteralPrinter.f32(Float.floatToRawIntBits(f))));
            }
            if (Double.isFinite(d)) {
                assertEquals(d, Double.parseDouble(LiteralPrinter.f64(Double.doubleToRawLongBits(d))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"main, $main", "a.b<c>, $a.b<c>", "'two words', '$\"two words\"'", "'f(x)', '$\"f(x)\"'", "é, '$\"é\"'"
    })
    void anIdentifierIsQuotedOnlyIfItMustBe(String name, String identifier) {
        assertEquals(identifier, LiteralPrinter.identifier(name));
    }

    @Test
    void invisibleCharactersInAStringAreEscaped() {
        assertEquals("\"\\\"\\\\\\n\\00\\7f\\u{202e}\\u{a0}☃\"", LiteralPrinter.string("\"\\\n\0\u007F\u202E\u00A0☃"));
    }
}
