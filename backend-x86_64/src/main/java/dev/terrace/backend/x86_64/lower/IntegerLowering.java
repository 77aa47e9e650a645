package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for integers, but for divisions. An i32 always has a zero upper half in its register, which
 * instructions of 32 bits see to.
 */
final class IntegerLowering {
    private final Lowering lower;
    private final DivisionLowering divisions;

    IntegerLowering(Lowering lower) {
        this.lower = lower;
        divisions = new DivisionLowering(lower);
    }

    void compute(Value value) {
        boolean wide = isWide(value);
        switch (value.opcode) {
            case I32_ADD, I64_ADD -> add(value, wide);
            case I32_SUB, I64_SUB -> subtract(value, wide);
            case I32_MUL, I64_MUL -> multiply(value, wide);
            case I32_AND, I64_AND -> and(value, wide);
            case I32_OR, I64_OR -> binary(value, Alu.OR, wide);
            case I32_XOR, I64_XOR -> xor(value, wide);
            case I32_SHL, I64_SHL -> shift(value, Shift.SHL, wide);
            case I32_SHR_S, I64_SHR_S -> shift(value, Shift.SAR, wide);
            case I32_SHR_U, I64_SHR_U -> shift(value, Shift.SHR, wide);
            case I32_ROTL, I64_ROTL -> shift(value, Shift.ROL, wide);
            case I32_ROTR, I64_ROTR -> shift(value, Shift.ROR, wide);
            case I32_DIV_S, I64_DIV_S -> divisions.divide(value, wide, true);
            case I32_DIV_U, I64_DIV_U -> divisions.divide(value, wide, false);
            case I32_REM_S, I64_REM_S -> divisions.remainder(value, wide, true);
            case I32_REM_U, I64_REM_U -> divisions.remainder(value, wide, false);
            case I32_CLZ, I64_CLZ -> leadingZeros(value, wide);
            case I32_CTZ, I64_CTZ -> trailingZeros(value, wide);
            case I32_POPCNT -> unary(value, Instruction.POPCNT_R32_RM32, Integer.BYTES);
            case I64_POPCNT -> unary(value, Instruction.POPCNT_R64_RM64, Long.BYTES);
            case I32_EXTEND8_S -> narrow(value, Instruction.MOVSX_R32_RM8);
            case I32_EXTEND16_S -> narrow(value, Instruction.MOVSX_R32_RM16);
            case I64_EXTEND8_S -> narrow(value, Instruction.MOVSX_R64_RM8);
            case I64_EXTEND16_S -> narrow(value, Instruction.MOVSX_R64_RM16);
            case I64_EXTEND32_S -> narrow(value, Instruction.MOVSXD_R64_RM32);
            case I64_EXTEND_I32_S -> unary(value, Instruction.MOVSXD_R64_RM32, Integer.BYTES);
            case I64_EXTEND_I32_U -> lower.move(lower.result(value), lower.use(value.args[0]));
            case I32_WRAP_I64 -> narrow(value, Instruction.MOV_R32_RM32);
            case I64_ADD128 -> wideSum(value, Alu.ADD, Alu.ADC);
            case I64_SUB128 -> wideSum(value, Alu.SUB, Alu.SBB);
            case I64_MUL_WIDE_S -> wideProduct(value, Instruction.IMUL_RM64);
            case I64_MUL_WIDE_U -> wideProduct(value, Instruction.MUL_RM64);
            default -> throw new IllegalArgumentException("no instructions for " + value.opcode.text());
        }
    }

    private static boolean isWide(Value value) {
        return value.type != Type.I32;
    }

    /** Returns how many bytes an integer has. */
    static int bytes(boolean wide) {
        return wide ? Long.BYTES : Integer.BYTES;
    }

    private void unary(Value value, Instruction row, int bytes) {
        Arg source = lower.useAny(value.args[0], bytes);
        lower.emit(row, Arg.def(lower.result(value)), source);
    }

    /** Uses the lowest bits of a register. */
    private void narrow(Value value, Instruction row) {
        int source = lower.use(value.args[0]);
        lower.emit(row, Arg.def(lower.result(value)), Arg.use(source));
    }

