package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/** Writes the loads and stores of vectors and of their lanes. */
final class VectorMemoryWriter {
    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;
    private final MemoryWriter memories;
    private final VectorWriter vectors;

    VectorMemoryWriter(FunctionWriter writer, InstructionReader in, MemoryWriter memories, VectorWriter vectors) {
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
        this.memories = memories;
        this.vectors = vectors;
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        switch (op) {
            case V128_LOAD -> load();
            case V128_LOAD8X8_S -> loadExtended(Opcode.I16X8_EXTEND_LOW_I8X16_S);
            case V128_LOAD8X8_U -> loadExtended(Opcode.I16X8_EXTEND_LOW_I8X16_U);
            case V128_LOAD16X4_S -> loadExtended(Opcode.I32X4_EXTEND_LOW_I16X8_S);
            case V128_LOAD16X4_U -> loadExtended(Opcode.I32X4_EXTEND_LOW_I16X8_U);
            case V128_LOAD32X2_S -> loadExtended(Opcode.I64X2_EXTEND_LOW_I32X4_S);
            case V128_LOAD32X2_U -> loadExtended(Opcode.I64X2_EXTEND_LOW_I32X4_U);
            case V128_LOAD8_SPLAT -> loadSplat(op, Opcode.I8X16_SPLAT);
            case V128_LOAD16_SPLAT -> loadSplat(op, Opcode.I16X8_SPLAT);
            case V128_LOAD32_SPLAT -> loadSplat(op, Opcode.I32X4_SPLAT);
            case V128_LOAD64_SPLAT -> loadSplat(op, Opcode.I64X2_SPLAT);
            case V128_LOAD32_ZERO, V128_LOAD64_ZERO -> loadZero(op);
            case V128_LOAD8_LANE -> loadLane(op, Opcode.I8X16_REPLACE_LANE);
            case V128_LOAD16_LANE -> loadLane(op, Opcode.I16X8_REPLACE_LANE);
            case V128_LOAD32_LANE -> loadLane(op, Opcode.I32X4_REPLACE_LANE);
            case V128_LOAD64_LANE -> loadLane(op, Opcode.I64X2_REPLACE_LANE);
            case V128_STORE -> store();
            case V128_STORE8_LANE, V128_STORE16_LANE, V128_STORE32_LANE, V128_STORE64_LANE -> storeLane(op);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Writes what loads as many bits as an instruction says, from the address on top; returns what they are. */
    private Kind loadBits(Opcode op) {
        writer.at(in.offset());
        operands.take(1);
        memories.write(Access.of(op), 0);
        return kind(op);
    }

    private static Kind kind(Opcode op) {
        return op.widthLog2() == 3 ? Kind.I64 : Kind.I32;
    }

    private void loadAddress(int variable) {
        code.load(memories.addressKind(in.index()), variable);
    }

    private void load() {
        writer.at(in.offset());
        int address = operands.readable(1)[0];
        loadAddress(address);
        memories.write(Access.GET_LONG, 0);
        loadAddress(address);
        memories.write(Access.GET_LONG, Long.BYTES);
        operands.pop(1);
        operands.push(Kind.V128);
    }

    private void loadExtended(Opcode extend) {
        writer.at(in.offset());
        operands.take(1);
        memories.write(Access.GET_LONG, 0);
        int loaded = operands.freeVariable();
        code.store(Kind.I64, loaded);
        vectors.widen(HalfMethod.of(extend), loaded);
        operands.push(Kind.V128);
    }

    private void loadSplat(Opcode op, Opcode splat) {
        vectors.writeSplat(splat, loadBits(op));
        operands.push(Kind.V128);
    }

    private void loadZero(Opcode op) {
        if (loadBits(op) == Kind.I32) {
            code.invokeStatic("java/lang/Integer", "toUnsignedLong", "(I)J");
        }
        code.op(Opcodes.LCONST_0);
        operands.push(Kind.V128);
    }

    private void loadLane(Opcode op, Opcode replace) {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        int perHalf = Long.BYTES >> op.widthLog2();
        vectors.replaceLane(perHalf, HalfMethod.of(replace), variables[1], () -> {
            loadAddress(variables[0]);
            memories.write(Access.of(op), 0);
        });
        operands.pop(2);
        operands.push(Kind.V128);
    }

    /** The high half is stored first: if not all bytes are inside, none is changed. */
    private void store() {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        loadAddress(variables[0]);
        code.load(Kind.I64, variables[1] + Kind.I64.size);
        memories.write(Access.SET_LONG, Long.BYTES);
        loadAddress(variables[0]);
        code.load(Kind.I64, variables[1]);
        memories.write(Access.SET_LONG, 0);
        operands.pop(2);
    }

    private void storeLane(Opcode op) {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        int shift = in.lane() << (op.widthLog2() + 3);
        loadAddress(variables[0]);
        code.load(Kind.I64, variables[1] + (shift < Long.SIZE ? 0 : Kind.I64.size));
        if (shift % Long.SIZE != 0) {
            code.constant(shift % Long.SIZE);
            code.op(Opcodes.LUSHR);
        }
        if (kind(op) == Kind.I32) {
            code.op(Opcodes.L2I);
        }
        memories.narrow(Access.of(op));
        memories.write(Access.of(op), 0);
        operands.pop(2);
    }
}
