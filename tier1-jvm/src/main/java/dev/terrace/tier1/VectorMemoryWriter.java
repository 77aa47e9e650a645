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

    /** Takes the address on top into a variable, as a place; returns the variable. */
    private int takePlace() {
        writer.at(in.offset());
        operands.need(1);
        int place = operands.freeVariable();
        memories.storePlace(operands.top(), place);
        operands.pop(1);
        return place;
    }

    /** Writes what loads as many bits as an instruction says; returns whether they are an i32 or an i64. */
    private Kind load(Opcode op, int place) {
        memories.get(Access.of(op), place, 0);
        return op.widthLog2() == 3 ? Kind.I64 : Kind.I32;
    }

    private void load() {
        int place = takePlace();
        memories.get(Access.GET_LONG, place, 0);
        memories.get(Access.GET_LONG, place, Long.BYTES);
        operands.push(Kind.V128);
    }

    private void loadExtended(Opcode extend) {
        int place = takePlace();
        memories.get(Access.GET_LONG, place, 0);
        int loaded = operands.freeVariable();
        code.store(Kind.I64, loaded);
        vectors.widen(HalfMethod.of(extend), loaded);
        operands.push(Kind.V128);
    }

    private void loadSplat(Opcode op, Opcode splat) {
        int place = takePlace();
        vectors.writeSplat(splat, load(op, place));
        operands.push(Kind.V128);
    }

    private void loadZero(Opcode op) {
        int place = takePlace();
        if (load(op, place) == Kind.I32) {
            code.invokeStatic("java/lang/Integer", "toUnsignedLong", "(I)J");
        }
        code.op(Opcodes.LCONST_0);
        operands.push(Kind.V128);
    }

    /** Writes what finds the place of an access whose address is below a vector; returns the variable that has it. */
    private int storePlace(int address) {
        Kind kind = operands.kind(operands.size() - 2);
        int place = operands.freeVariable();
        code.load(kind, address);
        memories.storePlace(kind, place);
        return place;
    }

    private void loadLane(Opcode op, Opcode replace) {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        int place = storePlace(variables[0]);
        int vector = variables[1];
        int perHalf = Long.BYTES >> op.widthLog2();
        vectors.replaceLane(perHalf, HalfMethod.of(replace), vector, () -> load(op, place));
        operands.pop(2);
        operands.push(Kind.V128);
    }

    /** The high half is stored first: if not all bytes are inside, none is changed. */
    private void store() {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        int place = storePlace(variables[0]);
        int vector = variables[1];
        memories.set(Access.SET_LONG, place, Long.BYTES, () -> code.load(Kind.I64, vector + Kind.I64.size));
        memories.set(Access.SET_LONG, place, 0, () -> code.load(Kind.I64, vector));
        operands.pop(2);
    }

    private void storeLane(Opcode op) {
        writer.at(in.offset());
        int[] variables = operands.readable(2);
        int place = storePlace(variables[0]);
        int vector = variables[1];
        int shift = in.lane() << (op.widthLog2() + 3);
        memories.set(Access.of(op), place, 0, () -> {
            code.load(Kind.I64, vector + (shift < Long.SIZE ? 0 : Kind.I64.size));
            if (shift % Long.SIZE != 0) {
                code.constant(shift % Long.SIZE);
                code.op(Opcodes.LUSHR);
            }
            if (op.widthLog2() < 3) {
                code.op(Opcodes.L2I);
            }
        });
        operands.pop(2);
    }
}
