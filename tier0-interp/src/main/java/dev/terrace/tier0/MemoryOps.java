package dev.terrace.tier0;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.numeric.VectorOps;
import java.lang.foreign.MemorySegment;

/**
 * The accesses to memories that the dispatch loop leaves to a method: vectors, large offsets, 64-bit addresses and every
 * memory but the first; and the instructions on whole ranges of bytes.
 */
final class MemoryOps implements Op {
    private MemoryOps() {}

    /** Grows a memory by the pages in a slot; returns its size before, or -1. */
    static long grow(ModuleInstance instance, int memory, long bits) {
        return instance.memory(memory)
                .grow(InterpretedModule.of(instance.code()).address(memory, bits));
    }

    /**
     * Returns whether an instruction is an access of the dispatch loop to memory that is inside by now, whatever it was
     * when the loop read the memory's size: other threads can grow a shared memory meanwhile.
     */
    static boolean isInside(long w, int fp, ModuleInstance instance, ExecutionStack stack) {
        int op = Op.op(w);
        if (op < LOAD8_S || op > STORE64_SUM || !instance.memory(0).isShared()) {
            return false;
        }
        int size = switch (op) {
            case LOAD8_S, LOAD8_U, LOAD8_U_SUM, STORE8, STORE8_SUM -> Byte.BYTES;
            case LOAD16_S, LOAD16_U, STORE16 -> Short.BYTES;
            case LOAD32_S, LOAD32_U, LOAD32_S_SUM, STORE32, STORE32_SUM -> Integer.BYTES;
            default -> Long.BYTES;
        };
        long base = stack.slots[fp + Op.y(w)];
        long address = op >= LOAD8_U_SUM ? (base + Op.z(w)) & 0xFFFF_FFFFL : (base & 0xFFFF_FFFFL) + Op.z(w);
        return address + size <= instance.memory(0).segment().byteSize();
    }

    /** Executes a load or a store: see {@link RareOps#execute}. */
    static int access(long w, long[] code, int pc, int fp, ModuleInstance instance, long[] slots) {
        int x = fp + Op.x(w);
        int z = fp + Op.z(w);
        Opcode op = NumericOps.opcode(Op.y(code[pc]));
        int memory = Op.z(code[pc]);
        int lane = Op.x(code[pc]);
        long base = InterpretedModule.of(instance.code()).address(memory, slots[fp + Op.y(w)]);
        long address = base + code[pc + 1];
        if (address < 0 || Long.compareUnsigned(address, base) < 0) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        MemorySegment bytes = instance.memory(memory).segment();
        try {
            if (Op.op(w) == LOAD_ANY || Op.op(w) == STORE_ANY) {
                scalar(op, bytes, address, slots, x);
            } else {
                vector(op, bytes, address, slots, x, z, lane);
            }
        } catch (IndexOutOfBoundsException _) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return pc + 2;
    }

    private static void scalar(Opcode op, MemorySegment bytes, long address, long[] slots, int x) {
        switch (op) {
            case I32_LOAD8_S, I64_LOAD8_S -> slots[x] = bytes.get(JAVA_BYTE, address);
            case I32_LOAD8_U, I64_LOAD8_U -> slots[x] = bytes.get(JAVA_BYTE, address) & 0xFF;
            case I32_LOAD16_S, I64_LOAD16_S -> slots[x] = bytes.get(JAVA_SHORT_UNALIGNED, address);
            case I32_LOAD16_U, I64_LOAD16_U -> slots[x] = bytes.get(JAVA_SHORT_UNALIGNED, address) & 0xFFFF;
            case I32_LOAD, F32_LOAD, I64_LOAD32_S -> slots[x] = bytes.get(JAVA_INT_UNALIGNED, address);
            case I64_LOAD32_U -> slots[x] = bytes.get(JAVA_INT_UNALIGNED, address) & 0xFFFF_FFFFL;
            case I64_LOAD, F64_LOAD -> slots[x] = bytes.get(JAVA_LONG_UNALIGNED, address);
            case I32_STORE8, I64_STORE8 -> bytes.set(JAVA_BYTE, address, (byte) slots[x]);
            case I32_STORE16, I64_STORE16 -> bytes.set(JAVA_SHORT_UNALIGNED, address, (short) slots[x]);
            case I32_STORE, F32_STORE, I64_STORE32 -> bytes.set(JAVA_INT_UNALIGNED, address, (int) slots[x]);
            case I64_STORE, F64_STORE -> bytes.set(JAVA_LONG_UNALIGNED, address, slots[x]);
            default -> throw new IllegalStateException("no access to memory: " + op);
        }
    }

