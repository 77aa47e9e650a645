package dev.terrace.core.binary;

import static dev.terrace.core.ModuleBytes.bytes;
import static dev.terrace.core.ModuleBytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.MalformedException;
import dev.terrace.core.ModuleBytes;
import dev.terrace.core.Position;
import dev.terrace.core.module.CustomSection;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StructType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinaryDecoderTest {
    private static final byte[] NO_TYPE = bytes(0x60, 0, 0);

    private static WasmModule decode(ModuleBytes module) {
        return BinaryDecoder.decode(module.toBytes(), Feature.ALL);
    }

    private static void assertMalformed(String problem, int offset, byte[] module) {
        MalformedException e = assertThrows(MalformedException.class, () -> BinaryDecoder.decode(module, Feature.ALL));
        assertTrue(e.problem().startsWith(problem), e::getMessage);
        assertEquals(new Position.Binary(offset), e.position().orElseThrow(), e::getMessage);
    }

    private static void assertMalformed(String problem, int offset, ModuleBytes module) {
        assertMalformed(problem, offset, module.toBytes());
    }

    @Test
    void anEmptyModuleHasNothing() {
        WasmModule module = decode(new ModuleBytes());
        assertEquals(List.of(), module.types());
        assertEquals(-1, module.start());
        assertEquals(-1, module.dataCount());
    }

    @Test
    void theHeaderIsChecked() {
        assertMalformed("unexpected end", 3, new byte[] {0, 'a', 's'});
        assertMalformed("magic header not detected", 0, new byte[] {'w', 'a', 's', 'm', 1, 0, 0, 0});
        assertMalformed("unknown binary version 13", 4, new byte[] {0, 'a', 's', 'm', 13, 0, 0, 0});
    }

    @Test
    void typesKeepTheirGroupsAndSupertypes() {
        WasmModule module = decode(new ModuleBytes()
                .section(
                        Section.TYPE,
                        3,
                        bytes(0x60, 1, 0x7F, 2, 0x7E, 0x7B),
                        bytes(0x4E, 2, 0x50, 0, 0x5F, 1, 0x78, 1, 0x4F, 1, 1, 0x5F, 2, 0x78, 1, 0x63, 2, 0),
                        bytes(0x5E, 0x6E, 0)));
        FuncType func = (FuncType) module.types().get(0).types().getFirst().comp();
        assertEquals("[i32] -> [i64 v128]", func.toString());
        assertTrue(module.types().get(1).explicit());
        assertFalse(module.types().get(0).explicit());
        StructType struct = (StructType) module.types().get(1).types().get(1).comp();
        assertEquals("(struct (field (mut i8)) (field (ref null 2)))", struct.toString());
        assertFalse(module.types().get(1).types().get(0).isFinal());
        assertTrue(module.types().get(1).types().get(1).isFinal());
        assertEquals("[1]", module.types().get(1).types().get(1).supers().toString());
    }

    @Test
    void limitsSayAddressSharingAndPageSize() {
        WasmModule module = decode(new ModuleBytes()
                .section(Section.TABLE, 1, 0x70, 0x05, 1, 2)
                .section(Section.MEMORY, 3, bytes(0x00, 1), bytes(0x07, 1, 2), bytes(0x08, 3, 0)));
        assertEquals(AddressType.I64, module.tables().getFirst().type().address());
        assertEquals("memory 1", module.memories().get(0).toString());
        assertEquals("memory i64 1 2 shared", module.memories().get(1).toString());
        assertEquals("memory 3 (pagesize 1)", module.memories().get(2).toString());
    }

    @Test
    void importsAndExportsHaveEveryKind() {
        WasmModule module = decode(new ModuleBytes()
                .section(Section.TYPE, 1, NO_TYPE)
                .section(
                        Section.IMPORT,
                        5,
                        bytes("m", "f", 0, 0),
                        bytes("m", "t", 1, 0x6F, 0, 0),
                        bytes("m", "mem", 2, 0, 1),
                        bytes("m", "g", 3, 0x7F, 1),
                        bytes("m", "é", 4, 0, 0))
                .section(
                        Section.EXPORT,
                        5,
                        bytes("a", 0, 0),
                        bytes("b", 1, 0),
                        bytes("c", 2, 0),
                        bytes("d", 3, 0),
                        bytes("e", 4, 0)));
        assertEquals(
                List.of(ExternKind.values()),
                module.imports().stream().map(i -> i.type().kind()).toList());
        assertEquals(
                List.of(ExternKind.values()),
                module.exports().stream().map(e -> e.kind()).toList());
        assertEquals("é", module.imports().getLast().name());
        assertEquals(1, module.importCount(ExternKind.TAG));
    }

    @Test
    void tablesAndGlobalsHaveTheirInitialValues() {
        byte[] bytes = new ModuleBytes()
                .section(Section.TABLE, 2, bytes(0x70, 0, 0), bytes(0x40, 0, 0x70, 0, 1, 0xD0, 0x70, 0x0B))
                .section(Section.TAG, 0)
                .section(Section.GLOBAL, 1, 0x7F, 0, 0x41, 7, 0x0B)
                .toBytes();
        WasmModule module = BinaryDecoder.decode(bytes, Feature.ALL);
        assertNull(module.tables().get(0).init());
        assertEquals(0xD0, bytes[module.tables().get(1).init().start()] & 0xFF);
        assertEquals(
                3,
                module.globals().getFirst().init().end()
                        - module.globals().getFirst().init().start());
    }

    @Test
    void theEightKindsOfElementSegmentsDiffer() {
        byte[] offset = bytes(0x41, 0, 0x0B);
        byte[] nullFunc = bytes(0xD0, 0x70, 0x0B);
        WasmModule module = decode(new ModuleBytes()
                .section(
                        Section.ELEMENT,
                        8,
                        bytes(0, offset, 2, 5, 6),
                        bytes(1, 0, 1, 5),
                        bytes(2, 9, offset, 0, 1, 5),
                        bytes(3, 0, 1, 5),
                        bytes(4, offset, 1, nullFunc),
                        bytes(5, 0x6F, 0),
                        bytes(6, 9, offset, 0x70, 1, nullFunc),
                        bytes(7, 0x64, 0x70, 0)));
        assertEquals(
                List.of(
                        SegmentMode.ACTIVE,
                        SegmentMode.PASSIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.DECLARATIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.PASSIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.DECLARATIVE),
                module.elements().stream().map(ElementSegment::mode).toList());
        assertEquals(List.of(5, 6), module.elements().get(0).functions());
        assertEquals(9, module.elements().get(2).table());
        assertEquals(9, module.elements().get(6).table());
        assertEquals(RefType.FUNCREF, module.elements().get(4).type());
        assertEquals(RefType.EXTERNREF, module.elements().get(5).type());
        assertEquals(
                new RefType(false, AbsHeapType.FUNC), module.elements().get(7).type());
        assertMalformed("malformed elements segment kind 8", 0xB, new ModuleBytes().section(Section.ELEMENT, 1, 8, 0));
    }

    @Test
    void theThreeKindsOfDataSegmentsDiffer() {
        byte[] offset = bytes(0x41, 0, 0x0B);
        WasmModule module = decode(new ModuleBytes()
                .section(Section.DATA_COUNT, 3)
                .section(Section.DATA, 3, bytes(0, offset, "ab"), bytes(1, "c"), bytes(2, 4, offset, "")));
        assertEquals(3, module.dataCount());
        assertEquals(2, module.data().get(0).length());
        assertEquals('a', module.bytes()[module.data().get(0).start()]);
        assertEquals(SegmentMode.PASSIVE, module.data().get(1).mode());
        assertEquals(4, module.data().get(2).memory());
        assertMalformed("malformed data segment kind 3", 0xB, new ModuleBytes().section(Section.DATA, 1, 3, 0));
    }

    @Test
    void bodiesKeepRunsOfLocals() {
        WasmModule module =
                decode(new ModuleBytes().functions(NO_TYPE, bytes(2, 3, 0x7F, u32(1000), 0x7B, 0x01, 0x0B)));
        assertEquals(2, module.bodies().getFirst().locals().size());
        assertEquals(1003, module.bodies().getFirst().localCount());
        assertEquals(
                2, module.bodies().getFirst().end() - module.bodies().getFirst().start());
        assertMalformed(
                "too many locals: 50001",
                0x17,
                new ModuleBytes().functions(NO_TYPE, bytes(1, u32(50_001), 0x7F, 0x0B)));
    }

    @Test
    void sectionsMustBeInOrderAndOfTheirSize() {
        assertMalformed(
                "unexpected content after last section",
                0xB,
                new ModuleBytes().section(Section.IMPORT, 0).section(Section.TYPE, 0));
        assertMalformed(
                "unexpected content after last section",
                0xB,
                new ModuleBytes().section(Section.GLOBAL, 0).section(Section.TAG, 0));
        assertMalformed("section size mismatch", 0xB, new ModuleBytes().section(Section.TYPE, 0, 0));
        assertMalformed("unexpected end", 0xC, new ModuleBytes().section(Section.TYPE, 1, 0x60));
        assertMalformed("malformed section id 14", 8, bytes(new ModuleBytes().toBytes(), 14, 0));
        assertMalformed("length out of bounds", 9, bytes(new ModuleBytes().toBytes(), 1, u32(1000), 0));
    }

    @Test
    void countsOfDifferentSectionsMustAgree() {
        assertMalformed(
                "function and code section have inconsistent lengths: 1 and 0",
                0x12,
                new ModuleBytes().section(Section.TYPE, 1, NO_TYPE).section(Section.FUNCTION, 1, 0));
        assertMalformed(
                "data count and data section have inconsistent lengths: 1 and 0",
                0xB,
                new ModuleBytes().section(Section.DATA_COUNT, 1));
    }

    @Test
    void aCountLargerThanTheModuleReservesNoMemory() {
        assertMalformed(
                "unexpected end of section or function: 4294967295 imports",
                0xA,
                new ModuleBytes().section(Section.IMPORT, u32(-1)));
    }

    @Test
    void aConstantExpressionEndsAtItsOwnEnd() {
        byte[] block = bytes(0x02, 0x7F, 0x41, 0, 0x0B, 0x0B);
        WasmModule module = decode(new ModuleBytes().section(Section.GLOBAL, 1, 0x7F, 0, block));
        assertEquals(
                block.length,
                module.globals().getFirst().init().end()
                        - module.globals().getFirst().init().start());
        assertMalformed("unexpected end", 0xF, new ModuleBytes().section(Section.GLOBAL, 1, 0x7F, 0, 0x41, 0));
        assertMalformed("illegal opcode ff", 0xD, new ModuleBytes().section(Section.GLOBAL, 1, 0x7F, 0, 0xFF, 0));
    }

    @Test
    void customSectionsKeepTheirPlace() {
        WasmModule module = decode(new ModuleBytes()
                .section(Section.CUSTOM, "first", 1, 2, 3)
                .section(Section.TYPE, 0)
                .section(Section.TAG, 0)
                .section(Section.CUSTOM, "second"));
        assertEquals(
                List.of(new CustomSection("first", 0, 0x10, 3), new CustomSection("second", 13, 0x22, 0)),
                module.customs());
        assertMalformed("malformed UTF-8 encoding", 0xB, new ModuleBytes().section(Section.CUSTOM, 1, 0xFF));
    }

    @Test
    void namesAreReadUpToTheFirstFault() {
        WasmModule module = decode(new ModuleBytes()
                .section(
                        Section.CUSTOM,
                        "name",
                        bytes(0, 2, "m"),
                        bytes(1, 4, 1, 7, "f"),
                        bytes(2, 6, 1, 7, 1, 0, "x"),
                        bytes(4, 5, 2, 1, "t", 2),
                        bytes(9, 4, 1, 0, "late")));
        assertEquals("m", module.names().module());
        assertEquals(Map.of(7, "f"), module.names().functions());
        assertEquals(Map.of(7, Map.of(0, "x")), module.names().locals());
        assertEquals(Map.of(1, "t"), module.names().types());
        assertEquals(Map.of(), module.names().data());
    }

    @Test
    void itemsKeepTheirOffsets() {
        WasmModule module = decode(new ModuleBytes().section(Section.TYPE, 2, NO_TYPE, NO_TYPE));
        assertEquals(0xB, module.offsets().of(Section.TYPE, 0));
        assertEquals(0xE, module.offsets().of(Section.TYPE, 1));
        assertEquals(-1, module.offsets().of(Section.TYPE, 2));
        assertEquals(-1, module.offsets().of(Section.GLOBAL, 0));
    }

    @Test
    void syntaxOfAFeatureThatIsOffIsRefusedByName() {
        ModuleBytes gc = new ModuleBytes().section(Section.TYPE, 1, 0x5E, 0x78, 0);
        assertRefused(Feature.GC, 0xB, gc);
        assertRefused(Feature.SIMD, 0xD, new ModuleBytes().section(Section.TYPE, 1, 0x60, 1, 0x7B, 0));
        assertRefused(Feature.REFERENCE_TYPES, 0xB, new ModuleBytes().section(Section.TABLE, 1, 0x6F, 0, 0));
        assertRefused(
                Feature.FUNCTION_REFERENCES, 0xB, new ModuleBytes().section(Section.GLOBAL, 1, 0x64, 0x70, 0, 0x0B));
        assertRefused(Feature.EXCEPTIONS, 0xB, new ModuleBytes().section(Section.GLOBAL, 1, 0x69, 0, 0x0B));
        assertRefused(Feature.THREADS, 0xB, new ModuleBytes().section(Section.MEMORY, 1, 3, 0, 1));
        assertRefused(Feature.MEMORY64, 0xB, new ModuleBytes().section(Section.MEMORY, 1, 4, 0));
        assertRefused(Feature.CUSTOM_PAGE_SIZES, 0xB, new ModuleBytes().section(Section.MEMORY, 1, 8, 0, 0));
        assertRefused(Feature.BULK_MEMORY, 0xA, new ModuleBytes().section(Section.DATA_COUNT, 0));
        assertRefused(Feature.BULK_MEMORY, 0xB, new ModuleBytes().section(Section.ELEMENT, 1, 1, 0, 0));
    }

    @Test
    void eitherFormOfExceptionsBringsTags() {
        byte[] tag = new ModuleBytes().section(Section.TAG, 1, 0, 0).toBytes();
        for (Feature feature : List.of(Feature.EXCEPTIONS, Feature.LEGACY_EXCEPTIONS)) {
            assertEquals(1, BinaryDecoder.decode(tag, Set.of(feature)).tags().size());
        }
        assertThrows(MalformedException.class, () -> BinaryDecoder.decode(tag, Feature.WASM2));
    }

    private static void assertRefused(Feature feature, int offset, ModuleBytes module) {
        Set<Feature> others = EnumSet.allOf(Feature.class);
        others.remove(feature);
        MalformedException e =
                assertThrows(MalformedException.class, () -> BinaryDecoder.decode(module.toBytes(), others));
        assertTrue(e.problem().endsWith("needs the feature " + feature + ", which is turned off"), e::getMessage);
        assertEquals(new Position.Binary(offset), e.position().orElseThrow(), e::getMessage);
    }

    @Test
    void typesThatEveryVersionHasNeedNoFeature() {
        WasmModule module = BinaryDecoder.decode(
                new ModuleBytes()
                        .section(Section.TYPE, 1, 0x60, 4, 0x7F, 0x7E, 0x7D, 0x7C, 1, 0x7F)
                        .section(Section.TABLE, 1, 0x70, 0, 0)
                        .toBytes(),
                Feature.WASM1);
        assertEquals(
                NumType.F64,
                ((FuncType) module.types().getFirst().types().getFirst().comp())
                        .params()
                        .get(3));
    }
}
