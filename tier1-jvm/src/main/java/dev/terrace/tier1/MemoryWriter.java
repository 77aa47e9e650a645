package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.tier1.support.Bulk;
import dev.terrace.tier1.support.Memories;
import org.objectweb.asm.Opcodes;

/** Writes the instructions on memories, but those of vectors and the atomic ones. */
final class MemoryWriter {
    static final String MEMORIES = Names.of(Memories.class);
    static final String TO_BYTES = "(" + Names.MEMORY_DESCRIPTOR + ")" + Names.SEGMENT_DESCRIPTOR;
    private static final String BULK = Names.of(Bulk.class);

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;

    MemoryWriter(FunctionWriter writer, InstructionReader in) {
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Returns the kind of a memory's addresses. */
    Kind addressKind(int memory) {
        return writer.module.memories().get(memory).address() == AddressType.I64 ? Kind.I64 : Kind.I32;
    }

    /** Writes what pushes the bytes of the memory that the instruction names. */
    void pushBytes() {
        int index = in.index();
        if (index == 0 && writer.keepsMemory()) {
            writer.loadMemory();
            return;
        }
        pushMemory(index);
        boolean shared = writer.module.memories().get(index).shared();
        code.invokeStatic(MEMORIES, shared ? "bytesNow" : "bytes", TO_BYTES);
    }

    /** Writes what pushes a memory. */
    void pushMemory(int index) {
        writer.loadContext();
        if (index == 0) {
            code.field(Opcodes.GETFIELD, Names.CONTEXT, "memory", Names.MEMORY_DESCRIPTOR);
        } else {
            code.constant(index);
            code.invokeVirtual(Names.CONTEXT, "memory", "(I)" + Names.MEMORY_DESCRIPTOR);
        }
    }

    /** Writes a scalar load or store; returns false if the instruction is none. */
    boolean access(Opcode op) {
        switch (op) {
            case I32_LOAD -> load("load32", Kind.I32, Kind.I32, -1);
            case I64_LOAD -> load("load64", Kind.I64, Kind.I64, -1);
            case F32_LOAD -> load("loadFloat", Kind.F32, Kind.F32, -1);
            case F64_LOAD -> load("loadDouble", Kind.F64, Kind.F64, -1);
            case I32_LOAD8_S -> load("load8", Kind.I32, Kind.I32, -1);
            case I32_LOAD8_U -> load("load8U", Kind.I32, Kind.I32, -1);
            case I32_LOAD16_S -> load("load16", Kind.I32, Kind.I32, -1);
            case I32_LOAD16_U -> load("load16U", Kind.I32, Kind.I32, -1);
            case I64_LOAD8_S -> load("load8", Kind.I32, Kind.I64, Opcodes.I2L);
            case I64_LOAD8_U -> load("load8U", Kind.I32, Kind.I64, Opcodes.I2L);
            case I64_LOAD16_S -> load("load16", Kind.I32, Kind.I64, Opcodes.I2L);
            case I64_LOAD16_U -> load("load16U", Kind.I32, Kind.I64, Opcodes.I2L);
            case I64_LOAD32_S -> load("load32", Kind.I32, Kind.I64, Opcodes.I2L);
            case I64_LOAD32_U -> {
                load("load32", Kind.I32, Kind.I64, -1);
                code.invokeStatic("java/lang/Integer", "toUnsignedLong", "(I)J");
            }
            case I32_STORE -> store("store32", Kind.I32);
            case I64_STORE -> store("store64", Kind.I64);
            case F32_STORE -> store("storeFloat", Kind.F32);
            case F64_STORE -> store("storeDouble", Kind.F64);
            case I32_STORE8 -> store("store8", Kind.I32);
            case I32_STORE16 -> store("store16", Kind.I32);
            case I64_STORE8 -> storeLow("store8");
            case I64_STORE16 -> storeLow("store16");
            case I64_STORE32 -> storeLow("store32");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void load(String method, Kind loaded, Kind result, int conversion) {
        writer.at(in.offset());
        operands.take(1);
        pushBytes();
        code.constant(in.value());
        String address = addressKind(in.index()).descriptor;
        code.invokeStatic(MEMORIES, method, "(" + address + Names.SEGMENT_DESCRIPTOR + "J)" + loaded.descriptor);
        if (conversion >= 0) {
            code.op(conversion);
        }
        operands.push(result);
    }

    private void store(String method, Kind value) {
        writer.at(in.offset());
        operands.take(2);
        pushBytes();
        code.constant(in.value());
        String address = addressKind(in.index()).descriptor;
        code.invokeStatic(MEMORIES, method, "(" + address + value.descriptor + Names.SEGMENT_DESCRIPTOR + "J)V");
    }

    private void storeLow(String method) {
        operands.need(2);
        code.op(Opcodes.L2I);
        operands.pop(1);
        operands.push(Kind.I32);
        store(method, Kind.I32);
    }

    /** Writes an instruction on a whole memory, or on a range of it; returns false if the instruction is none. */
    boolean bulk(Opcode op) {
        switch (op) {
            case MEMORY_SIZE -> {
                pushMemory(in.index());
                code.invokeVirtual(Names.MEMORY, "pages", "()J");
                pushAddress(in.index());
            }
            case MEMORY_GROW -> {
                toLong(addressKind(in.index()));
                pushMemory(in.index());
                code.invokeStatic(BULK, "grow", "(J" + Names.MEMORY_DESCRIPTOR + ")J");
                operands.pop(1);
                pushAddress(in.index());
                writer.reloadMemory();
            }
            case MEMORY_FILL -> {
                writer.at(in.offset());
                String address = addressKind(in.index()).descriptor;
                operands.take(3);
                pushMemory(in.index());
                code.invokeStatic(BULK, "fill", "(" + address + "I" + address + Names.MEMORY_DESCRIPTOR + ")V");
            }
            case MEMORY_COPY -> {
                writer.at(in.offset());
                Kind to = addressKind(in.index());
                Kind from = addressKind(in.index2());
                Kind length = to == Kind.I64 && from == Kind.I64 ? Kind.I64 : Kind.I32;
                operands.take(3);
                pushMemory(in.index());
                pushMemory(in.index2());
                code.invokeStatic(
                        BULK,
                        "copy",
                        "(" + to.descriptor + from.descriptor + length.descriptor + Names.MEMORY_DESCRIPTOR
                                + Names.MEMORY_DESCRIPTOR + ")V");
            }
            case MEMORY_INIT -> {
                writer.at(in.offset());
                operands.take(3);
                writer.loadContext();
                code.constant(in.index());
                code.constant(in.index2());
                code.invokeStatic(
                        BULK,
                        "init",
                        "(" + addressKind(in.index2()).descriptor + "II" + Names.CONTEXT_DESCRIPTOR + "II)V");
            }
            case DATA_DROP -> {
                writer.loadContext();
                code.constant(in.index());
                code.invokeStatic(BULK, "dropData", "(" + Names.CONTEXT_DESCRIPTOR + "I)V");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Makes the operand on top a long, whatever it was: a number of pages or an index, unsigned. */
    private void toLong(Kind kind) {
        operands.need(1);
        if (kind == Kind.I32) {
            code.invokeStatic("java/lang/Integer", "toUnsignedLong", "(I)J");
        }
    }

    /** Makes an operand of the long on Java's stack: a number of pages. */
    private void pushAddress(int memory) {
        Kind kind = addressKind(memory);
        if (kind == Kind.I32) {
            code.op(Opcodes.L2I);
        }
        operands.push(kind);
    }
}
