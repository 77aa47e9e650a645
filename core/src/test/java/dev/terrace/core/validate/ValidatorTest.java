package dev.terrace.core.validate;

import static dev.terrace.core.ModuleBytes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.ModuleBytes;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.Section;
import dev.terrace.core.types.TypeRegistry;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private static final byte[] NO_TYPE = bytes(0x60, 0, 0);

    private static ValidModule validate(ModuleBytes module, Set<Feature> features) {
        return Validator.validate(BinaryDecoder.decode(module.toBytes(), features), features, new TypeRegistry());
    }

    private static ValidModule validate(ModuleBytes module) {
        return validate(module, Feature.ALL);
    }

    private static <T extends WasmFormatException> void assertRefused(
            Class<T> kind, String problem, int offset, ModuleBytes module, Set<Feature> features) {
        T e = assertThrows(kind, () -> validate(module, features));
        assertTrue(e.problem().startsWith(problem), e::getMessage);
        assertEquals(new Position.Binary(offset), e.position().orElseThrow(), e::getMessage);
    }

    private static void assertInvalid(String problem, int offset, ModuleBytes module) {
        assertRefused(InvalidException.class, problem, offset, module, Feature.ALL);
    }

    private static void assertMalformed(String problem, int offset, ModuleBytes module) {
        assertRefused(MalformedException.class, problem, offset, module, Feature.ALL);
    }

    private static Set<Feature> allBut(Feature feature) {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        features.remove(feature);
        return features;
    }

    /** A module of one function of type [] -> []; its instructions begin at offset 0x17. */
    private static ModuleBytes body(Object... instructions) {
        return new ModuleBytes().functions(NO_TYPE, bytes(0, bytes(instructions), 0x0B));
    }

    private static FunctionInfo info(ModuleBytes module) {
        return validate(module).info().getFirst();
    }

    @Test
    void anInstructionWithWrongOperandsIsNamedWithItsOffset() {
        assertInvalid(
                "type mismatch: instruction requires [i32] but stack has [i64]: i32.add",
                0x1B,
                body(0x41, 0, 0x42, 0, 0x6A, 0x1A));
        assertInvalid("type mismatch: instruction requires [any value] but stack has []", 0x17, body(0x1A));
        assertInvalid("type mismatch: block requires [] but stack has [i32]", 0x19, body(0x41, 0));
    }

    @Test
    void unreachableCodeMayHaveAnyOperands() {
        validate(body(0x00, 0x6A, 0x1A));
        validate(body(0x00, 0x1B, 0x1A));
        validate(body(0x00, 0xD4, 0xD1, 0x1A));
        assertInvalid("type mismatch", 0x19, body(0x00, 0xD4, 0x45, 0x1A));
        assertInvalid("type mismatch", 0x1A, body(0x00, 0x42, 0, 0x45, 0x1A));
    }

    @Test
    void aFrameIsAsLargeAsItsLocalsAndItsDeepestOperands() {
        FunctionInfo info = info(new ModuleBytes()
                .functions(
                        bytes(0x60, 1, 0x7F, 0), bytes(1, 2, 0x7B, 0x20, 0, 0x20, 1, 0x1A, 0x1A, 0x20, 0, 0x1A, 0x0B)));
        assertEquals("[i32, v128, v128]", info.locals().toString());
        assertEquals(5, info.localSlots());
        assertEquals(8, info.frameSlots());
        assertEquals(false, info.usesRefs());
        assertEquals(true, info(body(0xD0, 0x70, 0x1A)).usesRefs());
    }

    @Test
    void aFrameHoldsAtLeastTheResults() {
        assertEquals(
                4,
                info(new ModuleBytes().functions(bytes(0x60, 0, 2, 0x7B, 0x7B), bytes(0, 0x00, 0x0B)))
                        .frameSlots());
    }

    @Test
    void everyBlockSaysWhereItGoesOnAndEnds() {
        // block(17) if(1b) else(1e) end(20) end(21)
        BlockTable blocks = info(body(0x02, 0x40, 0x41, 0, 0x04, 0x40, 0x01, 0x05, 0x01, 0x0B, 0x0B))
                .blocks();
        assertEquals(2, blocks.size());
        assertEquals("[23, 33, 33, 27, 30, 32]", blocks.toString());
        assertEquals(1, blocks.find(0x18));
    }

    @Test
    void everyPartOfALegacyTryHasARow() {
        ModuleBytes module = new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .section(Section.TAG, 1, 0, 0)
                // try(1c) catch(1f) catch_all(22) rethrow(23) end(25)
                .code(bytes(0, 0x06, 0x40, 0x01, 0x07, 0, 0x01, 0x19, 0x09, 0, 0x0B, 0x0B));
        assertEquals(
                "[28, 31, 31, 31, 34, 34, 34, 37, 37]", info(module).blocks().toString());
    }

    @Test
    void aLoopHeaderHasItsOperandsAndBackEdges() {
        // i64.const; i32.const; loop (param i32): br_if 0 would need [i32]; i32.const, br_if, br_if, drop end; drop
        ModuleBytes module = new ModuleBytes()
                .section(Section.TYPE, 2, NO_TYPE, bytes(0x60, 1, 0x7F, 0))
                .section(Section.FUNCTION, 1, 0)
                .code(bytes(0, 0x42, 0, 0x41, 0, 0x03, 1, 0x41, 1, 0x0D, 0, 0x41, 1, 0x0D, 0, 0x1A, 0x0B, 0x1A, 0x0B));
        FunctionInfo.LoopHeader loop = info(module).loops().getFirst();
        assertEquals("[i64, i32]", loop.operands().toString());
        assertEquals(2, loop.height());
        assertEquals(2, loop.backEdges());
        assertEquals(0x1F, loop.offset());
    }

    @Test
    void theHeightOfALoopHeaderCountsLocalsAndOperands() {
        // Locals v128 and i32; i64.const; loop br 0 end; drop
        FunctionInfo info = info(new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .code(bytes(2, 1, 0x7B, 1, 0x7F, 0x42, 0, 0x03, 0x40, 0x0C, 0, 0x0B, 0x1A, 0x0B)));
        assertEquals(3, info.localSlots());
        assertEquals(4, info.loops().getFirst().height());
    }

    @Test
    void branchesThatCannotHappenAreNoBackEdges() {
        FunctionInfo info = info(body(0x03, 0x40, 0x0F, 0x0C, 0, 0x0B));
        assertEquals(0, info.loops().getFirst().backEdges());
    }

    @Test
    void aBranchTableCountsALoopOnce() {
        FunctionInfo info = info(body(0x03, 0x40, 0x41, 0, 0x0E, 3, 0, 0, 1, 0, 0x0B));
        assertEquals(1, info.loops().getFirst().backEdges());
    }

    @Test
    void aBodyMustEndWhereItsSizeSays() {
        assertMalformed("unexpected end", 0x18, new ModuleBytes().functions(NO_TYPE, bytes(0, 0x01)));
        assertMalformed(
                "END opcode expected", 0x19, new ModuleBytes().functions(NO_TYPE, bytes(0, 0x01), bytes(0, 0x0B)));
        assertMalformed("section size mismatch", 0x18, body(0x0B));
        assertMalformed("END opcode expected: else without if", 0x17, body(0x05));
    }

    @Test
    void aLocalWithoutDefaultMustBeSetBeforeItIsRead() {
        ModuleBytes module = new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .section(Section.EXPORT, 1, "f", 0, 0)
                // ref.func 0, local.set 0, local.get 0, drop
                .code(bytes(1, 1, 0x64, 0, 0xD2, 0, 0x21, 0, 0x20, 0, 0x1A, 0x0B));
        validate(module);
        ModuleBytes inBlock = new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .section(Section.EXPORT, 1, "f", 0, 0)
                .code(bytes(1, 1, 0x64, 0, 0x02, 0x40, 0xD2, 0, 0x21, 0, 0x0B, 0x20, 0, 0x1A, 0x0B));
        assertInvalid("uninitialized local 0", 0x28, inBlock);
    }

    @Test
    void aFunctionReferenceMustBeDeclaredOutsideOfBodies() {
        assertInvalid("undeclared function reference 0", 0x17, body(0xD2, 0, 0x1A));
    }

    @Test
    void equalGroupsOfDifferentModulesAreOneType() {
        TypeRegistry registry = new TypeRegistry();
        byte[] group = bytes(0x4E, 2, 0x60, 1, 0x64, 1, 0, 0x5F, 1, 0x63, 0, 1);
        ValidModule first = validate(new ModuleBytes().section(Section.TYPE, 1, group), registry);
        ValidModule second = validate(
                new ModuleBytes()
                        .section(Section.TYPE, 2, NO_TYPE, bytes(0x4E, 2, 0x60, 1, 0x64, 2, 0, 0x5F, 1, 0x63, 1, 1)),
                registry);
        assertSame(first.types().get(0), second.types().get(1));
        assertSame(first.types().get(1), second.types().get(2));
        assertNotSame(first.types().get(0), second.types().get(0));
    }

    private static ValidModule validate(ModuleBytes module, TypeRegistry registry) {
        return Validator.validate(BinaryDecoder.decode(module.toBytes(), Feature.ALL), Feature.ALL, registry);
    }

    @Test
    void subtypesMustMatchATypeThatIsOpen() {
        byte[] open = bytes(0x50, 0, 0x5F, 1, 0x7F, 0);
        byte[] closed = bytes(0x5F, 1, 0x7F, 0);
        validate(new ModuleBytes().section(Section.TYPE, 2, open, bytes(0x50, 1, 0, 0x5F, 2, 0x7F, 0, 0x7E, 1)));
        assertInvalid(
                "sub type 1 has a supertype that is final",
                0xF,
                new ModuleBytes().section(Section.TYPE, 2, closed, bytes(0x50, 1, 0, 0x5F, 1, 0x7F, 0)));
        assertInvalid(
                "sub type 1 does not match its supertype",
                0x11,
                new ModuleBytes().section(Section.TYPE, 2, open, bytes(0x50, 1, 0, 0x5F, 1, 0x7E, 0)));
        assertInvalid("unknown type 1", 0xB, new ModuleBytes().section(Section.TYPE, 1, 0x60, 1, 0x64, 1, 0));
        assertInvalid(
                "unknown type 1", 0xB, new ModuleBytes().section(Section.TYPE, 2, bytes(0x50, 1, 1, 0x5F, 0), open));
    }

    @Test
    void aChainOfSupertypesHasALimit() {
        byte[] types = bytes(0x50, 0, 0x5F, 0);
        for (int i = 0; i < 64; i++) {
            types = bytes(types, 0x50, 1, i, 0x5F, 0);
        }
        byte[] chain = types;
        validate(new ModuleBytes().section(Section.TYPE, 64, (Object) Arrays.copyOf(chain, 4 + 63 * 5)));
        InvalidException e = assertThrows(
                InvalidException.class, () -> validate(new ModuleBytes().section(Section.TYPE, 65, (Object) chain)));
        assertTrue(e.problem().startsWith("sub type 64 has more than 63 supertypes"), e::getMessage);
    }

    @Test
    void memoriesAndTablesHaveLimits() {
        byte[] page65537 = bytes(0x81, 0x80, 0x04);
        assertInvalid(
                "memory size must be at most 65536 pages (4GiB)",
                0xB,
                new ModuleBytes().section(Section.MEMORY, 1, 0, page65537));
        assertInvalid(
                "size minimum must not be greater than maximum",
                0xD,
                new ModuleBytes().section(Section.MEMORY, 2, bytes(0, 0), bytes(1, 2, 1)));
        assertInvalid("shared memory must have maximum", 0xB, new ModuleBytes().section(Section.MEMORY, 1, 2, 0));
        assertInvalid("invalid custom page size", 0xB, new ModuleBytes().section(Section.MEMORY, 1, 8, 0, 1));
        assertInvalid(
                "table size must be at most 4294967295",
                0xB,
                new ModuleBytes().section(Section.TABLE, 1, 0x70, 0, 0x80, 0x80, 0x80, 0x80, 0x10));
        validate(new ModuleBytes().section(Section.TABLE, 1, 0x70, 4, 0x80, 0x80, 0x80, 0x80, 0x10));
    }

    @Test
    void exportsHaveNamesOfTheirOwn() {
        assertInvalid(
                "duplicate export name \"m\"",
                0x14,
                new ModuleBytes()
                        .section(Section.MEMORY, 1, 0, 0)
                        .section(Section.EXPORT, 2, bytes("m", 2, 0), bytes("m", 2, 0)));
        assertInvalid("unknown global 3", 0xB, new ModuleBytes().section(Section.EXPORT, 1, "g", 3, 3));
    }

    @Test
    void onlyConstantInstructionsInitialiseGlobals() {
        byte[] add = bytes(0x7F, 0, 0x41, 1, 0x41, 2, 0x6A, 0x0B);
        ModuleBytes module = new ModuleBytes().section(Section.GLOBAL, 1, add);
        validate(module);
        assertRefused(
                InvalidException.class,
                "constant expression required: here i32.add needs the feature extended-const",
                0x11,
                module,
                allBut(Feature.EXTENDED_CONST));
        assertInvalid(
                "constant expression required",
                0xF,
                new ModuleBytes().section(Section.GLOBAL, 1, 0x7F, 0, 0x41, 1, 0x45, 0x0B));
        ModuleBytes earlier = new ModuleBytes()
                .section(Section.GLOBAL, 2, bytes(0x7F, 0, 0x41, 1, 0x0B), bytes(0x7F, 0, 0x23, 0, 0x0B));
        validate(earlier);
        assertRefused(InvalidException.class, "constant expression required", 0x12, earlier, allBut(Feature.GC));
        assertInvalid("unknown global 0", 0xD, new ModuleBytes().section(Section.GLOBAL, 1, 0x7F, 0, 0x23, 0, 0x0B));
    }

    @Test
    void instructionsOfAFeatureThatIsOffAreRefusedByName() {
        assertRefused(
                MalformedException.class,
                "illegal opcode: i32.extend8_s needs the feature sign-extension, which is turned off",
                0x19,
                body(0x41, 0, 0xC0, 0x1A),
                allBut(Feature.SIGN_EXTENSION));
        assertRefused(
                MalformedException.class,
                "needs the feature multi-value, which is turned off",
                0x17,
                body(0x02, 0, 0x0B),
                Feature.WASM1);
        assertRefused(
                MalformedException.class,
                "needs the feature reference-types, which is turned off",
                0x18,
                body(0x00, 0x02, 0x6F, 0x00, 0x0B, 0x1A),
                Feature.WASM1);
        assertRefused(
                InvalidException.class,
                "multiple memories: needs the feature multi-memory, which is turned off",
                0xD,
                new ModuleBytes().section(Section.MEMORY, 2, bytes(0, 0), bytes(0, 0)),
                Feature.WASM2);
        assertRefused(
                InvalidException.class,
                "mutable globals cannot be imported or exported: needs the feature mutable-globals",
                0xB,
                new ModuleBytes().section(Section.IMPORT, 1, "m", "g", 3, 0x7F, 1),
                Feature.WASM1);
    }

    @Test
    void memoryAccessesAreChecked() {
        assertInvalid("unknown memory 0", 0x19, body(0x41, 0, 0x28, 0, 0, 0x1A));
        assertInvalid("alignment must not be larger than natural", 0x1E, withMemory(0x41, 0, 0x28, 3, 0, 0x1A));
        assertInvalid("alignment of an atomic", 0x1E, withMemory(0x41, 0, 0xFE, 0x10, 1, 0, 0x1A));
        assertInvalid(
                "offset out of range: 4294967296",
                0x1E,
                withMemory(0x41, 0, 0x28, 0, 0x80, 0x80, 0x80, 0x80, 0x10, 0x1A));
    }

    private static ModuleBytes withMemory(Object... instructions) {
        return new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .section(Section.MEMORY, 1, 0, 1)
                .code(bytes(0, bytes(instructions), 0x0B));
    }

    @Test
    void lanesMustExist() {
        byte[] zero = bytes(0xFD, 0x0C, new byte[16]);
        validate(body(zero, 0xFD, 0x1B, 3, 0x1A));
        assertInvalid("invalid lane index 4", 0x29, body(zero, 0xFD, 0x1B, 4, 0x1A));
        assertInvalid("invalid lane index 32", 0x3B, body(zero, zero, 0xFD, 0x0D, new byte[15], 32, 0x1A));
    }

    @Test
    void theDataCountSectionComesBeforeCodeThatNeedsIt() {
        ModuleBytes without =
                new ModuleBytes().functions(NO_TYPE, bytes(0, 0xFC, 9, 0, 0x0B)).section(Section.DATA, 1, 1, 0);
        assertMalformed("data count section required", 0x17, without);
        validate(new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(Section.FUNCTION, 1, 0)
                .section(Section.DATA_COUNT, 1)
                .code(bytes(0, 0xFC, 9, 0, 0x0B))
                .section(Section.DATA, 1, 1, 0));
    }

    @Test
    void theStartFunctionTakesAndGivesNothing() {
        assertInvalid(
                "start function must have type [] -> [], not [i32] -> []",
                0x15,
                new ModuleBytes()
                        .section(Section.TYPE, 1, 0x60, 1, 0x7F, 0)
                        .section(Section.FUNCTION, 1, 0)
                        .section(Section.START, 0)
                        .code(bytes(0, 0x0B)));
    }

    @Test
    void indexSpacesBeginWithTheImports() {
        ValidModule module = validate(new ModuleBytes()
                .section(Section.TYPE, 2, NO_TYPE, bytes(0x60, 0, 1, 0x7F))
                .section(Section.IMPORT, 2, bytes("m", "f", 0, 0), bytes("m", "g", 3, 0x7E, 0))
                .section(Section.FUNCTION, 1, 1)
                .section(Section.GLOBAL, 1, 0x7E, 0, 0x23, 0, 0x0B)
                .code(bytes(0, 0x41, 0, 0x0B)));
        assertEquals(1, module.importedFunctions());
        assertEquals(List.of(module.types().get(0), module.types().get(1)), module.functions());
        assertEquals(2, module.globals().size());
        assertSame(module.types().get(1), module.info().getFirst().type());
    }
}
