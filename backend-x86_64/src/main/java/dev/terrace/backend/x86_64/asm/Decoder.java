package dev.terrace.backend.x86_64.asm;

import dev.terrace.backend.x86_64.asm.Form.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rows and operands of instructions in bytes. It knows what the table knows, so all that the encoder writes and
 * not every instruction that there is.
 *
 * <p>Prefixes and opcode select a few rows, of which the first one fits whose other fields are those of the bytes.
 */
public final class Decoder {
    /** The rows by the key of {@link #key}, in the table's order. */
    private static final Map<Integer, List<Instruction>> ROWS = new HashMap<>();

    static {
        for (Instruction instruction : Instruction.values()) {
            Encoding encoding = instruction.form().encoding();
            int registers = encoding.opcodeHasRegister() ? 8 : 1;
            for (int i = 0; i < registers; i++) {
                int key = key(encoding.vex(), encoding.prefixes(), encoding.map(), encoding.opcode() + i);
                ROWS.computeIfAbsent(key, _ -> new ArrayList<>()).add(instruction);
            }
        }
    }

    /** Thrown by the reading of a byte that is not there. It never leaves the decoder. */
    private static final class TruncatedException extends Exception {
        TruncatedException() {
            super(null, null, false, false);
        }
    }

    private final byte[] code;
    private final int start;
    private final int end;

    private int position;
    private boolean vex;
    private int prefixes;
    private int w;
    private int l;
    private int map;
    private int opcode;
    private int vvvv;
    private int fourthR;
    private int fourthX;
    private int fourthB;
    private boolean rex;

    private Decoder(byte[] code, int start, int end) {
        this.code = code;
        this.start = start;
        this.end = end;
    }

    /**
     * Decodes the instruction that begins at one place and ends before another at the latest.
     *
     * @return the instruction, nothing if the bytes are none of the table or are cut off
     */
    public static Optional<DecodedInstruction> decode(byte[] code, int start, int end) {
        try {
            return new Decoder(code, start, end).decode();
        } catch (TruncatedException _) {
            return Optional.empty();
        }
    }

    private static int key(boolean vex, int prefixes, int map, int opcode) {
        return (vex ? 1 : 0) << 16 | prefixes << 12 | map << 8 | opcode;
    }

    private Optional<DecodedInstruction> decode() throws TruncatedException {
        position = start;
        int first = next();
        if (first == VexPrefix.TWO_BYTES || first == VexPrefix.THREE_BYTES) {
            readVex(first);
        } else {
            readLegacyPrefixes(first);
        }
        int afterOpcode = position;
        for (Instruction row : ROWS.getOrDefault(key(vex, prefixes, map, opcode), List.of())) {
            position = afterOpcode;
            Optional<DecodedInstruction> decoded = match(row);
            if (decoded.isPresent()) {
                return decoded;
            }
        }
        return Optional.empty();
    }

    private void readVex(int first) throws TruncatedException {
        vex = true;
        int second = next();
        fourthR = ~second >> 7 & 1;
        int last = second;
        map = 1;
        if (first == VexPrefix.THREE_BYTES) {
            fourthX = ~second >> 6 & 1;
            fourthB = ~second >> 5 & 1;
            map = second & 0x1F;
            last = next();
            w = last >> 7;
        }
        vvvv = ~last >> 3 & 15;
        l = last >> 2 & 1;
        prefixes = VexPrefix.prefix(last & 3);
        opcode = next();
    }

    private void readLegacyPrefixes(int first) throws TruncatedException {
        int value = first;
        while ((Encoding.prefix(value) & ~prefixes) != 0) {
            prefixes |= Encoding.prefix(value);
            value = next();
        }
        if ((value & 0xF0) == 0x40) {
            rex = true;
            w = value >> 3 & 1;
            fourthR = value >> 2 & 1;
            fourthX = value >> 1 & 1;
            fourthB = value & 1;
            value = next();
        }
        if (value == 0x0F) {
            map = 1;
            value = next();
            if (value == 0x38 || value == 0x3A) {
                map = value == 0x38 ? 2 : 3;
                value = next();
            }
        }
        opcode = value;
    }

