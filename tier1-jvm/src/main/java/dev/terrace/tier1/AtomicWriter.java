package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.Atomics;
import dev.terrace.runtime.Interruption;
import dev.terrace.tier1.support.AtomicPlaces;
import java.lang.invoke.VarHandle;
import org.objectweb.asm.Opcodes;

/** Writes the atomic instructions: calls of {@link Atomics}, whose values are longs. */
final class AtomicWriter {
    private static final String INTERRUPTION = Names.of(Interruption.class);
    private static final String ATOMICS = Names.of(Atomics.class);
    private static final String ATOMIC_PLACES = Names.of(AtomicPlaces.class);
    private static final String UPDATE = Names.of(Atomics.Update.class);
    private static final Atomics.Update[] UPDATES = Atomics.Update.values();

    /** The read-modify-write instructions are numbered in groups of seven, one for each width and type. */
    private static final int GROUP = Opcode.I32_ATOMIC_RMW_SUB.code() - Opcode.I32_ATOMIC_RMW_ADD.code();

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;
    private final MemoryWriter memories;

    AtomicWriter(FunctionWriter writer, InstructionReader in, MemoryWriter memories) {
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
        this.memories = memories;
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        if (!op.isAtomic()) {
            return false;
        }
        if (op == Opcode.ATOMIC_FENCE) {
            code.invokeStatic(Names.of(VarHandle.class), "fullFence", "()V");
            return true;
        }
        writer.at(in.offset());
        int count = op.operands().length();
        int[] variables = operands.readable(count);
        pushPlace(variables[0]);
        boolean notify = op == Opcode.MEMORY_ATOMIC_NOTIFY;
        if (!notify) {
            code.constant(op.widthLog2());
        }
        boolean update = !notify && count == 2 && !op.results().isEmpty();
        if (update) {
            Atomics.Update how = UPDATES[(op.code() - Opcode.I32_ATOMIC_RMW_ADD.code()) / GROUP];
            code.field(Opcodes.GETSTATIC, UPDATE, how.name(), "L" + UPDATE + ";");
        }
        for (int i = 1; i < count; i++) {
            Kind kind = Kind.of(op.operands().charAt(i));
            code.load(kind, variables[i]);
            if (kind == Kind.I32 && !notify) {
                code.op(Opcodes.I2L);
            }
        }
        switch (op) {
            case MEMORY_ATOMIC_NOTIFY -> call("wake", "I", "I");
            case MEMORY_ATOMIC_WAIT32, MEMORY_ATOMIC_WAIT64 -> {
                writer.loadContext();
                code.field(Opcodes.GETFIELD, Names.CONTEXT, "interruption", "L" + INTERRUPTION + ";");
                call("await", "IJJL" + INTERRUPTION + ";", "I");
            }
            default -> {
                switch (count) {
                    case 1 -> call("load", "I", "J");
                    case 2 -> {
                        if (update) {
                            call("update", "IL" + UPDATE + ";J", "J");
                        } else {
                            call("store", "IJ", "V");
                        }
                    }
                    default -> call("compareExchange", "IJJ", "J");
                }
                if (op.results().equals("i")) {
                    code.op(Opcodes.L2I);
                }
            }
        }
        operands.pop(count);
        if (!op.results().isEmpty()) {
            operands.push(Kind.of(op.results().charAt(0)));
        }
        return true;
    }

    /** Writes what pushes the memory, and where in it the access is. */
    private void pushPlace(int address) {
        memories.pushMemory(in.index());
        Kind kind = memories.addressKind(in.index());
        code.load(kind, address);
        code.constant(in.value());
        code.invokeStatic(ATOMIC_PLACES, "of", "(" + kind.descriptor + "J)J");
    }

    private void call(String method, String parameters, String result) {
        code.invokeStatic(ATOMICS, method, "(" + Names.MEMORY_DESCRIPTOR + "J" + parameters + ")" + result);
    }
}
