package dev.terrace.backend.x86_64.asm;

import dev.terrace.backend.x86_64.asm.Form.Slot;
import java.util.List;

/**
 * Writes one instruction (Intel SDM volume 2, chapter 2):
 *
 * <pre>
 *   prefixes        ┐           ┌ mod:2 reg:3 r/m:3 ┐ ┌ scale:2 index:3 base:3 ┐
 *   66 F0 F2 F3 REX │  opcode   │       ModRM       │ │           SIB          │  displacement  immediate
 *   or VEX          ┘           └───────────────────┘ └────────────────────────┘
 *
 *   REX   0100WRXB                  W: 64-bit operands;  R, X, B: fourth bits of reg, of index, and of r/m or base
 *   VEX   C5 RvvvvLpp               R, X, B and vvvv are inverted; W, X, B and the map that are not there are 0, 0, 0
 *         C4 RXBmmmmm WvvvvLpp      and 0F
 * </pre>
 *
 * Displacements have one byte where that is enough, and VEX prefixes two.
 */
final class Encoder {
    private static final int REX = 0x40;
    private static final int REX_W = 8;
    private static final int REX_R = 4;
    private static final int REX_X = 2;
    private static final int REX_B = 1;

    /** As index: there is none. As base: see the SIB byte, or with mod = 0: a displacement in place of a base. */
    private static final int RSP = 4;

    private static final int RBP = 5;

    private final CodeBuffer out;

    private Instruction instruction;
    private Encoding encoding;
    private int reg;
    private int vvvv;
    private int opcodeRegister;
    private Gpr unnamedWithoutRex;
    private int rmRegister;
    private Memory rmMemory;
    private int is4;
    private long immediate;
    private int distanceAt;

    Encoder(CodeBuffer out) {
        this.out = out;
    }