    private Optional<DecodedInstruction> match(Instruction row) throws TruncatedException {
        Form form = row.form();
        Encoding encoding = form.encoding();
        if (encoding.w() != Encoding.IGNORED && encoding.w() != w
                || encoding.l() != Encoding.IGNORED && encoding.l() != l
                || encoding.suffix() != Encoding.NONE && encoding.suffix() != next()
                || vex && vvvv != 0 && !form.slots().contains(Slot.VVVV)) {
            return Optional.empty();
        }
        int reg = 0;
        Operand rm = null;
        if (encoding.modRm() != Encoding.NONE) {
            int modRm = next();
            reg = modRm >> 3 & 7;
            if (encoding.modRm() != Encoding.REGISTER && encoding.modRm() != reg) {
                return Optional.empty();
            }
            reg |= fourthR << 3;
            int place = form.slots().indexOf(Slot.RM);
            rm = rm(modRm, form.operands().get(place));
            if (rm == null) {
                return Optional.empty();
            }
        }
        int is4 = encoding.registerInImmediate() ? next() : 0;
        long immediate = immediate(encoding.immediateBytes());
        if ((is4 & 15) != 0) {
            return Optional.empty();
        }
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < form.operands().size(); i++) {
            OperandKind kind = form.operands().get(i);
            switch (form.slots().get(i)) {
                case REG -> operands.add(register(reg, kind));
                case RM -> operands.add(rm);
                case VVVV -> operands.add(register(vvvv, kind));
                case OPCODE -> operands.add(register(opcode & 7 | fourthB << 3, kind));
                case IS4 -> operands.add(register(is4 >> 4, kind));
                case IMMEDIATE -> operands.add(immediate(immediate, kind));
                case IMPLIED -> {}
            }
        }
        if (operands.contains(null)) {
            return Optional.empty();
        }
        return Optional.of(new DecodedInstruction(row, List.copyOf(operands), position - start));
    }

    /** Returns the operand of the field r/m, or null if the row has no such operand. */
    private Operand rm(int modRm, OperandKind kind) throws TruncatedException {
        int mod = modRm >> 6;
        int low = modRm & 7;
        if (mod == 3) {
            return kind.takesRegister() ? register(low | fourthB << 3, kind) : null;
        }
        if (!kind.takesMemory()) {
            return null;
        }
        if (mod == 0 && low == Gpr.RBP.number()) {
            return new RipRelative((int) immediate(4));
        }
        Gpr index = null;
        int scale = 1;
        if (low == Gpr.RSP.number()) {
            int sib = next();
            Gpr named = Gpr.of(sib >> 3 & 7 | fourthX << 3);
            if (named != Gpr.RSP) {
                index = named;
                scale = 1 << (sib >> 6);
            }
            low = sib & 7;
        }
        if (mod == 0 && low == Gpr.RBP.number()) {
            int displacement = (int) immediate(4);
            return index == null ? null : new Address(null, index, scale, displacement);
        }
        int displacement = mod == 0 ? 0 : (int) immediate(mod == 1 ? 1 : 4);
        return new Address(Gpr.of(low | fourthB << 3), index, scale, displacement);
    }

    /** Returns a register, or null for ah, ch, dh and bh. */
    private Operand register(int number, OperandKind kind) {
        if (kind.takesXmm()) {
            return Xmm.of(number);
        }
        boolean high = kind.registerBits() == 8 && !rex && !vex && number >= Gpr.RSP.number();
        return high ? null : Gpr.of(number);
    }

    private static Operand immediate(long value, OperandKind kind) {
        if (kind.isTarget()) {
            return new Relative((int) value);
        }
        boolean unsigned = kind.min() == 0;
        return new Immediate(unsigned ? value & kind.max() : value);
    }

    private int next() throws TruncatedException {
        if (position >= end) {
            throw new TruncatedException();
        }
        return code[position++] & 0xFF;
    }

    /** Reads a signed number of up to 8 bytes. */
    private long immediate(int bytes) throws TruncatedException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << 8 * i;
        }
        int unused = 64 - 8 * bytes;
        return bytes == 0 ? 0 : value << unused >> unused;
    }
}
