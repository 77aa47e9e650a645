package dev.terrace.backend.x86_64.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row of the table, worked out: an instruction's name, what operands it takes, and where they go in its bytes.
 *
 * @param mnemonic the name in assembly text, with {@code lock} or {@code rep} before it
 * @param operands the operands in the order of the text, destination first, with those that the opcode implies
 * @param slots for each operand, where it is encoded
 * @param encoding how the bytes are made
 */
record Form(String mnemonic, List<OperandKind> operands, List<Slot> slots, Encoding encoding) {

    private static final int NOWHERE = -1;

    /** Where an operand is encoded: the column "operand encoding" of the manual's tables. */
    enum Slot {
        /** The field reg of the ModRM byte. */
        REG,
        /** The field r/m of the ModRM byte, with SIB byte and displacement. */
        RM,
        /** The field vvvv of the VEX prefix. */
        VVVV,
        /** The low bits of the opcode. */
        OPCODE,
        /** The upper half of the last byte. */
        IS4,
        /** The immediate or distance at the end. */
        IMMEDIATE,
        /** Nowhere: the opcode implies it. */
        IMPLIED
    }

    /** Reads a row: {@code LOCK_XADD_M32_R32} is {@code lock xadd} with two operands. */
    static Form of(String name, String notation) {
        String[] parts = name.split("_");
        int next = 1;
        String mnemonic = parts[0];
        if (mnemonic.equals("LOCK") || mnemonic.equals("REP")) {
            mnemonic += " " + parts[next++];
        }
        List<OperandKind> operands = new ArrayList<>();
        for (; next < parts.length; next++) {
            operands.add(OperandKind.ofName(parts[next]));
        }
        Encoding encoding = Encoding.parse(notation);
        return new Form(mnemonic.toLowerCase(Locale.ROOT), List.copyOf(operands), slots(operands, encoding), encoding);
    }

    /**
     * Returns where the operands go, which follows from what they are. What may be memory is r/m, or if nothing may, the
     * last register. Of the other registers the first is reg, unless a digit has that place; then comes vvvv, then is4.
     */
    private static List<Slot> slots(List<OperandKind> operands, Encoding encoding) {
        int rm = NOWHERE;
        if (encoding.modRm() != Encoding.NONE) {
            for (int i = 0; i < operands.size(); i++) {
                OperandKind kind = operands.get(i);
                boolean memoryBefore = rm != NOWHERE && operands.get(rm).takesMemory();
                if (kind.takesMemory() || kind.takesRegister() && !memoryBefore) {
                    rm = i;
                }
            }
        }
        List<Slot> free = new ArrayList<>();
        if (encoding.opcodeHasRegister()) {
            free.add(Slot.OPCODE);
        }
        if (encoding.modRm() == Encoding.REGISTER) {
            free.add(Slot.REG);
        }
        if (encoding.vex()) {
            free.add(Slot.VVVV);
        }
        if (encoding.registerInImmediate()) {
            free.add(Slot.IS4);
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            OperandKind kind = operands.get(i);
            if (kind.isImplied()) {
                slots.add(Slot.IMPLIED);
            } else if (kind.isImmediate() || kind.isTarget()) {
                slots.add(Slot.IMMEDIATE);
            } else {
                slots.add(i == rm ? Slot.RM : free.removeFirst());
            }
        }
        return List.copyOf(slots);
    }

    /** Returns the operands that are given to the assembler: all but the implied ones. */
    List<OperandKind> explicitOperands() {
        return operands.stream().filter(kind -> !kind.isImplied()).toList();
    }
}