    /** Emits an operation that overwrites its first operand. */
    private void binary(Value value, Alu alu, boolean wide) {
        Value left = value.args[0];
        Value right = value.args[1];
        if (alu != Alu.SUB && prefersRight(left, right, wide)) {
            left = value.args[1];
            right = value.args[0];
        }
        int result = lower.result(value);
        if (Lowering.isImmediate(right)) {
            long immediate = Lowering.signed(right);
            lower.emit(alu.immediate(wide, immediate), Arg.modify(result, lower.use(left)), Arg.imm(immediate));
        } else {
            Arg source = lower.useAny(right, bytes(wide));
            lower.emit(alu.load(wide), Arg.modify(result, lower.use(left)), source);
        }
    }

    /** Returns whether the left operand of a commutative operation is better on the right, where it is not overwritten. */
    private boolean prefersRight(Value left, Value right, boolean wide) {
        if (left.isConst() || right.isConst()) {
            return left.isConst() && !Lowering.isImmediate(right);
        }
        if (lower.canFold(right, bytes(wide))) {
            return false;
        }
        return lower.canFold(left, bytes(wide)) || lower.isAsked(left) && !lower.isAsked(right);
    }

    private void add(Value value, boolean wide) {
        Value left = value.args[0];
        Value right = value.args[1];
        if (left.isConst()) {
            left = value.args[1];
            right = value.args[0];
        }
        Instruction lea = wide ? Instruction.LEA_R64_M : Instruction.LEA_R32_M;
        Arg result = Arg.def(lower.result(value));
        Value scaled = isScaled(right) ? right : isScaled(left) ? left : null;
        if (scaled != null && lower.fold(scaled)) {
            Value base = scaled == right ? left : right;
            int scale = 1 << (int) scaled.args[1].immediate;
            if (Lowering.isImmediate(base)) {
                int index = lower.use(scaled.args[0]);
                lower.emit(lea, result, Arg.at(Arg.Memory.NONE, index, scale, (int) Lowering.signed(base)));
            } else {
                lower.emit(lea, result, Arg.at(lower.use(base), lower.use(scaled.args[0]), scale, 0));
            }
        } else if (Lowering.isImmediate(right) && lower.isAsked(left)) {
            lower.emit(lea, result, Arg.at(lower.use(left), (int) Lowering.signed(right)));
        } else if (!right.isConst() && lower.isAsked(left) && lower.isAsked(right)) {
            lower.emit(lea, result, Arg.at(lower.use(left), lower.use(right), 1, 0));
        } else {
            binary(value, Alu.ADD, wide);
        }
    }

    /** Returns whether a value is another one, shifted left by 1 to 3. */
    static boolean isScaled(Value value) {
        return value.op == Op.COMPUTE
                && (value.opcode == Opcode.I32_SHL || value.opcode == Opcode.I64_SHL)
                && value.args[1].isConst()
                && value.args[1].immediate >= 1
                && value.args[1].immediate <= 3;
    }

    private void subtract(Value value, boolean wide) {
        Value left = value.args[0];
        Value right = value.args[1];
        if (left.isConst() && left.immediate == 0) {
            Instruction row = wide ? Instruction.NEG_RM64 : Instruction.NEG_RM32;
            lower.emit(row, Arg.modify(lower.result(value), lower.use(right)));
        } else if (Lowering.isImmediate(right) && Lowering.signed(right) != Integer.MIN_VALUE && lower.isAsked(left)) {
            Instruction lea = wide ? Instruction.LEA_R64_M : Instruction.LEA_R32_M;
            Arg.Memory sum = Arg.at(lower.use(left), (int) -Lowering.signed(right));
            lower.emit(lea, Arg.def(lower.result(value)), sum);
        } else {
            binary(value, Alu.SUB, wide);
        }
    }

    private void multiply(Value value, boolean wide) {
        Value left = value.args[0];
        Value right = value.args[1];
        if (prefersRight(left, right, wide)) {
            left = value.args[1];
            right = value.args[0];
        }
        if (right.isConst()) {
            multiply(lower.result(value), left, right, wide);
            return;
        }
        Arg source = lower.useAny(right, bytes(wide));
        Instruction row = wide ? Instruction.IMUL_R64_RM64 : Instruction.IMUL_R32_RM32;
        lower.emit(row, Arg.modify(lower.result(value), lower.use(left)), source);
    }

