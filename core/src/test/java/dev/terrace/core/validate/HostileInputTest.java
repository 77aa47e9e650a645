package dev.terrace.core.validate;

import static dev.terrace.core.ModuleBytes.bytes;
import static dev.terrace.core.ModuleBytes.repeat;
import static dev.terrace.core.ModuleBytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.InvalidException;
import dev.terrace.core.ModuleBytes;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.Section;
import dev.terrace.core.types.TypeRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small modules that ask for much: time and memory must stay in proportion to their bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
    private static final byte[] NO_TYPE = bytes(0x60, 0, 0);

    private static ValidModule validate(ModuleBytes module) {
        return Validator.validate(BinaryDecoder.decode(module.toBytes(), Feature.ALL), Feature.ALL, new TypeRegistry());
    }

    @Test
    void blocksMayNestDeeply() {
        int depth = 300_000;
        ValidModule module = validate(
                new ModuleBytes().functions(NO_TYPE, bytes(0, repeat(depth, 0x02, 0x40), repeat(depth, 0x0B), 0x0B)));
        assertEquals(depth, module.info().getFirst().blocks().size());
    }

    @Test
    void manyFunctionsMayDeclareManyLocals() {
        byte[][] bodies = new byte[30_000][];
        Arrays.fill(bodies, bytes(1, u32(50_000), 0x7F, 0x20, u32(49_999), 0x1A, 0x0B));
        ValidModule module = validate(new ModuleBytes().functions(NO_TYPE, bodies));
        assertEquals(50_001, module.info().getLast().frameSlots());
    }

    @Test
    void manyFunctionsMayDeclareManyLocalsWithoutDefaults() {
        byte[][] bodies = new byte[30_000][];
        Arrays.fill(bodies, bytes(1, u32(50_000), 0x64, 0x6C, 0x0B));
        assertEquals(
                50_000,
                validate(new ModuleBytes().functions(NO_TYPE, bodies))
                        .info()
                        .getLast()
                        .localSlots());
    }

    @Test
    void manyBranchTablesMayHaveManyLabels() {
        int depth = 1000;
        byte[] labels = new byte[0];
        for (int i = 0; i < depth; i++) {
            labels = bytes(labels, u32(i));
        }
        byte[] table = bytes(0x41, 0, 0x0E, u32(depth), labels, 0);
        byte[] tables = new byte[0];
        for (int i = 0; i < 200; i++) {
            tables = bytes(tables, table);
        }
        ValidModule module = validate(new ModuleBytes()
                .functions(NO_TYPE, bytes(0, repeat(depth, 0x03, 0x40), tables, repeat(depth, 0x0B), 0x0B)));
        assertEquals(1, module.info().getFirst().loops().getFirst().backEdges());
    }

    @Test
    void aStackOfTooManyOperandsIsRefused() {
        ModuleBytes module = new ModuleBytes()
                .section(Section.TYPE, 1, 0x60, 0, u32(1000), repeat(1000, 0x7B))
                .section(Section.FUNCTION, 1, 0)
                .code(bytes(0, repeat(100_000, 0x10, 0), 0x00, 0x0B));
        InvalidException e = assertThrows(InvalidException.class, () -> validate(module));
        assertTrue(e.problem().startsWith("too many operands"), e::getMessage);
    }

    @Test
    void loopsAboveTooManyOperandsAreRefused() {
        ModuleBytes module = new ModuleBytes()
                .functions(NO_TYPE, bytes(0, repeat(100_000, 0x41, 0), repeat(100_000, 0x03, 0x40, 0x0B), 0x00, 0x0B));
        InvalidException e = assertThrows(InvalidException.class, () -> validate(module));
        assertTrue(e.problem().startsWith("too many operands at loops"), e::getMessage);
    }

    @Test
    void aFixedArrayOfTooManyElementsIsRefused() {
        ModuleBytes module = new ModuleBytes()
                .section(Section.TYPE, 2, NO_TYPE, bytes(0x5E, 0x7F, 0))
                .section(Section.FUNCTION, 1, 0)
                .code(bytes(0, 0x00, 0xFB, 8, 1, u32(-1), 0x1A, 0x0B));
        assertThrows(InvalidException.class, () -> validate(module));
    }

    @Test
    void tryTablesMayHaveManyClauses() {
        int clauses = 200_000;
        validate(new ModuleBytes()
                .functions(NO_TYPE, bytes(0, 0x1F, 0x40, u32(clauses), repeat(clauses, 2, 0), 0x0B, 0x0B)));
    }
}
