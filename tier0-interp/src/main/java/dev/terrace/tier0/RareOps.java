package dev.terrace.tier0;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.numeric.VectorOps;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** The instructions that the dispatch loop leaves to a method: vectors, references, and what works on whole ranges. */
final class RareOps implements Op {
    private RareOps() {}

    /**
     * Executes an instruction.
     *
     * @param w the instruction
     * @param code the code
     * @param pc the place behind {@code w}
     * @param fp the frame
     * @return the place to go on at, or {@link Unwinding#ELSEWHERE}
     */
    static int execute(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        long[] slots = stack.slots;
        int x = fp + Op.x(w);
        int y = fp + Op.y(w);
        int z = fp + Op.z(w);
        int index = Op.z(w);
        switch (Op.op(w)) {
            case UNREACHABLE -> throw new Trap(TrapKind.UNREACHABLE);
            case ZERO -> Arrays.fill(slots, x, x + index, 0);
            case MOVE_V128 -> {
                slots[x] = slots[y];
                slots[x + 1] = slots[y + 1];
            }
            case MOVE_RANGE -> {
                System.arraycopy(slots, y, slots, x, index);
                System.arraycopy(stack.refs, y, stack.refs, x, index);
            }
            case SELECT_V128 -> {
                int from = (int) slots[fp + Op.z(code[pc])] != 0 ? y : z;
                slots[x] = slots[from];
                slots[x + 1] = slots[from + 1];
                return pc + 1;
            }
            case GLOBAL_GET_V128 -> {
                GlobalInstance global = instance.global(index);
                slots[x] = global.bits();
                slots[x + 1] = global.highBits();
            }
            case GLOBAL_SET_V128 -> {
                GlobalInstance global = instance.global(index);
                global.setBits(slots[x]);
                global.setHighBits(slots[x + 1]);
            }
            case NUMERIC -> {
                slots[x] = NumericOps.execute(NumericOps.opcode(Op.z(code[pc])), slots[y], slots[z]);
                return pc + 1;
            }
            case WIDE -> NumericOps.executeWide(NumericOps.opcode(index), slots, x);
            case VECTOR -> {
                VectorOps.execute(Op.z(code[pc]), slots, x, y, z, fp + Op.x(code[pc]));
                return pc + 1;
            }
            case EXTRACT_LANE -> {
                VectorOps.execute(Op.z(code[pc]), slots, x, y, index, 0);
                return pc + 1;
            }
            case REPLACE_LANE -> {
                VectorOps.execute(Op.z(code[pc]), slots, x, y, z, Op.x(code[pc]));
                return pc + 1;
            }
            case SHUFFLE -> {
                VectorOps.shuffle(slots, x, y, z, code[pc], code[pc + 1]);
                return pc + 2;
            }
            case LOAD_ANY, STORE_ANY, LOAD_VECTOR, STORE_VECTOR -> {
                return MemoryOps.access(w, code, pc, fp, instance, slots);
            }
            case MEMORY_SIZE, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, DATA_DROP -> {
                return MemoryOps.bulk(w, code, pc, fp, instance, slots);
            }
            case THROW, THROW_REF -> {
                return Unwinding.raise(w, code, pc, fp, instance, stack);
            }
            case ATOMIC -> {
                AtomicOps.execute(NumericOps.opcode(Op.z(code[pc])), code[pc + 1], instance, index, slots, x);
                return pc + 2;
            }
            case ATOMIC_FENCE -> VarHandle.fullFence();
            case BURN_BY_LENGTH -> stack.burn(index < 0 ? (slots[x] & 0xFFFF_FFFFL) >>> -index : slots[x] >>> index);
            default -> {
                return ReferenceOps.execute(w, code, pc, fp, instance, stack);
            }
        }
        return pc;
    }
}
