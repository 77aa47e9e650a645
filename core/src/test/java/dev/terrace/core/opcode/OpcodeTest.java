package dev.terrace.core.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.binary.InstructionReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpcodeTest {
    /** The instructions that differ from another with the same keyword by their immediates alone. */
    private static final Map<Opcode, Opcode> SAME_TEXT = Map.of(
            Opcode.SELECT_T, Opcode.SELECT,
            Opcode.REF_TEST_NULL, Opcode.REF_TEST,
            Opcode.REF_CAST_NULL, Opcode.REF_CAST);

    static List<InstructionExample> examples() {
        return InstructionExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anInstructionIsReadAsOtherToolsAssembleIt(InstructionExample example) {
        InstructionReader in = new InstructionReader(example.bytes(), 0, example.bytes().length);
        assertSame(example.opcode(), in.next());
        assertTrue(in.atEnd(), "bytes are left");
        assertEquals(example.opcode().text(), example.text().split(" ", 2)[0]);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anInstructionHasTheSignatureThatOtherToolsAccept(InstructionExample example) {
        Opcode op = example.opcode();
        assertEquals(example.signature(), op.hasSignature() ? op.operands() + "_" + op.results() : "-");
    }

    @Test
    void theNaturalAlignmentIsTheWidthOfTheAccess() {
        for (InstructionExample example : examples()) {
            if (example.hasDefaultAlignment()) {
                InstructionReader in = new InstructionReader(example.bytes(), 0, example.bytes().length);
                assertEquals(in.next().widthLog2(), in.align(), example.text());
            }
        }
    }

    @Test
    void everyOpcodeHasAnExample() {
        Set<Opcode> seen = examples().stream().map(InstructionExample::opcode).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Opcode.class), seen);
    }

    @Test
    void noTwoOpcodesHaveTheSameEncoding() {
        Map<List<Integer>, Opcode> seen = new HashMap<>();
        for (Opcode op : Opcode.values()) {
            assertNull(seen.put(List.of(op.prefix(), op.code()), op), op.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpcodeIsFoundByItsEncoding(Opcode op) {
        assertSame(op, op.prefix() == 0 ? Opcode.of(op.code()) : Opcode.of(op.prefix(), op.code()));
        assertEquals(op.prefix() != 0, Opcode.isPrefix(op.prefix()));
    }

    @ParameterizedTest
    @EnumSource
    void anOpcodeIsFoundByItsKeyword(Opcode op) {
        assertSame(SAME_TEXT.getOrDefault(op, op), Opcode.ofText(op.text()));
    }

    @ParameterizedTest
    @EnumSource
    void theNameIsTheKeywordInUpperCase(Opcode op) {
        Opcode named = SAME_TEXT.getOrDefault(op, op);
        assertEquals(op.text().toUpperCase(Locale.ROOT).replace('.', '_'), named.name());
    }

    @Test
    void unassignedEncodingsHaveNoOpcode() {
        assertNull(Opcode.of(0x27));
        assertNull(Opcode.of(0xFF));
        assertNull(Opcode.of(Opcode.PREFIX_SIMD, 0x9A));
        assertNull(Opcode.of(Opcode.PREFIX_MISC, 0x12));
        assertNull(Opcode.of(Opcode.PREFIX_ATOMIC, 0x4F));
        assertNull(Opcode.of(Opcode.PREFIX_GC, -1));
        assertNull(Opcode.ofText("i32.load64"));
    }

    @Test
    void everyKindOfImmediatesIsUsed() {
        Set<Imm> used = Arrays.stream(Opcode.values()).map(Opcode::imm).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Imm.class), used);
    }

    @ParameterizedTest
    @EnumSource
    void exactlyMemoryAccessesHaveAWidth(Opcode op) {
        boolean accesses = op.imm() == Imm.MEMARG || op.imm() == Imm.MEMARG_LANE;
        assertEquals(accesses, op.widthLog2() >= 0);
        assertTrue(op.widthLog2() <= 4);
    }

    @Test
    void signaturesUseKnownLettersOnly() {
        Set<Integer> letters = new HashSet<>();
        for (Opcode op : Opcode.values()) {
            if (op.hasSignature()) {
                (op.operands() + op.results()).chars().forEach(letters::add);
            }
        }
        assertEquals("ilfdva".chars().boxed().collect(Collectors.toSet()), letters);
    }
}
