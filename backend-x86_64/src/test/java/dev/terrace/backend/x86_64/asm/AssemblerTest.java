package dev.terrace.backend.x86_64.asm;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private final Assembler asm = new Assembler(CpuFeatures.BASELINE);

    private static String hex(AssembledCode code) {
        return HexFormat.of().formatHex(code.at(0, symbol -> 0));
    }

    private static ByteBuffer bytes(AssembledCode code) {
        return ByteBuffer.wrap(code.at(0, symbol -> 0)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void emitBytes(int count) {
        for (int i = 0; i < count; i++) {
            asm.emit(Instruction.NOP);
        }
    }

    @Test
    void aJumpBackHasTheFormThatReaches() {
        Label start = new Label();
        asm.bind(start);
        emitBytes(126);
        asm.jump(start);
        asm.jump(Condition.L, start);
        AssembledCode code = asm.finish();
        assertEquals("eb80", hex(code).substring(2 * 126, 2 * 128));
        assertEquals("0f8c7affffff", hex(code).substring(2 * 128));
    }

    @Test
    void aJumpForwardHasTheFormThatReaches() {
        Label end = new Label();
        asm.jump(Condition.E, end);
        asm.jump(end);
        emitBytes(127);
        asm.bind(end);
        AssembledCode code = asm.finish();
        assertEquals("0f8481000000eb7f", hex(code).substring(0, 16));
        assertEquals(135, code.offsetOf(end));
    }

    @Test
    void aJumpThatBecomesLongPutsOthersOutOfReach() {
        // The inner jump becomes long because of the distance; only then the outer one no longer reaches.
        Label inner = new Label();
        Label outer = new Label();
        asm.jump(outer);
        asm.jump(inner);
        emitBytes(125);
        asm.bind(outer);
        emitBytes(3);
        asm.bind(inner);
        String hex = hex(asm.finish());
        assertEquals("e982000000e980000000", hex.substring(0, 20));
    }

    @Test
    void jumpsThatBecomeLongOneAfterTheOtherAreFinishedSoon() {
        // Each jump reaches just as long as the one after it is short, so that the last starts an avalanche backwards.
        int jumps = 20_000;
        Label[] targets = new Label[jumps + 64];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = new Label();
        }
        for (int i = 0; i < targets.length; i++) {
            asm.bind(targets[i]);
            if (i + 64 < targets.length) {
                asm.jump(targets[i + 64]);
            } else {
                emitBytes(i == targets.length - 1 ? 3 : 2);
            }
        }
        AssembledCode code = asm.finish();
        byte[] bytes = code.at(0, symbol -> 0);
        for (int i = 0; i < jumps; i++) {
            int at = code.offsetOf(targets[i]);
            DecodedInstruction jump = Decoder.decode(bytes, at, bytes.length).orElseThrow();
            assertEquals(
                    new Relative(code.offsetOf(targets[i + 64]) - at - jump.length()),
                    jump.operands().getFirst());
        }
    }

    @Test
    void jumpsAcrossPaddingReachTheirLabels() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Assembler code = new Assembler(CpuFeatures.BASELINE);
            List<Label> labels = Stream.generate(Label::new).limit(40).toList();
            List<Label> jumps = new ArrayList<>();
            List<Label> targets = new ArrayList<>();
            for (Label label : labels) {
                if (random.nextBoolean()) {
                    code.align(1 << random.nextInt(7));
                }
                code.bind(label);
                for (int i = random.nextInt(8); i > 0; i--) {
                    jumps.add(new Label());
                    targets.add(labels.get(random.nextInt(labels.size())));
                    code.bind(jumps.getLast());
                    code.jump(Condition.S, targets.getLast());
                }
            }
            AssembledCode finished = code.finish();
            byte[] bytes = finished.at(0, symbol -> 0);
            for (int i = 0; i < jumps.size(); i++) {
                int at = finished.offsetOf(jumps.get(i));
                DecodedInstruction jump =
                        Decoder.decode(bytes, at, bytes.length).orElseThrow();
                int distance = finished.offsetOf(targets.get(i)) - at - jump.length();
                assertEquals(List.of(new Relative(distance)), jump.operands(), "seed " + seed);
            }
        }
    }

    @Test
    void codeIsAlignedWithTheNopsThatTheManualRecommends() {
        Label aligned = new Label();
        asm.emit(Instruction.RET);
        asm.align(32);
        asm.bind(aligned);
        asm.emit(Instruction.RET);
        AssembledCode code = asm.finish();
        assertEquals(
                "c3" + "660f1f840000000000".repeat(3) + "0f1f4000" + "c3", hex(code), "31 bytes are 9 + 9 + 9 + 4");
        assertEquals(32, code.offsetOf(aligned));
        assertEquals(32, code.alignment());
    }

    @Test
    void paddingOfEveryLengthIsMadeOfInstructions() {
        for (int count = 1; count < 32; count++) {
            CodeBuffer buffer = new CodeBuffer(32);
            Nops.put(buffer, count);
            byte[] bytes = buffer.toArray();
            assertEquals(count, bytes.length);
            for (int at = 0; at < count; ) {
                at += Decoder.decode(bytes, at, count).orElseThrow().length();
            }
        }
    }

    @Test
    void theDistanceToALabelCountsFromBehindTheImmediate() {
        Label here = new Label();
        asm.bind(here);
        asm.emit(Instruction.CMP_RM32_I32, new LabelAddress(here, 4), imm(1000));
        asm.emit(Instruction.LEA_R64_M, Gpr.RAX, new LabelAddress(here, 0));
        assertEquals("813dfaffffffe8030000" + "488d05efffffff", hex(asm.finish()));
    }

    @Test
    void distancesAcrossJumpsAndPaddingAreThoseOfTheFinishedCode() {
        Label function = new Label();
        Label over = new Label();
        asm.call(function);
        asm.emit(Instruction.LEA_R64_M, Gpr.RAX, new LabelAddress(function, 0));
        asm.jump(over);
        emitBytes(200);
        asm.bind(over);
        asm.align(64);
        asm.bind(function);
        asm.emit(Instruction.RET);
        ByteBuffer code = bytes(asm.finish());
        assertEquals(256 - 5, code.getInt(1));
        assertEquals(256 - 12, code.getInt(8));
        assertEquals((byte) 0xC3, code.get(256));
    }

    @Test
    void constantsAreAlignedAndThereOnce() {
        asm.emit(Instruction.ADDSS_X_XM32, Xmm.XMM0, asm.constant(Float.floatToIntBits(1)));
        asm.emit(Instruction.ADDSD_X_XM64, Xmm.XMM0, asm.constant(Double.doubleToLongBits(2)));
        asm.emit(Instruction.PAND_X_XM128, Xmm.XMM0, asm.constant(1L, 2L));
        asm.emit(Instruction.PAND_X_XM128, Xmm.XMM1, asm.constant(1L, 2L));
        asm.emit(Instruction.ADDSD_X_XM64, Xmm.XMM1, asm.constant(Double.doubleToLongBits(2)));
        AssembledCode code = asm.finish();
        assertEquals(5 * 8, code.instructionBytes());
        ByteBuffer bytes = bytes(code);
        assertEquals(48 + 16 + 8 + 4, bytes.capacity());
        assertEquals(1, bytes.getLong(48));
        assertEquals(2, bytes.getLong(56));
        assertEquals(2.0, bytes.getDouble(64));
        assertEquals(1.0f, bytes.getFloat(72));
        int[] targets = {72, 64, 48, 48, 64};
        for (int i = 0; i < targets.length; i++) {
            assertEquals(targets[i], 8 * i + 8 + bytes.getInt(8 * i + 4));
        }
    }

    @Test
    void aTableOfJumpsHasDistancesFromItsBeginning() {
        Label first = new Label();
        Label second = new Label();
        asm.emit(Instruction.LEA_R64_M, Gpr.RAX, asm.jumpTable(List.of(second, first, second)));
        asm.bind(first);
        emitBytes(20);
        asm.bind(second);
        asm.emit(Instruction.RET);
        AssembledCode code = asm.finish();
        ByteBuffer bytes = bytes(code);
        int table = 7 + bytes.getInt(3);
        assertEquals(32, table);
        assertEquals(code.offsetOf(second), table + bytes.getInt(table));
        assertEquals(code.offsetOf(first), table + bytes.getInt(table + 4));
        assertEquals(code.offsetOf(second), table + bytes.getInt(table + 8));
    }

    @Test
    void symbolsAreFilledInWhereTheCodeIsInstalled() {
        Symbol near = new Symbol(1);
        Symbol far = new Symbol(2);
        Label over = new Label();
        asm.jump(over);
        emitBytes(128);
        asm.bind(over);
        asm.emit(Instruction.CALL_REL32, near);
        asm.emit(Instruction.MOVABS_R64_I64, Gpr.R11, far);
        asm.emit(Instruction.JMP_RM64, asm.constant(far));
        AssembledCode code = asm.finish();
        byte[] at = code.at(0x10000, symbol -> symbol.equals(near) ? 0x8000 : 0x123456789ABCL);
        ByteBuffer bytes = ByteBuffer.wrap(at).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x8000 - (0x10000 + 5 + 128 + 5), bytes.getInt(5 + 128 + 1));
        assertEquals(0x123456789ABCL, bytes.getLong(5 + 128 + 5 + 2));
        assertEquals(0x123456789ABCL, bytes.getLong(at.length - 8));
        assertEquals(3, code.relocations().size());
    }

    @Test
    void aSymbolThatIsCalledMustBeWithinReach() {
        asm.emit(Instruction.CALL_REL32, new Symbol(7));
        AssembledCode code = asm.finish();
        assertEquals(
                "Symbol[id=7] at 0x180000005 is out of reach of code at 0x100000000",
                assertThrows(IllegalArgumentException.class, () -> code.at(0x100000000L, symbol -> 0x180000005L))
                        .getMessage());
        assertArrayEquals(HexFormat.of().parseHex("e8ffffff7f"), code.at(0x100000000L, symbol -> 0x180000004L));
    }

    @Test
    void aSymbolNeedsRoomForItsAddress() {
        Symbol symbol = new Symbol(1);
        assertEquals(
                "JMP_REL8 has no room for the address of Symbol[id=1]",
                assertThrows(IllegalArgumentException.class, () -> asm.emit(Instruction.JMP_REL8, symbol))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> asm.emit(Instruction.MOV_R32_I32, Gpr.RAX, symbol));
        assertThrows(IllegalArgumentException.class, () -> asm.emit(Instruction.RET, symbol));
        assertEquals(0, asm.finish().size(), "what is refused leaves nothing behind");
    }

    @Test
    void memoryAtASymbolIsReadThroughItsDistance() {
        Symbol slot = new Symbol(1);
        asm.emit(Instruction.CALL_RM64, new SymbolAddress(slot));
        AssembledCode code = asm.finish();
        assertArrayEquals(HexFormat.of().parseHex("ff15fa000000"), code.at(0x1000, symbol -> 0x1100));
        assertEquals(
                "0000  ff 15 00 00 00 00              call qword ptr [rip+0x0]  ; slot\n",
                Disassembler.text(code, symbol -> "slot"));
    }

    @Test
    void memoryAtASymbolHasNoImmediateBehindIt() {
        SymbolAddress word = new SymbolAddress(new Symbol(1));
        assertThrows(IllegalArgumentException.class, () -> asm.emit(Instruction.CMP_RM32_I8, word, new Immediate(1)));
        assertEquals(0, asm.finish().size(), "what is refused leaves nothing behind");
    }

    @Test
    void codeMustBeAtAnAddressThatIsAligned() {
        asm.align(64);
        AssembledCode code = asm.finish();
        assertEquals(
                "code that needs an alignment of 64 cannot be at 0x20",
                assertThrows(IllegalArgumentException.class, () -> code.at(32, symbol -> 0))
                        .getMessage());
    }

    @Test
    void whatIsRecordedIsFoundAtThePlaceInTheFinishedCode() {
        Label over = new Label();
        asm.record(10);
        asm.jump(over);
        asm.record(20);
        emitBytes(128);
        asm.bind(over);
        asm.record(30);
        asm.record(31);
        asm.align(16);
        asm.record(40);
        asm.emit(Instruction.RET);
        PcTable table = asm.finish().pcTable();
        assertEquals(5, table.size());
        assertArrayEquals(new int[] {10}, table.at(0));
        assertArrayEquals(new int[] {20}, table.at(5));
        assertArrayEquals(new int[] {30, 31}, table.at(133));
        assertArrayEquals(new int[] {40}, table.at(144));
        assertArrayEquals(new int[0], table.at(4));
        assertArrayEquals(new int[0], table.at(Integer.MAX_VALUE));
    }

    @Test
    void anInstructionThatTheProcessorLacksIsRefused() {
        Assembler avx = new Assembler(CpuFeatures.of(CpuFeature.AVX));
        assertEquals(
                "VPADDD_Y_Y_YM256 needs avx2, which is not among the features of the processor",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> avx.emit(Instruction.VPADDD_Y_Y_YM256, Xmm.XMM0, Xmm.XMM1, Xmm.XMM2))
                        .getMessage());
        avx.emit(Instruction.VPADDD_X_X_XM128, Xmm.XMM0, Xmm.XMM1, Xmm.XMM2);
        assertEquals("c5f1fec2", hex(avx.finish()));
    }

    @Test
    void aLabelThatIsUsedMustBeBound() {
        asm.jump(new Label());
        assertThrows(IllegalStateException.class, asm::finish);
        Assembler other = new Assembler(CpuFeatures.BASELINE);
        other.emit(Instruction.LEA_R64_M, Gpr.RAX, new LabelAddress(new Label(), 0));
        assertThrows(IllegalStateException.class, other::finish);
    }

    @Test
    void aLabelIsBoundOnce() {
        Label label = new Label();
        asm.bind(label);
        assertThrows(IllegalStateException.class, () -> asm.bind(label));
    }

    @Test
    void dataIsNoTargetOfAJump() {
        Label constant = asm.constant(1).label();
        asm.jump(constant);
        assertThrows(IllegalStateException.class, asm::finish);
    }

    @Test
    void aJumpThatMustBeShortMustReach() {
        Label end = new Label();
        asm.emit(Instruction.JMP_REL8, end);
        emitBytes(128);
        asm.bind(end);
        assertEquals(
                "a short jump at 1 would have to reach 128",
                assertThrows(IllegalStateException.class, asm::finish).getMessage());
    }

    @Test
    void nothingIsEmittedAfterTheEnd() {
        asm.finish();
        assertThrows(IllegalStateException.class, () -> asm.emit(Instruction.RET));
        assertThrows(IllegalStateException.class, asm::finish);
    }
}
