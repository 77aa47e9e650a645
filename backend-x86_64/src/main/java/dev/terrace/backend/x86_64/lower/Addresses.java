package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/**
 * Makes the addresses of accesses to memories: base + index * scale + displacement.
 *
 * <p>An i64 index wraps around as addresses do, so the sums in it can be made by the address. A sum in an i32 index cannot,
 * unless it is known to stay below 2^32.
 */
final class Addresses {
    private static final int KNOWN_DEPTH = 4;

    private final Lowering lower;

    Addresses(Lowering lower) {
        this.lower = lower;
    }

    /** Returns the address of a LOAD, STORE or ATOMIC. */
    Arg.Memory of(Value access) {
        Value base = access.args[0];
        Value index = access.args[1];
        boolean isGuarded = base.op != Op.MEMORY_BASE || lower.layout().isGuarded((int) base.immediate);
        int place = isGuarded ? access.offset : X86Instruction.NO_OFFSET;
        long displacement = access.immediate;
        int scale = 1;
        if (index.isConst()) {
            long sum = index.immediate + displacement;
            boolean wraps = index.type == Type.I32 && sum < 0;
            if (!wraps && sum == (int) sum) {
                return new Arg.Memory(lower.use(base), Arg.Memory.NONE, 1, (int) sum, place, false);
            }
        }
        while (index.op == Op.COMPUTE) {
            if (isSum(index) && fits(displacement + Lowering.signed(index.args[1])) && lower.fold(index)) {
                displacement += Lowering.signed(index.args[1]);
                index = index.args[0];
            } else if (scale == 1 && isScaled(index) && lower.fold(index)) {
                scale = 1 << (int) index.args[1].immediate;
                index = index.args[0];
                break;
            } else {
                break;
            }
        }
        int indexRegister = lower.use(index);
        int baseRegister = lower.use(base);
        if (displacement != (int) displacement) {
            int sum = lower.newTemp(RegisterClass.GENERAL);
            int offset = lower.integer(displacement);
            lower.emit(Instruction.ADD_R64_RM64, Arg.modify(sum, offset), Arg.use(baseRegister));
            baseRegister = sum;
            displacement = 0;
        }
        return new Arg.Memory(baseRegister, indexRegister, scale, (int) displacement, place, false);
    }

    private static boolean fits(long displacement) {
        return displacement >= 0 && displacement == (int) displacement;
    }

    /** Returns whether an index is a sum with a constant that the address can make as well. */
    private static boolean isSum(Value index) {
        if (index.opcode == Opcode.I64_ADD) {
            return Lowering.isImmediate(index.args[1]);
        }
        return index.opcode == Opcode.I32_ADD
                && index.args[1].isConst()
                && index.args[1].immediate <= Integer.MAX_VALUE
                && greatest(index.args[0], KNOWN_DEPTH) + index.args[1].immediate <= 0xFFFF_FFFFL;
    }

    private static boolean isScaled(Value index) {
        if (!IntegerLowering.isScaled(index)) {
            return false;
        }
        return index.opcode == Opcode.I64_SHL
                || greatest(index.args[0], KNOWN_DEPTH) << index.args[1].immediate <= 0xFFFF_FFFFL;
    }

    /** Returns a number that an i32, unsigned, is known not to exceed. */
    private static long greatest(Value value, int depth) {
        long unknown = 0xFFFF_FFFFL;
        if (value.isConst()) {
            return value.immediate;
        }
        if (value.op == Op.LOAD) {
            return switch (value.opcode) {
                case I32_LOAD8_U -> 0xFF;
                case I32_LOAD16_U -> 0xFFFF;
                default -> unknown;
            };
        }
        if (value.op != Op.COMPUTE || depth == 0) {
            return unknown;
        }
        return switch (value.opcode) {
            case I32_AND -> Math.min(greatest(value.args[0], depth - 1), greatest(value.args[1], depth - 1));
            case I32_SHR_U ->
                value.args[1].isConst()
                        ? greatest(value.args[0], depth - 1) >>> (value.args[1].immediate & 31)
                        : unknown;
            case I32_SHL ->
                value.args[1].isConst()
                        ? Math.min(unknown, greatest(value.args[0], depth - 1) << (value.args[1].immediate & 31))
                        : unknown;
            case I32_ADD -> Math.min(unknown, greatest(value.args[0], depth - 1) + greatest(value.args[1], depth - 1));
            case I32_REM_U ->
                value.args[1].isConst() && value.args[1].immediate > 0 ? value.args[1].immediate - 1 : unknown;
            default -> ConditionLowering.isCondition(value.opcode) ? 1 : unknown;
        };
    }

    /** Returns the address some bytes into the instance. */
    static Arg.Memory inInstance(int displacement) {
        return Arg.at(Gpr.R14, displacement);
    }

    /** Returns the address some bytes into the context. */
    static Arg.Memory inContext(int displacement) {
        return Arg.at(Gpr.R15, displacement);
    }

    /** Returns the address of an argument or a result that no register has. */
    static Arg.Memory overflow(int number) {
        return inContext(ContextLayout.overflow(number));
    }
}
