package dev.terrace.tier2.ssa.opt;

import dev.terrace.core.types.MemoryType;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Value;

/** What operations do besides giving a value, and what their value depends on besides their arguments. */
final class Effects {
    private final InstanceLayout layout;

    Effects(InstanceLayout layout) {
        this.layout = layout;
    }

    /** Returns whether an operation may trap or change something, so that it has to happen though nobody uses its value. */
    boolean hasEffect(Value value) {
        return switch (value.op) {
            case PARAM, CONST, SELECT, RESULT, MEMORY_BASE, MEMORY_BYTES, GLOBAL_GET -> false;
            case COMPUTE -> Opcodes.traps(value);
            case LOAD -> layout.isGuarded(memory(value));
            default -> true;
        };
    }

    /** Returns whether equal operations give the same wherever they are: they depend on their arguments alone. */
    boolean isPure(Value value) {
        return switch (value.op) {
            case COMPUTE -> value.type != null;
            case SELECT -> true;
            case MEMORY_BASE -> layout.isGuarded((int) value.immediate);
            case GLOBAL_GET ->
                !layout.module().globals().get((int) value.immediate).mutable();
            default -> false;
        };
    }

    /** Returns whether an operation depends on the sizes and places of memories at the time. */
    boolean dependsOnMemories(Value value) {
        return value.op == Op.MEMORY_BYTES || value.op == Op.MEMORY_BASE && !layout.isGuarded((int) value.immediate);
    }

    /** Returns whether sizes and places of memories may be others after an operation. */
    boolean changesMemories(Value value) {
        return switch (value.op) {
            case CALL, CALL_IMPORT, CALL_RECORD, RUNTIME, FENCE -> true;
            case ATOMIC -> memoryType(value).shared();
            default -> false;
        };
    }

    /** Returns whether an operation may change what is in memories and globals in ways that are not known. */
    boolean changesAll(Value value) {
        return value.op == Op.POLL || value.op == Op.BURN || value.op == Op.ATOMIC || changesMemories(value);
    }

    /** Returns the memory that a load, a store or an atomic operation accesses. */
    int memory(Value access) {
        Value base = access.args[0];
        if (base.op != Op.MEMORY_BASE) {
            throw new IllegalStateException(access + " accesses no memory: its base is " + base + ", a " + base.op);
        }
        return (int) base.immediate;
    }

    private MemoryType memoryType(Value access) {
        return layout.module().memories().get(memory(access));
    }
}