    private void multiply(int result, Value left, Value constant, boolean wide) {
        long factor = Lowering.signed(constant);
        long bits = wide ? factor : factor & 0xFFFF_FFFFL;
        if (factor == 3 || factor == 5 || factor == 9) {
            int source = lower.use(left);
            Instruction lea = wide ? Instruction.LEA_R64_M : Instruction.LEA_R32_M;
            lower.emit(lea, Arg.def(result), Arg.at(source, source, (int) factor - 1, 0));
        } else if (Long.bitCount(bits) == 1) {
            Arg source = Arg.modify(result, lower.use(left));
            lower.emit(Shift.SHL.immediate(wide), source, Arg.imm(Long.numberOfTrailingZeros(bits)));
        } else if (factor == (byte) factor) {
            Arg source = lower.useAny(left, bytes(wide));
            Instruction row = wide ? Instruction.IMUL_R64_RM64_I8 : Instruction.IMUL_R32_RM32_I8;
            lower.emit(row, Arg.def(result), source, Arg.imm(factor));
        } else if (factor == (int) factor) {
            Arg source = lower.useAny(left, bytes(wide));
            Instruction row = wide ? Instruction.IMUL_R64_RM64_I32 : Instruction.IMUL_R32_RM32_I32;
            lower.emit(row, Arg.def(result), source, Arg.imm(factor));
        } else {
            int register = lower.use(constant);
            Arg source = lower.useAny(left, bytes(wide));
            lower.emit(Instruction.IMUL_R64_RM64, Arg.modify(result, register), source);
        }
    }

    private void and(Value value, boolean wide) {
        Value left = value.args[0];
        Value right = value.args[1];
        if (left.isConst()) {
            left = value.args[1];
            right = value.args[0];
        }
        Arg def = Arg.def(lower.result(value));
        if (right.isConst() && right.immediate == 0xFF) {
            lower.emit(Instruction.MOVZX_R32_RM8, def, Arg.use(lower.use(left)));
        } else if (right.isConst() && right.immediate == 0xFFFF) {
            lower.emit(Instruction.MOVZX_R32_RM16, def, Arg.use(lower.use(left)));
        } else if (wide && right.isConst() && right.immediate == 0xFFFF_FFFFL) {
            lower.emit(Instruction.MOV_R32_RM32, def, Arg.use(lower.use(left)));
        } else if (wide && right.isConst() && right.immediate >>> 32 == 0) {
            // What is above the mask is zero in the result, as after an operation of 32 bits.
            long mask = (int) right.immediate;
            Arg modified = Arg.modify(lower.result(value), lower.use(left));
            lower.emit(Alu.AND.immediate(false, mask), modified, Arg.imm(mask));
        } else if (!andNot(value, right, left, wide) && !andNot(value, left, right, wide)) {
            binary(value, Alu.AND, wide);
        }
    }

    /** Emits an AND with the complement of a value, if it is one. */
    private boolean andNot(Value value, Value complement, Value other, boolean wide) {
        boolean found =
                lower.has(CpuFeature.BMI1) && isComplement(complement) && !other.isConst() && lower.fold(complement);
        if (found) {
            int inverted = lower.use(complement.args[0]);
            Arg source = lower.useAny(other, bytes(wide));
            Instruction row = wide ? Instruction.ANDN_R64_R64_RM64 : Instruction.ANDN_R32_R32_RM32;
            lower.emit(row, Arg.def(lower.result(value)), Arg.use(inverted), source);
        }
        return found;
    }

    private static boolean isComplement(Value value) {
        return value.op == Op.COMPUTE
                && (value.opcode == Opcode.I32_XOR || value.opcode == Opcode.I64_XOR)
                && value.args[1].isConst()
                && Lowering.signed(value.args[1]) == -1;
    }

    private void xor(Value value, boolean wide) {
        if (isComplement(value)) {
            Instruction row = wide ? Instruction.NOT_RM64 : Instruction.NOT_RM32;
            lower.emit(row, Arg.modify(lower.result(value), lower.use(value.args[0])));
        } else {
            binary(value, Alu.XOR, wide);
        }
    }

    private void shift(Value value, Shift shift, boolean wide) {
        Value left = value.args[0];
        Value count = value.args[1];
        int result = lower.result(value);
        if (count.isConst()) {
            int bits = (int) count.immediate & (wide ? 63 : 31);
            if (bits == 0) {
                lower.move(result, lower.use(left));
            } else if ((shift == Shift.ROL || shift == Shift.ROR)
                    && lower.isAsked(left)
                    && lower.has(CpuFeature.BMI2)) {
                int right = shift == Shift.ROR ? bits : (wide ? 64 : 32) - bits;
                Instruction row = wide ? Instruction.RORX_R64_RM64_U8 : Instruction.RORX_R32_RM32_U8;
                lower.emit(row, Arg.def(result), Arg.use(lower.use(left)), Arg.imm(right));
            } else {
                lower.emit(shift.immediate(wide), Arg.modify(result, lower.use(left)), Arg.imm(bits));
            }
        } else if (shift.byAny(wide) != null && lower.has(CpuFeature.BMI2)) {
            int register = lower.use(count);
            Arg source = lower.useAny(left, bytes(wide));
            lower.emit(shift.byAny(wide), Arg.def(result), source, Arg.use(register));
        } else {
            int register = lower.use(count);
            int source = lower.use(left);
            lower.emit(shift.byCl(wide), Arg.modify(result, source), Arg.implied(register, Gpr.RCX));
        }
    }

