package dev.terrace.core.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryWriterTest {
    private static String hex(BinaryWriter out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 8001", "16384, 808001", "4294967295, ffffffff0f", "-1, ffffffffffffffffff01"})
    void unsignedIntegersTakeTheFewestBytes(long value, String expected) {
        BinaryWriter out = new BinaryWriter();
        out.u64(value);
        assertEquals(expected, hex(out));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "63, 3f",
        "64, c000",
        "-1, 7f",
        "-64, 40",
        "-65, bf7f",
        "-2147483648, 8080808078",
        "9223372036854775807, ffffffffffffffffff00",
        "-9223372036854775808, 8080808080808080807f"
    })
    void signedIntegersTakeTheFewestBytes(long value, String expected) {
        BinaryWriter out = new BinaryWriter();
        out.s64(value);
        assertEquals(expected, hex(out));
    }

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            int low = (int) value;
            BinaryWriter out = new BinaryWriter();
            out.u32(low);
            out.u64(value);
            out.s64(low);
            out.s64(value);
            out.fixed32(low);
            out.fixed64(value);
            out.name("n\u00e9" + value);
            ByteReader in = new ByteReader(out.toByteArray());
            assertEquals(low, in.u32());
            assertEquals(value, in.u64());
            assertEquals(low, in.s32());
            assertEquals(value, in.s64());
            assertEquals(low, in.fixed32());
            assertEquals(value, in.fixed64());
            assertEquals("n\u00e9" + value, in.name());
            assertTrue(in.atEnd());
        }
    }

    @Test
    void writersCanBeAppendedAndTruncated() {
        BinaryWriter inner = new BinaryWriter();
        inner.bytes((byte) 1, (byte) 2, (byte) 3);
        BinaryWriter out = new BinaryWriter();
        out.vector(inner);
        out.append(inner, 1);
        assertEquals("030102030203", hex(out));
        out.truncate(4);
        assertEquals("03010203", hex(out));
        assertThrows(IllegalArgumentException.class, () -> out.truncate(5));
    }
}