    private static void vector(Opcode op, MemorySegment bytes, long address, long[] slots, int x, int z, int lane) {
        switch (op) {
            case V128_LOAD -> {
                // The second half is read first: it is the one that can be outside when the first is not.
                long high = bytes.get(JAVA_LONG_UNALIGNED, address + Long.BYTES);
                slots[x] = bytes.get(JAVA_LONG_UNALIGNED, address);
                slots[x + 1] = high;
            }
            case V128_STORE -> {
                bytes.set(JAVA_LONG_UNALIGNED, address + Long.BYTES, slots[x + 1]);
                bytes.set(JAVA_LONG_UNALIGNED, address, slots[x]);
            }
            case V128_LOAD8_LANE, V128_LOAD16_LANE, V128_LOAD32_LANE, V128_LOAD64_LANE -> {
                long value = load(op, bytes, address);
                long low = slots[z];
                long high = slots[z + 1];
                int shift = lane << (op.widthLog2() + 3);
                long mask = mask(op) << shift;
                slots[x] = shift < Long.SIZE ? (low & ~mask) | value << shift : low;
                slots[x + 1] = shift < Long.SIZE ? high : (high & ~mask) | value << shift;
            }
            case V128_STORE8_LANE, V128_STORE16_LANE, V128_STORE32_LANE, V128_STORE64_LANE -> {
                int shift = lane << (op.widthLog2() + 3);
                store(op, bytes, address, slots[x + shift / Long.SIZE] >>> shift);
            }
            default -> {
                slots[x] = load(op, bytes, address);
                slots[x + 1] = 0;
                Opcode then = afterLoad(op);
                if (then != null) {
                    VectorOps.execute(then.code(), slots, x, x, 0, 0);
                }
            }
        }
    }

    /** Returns what turns loaded bits into the vector; null if they are it. */
    private static Opcode afterLoad(Opcode op) {
        return switch (op) {
            case V128_LOAD8X8_S -> Opcode.I16X8_EXTEND_LOW_I8X16_S;
            case V128_LOAD8X8_U -> Opcode.I16X8_EXTEND_LOW_I8X16_U;
            case V128_LOAD16X4_S -> Opcode.I32X4_EXTEND_LOW_I16X8_S;
            case V128_LOAD16X4_U -> Opcode.I32X4_EXTEND_LOW_I16X8_U;
            case V128_LOAD32X2_S -> Opcode.I64X2_EXTEND_LOW_I32X4_S;
            case V128_LOAD32X2_U -> Opcode.I64X2_EXTEND_LOW_I32X4_U;
            case V128_LOAD8_SPLAT -> Opcode.I8X16_SPLAT;
            case V128_LOAD16_SPLAT -> Opcode.I16X8_SPLAT;
            case V128_LOAD32_SPLAT -> Opcode.I32X4_SPLAT;
            case V128_LOAD64_SPLAT -> Opcode.I64X2_SPLAT;
            case V128_LOAD32_ZERO, V128_LOAD64_ZERO -> null;
            default -> throw new IllegalStateException("no access to memory: " + op);
        };
    }

    /** Returns ones in the bits that an access has. */
    private static long mask(Opcode op) {
        return -1L >>> (Long.SIZE - (Byte.SIZE << op.widthLog2()));
    }

    /** Reads the bits that an access has, zero-extended. */
    private static long load(Opcode op, MemorySegment bytes, long address) {
        long bits = switch (op.widthLog2()) {
            case 0 -> bytes.get(JAVA_BYTE, address);
            case 1 -> bytes.get(JAVA_SHORT_UNALIGNED, address);
            case 2 -> bytes.get(JAVA_INT_UNALIGNED, address);
            default -> bytes.get(JAVA_LONG_UNALIGNED, address);
        };
        return bits & mask(op);
    }

    private static void store(Opcode op, MemorySegment bytes, long address, long bits) {
        switch (op.widthLog2()) {
            case 0 -> bytes.set(JAVA_BYTE, address, (byte) bits);
            case 1 -> bytes.set(JAVA_SHORT_UNALIGNED, address, (short) bits);
            case 2 -> bytes.set(JAVA_INT_UNALIGNED, address, (int) bits);
            default -> bytes.set(JAVA_LONG_UNALIGNED, address, bits);
        }
    }

    /** Executes an instruction on a whole memory, or on a range of it: see {@link RareOps#execute}. */
    static int bulk(long w, long[] code, int pc, int fp, ModuleInstance instance, long[] slots) {
        int op = Op.op(w);
        int x = fp + Op.x(w);
        if (op == MEMORY_SIZE) {
            slots[x] = instance.memory(Op.z(w)).pages();
            return pc;
        }
        if (op == DATA_DROP) {
            instance.dropData(Op.z(w));
            return pc;
        }
        int first = (int) (code[pc] >>> 32);
        int second = Op.z(code[pc]);
        long source = slots[fp + Op.y(w)];
        long length = slots[fp + Op.z(w)];
        InterpretedModule module = InterpretedModule.of(instance.code());
        LinearMemory memory = instance.memory(second);
        long address = module.address(second, slots[x]);
        switch (op) {
            case MEMORY_FILL -> memory.fill(address, (int) source, module.address(second, length));
            case MEMORY_COPY -> {
                // The length has the smaller of the two address types.
                long bytes = module.address(first, module.address(second, length));
                memory.copy(address, instance.memory(first), module.address(first, source), bytes);
            }
            default -> memory.init(address, instance.data(first), source & 0xFFFF_FFFFL, length & 0xFFFF_FFFFL);
        }
        return pc + 1;
    }
}