    /**
     * Writes an instruction.
     *
     * @return where in the buffer the 32-bit distance is that counts from the instruction's end, -1 if there is none
     * @throws IllegalArgumentException if an operand does not fit the instruction
     */
    int encode(Instruction encoded, Operand... operands) {
        instruction = encoded;
        Form form = encoded.form();
        encoding = form.encoding();
        reg = encoding.modRm() & 7;
        vvvv = 0;
        opcodeRegister = 0;
        unnamedWithoutRex = null;
        rmRegister = 0;
        rmMemory = null;
        is4 = 0;
        immediate = 0;
        distanceAt = -1;

        List<OperandKind> kinds = form.operands();
        int next = 0;
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).isImplied()) {
                continue;
            }
            if (next == operands.length) {
                throw wrong("takes " + form.explicitOperands().size() + " operands, has " + next);
            }
            place(operands[next++], kinds.get(i), form.slots().get(i));
        }
        if (next != operands.length) {
            throw wrong("takes " + next + " operands, has " + operands.length);
        }

        if (encoding.vex()) {
            putVex();
        } else {
            putLegacyPrefixes();
        }
        out.put8(encoding.opcode() | opcodeRegister & 7);
        if (encoding.suffix() != Encoding.NONE) {
            out.put8(encoding.suffix());
        }
        if (encoding.modRm() != Encoding.NONE) {
            putModRm();
        }
        putImmediate();
        return distanceAt;
    }

    private void place(Operand operand, OperandKind kind, Slot slot) {
        switch (operand) {
            case Gpr gpr
            when kind.takesGpr() -> {
                placeRegister(gpr.number(), slot);
                if (kind.registerBits() == 8 && gpr.number() >= RSP) {
                    unnamedWithoutRex = gpr;
                }
            }
            case Xmm xmm when kind.takesXmm() -> placeRegister(xmm.number(), slot);
            case Address memory when kind.takesMemory() -> rmMemory = memory;
            case RipRelative memory when kind.takesMemory() -> rmMemory = memory;
            case Immediate(long value)
            when kind.isImmediate() -> {
                if (value < kind.min() || value > kind.max()) {
                    throw wrong("takes an immediate from " + kind.min() + " to " + kind.max() + ", has " + value);
                }
                immediate = value;
            }
            case Relative(int displacement)
            when kind.isTarget() -> {
                if (kind == OperandKind.REL8 && displacement != (byte) displacement) {
                    throw wrong("reaches from -128 to 127, not " + displacement);
                }
                immediate = displacement;
            }
            default -> throw wrong("takes no operand " + operand + " as " + kind);
        }
    }

    private void placeRegister(int number, Slot slot) {
        switch (slot) {
            case REG -> reg = number;
            case RM -> rmRegister = number;
            case VVVV -> vvvv = number;
            case OPCODE -> opcodeRegister = number;
            case IS4 -> is4 = number;
            case IMMEDIATE, IMPLIED -> throw new AssertionError(slot);
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(instruction + " " + message);
    }

    /** Returns the bits R, X and B, as REX has them. */
    private int fourthBits() {
        int bits = reg > 7 ? REX_R : 0;
        if (rmRegister > 7 || opcodeRegister > 7) {
            bits |= REX_B;
        }
        if (rmMemory instanceof Address(Gpr base, Gpr index, var _, var _)) {
            bits |= base != null && base.number() > 7 ? REX_B : 0;
            bits |= index != null && index.number() > 7 ? REX_X : 0;
        }
        return bits;
    }

    private void putLegacyPrefixes() {
        int prefixes = encoding.prefixes();
        if ((prefixes & Encoding.PREFIX_66) != 0) {
            out.put8(0x66);
        }
        if ((prefixes & Encoding.PREFIX_F0) != 0) {
            out.put8(0xF0);
        }
        if ((prefixes & Encoding.PREFIX_F2) != 0) {
            out.put8(0xF2);
        }
        if ((prefixes & Encoding.PREFIX_F3) != 0) {
            out.put8(0xF3);
        }
        int rex = fourthBits() | (encoding.w() == 1 ? REX_W : 0);
        if (rex != 0 || unnamedWithoutRex != null) {
            out.put8(REX | rex);
        }
        if (encoding.map() > 0) {
            out.put8(0x0F);
        }
        if (encoding.map() > 1) {
            out.put8(encoding.map() == 2 ? 0x38 : 0x3A);
        }
    }

    private void putVex() {
        int pp = VexPrefix.pp(encoding.prefixes());
        int l = encoding.l() == 1 ? 4 : 0;
        int w = encoding.w() == 1 ? 0x80 : 0;
        int inverted = ~fourthBits() & 7;
        int low = (~vvvv & 15) << 3 | l | pp;
        if ((inverted & (REX_X | REX_B)) == (REX_X | REX_B) && w == 0 && encoding.map() == 1) {
            out.put8(VexPrefix.TWO_BYTES);
            out.put8((inverted & REX_R) << 5 | low);
        } else {
            out.put8(VexPrefix.THREE_BYTES);
            out.put8(inverted << 5 | encoding.map());
            out.put8(w | low);
        }
    }

    private void putModRm() {
        switch (rmMemory) {
            case null -> putModRm(3, rmRegister);
            case RipRelative(int displacement) -> {
                putModRm(0, RBP);
                distanceAt = out.size();
                out.put32(displacement);
            }
            case Address address
            when address.base() == null -> {
                putModRm(0, RSP);
                putSib(address.scale(), address.index(), RBP);
                out.put32(address.displacement());
            }
            case Address(Gpr base, Gpr index, int scale, int displacement) -> {
                int low = base.number() & 7;
                // Base rbp or r13 without a displacement is how a displacement without a base is encoded.
                int mod = displacement == 0 && low != RBP ? 0 : displacement == (byte) displacement ? 1 : 2;
                if (index == null && low != RSP) {
                    putModRm(mod, low);
                } else {
                    putModRm(mod, RSP);
                    putSib(scale, index, low);
                }
                if (mod == 1) {
                    out.put8(displacement);
                } else if (mod == 2) {
                    out.put32(displacement);
                }
            }
            case LabelAddress _, SymbolAddress _ ->
                throw new AssertionError("the assembler replaces labels and symbols");
        }
    }

    private void putModRm(int mod, int rm) {
        out.put8(mod << 6 | (reg & 7) << 3 | rm & 7);
    }

    private void putSib(int scale, Gpr index, int base) {
        int indexNumber = index == null ? RSP : index.number() & 7;
        out.put8(Integer.numberOfTrailingZeros(scale) << 6 | indexNumber << 3 | base);
    }

    private void putImmediate() {
        if (encoding.registerInImmediate()) {
            out.put8(is4 << 4);
        }
        switch (encoding.immediateBytes()) {
            case 0 -> {}
            case 1 -> out.put8((int) immediate);
            case 2 -> out.put16((int) immediate);
            case 4 -> {
                if (instruction.form().operands().getLast().isTarget()) {
                    distanceAt = out.size();
                }
                out.put32((int) immediate);
            }
            case 8 -> out.put64(immediate);
            default -> throw new AssertionError(encoding);
        }
    }
}