    private void leadingZeros(Value value, boolean wide) {
        if (lower.has(CpuFeature.LZCNT)) {
            unary(value, wide ? Instruction.LZCNT_R64_RM64 : Instruction.LZCNT_R32_RM32, bytes(wide));
            return;
        }
        // The number of the highest bit, or for zero one that the exclusive or makes the width.
        int highest = wide ? 63 : 31;
        Instruction row = wide ? Instruction.BSR_R64_RM64 : Instruction.BSR_R32_RM32;
        scan(
                value,
                "clz",
                row,
                wide,
                wide ? 127 : 63,
                (out, args) -> out.emit(Instruction.XOR_RM32_I8, args[0], imm(highest)));
    }

    private void trailingZeros(Value value, boolean wide) {
        if (lower.has(CpuFeature.BMI1)) {
            unary(value, wide ? Instruction.TZCNT_R64_RM64 : Instruction.TZCNT_R32_RM32, bytes(wide));
            return;
        }
        Instruction row = wide ? Instruction.BSF_R64_RM64 : Instruction.BSF_R32_RM32;
        scan(value, "ctz", row, wide, wide ? 64 : 32, (_, _) -> {});
    }

    /** Finds a bit, or a number to take in its place if there is none; and does something with the result, args[0]. */
    private void scan(Value value, String name, Instruction row, boolean wide, int ifZero, Code afterwards) {
        Arg source = lower.useAny(value.args[0], bytes(wide));
        lower.sequence(
                name,
                (out, args) -> {
                    out.emit(row, args[0], args[1]);
                    out.emit(Instruction.MOV_R32_I32, Gpr.R11, imm(ifZero));
                    out.emit(wide ? Instruction.CMOVE_R64_RM64 : Instruction.CMOVE_R32_RM32, args[0], Gpr.R11);
                    afterwards.emit(out, args);
                },
                Arg.def(lower.result(value)),
                source);
    }

    /** Returns the register of a result of an operation that has two. */
    private int result(Value value, int number) {
        Value[] results = lower.results(value);
        return number < results.length && results[number] != null
                ? lower.result(results[number])
                : lower.newTemp(RegisterClass.GENERAL);
    }

    private void wideSum(Value value, Alu low, Alu high) {
        int leftLow = copy(value.args[0]);
        int leftHigh = copy(value.args[1]);
        int rightLow = lower.use(value.args[2]);
        int rightHigh = lower.use(value.args[3]);
        lower.sequence(
                low.name() + "128",
                (out, args) -> {
                    out.emit(low.load(true), args[0], args[2]);
                    out.emit(high.load(true), args[1], args[3]);
                },
                Arg.modify(result(value, 0), leftLow),
                Arg.modify(result(value, 1), leftHigh),
                Arg.use(rightLow),
                Arg.useLate(rightHigh));
    }

    /** Returns a register with a value that nothing else is in. */
    private int copy(Value value) {
        int copy = lower.newTemp(RegisterClass.GENERAL);
        lower.move(copy, lower.use(value));
        return copy;
    }

    private void wideProduct(Value value, Instruction row) {
        int left = lower.use(value.args[0]);
        int right = lower.use(value.args[1]);
        lower.emit(
                row,
                Arg.use(right),
                Arg.implied(left, Gpr.RAX),
                Arg.impliedDef(result(value, 0), Gpr.RAX),
                Arg.impliedDef(result(value, 1), Gpr.RDX));
    }

    /** Returns whether an operation may trap. */
    static boolean traps(Opcode opcode) {
        return switch (opcode) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U -> true;
            case I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U -> true;
            case I32_TRUNC_F32_S, I32_TRUNC_F32_U, I32_TRUNC_F64_S, I32_TRUNC_F64_U -> true;
            case I64_TRUNC_F32_S, I64_TRUNC_F32_U, I64_TRUNC_F64_S, I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }
}
