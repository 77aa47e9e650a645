package dev.terrace.tier0;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.numeric.Ints;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * The dispatch loop. A call from one interpreted function of an instance to another stays in the loop: it pushes a link, and
 * the callee's frame begins where the caller's operand stack has the arguments.
 *
 * <pre>
 *   slots   ... | caller's locals | operands | arguments ...
 *                                            | callee's locals (arguments first) | operands ...
 *   calls   ... | caller's number, pc | caller's frame |
 * </pre>
 *
 * <p>HotSpot compiles no method of 8,000 bytecodes or more, so {@link #run} must stay below; what is rare is in methods
 * of its own. Some habits keep the compiled loop short. All fields are decoded before the switch, in one way each: what
 * several cases compute from the same fields, the compiler computes for every instruction. The inner loop changes nothing
 * but {@code pc}; what changes the frame goes on with the outer one. What changes in a loop comes in as a parameter, so
 * that the compiler keeps plain pointers instead of compressed ones. And a slot is the sum of two longs, since the compiler
 * would compute the sum of two ints once as an int and once as a long.
 */
final class Interpreter implements Op {
    /** The link below the first frame of an entry. */
    private static final long ENTRY_LINK = -1;

    static {
        // When the Java heap is full no class can be loaded any more, this one least of all.
        try {
            MethodHandles.lookup().ensureInitialized(Backtrace.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Interpreter() {}

    /**
     * Runs a function.
     *
     * @return the function that it tail-calls outside of the instance, or null
     */
    static FunctionInstance enter(
            InterpretedFunction function, ModuleInstance instance, ExecutionStack stack, int base) {
        int top = stack.top;
        int links = stack.callTop;
        try {
            return start(function, instance, stack, base);
        } catch (StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        } finally {
            stack.top = top;
            stack.callTop = links;
        }
    }

    private static FunctionInstance start(
            InterpretedFunction function, ModuleInstance instance, ExecutionStack stack, int base) {
        Calls.grow(stack, base + function.frameSlots);
        int entry = stack.callTop;
        stack.calls[entry] = ENTRY_LINK;
        stack.callTop = entry + 2;
        InterpretedFunction[] functions = function.module.functions;
        FunctionInstance next = run(functions, function.code, InterpretedFunction.ENTRY, base, instance, stack);
        while (stack.callTop != entry) {
            int link = stack.callTop - 2;
            stack.callTop = link;
            long place = stack.calls[link];
            int fp = (int) stack.calls[link + 1];
            next = next == null
                    ? run(functions, functions[(int) (place >>> 32)].code, (int) place, fp, instance, stack)
                    : Calls.replaceFrame(next, functions, instance, stack, fp);
        }
        return next;
    }

    private static FunctionInstance run(
            InterpretedFunction[] functions,
            long[] code,
            int pc,
            int fp,
            ModuleInstance instance,
            ExecutionStack stack) {
        return run(stack, instance, functions, instance.globals(), code, stack.slots, pc, fp, memory(instance));
    }

    /** Returns the bytes of the first memory, or null. */
    private static MemorySegment memory(ModuleInstance instance) {
        return instance.hasMemory() ? instance.memory(0).segment() : null;
    }

    /**
     * Runs a function until it returns, or until execution goes on elsewhere: see {@link Unwinding}.
     *
     * @return the function that the loop cannot go on with and that takes the place of the frame whose link is on top; null
     *     if there is none
     */
    @SuppressWarnings("IntLongMath") // An i32 is shifted as such; what becomes of the slot's high half does not matter.
    private static FunctionInstance run(
            ExecutionStack stack,
            ModuleInstance instance,
            InterpretedFunction[] functions,
            GlobalInstance[] globals,
            long[] code,
            long[] slots,
            int pc,
            int fp,
            MemorySegment memory) {
        try {
            frames:
            while (true) {
                long frame = fp;
                while (true) {
                    long w = code[pc++];
                    int x = (int) (frame + (w >>> 48));
                    int near = (short) (w >>> 32);
                    int y = (int) (frame + near);
                    long imm = (int) w >> 8;
                    int z = (int) (frame + imm);
                    switch ((int) w & 0xFF) {
                        case MOVE -> slots[x] = slots[y];
                        case CONST -> slots[x] = imm;
                        case CONST_WORD -> slots[x] = code[pc++];
                        case SELECT -> slots[x] = slots[(int) slots[fp + ((int) code[pc++] >> 8)] != 0 ? y : z];
                        case GLOBAL_GET -> slots[x] = globals[(int) imm].bits;
                        case GLOBAL_SET -> globals[(int) imm].bits = slots[x];
                        case JUMP -> {
                            pc += (int) imm;
                        }
                        case JUMP_IF -> {
                            if ((int) slots[x] != 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_UNLESS -> {
                            if ((int) slots[x] == 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_NULL -> {
                            if (stack.refs[x] == null) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_NON_NULL -> {
                            if (stack.refs[x] != null) {
                                pc += (int) imm;
                            }
                        }
                        case MOVE_REF -> stack.refs[x] = stack.refs[y];
                        case JUMP_TABLE -> {
                            int target = (int) Math.min(slots[x] & 0xFFFF_FFFFL, imm);
                            pc += target + 1 + ((int) code[pc + target] >> 8);
                        }
                        case JUMP_I32_EQ -> {
                            if ((int) slots[x] == (int) slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_NE -> {
                            if ((int) slots[x] != (int) slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LT_S -> {
                            if ((int) slots[x] < (int) slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LT_U -> {
                            if (Integer.compareUnsigned((int) slots[x], (int) slots[y]) < 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LE_S -> {
                            if ((int) slots[x] <= (int) slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LE_U -> {
                            if (Integer.compareUnsigned((int) slots[x], (int) slots[y]) <= 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_EQ_IMM -> {
                            if ((int) slots[x] == near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_NE_IMM -> {
                            if ((int) slots[x] != near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LT_S_IMM -> {
                            if ((int) slots[x] < near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_LT_U_IMM -> {
                            if (Integer.compareUnsigned((int) slots[x], near) < 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_GT_S_IMM -> {
                            if ((int) slots[x] > near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I32_GT_U_IMM -> {
                            if (Integer.compareUnsigned((int) slots[x], near) > 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_EQ -> {
                            if (slots[x] == slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_NE -> {
                            if (slots[x] != slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LT_S -> {
                            if (slots[x] < slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LT_U -> {
                            if (Long.compareUnsigned(slots[x], slots[y]) < 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LE_S -> {
                            if (slots[x] <= slots[y]) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LE_U -> {
                            if (Long.compareUnsigned(slots[x], slots[y]) <= 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_EQ_IMM -> {
                            if (slots[x] == near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_NE_IMM -> {
                            if (slots[x] != near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LT_S_IMM -> {
                            if (slots[x] < near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_LT_U_IMM -> {
                            if (Long.compareUnsigned(slots[x], near) < 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_GT_S_IMM -> {
                            if (slots[x] > near) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_I64_GT_U_IMM -> {
                            if (Long.compareUnsigned(slots[x], near) > 0) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_EQ -> {
                            if (Double.longBitsToDouble(slots[x]) == Double.longBitsToDouble(slots[y])) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_NE -> {
                            if (Double.longBitsToDouble(slots[x]) != Double.longBitsToDouble(slots[y])) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_LT -> {
                            if (Double.longBitsToDouble(slots[x]) < Double.longBitsToDouble(slots[y])) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_LE -> {
                            if (Double.longBitsToDouble(slots[x]) <= Double.longBitsToDouble(slots[y])) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_NOT_LT -> {
                            if (!(Double.longBitsToDouble(slots[x]) < Double.longBitsToDouble(slots[y]))) {
                                pc += (int) imm;
                            }
                        }
                        case JUMP_F64_NOT_LE -> {
                            if (!(Double.longBitsToDouble(slots[x]) <= Double.longBitsToDouble(slots[y]))) {
                                pc += (int) imm;
                            }
                        }
                        case CALL -> {
                            InterpretedFunction callee = functions[(int) imm];
                            int link = stack.callTop;
                            if (callee == null
                                    || x + callee.frameSlots + callee.barrier > slots.length
                                    || link + 2 > stack.calls.length) {
                                callee = Calls.direct(
                                        instance, (int) imm, stack, x, fp + functions[(int) code[0]].frameSlots);
                                slots = stack.slots;
                            }
                            if (callee != null) {
                                stack.calls[link] = code[0] << 32 | pc;
                                stack.calls[link + 1] = fp;
                                stack.callTop = link + 2;
                                code = callee.code;
                                fp = x;
                                pc = InterpretedFunction.ENTRY;
                            } else {
                                memory = memory(instance);
                            }
                            continue frames;
                        }
                        case CALL_IMPORT, CALL_INDIRECT, CALL_REF -> {
                            FunctionInstance target = Calls.target(w, code[pc++], instance, stack, y);
                            InterpretedFunction callee =
                                    Calls.other(target, instance, stack, x, fp + functions[(int) code[0]].frameSlots);
                            slots = stack.slots;
                            if (callee != null) {
                                int link = stack.callTop;
                                stack.calls[link] = code[0] << 32 | pc;
                                stack.calls[link + 1] = fp;
                                stack.callTop = link + 2;
                                code = callee.code;
                                fp = x;
                                pc = InterpretedFunction.ENTRY;
                            } else {
                                memory = memory(instance);
                            }
                            continue frames;
                        }
                        case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                            FunctionInstance target = Calls.target(w, code[pc++], instance, stack, y);
                            InterpretedFunction callee =
                                    Calls.tail(target, functions[(int) code[0]], instance, stack, x, fp);
                            if (callee == null) {
                                Unwinding.goOn(stack, code[0], pc, fp);
                                return target;
                            }
                            slots = stack.slots;
                            code = callee.code;
                            pc = InterpretedFunction.ENTRY;
                            continue frames;
                        }
                        case COUNT -> {
                            long count = code[pc] - 1;
                            code[pc++] = count;
                            if ((int) count <= 0) {
                                FunctionInstance rest = Counters.hot(w, code, pc, functions, instance);
                                if (rest != null) {
                                    Unwinding.goOn(stack, code[0], pc, fp);
                                    return rest;
                                }
                            }
                        }
                        case POLL -> stack.interruption.poll();
                        case BURN -> stack.burn(imm);
                        case RETURN -> {
                            slots[fp] = slots[x];
                            int sp = stack.callTop - 2;
                            stack.callTop = sp;
                            long link = stack.calls[sp];
                            if (link < 0) {
                                return null;
                            }
                            pc = (int) link;
                            code = functions[(int) (link >>> 32)].code;
                            fp = (int) stack.calls[sp + 1];
                            continue frames;
                        }
                        case MEMORY_GROW -> {
                            slots[x] = MemoryOps.grow(instance, (int) imm, slots[y]);
                            memory = memory(instance);
                            continue frames;
                        }
                        case ADD -> slots[x] = slots[y] + slots[z];
                        case SUB -> slots[x] = slots[y] - slots[z];
                        case MUL -> slots[x] = slots[y] * slots[z];
                        case AND -> slots[x] = slots[y] & slots[z];
                        case OR -> slots[x] = slots[y] | slots[z];
                        case XOR -> slots[x] = slots[y] ^ slots[z];
                        case ADD_IMM -> slots[x] = slots[y] + imm;
                        case MUL_IMM -> slots[x] = slots[y] * imm;
                        case AND_IMM -> slots[x] = slots[y] & imm;
                        case OR_IMM -> slots[x] = slots[y] | imm;
                        case XOR_IMM -> slots[x] = slots[y] ^ imm;
                        case EXTEND8_S -> slots[x] = (byte) slots[y];
                        case EXTEND16_S -> slots[x] = (short) slots[y];
                        case EXTEND32_S -> slots[x] = (int) slots[y];
                        case EXTEND32_U -> slots[x] = slots[y] & 0xFFFF_FFFFL;
                        case I32_SHL -> slots[x] = (int) slots[y] << (int) slots[z];
                        case I32_SHR_S -> slots[x] = (int) slots[y] >> (int) slots[z];
                        case I32_SHR_U -> slots[x] = (int) slots[y] >>> (int) slots[z];
                        case I32_ROTL -> slots[x] = Integer.rotateLeft((int) slots[y], (int) slots[z]);
                        case I32_ROTR -> slots[x] = Integer.rotateRight((int) slots[y], (int) slots[z]);
                        case I32_DIV_S -> slots[x] = Ints.divS((int) slots[y], (int) slots[z]);
                        case I32_DIV_U -> slots[x] = Ints.divU((int) slots[y], (int) slots[z]);
                        case I32_REM_S -> slots[x] = Ints.remS((int) slots[y], (int) slots[z]);
                        case I32_REM_U -> slots[x] = Ints.remU((int) slots[y], (int) slots[z]);
                        case I32_SHL_IMM -> slots[x] = (int) slots[y] << (int) imm;
                        case I32_SHR_S_IMM -> slots[x] = (int) slots[y] >> (int) imm;
                        case I32_SHR_U_IMM -> slots[x] = (int) slots[y] >>> (int) imm;
                        case I32_ROTL_IMM -> slots[x] = Integer.rotateLeft((int) slots[y], (int) imm);
                        case I32_EQ_IMM -> slots[x] = (int) slots[y] == (int) imm ? 1 : 0;
                        case I32_NE_IMM -> slots[x] = (int) slots[y] != (int) imm ? 1 : 0;
                        case I32_LT_S_IMM -> slots[x] = (int) slots[y] < (int) imm ? 1 : 0;
                        case I32_LT_U_IMM -> slots[x] = Integer.compareUnsigned((int) slots[y], (int) imm) < 0 ? 1 : 0;
                        case I32_GT_S_IMM -> slots[x] = (int) slots[y] > (int) imm ? 1 : 0;
                        case I32_GT_U_IMM -> slots[x] = Integer.compareUnsigned((int) slots[y], (int) imm) > 0 ? 1 : 0;
                        case I32_EQ -> slots[x] = (int) slots[y] == (int) slots[z] ? 1 : 0;
                        case I32_NE -> slots[x] = (int) slots[y] != (int) slots[z] ? 1 : 0;
                        case I32_LT_S -> slots[x] = (int) slots[y] < (int) slots[z] ? 1 : 0;
                        case I32_LT_U -> slots[x] = Integer.compareUnsigned((int) slots[y], (int) slots[z]) < 0 ? 1 : 0;
                        case I32_LE_S -> slots[x] = (int) slots[y] <= (int) slots[z] ? 1 : 0;
                        case I32_LE_U ->
                            slots[x] = Integer.compareUnsigned((int) slots[y], (int) slots[z]) <= 0 ? 1 : 0;
                        case I64_SHL -> slots[x] = slots[y] << (int) slots[z];
                        case I64_SHR_S -> slots[x] = slots[y] >> (int) slots[z];
                        case I64_SHR_U -> slots[x] = slots[y] >>> (int) slots[z];
                        case I64_ROTL -> slots[x] = Long.rotateLeft(slots[y], (int) slots[z]);
                        case I64_ROTR -> slots[x] = Long.rotateRight(slots[y], (int) slots[z]);
                        case I64_DIV_S -> slots[x] = Ints.divS(slots[y], slots[z]);
                        case I64_DIV_U -> slots[x] = Ints.divU(slots[y], slots[z]);
                        case I64_REM_S -> slots[x] = Ints.remS(slots[y], slots[z]);
                        case I64_REM_U -> slots[x] = Ints.remU(slots[y], slots[z]);
                        case I64_SHL_IMM -> slots[x] = slots[y] << (int) imm;
                        case I64_SHR_S_IMM -> slots[x] = slots[y] >> (int) imm;
                        case I64_SHR_U_IMM -> slots[x] = slots[y] >>> (int) imm;
                        case I64_ROTL_IMM -> slots[x] = Long.rotateLeft(slots[y], (int) imm);
                        case I64_EQ_IMM -> slots[x] = slots[y] == imm ? 1 : 0;
                        case I64_NE_IMM -> slots[x] = slots[y] != imm ? 1 : 0;
                        case I64_LT_S_IMM -> slots[x] = slots[y] < imm ? 1 : 0;
                        case I64_LT_U_IMM -> slots[x] = Long.compareUnsigned(slots[y], imm) < 0 ? 1 : 0;
                        case I64_GT_S_IMM -> slots[x] = slots[y] > imm ? 1 : 0;
                        case I64_GT_U_IMM -> slots[x] = Long.compareUnsigned(slots[y], imm) > 0 ? 1 : 0;
                        case I64_EQ -> slots[x] = slots[y] == slots[z] ? 1 : 0;
                        case I64_NE -> slots[x] = slots[y] != slots[z] ? 1 : 0;
                        case I64_LT_S -> slots[x] = slots[y] < slots[z] ? 1 : 0;
                        case I64_LT_U -> slots[x] = Long.compareUnsigned(slots[y], slots[z]) < 0 ? 1 : 0;
                        case I64_LE_S -> slots[x] = slots[y] <= slots[z] ? 1 : 0;
                        case I64_LE_U -> slots[x] = Long.compareUnsigned(slots[y], slots[z]) <= 0 ? 1 : 0;
                        case F32_ADD ->
                            slots[x] = Float.floatToRawIntBits(
                                    Float.intBitsToFloat((int) slots[y]) + Float.intBitsToFloat((int) slots[z]));
                        case F32_SUB ->
                            slots[x] = Float.floatToRawIntBits(
                                    Float.intBitsToFloat((int) slots[y]) - Float.intBitsToFloat((int) slots[z]));
                        case F32_MUL ->
                            slots[x] = Float.floatToRawIntBits(
                                    Float.intBitsToFloat((int) slots[y]) * Float.intBitsToFloat((int) slots[z]));
                        case F32_DIV ->
                            slots[x] = Float.floatToRawIntBits(
                                    Float.intBitsToFloat((int) slots[y]) / Float.intBitsToFloat((int) slots[z]));
                        case F32_EQ ->
                            slots[x] = Float.intBitsToFloat((int) slots[y]) == Float.intBitsToFloat((int) slots[z])
                                    ? 1
                                    : 0;
                        case F32_NE ->
                            slots[x] = Float.intBitsToFloat((int) slots[y]) != Float.intBitsToFloat((int) slots[z])
                                    ? 1
                                    : 0;
                        case F32_LT ->
                            slots[x] =
                                    Float.intBitsToFloat((int) slots[y]) < Float.intBitsToFloat((int) slots[z]) ? 1 : 0;
                        case F32_LE ->
                            slots[x] = Float.intBitsToFloat((int) slots[y]) <= Float.intBitsToFloat((int) slots[z])
                                    ? 1
                                    : 0;
                        case F64_ADD ->
                            slots[x] = Double.doubleToRawLongBits(
                                    Double.longBitsToDouble(slots[y]) + Double.longBitsToDouble(slots[z]));
                        case F64_SUB ->
                            slots[x] = Double.doubleToRawLongBits(
                                    Double.longBitsToDouble(slots[y]) - Double.longBitsToDouble(slots[z]));
                        case F64_MUL ->
                            slots[x] = Double.doubleToRawLongBits(
                                    Double.longBitsToDouble(slots[y]) * Double.longBitsToDouble(slots[z]));
                        case F64_DIV ->
                            slots[x] = Double.doubleToRawLongBits(
                                    Double.longBitsToDouble(slots[y]) / Double.longBitsToDouble(slots[z]));
                        case F64_EQ ->
                            slots[x] = Double.longBitsToDouble(slots[y]) == Double.longBitsToDouble(slots[z]) ? 1 : 0;
                        case F64_NE ->
                            slots[x] = Double.longBitsToDouble(slots[y]) != Double.longBitsToDouble(slots[z]) ? 1 : 0;
                        case F64_LT ->
                            slots[x] = Double.longBitsToDouble(slots[y]) < Double.longBitsToDouble(slots[z]) ? 1 : 0;
                        case F64_LE ->
                            slots[x] = Double.longBitsToDouble(slots[y]) <= Double.longBitsToDouble(slots[z]) ? 1 : 0;
                        case F64_NEG -> slots[x] = slots[y] ^ Long.MIN_VALUE;
                        case F64_ABS -> slots[x] = slots[y] & Long.MAX_VALUE;
                        case F64_SQRT ->
                            slots[x] = Double.doubleToRawLongBits(Math.sqrt(Double.longBitsToDouble(slots[y])));
                        case F64_CONVERT_I32_S -> slots[x] = Double.doubleToRawLongBits((int) slots[y]);
                        case LOAD8_S -> slots[x] = memory.get(JAVA_BYTE, (slots[y] & 0xFFFF_FFFFL) + imm);
                        case LOAD8_U -> slots[x] = memory.get(JAVA_BYTE, (slots[y] & 0xFFFF_FFFFL) + imm) & 0xFF;
                        case LOAD16_S -> slots[x] = memory.get(JAVA_SHORT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm);
                        case LOAD16_U ->
                            slots[x] = memory.get(JAVA_SHORT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm) & 0xFFFF;
                        case LOAD32_S -> slots[x] = memory.get(JAVA_INT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm);
                        case LOAD32_U ->
                            slots[x] = memory.get(JAVA_INT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm) & 0xFFFF_FFFFL;
                        case LOAD64 -> slots[x] = memory.get(JAVA_LONG_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm);
                        case STORE8 -> memory.set(JAVA_BYTE, (slots[y] & 0xFFFF_FFFFL) + imm, (byte) slots[x]);
                        case STORE16 ->
                            memory.set(JAVA_SHORT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm, (short) slots[x]);
                        case STORE32 -> memory.set(JAVA_INT_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm, (int) slots[x]);
                        case STORE64 -> memory.set(JAVA_LONG_UNALIGNED, (slots[y] & 0xFFFF_FFFFL) + imm, slots[x]);
                        case LOAD8_U_SUM -> slots[x] = memory.get(JAVA_BYTE, (slots[y] + imm) & 0xFFFF_FFFFL) & 0xFF;
                        case LOAD32_S_SUM -> slots[x] = memory.get(JAVA_INT_UNALIGNED, (slots[y] + imm) & 0xFFFF_FFFFL);
                        case LOAD64_SUM -> slots[x] = memory.get(JAVA_LONG_UNALIGNED, (slots[y] + imm) & 0xFFFF_FFFFL);
                        case STORE8_SUM -> memory.set(JAVA_BYTE, (slots[y] + imm) & 0xFFFF_FFFFL, (byte) slots[x]);
                        case STORE32_SUM ->
                            memory.set(JAVA_INT_UNALIGNED, (slots[y] + imm) & 0xFFFF_FFFFL, (int) slots[x]);
                        case STORE64_SUM -> memory.set(JAVA_LONG_UNALIGNED, (slots[y] + imm) & 0xFFFF_FFFFL, slots[x]);
                        case GLOBAL_GET_MOVABLE -> slots[x] = globals[(int) imm].bits();
                        case GLOBAL_SET_MOVABLE -> globals[(int) imm].setBits(slots[x]);
                        default -> {
                            pc = ((int) w & 0xFF) >= TAKE_REF
                                    ? GcOps.execute(w, code, pc, fp, instance, stack)
                                    : RareOps.execute(w, code, pc, fp, instance, stack);
                            if (pc == Unwinding.ELSEWHERE) {
                                return null;
                            }
                        }
                    }
                }
            }
        } catch (Throwable thrown) {
            Unwinding.unwind(thrown, instance, functions, stack, code, pc, fp);
            return null;
        }
    }
}
