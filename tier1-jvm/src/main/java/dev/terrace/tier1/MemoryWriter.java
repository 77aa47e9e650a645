package dev.terrace.tier1;

import dev.terrace.MemoryPlacement;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.tier1.support.Bulk;
import dev.terrace.tier1.support.HeapBytes;
import dev.terrace.tier1.support.NativeBytes;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** Writes the instructions on memories, but those of vectors and the atomic ones. */
final class MemoryWriter {
    private static final String HEAP = Names.of(HeapBytes.class);
    private static final String NATIVE = Names.of(NativeBytes.class);
    private static final String TO_BYTES = "(" + Names.MEMORY_DESCRIPTOR + ")" + Names.SEGMENT_DESCRIPTOR;
    private static final String BULK = Names.of(Bulk.class);

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;
    private final MemoryPlacement placement;

    MemoryWriter(FunctionWriter writer, InstructionReader in, MemoryPlacement placement) {
        this.placement = placement;
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Returns the kind of a memory's addresses. */
    Kind addressKind(int memory) {
        return writer.module.memories().get(memory).address() == AddressType.I64 ? Kind.I64 : Kind.I32;
    }

    /** Writes what pushes a memory. */
    void pushMemory(int index) {
        if (index == 0 && writer.keepsMemory()) {
            writer.loadMemory();
            return;
        }
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
            case I32_LOAD -> load(Access.GET_INT, Kind.I32);
            case I64_LOAD -> load(Access.GET_LONG, Kind.I64);
            case F32_LOAD -> load(Access.GET_FLOAT, Kind.F32);
            case F64_LOAD -> load(Access.GET_DOUBLE, Kind.F64);
            case I32_LOAD8_S -> load(Access.GET_BYTE, Kind.I32);
            case I32_LOAD8_U -> loadUnsigned(Access.GET_BYTE, 0xFF, Kind.I32);
            case I32_LOAD16_S -> load(Access.GET_SHORT, Kind.I32);
            case I32_LOAD16_U -> loadUnsigned(Access.GET_SHORT, 0xFFFF, Kind.I32);
            case I64_LOAD8_S -> load(Access.GET_BYTE, Kind.I64);
            case I64_LOAD8_U -> loadUnsigned(Access.GET_BYTE, 0xFF, Kind.I64);
            case I64_LOAD16_S -> load(Access.GET_SHORT, Kind.I64);
            case I64_LOAD16_U -> loadUnsigned(Access.GET_SHORT, 0xFFFF, Kind.I64);
            case I64_LOAD32_S -> load(Access.GET_INT, Kind.I64);
            case I64_LOAD32_U -> {
                loadFromMemory(Access.GET_INT);
                code.invokeStatic("java/lang/Integer", "toUnsignedLong", "(I)J");
                operands.push(Kind.I64);
            }
            case I32_STORE, I64_STORE32 -> store(Access.SET_INT);
            case I64_STORE -> store(Access.SET_LONG);
            case F32_STORE -> store(Access.SET_FLOAT);
            case F64_STORE -> store(Access.SET_DOUBLE);
            case I32_STORE8, I64_STORE8 -> store(Access.SET_BYTE);
            case I32_STORE16, I64_STORE16 -> store(Access.SET_SHORT);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void load(Access access, Kind result) {
        loadFromMemory(access);
        if (result == Kind.I64 && access != Access.GET_LONG) {
            code.op(Opcodes.I2L);
        }
        operands.push(result);
    }

    private void loadUnsigned(Access access, int mask, Kind result) {
        loadFromMemory(access);
        code.constant(mask);
        code.op(Opcodes.IAND);
        if (result == Kind.I64) {
            code.op(Opcodes.I2L);
        }
        operands.push(result);
    }

    /** Writes a load; takes the address, and leaves what it loads on Java's stack. */
    private void loadFromMemory(Access access) {
        writer.at(in.offset());
        operands.take(1);
        write(access, 0);
    }

    private void store(Access access) {
        writer.at(in.offset());
        Kind kind = operands.top();
        operands.take(2);
        narrow(access, kind);
        write(access, 0);
    }

    /**
     * Writes an access; the address and, for a store, the value are on Java's stack.
     *
     * @param distance how many bytes behind the place that the instruction names
     */
    void write(Access access, int distance) {
        int index = in.index();
        MemoryType memory = writer.module.memories().get(index);
        if (placement.isOnHeap(memory)) {
            if (access.byHandle) {
                pushHandleBelow(access);
            }
            pushMemory(index);
            code.constant((int) Math.min(in.value() + distance, HeapBytes.MAX_OFFSET));
            if (access.byHandle) {
                code.invokeVirtual(Names.METHOD_HANDLE, "invokeExact", access.onHeap);
            } else {
                code.invokeStatic(HEAP, access.method, access.onHeap);
            }
        } else {
            pushMemory(index);
            code.invokeStatic(NATIVE, memory.shared() ? "shared" : "unshared", TO_BYTES);
            code.constant(in.value() < 0 ? in.value() : in.value() + distance);
            code.invokeStatic(NATIVE, access.method, access.outside(addressKind(index)));
        }
    }

    /** Writes what pushes the handle of an access below the address and the value on Java's stack. */
    private void pushHandleBelow(Access access) {
        int value = operands.freeVariable();
        if (access.stored != null) {
            code.store(access.stored, value);
        }
        code.constant(new Handle(Opcodes.H_INVOKESTATIC, HEAP, access.method, access.onHeap, false));
        code.op(Opcodes.SWAP);
        if (access.stored != null) {
            code.load(access.stored, value);
        }
    }

    /** Makes the operand on top of Java's stack a value that an access writes. */
    void narrow(Access access) {
        if (access.narrow != Opcodes.NOP) {
            code.op(access.narrow);
        }
    }

    private void narrow(Access access, Kind kind) {
        if (kind == Kind.I64 && access != Access.SET_LONG) {
            code.op(Opcodes.L2I);
        }
        narrow(access);
    }

    /** Writes an instruction on a whole memory, or on a range of it; returns false if the instruction is none. */
    boolean bulk(Opcode op) {
        switch (op) {
            case MEMORY_SIZE -> {
                operands.load();
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
