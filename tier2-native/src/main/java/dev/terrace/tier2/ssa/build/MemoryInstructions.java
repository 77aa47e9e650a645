package dev.terrace.tier2.ssa.build;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.Arrays;

/** Translates the instructions on memories. */
final class MemoryInstructions {
    private final Emitter out;
    private final InstructionReader in;
    private final ValidModule module;
    private final InstanceLayout layout;

    MemoryInstructions(Emitter out, InstructionReader in, InstanceLayout layout) {
        this.out = out;
        this.in = in;
        this.module = layout.module();
        this.layout = layout;
    }

    private MemoryType memory(int index) {
        return module.memories().get(index);
    }

    private Type addressType(int index) {
        return memory(index).address() == AddressType.I64 ? Type.I64 : Type.I32;
    }

    /**
     * Translates a load, a store or an atomic instruction.
     *
     * @return false if it always traps, being outside every memory
     */
    boolean access(Opcode op) {
        return switch (op) {
            case ATOMIC_FENCE -> {
                out.effect(Op.FENCE, null, null, 0, null);
                out.forgetMemories();
                yield true;
            }
            case MEMORY_ATOMIC_NOTIFY -> wait(RuntimeFunction.ATOMIC_NOTIFY, 1);
            case MEMORY_ATOMIC_WAIT32 -> wait(RuntimeFunction.ATOMIC_WAIT32, 2);
            case MEMORY_ATOMIC_WAIT64 -> wait(RuntimeFunction.ATOMIC_WAIT64, 2);
            default -> place(op);
        };
    }

    private boolean wait(RuntimeFunction function, int others) {
        Value[] operands = out.pop(1 + others);
        Value[] args = new Value[3 + others];
        args[0] = out.i32(in.index());
        args[1] = operands[0];
        args[2] = out.i64(in.value());
        System.arraycopy(operands, 1, args, 3, others);
        out.push(call(function, Type.I32, args));
        return true;
    }

    private boolean place(Opcode op) {
        int count = op.operands().length();
        Value[] operands = out.pop(count);
        Value index = operands[0];
        if (op.isAtomic()) {
            checkAlignment(op, index);
        }
        if (!layout.isGuarded(in.index()) && !checkBounds(op, index)) {
            return false;
        }
        Value[] args = new Value[count + 1];
        args[0] = base(in.index());
        System.arraycopy(operands, 0, args, 1, count);
        Type type = op.results().isEmpty() ? null : Type.of(op.results().charAt(0));
        Op kind = op.isAtomic() ? Op.ATOMIC : type == null ? Op.STORE : Op.LOAD;
        Value value = out.effect(kind, type, op, args, in.value(), op.imm() == Imm.MEMARG_LANE ? in.lane() : 0);
        if (op.isAtomic() && memory(in.index()).shared()) {
            out.forgetMemories();
        }
        if (type != null) {
            out.push(value);
        }
        return true;
    }

    private void checkAlignment(Opcode op, Value index) {
        long width = 1L << op.widthLog2();
        if (width == 1) {
            return;
        }
        if (addressType(in.index()) == Type.I64) {
            // What is no place in any memory traps as such, aligned or not.
            Value[] args = {index, out.i64(Long.MAX_VALUE)};
            out.numbered(Op.CHECK_BOUNDS, null, args, in.value(), null, 0);
        }
        if (!index.isConst() || ((index.immediate + in.value()) & (width - 1)) != 0) {
            out.numbered(Op.CHECK_ALIGNMENT, op, new Value[] {index}, in.value());
        }
    }

    private boolean checkBounds(Opcode op, Value index) {
        long width = 1L << op.widthLog2();
        long end = in.value() + width;
        if (Long.compareUnsigned(end, width) < 0) {
            return false;
        }
        MemoryType memory = memory(in.index());
        if (index.isConst()) {
            long last = index.immediate + end;
            // A memory never shrinks below the size that it has at first.
            boolean overflows = Long.compareUnsigned(last, end) < 0;
            long pages = memory.limits().min();
            if (!overflows
                    && pages <= Long.MAX_VALUE >> memory.pageSizeLog2()
                    && Long.compareUnsigned(last, pages << memory.pageSizeLog2()) <= 0) {
                return true;
            }
        }
        out.numbered(Op.CHECK_BOUNDS, null, new Value[] {index, bytes(in.index())}, end, null, 0);
        return true;
    }

    private Value base(int memory) {
        int state = layout.isGuarded(memory) ? 0 : out.memoryState;
        return out.numbered(Op.MEMORY_BASE, Type.I64, null, memory, null, state);
    }

    private Value bytes(int memory) {
        return out.numbered(Op.MEMORY_BYTES, Type.I64, null, memory, null, out.memoryState);
    }

    /** Adds a call of a runtime function. */
    Value call(RuntimeFunction function, Type result, Value... args) {
        Value value = out.effect(Op.RUNTIME, result, args, 0, function);
        out.forgetMemories();
        return value;
    }

    /** Adds a call of a runtime function whose last arguments are operands. */
    private Value callWithOperands(RuntimeFunction function, Type result, int count, int... indices) {
        Value[] operands = out.pop(count);
        Value[] args =
                Arrays.copyOf(Arrays.stream(indices).mapToObj(out::i32).toArray(Value[]::new), indices.length + count);
        System.arraycopy(operands, 0, args, indices.length, count);
        return call(function, result, args);
    }

    /** Translates an instruction on a whole memory or table, or on a range; returns false if it is none. */
    boolean bulk(Opcode op) {
        int index = in.index();
        switch (op) {
            case MEMORY_SIZE -> {
                Value pages = out.compute(
                        Opcode.I64_SHR_U, bytes(index), out.i64(memory(index).pageSizeLog2()));
                out.push(addressType(index) == Type.I64 ? pages : out.compute(Opcode.I32_WRAP_I64, pages));
            }
            case MEMORY_GROW -> out.push(callWithOperands(RuntimeFunction.MEMORY_GROW, addressType(index), 1, index));
            case MEMORY_FILL -> callWithOperands(RuntimeFunction.MEMORY_FILL, null, 3, index);
            case MEMORY_COPY -> callWithOperands(RuntimeFunction.MEMORY_COPY, null, 3, index, in.index2());
            case MEMORY_INIT -> callWithOperands(RuntimeFunction.MEMORY_INIT, null, 3, index, in.index2());
            case DATA_DROP -> callWithOperands(RuntimeFunction.DATA_DROP, null, 0, index);
            case TABLE_GET -> out.push(callWithOperands(RuntimeFunction.TABLE_GET, Type.REF, 1, index));
            case TABLE_SET -> callWithOperands(RuntimeFunction.TABLE_SET, null, 2, index);
            case TABLE_SIZE ->
                out.push(callWithOperands(RuntimeFunction.TABLE_SIZE, tableAddressType(index), 0, index));
            case TABLE_GROW ->
                out.push(callWithOperands(RuntimeFunction.TABLE_GROW, tableAddressType(index), 2, index));
            case TABLE_FILL -> callWithOperands(RuntimeFunction.TABLE_FILL, null, 3, index);
            case TABLE_COPY -> callWithOperands(RuntimeFunction.TABLE_COPY, null, 3, index, in.index2());
            case TABLE_INIT -> callWithOperands(RuntimeFunction.TABLE_INIT, null, 3, index, in.index2());
            case ELEM_DROP -> callWithOperands(RuntimeFunction.ELEM_DROP, null, 0, index);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Type tableAddressType(int table) {
        return module.tables().get(table).address() == AddressType.I64 ? Type.I64 : Type.I32;
    }
}
