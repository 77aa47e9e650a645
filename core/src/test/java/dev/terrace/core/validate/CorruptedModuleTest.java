package dev.terrace.core.validate;

import static dev.terrace.core.ModuleBytes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.terrace.core.Feature;
import dev.terrace.core.ModuleBytes;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.Section;
import dev.terrace.core.types.TypeRegistry;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damages a valid module that has every section and many kinds of instructions: whatever comes of it is either valid or
 * refused with a position inside of it. {@code -Dterrace.fuzz.inputs=N} sets how many modules with several random faults
 * are tried.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CorruptedModuleTest {
    private static final byte[] ZERO = bytes(0x41, 0, 0x0B);
    private static final byte[] MODULE = module();

    private static byte[] module() {
        byte[] types = bytes(
                4,
                bytes(0x60, 0, 0),
                bytes(0x4E, 2, 0x50, 0, 0x5F, 2, 0x78, 1, 0x63, 2, 0, 0x4F, 0, 0x5E, 0x7F, 1),
                bytes(0x60, 2, 0x7F, 0x7B, 2, 0x7B, 0x7E),
                bytes(0x60, 1, 0x7F, 0));
        byte[] control = bytes(
                bytes(2, 3, 0x7F, 1, 0x64, 0x6C),
                bytes(0x03, 0x40, 0x41, 1, 0x0D, 0, 0x41, 0, 0x04, 0x7F, 0x41, 1, 0x05, 0x41, 2, 0x0B, 0x1A, 0x0B),
                bytes(0x02, 0x40, 0x41, 3, 0x0E, 2, 0, 1, 0, 0x0B),
                bytes(0x02, 0x7F, 0x1F, 0x40, 1, 0, 0, 0, 0x41, 5, 0x08, 0, 0x0B, 0x00, 0x0B, 0x21, 0),
                bytes(0x06, 0x40, 0x10, 0, 0x07, 0, 0x1A, 0x19, 0x09, 0, 0x0B),
                bytes(0x41, 1, 0x11, 0, 0, 0x20, 0, 0x41, 2, 0x20, 1, 0x1B, 0x21, 2),
                bytes(0x41, 7, 0xFB, 0x1C, 0x22, 3, 0xFB, 0x1D, 0x1A, 0x12, 0, 0x0B));
        byte[] data = bytes(
                bytes(1, 2, 0x7B),
                bytes(0x41, 0, 0x20, 1, 0xFD, 0x0B, 4, 0, 0x41, 8, 0x41, 0, 0x41, 1, 0xFC, 8, 0, 0),
                bytes(0x42, 1, 0x42, 2, 0x42, 3, 0x42, 4, 0xFC, 0x13, 0x1A, 0x1A),
                bytes(0xFB, 1, 1, 0xFB, 3, 1, 0, 0x1A, 0x41, 5, 0xFB, 7, 2, 0xFB, 0x0F, 0x1A),
                bytes(0xD0, 0x70, 0x02, 0x40, 0xD2, 0, 0xD5, 0, 0x1A, 0x0B, 0xD1, 0x1A),
                bytes(0x41, 0, 0xFE, 0x10, 2, 0, 0x1A, 0x20, 1, 0x42, 9, 0x0B));
        return new ModuleBytes()
                .section(Section.CUSTOM, "name", bytes(1, 4, 1, 0, "f"), bytes(2, 6, 1, 0, 1, 0, "x"))
                .section(Section.TYPE, (Object) types)
                .section(Section.IMPORT, 2, bytes("m", "f", 0, 0), bytes("m", "g", 3, 0x7F, 0))
                .section(Section.FUNCTION, 2, 0, 3)
                .section(Section.TABLE, 2, bytes(0x70, 1, 2, 9), bytes(0x40, 0, 0x6C, 4, 1, 0xD0, 0x6C, 0x0B))
                .section(Section.MEMORY, 2, bytes(3, 1, 2), bytes(8, 1, 0))
                .section(Section.TAG, 1, 0, 4)
                .section(Section.GLOBAL, 1, 0x63, 2, 1, 0x41, 1, 0xFB, 7, 2, 0x0B)
                .section(Section.EXPORT, 2, bytes("run", 0, 1), bytes("mem", 2, 0))
                .section(Section.START, 1)
                .section(Section.ELEMENT, 2, bytes(0, ZERO, 1, 0), bytes(5, 0x70, 1, 0xD2, 0, 0x0B))
                .section(Section.DATA_COUNT, 2)
                .code(control, data)
                .section(Section.DATA, 2, bytes(1, "abc"), bytes(2, 1, ZERO, "d"))
                .toBytes();
    }

    private static void accept(byte[] module) {
        try {
            Validator.validate(BinaryDecoder.decode(module, Feature.ALL), Feature.ALL, new TypeRegistry());
        } catch (WasmFormatException e) {
            int offset = ((Position.Binary) e.position().orElseThrow()).offset();
            assertTrue(offset >= 0 && offset <= module.length, e::getMessage);
        } catch (RuntimeException | Error e) {
            fail("unexpected for " + HexFormat.of().formatHex(module), e);
        }
    }

    @Test
    void theModuleItselfIsValid() {
        assertEquals(
                2,
                Validator.validate(BinaryDecoder.decode(MODULE, Feature.ALL), Feature.ALL, new TypeRegistry())
                        .info()
                        .size());
    }

    @Test
    void aModuleMayBreakOffAnywhere() {
        for (int length = 0; length < MODULE.length; length++) {
            accept(Arrays.copyOf(MODULE, length));
        }
    }

    @Test
    void anyByteMayBeAnyOther() {
        byte[] module = MODULE.clone();
        for (int i = 0; i < module.length; i++) {
            for (int value = 0; value < 256; value++) {
                module[i] = (byte) value;
                accept(module);
            }
            module[i] = MODULE[i];
        }
    }

    @Test
    void severalBytesMayBeWrong() {
        int inputs = Integer.getInteger("terrace.fuzz.inputs", 5_000);
        Random random = new Random(1);
        for (int i = 0; i < inputs; i++) {
            byte[] module = MODULE.clone();
            int faults = 2 + random.nextInt(6);
            for (int j = 0; j < faults; j++) {
                module[8 + random.nextInt(module.length - 8)] = (byte) random.nextInt(256);
            }
            accept(module);
        }
    }
}
