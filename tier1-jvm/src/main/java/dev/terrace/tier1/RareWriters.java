package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.ModuleCode;

/** The writers that most functions do not need: loading their classes takes time. */
final class RareWriters {
    final ObjectWriter objects;
    private final VectorWriter vectors;
    private final VectorMemoryWriter vectorMemories;
    private final AtomicWriter atomics;

    RareWriters(FunctionWriter writer, InstructionReader in, MemoryWriter memories, ModuleCode module) {
        this.objects = new ObjectWriter(writer, in, module);
        this.vectors = new VectorWriter(writer, in);
        this.vectorMemories = new VectorMemoryWriter(writer, in, memories, vectors);
        this.atomics = new AtomicWriter(writer, in, memories);
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        return vectors.write(op) || atomics.write(op) || objects.write(op);
    }

    /** Writes a load or store; returns false if it is of another group. */
    boolean access(Opcode op) {
        return vectorMemories.write(op) || atomics.write(op);
    }
}
