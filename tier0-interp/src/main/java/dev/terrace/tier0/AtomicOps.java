package dev.terrace.tier0;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.Atomics;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;

/** The atomic accesses to memories. */
final class AtomicOps {
    private static final Atomics.Update[] UPDATES = Atomics.Update.values();

    /** The read-modify-write instructions are numbered in groups of seven, one for each width and type. */
    private static final int GROUP = Opcode.I32_ATOMIC_RMW_SUB.code() - Opcode.I32_ATOMIC_RMW_ADD.code();

    private AtomicOps() {}

    /**
     * Executes an instruction.
     *
     * @param offset the offset in the instruction
     * @param index the memory
     * @param base the slot of the address, and then of the result; the other operands follow
     */
    static void execute(Opcode op, long offset, ModuleInstance instance, int index, long[] slots, int base) {
        long address = Atomics.place(InterpretedModule.of(instance.code()).address(index, slots[base]), offset);
        LinearMemory memory = instance.memory(index);
        int width = op.widthLog2();
        switch (op) {
            case MEMORY_ATOMIC_NOTIFY -> slots[base] = Atomics.wake(memory, address, (int) slots[base + 1]);
            case MEMORY_ATOMIC_WAIT32, MEMORY_ATOMIC_WAIT64 ->
                slots[base] = Atomics.await(
                        memory, address, width, slots[base + 1], slots[base + 2], instance.stack().interruption);
            default -> {
                if (op.operands().length() == 3) {
                    slots[base] = Atomics.compareExchange(memory, address, width, slots[base + 1], slots[base + 2]);
                } else if (op.operands().length() == 1) {
                    slots[base] = Atomics.load(memory, address, width);
                } else if (op.results().isEmpty()) {
                    Atomics.store(memory, address, width, slots[base + 1]);
                } else {
                    Atomics.Update update = UPDATES[(op.code() - Opcode.I32_ATOMIC_RMW_ADD.code()) / GROUP];
                    slots[base] = Atomics.update(memory, address, width, update, slots[base + 1]);
                }
            }
        }
    }
}
