package dev.terrace.backend.x86_64.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.backend.x86_64.asm.Form.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstructionTest {
    @Test
    void everyOperandOfARowHasAPlaceOfItsOwn() {
        for (Instruction row : Instruction.values()) {
            List<Slot> slots = row.form().slots().stream()
                    .filter(slot -> slot != Slot.IMPLIED)
                    .toList();
            assertEquals(new HashSet<>(slots).size(), slots.size(), row::toString);
        }
    }

    @Test
    void everyFieldOfARowsEncodingHasAnOperand() {
        for (Instruction row : Instruction.values()) {
            Encoding encoding = row.form().encoding();
            List<Slot> slots = row.form().slots();
            assertNotEquals(Encoding.NONE, encoding.opcode(), row::toString);
            assertEquals(encoding.modRm() != Encoding.NONE, slots.contains(Slot.RM), row::toString);
            assertEquals(encoding.modRm() == Encoding.REGISTER, slots.contains(Slot.REG), row::toString);
            assertEquals(encoding.opcodeHasRegister(), slots.contains(Slot.OPCODE), row::toString);
            assertEquals(encoding.registerInImmediate(), slots.contains(Slot.IS4), row::toString);
            assertEquals(encoding.immediateBytes() != 0, slots.contains(Slot.IMMEDIATE), row::toString);
        }
    }

    @Test
    void immediatesHaveTheSizeOfTheirKind() {
        Map<OperandKind, Integer> sizes = Map.of(
                OperandKind.I8, 1,
                OperandKind.U8, 1,
                OperandKind.REL8, 1,
                OperandKind.I16, 2,
                OperandKind.U16, 2,
                OperandKind.I32, 4,
                OperandKind.REL32, 4,
                OperandKind.I64, 8);
        for (Instruction row : Instruction.values()) {
            int place = row.form().slots().indexOf(Slot.IMMEDIATE);
            if (place >= 0) {
                OperandKind kind = row.form().operands().get(place);
                assertEquals(sizes.get(kind), row.form().encoding().immediateBytes(), row::toString);
            }
        }
    }

    @Test
    void noTwoRowsHaveTheSameEncodingForTheSameOperands() {
        Map<String, Instruction> rows = new HashMap<>();
        for (Instruction row : Instruction.values()) {
            List<Boolean> memory =
                    row.form().operands().stream().map(OperandKind::takesMemory).toList();
            List<Boolean> registers = row.form().operands().stream()
                    .map(OperandKind::takesRegister)
                    .toList();
            Instruction other = rows.put(row.notation() + memory + registers, row);
            assertEquals(null, other, row::toString);
        }
    }

    @Test
    void rowsWithVexPrefixesNeedAFeature() {
        for (Instruction row : Instruction.values()) {
            if (row.form().encoding().vex()) {
                assertFalse(row.features().isEmpty(), row::toString);
            }
        }
    }

    @Test
    void aRowsNameIsItsMnemonicAndItsOperands() {
        assertEquals("lock xadd", Instruction.LOCK_XADD_M32_R32.mnemonic());
        assertEquals(
                List.of(OperandKind.M32, OperandKind.R32),
                Instruction.LOCK_XADD_M32_R32.form().operands());
        assertEquals(
                List.of(OperandKind.RM64, OperandKind.ONE),
                Instruction.SAR_RM64_1.form().operands());
        assertEquals("ret", Instruction.RET.mnemonic());
    }

    @Test
    void aMalformedNotationIsRefused() {
        for (String notation : List.of("GG /r", "VEX.129.0F.W0 58 /r", "66 0F 58 /9", "0F 58 /r is", "B8+x")) {
            assertThrows(IllegalStateException.class, () -> Encoding.parse(notation), notation);
        }
    }

    @Test
    void aConditionAndItsNegationAreNeighbours() {
        assertEquals(Condition.GE, Condition.L.negated());
        assertEquals(Condition.B, Condition.AE.negated());
        for (Condition condition : Condition.values()) {
            assertEquals(condition, condition.negated().negated());
            assertEquals(
                    "j" + condition.name().toLowerCase(Locale.ROOT),
                    condition.shortJump().mnemonic());
            assertEquals(
                    0x70 + condition.ordinal(),
                    condition.shortJump().form().encoding().opcode());
            assertEquals(
                    0x80 + condition.ordinal(),
                    condition.nearJump().form().encoding().opcode());
            assertEquals(
                    0x90 + condition.ordinal(),
                    condition.set().form().encoding().opcode());
            assertEquals(
                    0x40 + condition.ordinal(),
                    condition.move(32).form().encoding().opcode());
            assertEquals(
                    0x40 + condition.ordinal(),
                    condition.move(64).form().encoding().opcode());
        }
        assertThrows(IllegalArgumentException.class, () -> Condition.E.move(8));
    }

    @Test
    void predicatesOfFloatingPointComparisonsHaveTheirCodes() {
        assertEquals(new Immediate(0), FloatPredicate.EQ.immediate());
        assertEquals(new Immediate(3), FloatPredicate.UNORD.immediate());
        assertEquals(new Immediate(7), FloatPredicate.ORD.immediate());
    }
}
