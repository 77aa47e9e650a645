package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for divisions. Those by constants become multiplications and shifts (Henry S. Warren, "Hacker's
 * Delight", chapter 10); others check the divisor before they divide, so that the processor never faults.
 */
final class DivisionLowering {
    private final Lowering lower;

    DivisionLowering(Lowering lower) {
        this.lower = lower;
    }

    /** Lowers a division. */
    void divide(Value value, boolean wide, boolean signed) {
        Value divisor = value.args[1];
        if (isEasy(divisor, wide, signed)) {
            int dividend = lower.use(value.args[0]);
            byConstant(lower.result(value), dividend, divisor(divisor, signed), wide, signed);
        } else {
            general(value, wide, signed, false);
        }
    }

    /** Lowers a remainder. */
    void remainder(Value value, boolean wide, boolean signed) {
        Value divisor = value.args[1];
        if (!isEasy(divisor, wide, signed)) {
            general(value, wide, signed, true);
            return;
        }
        long d = divisor(divisor, signed);
        int dividend = lower.use(value.args[0]);
        int result = lower.result(value);
        if (!signed && Long.bitCount(d) == 1) {
            mask(result, dividend, d - 1, wide);
            return;
        }
        int quotient = temp();
        byConstant(quotient, dividend, d, wide, signed);
        int product = temp();
        if (d == (int) d) {
            Instruction row = wide ? Instruction.IMUL_R64_RM64_I32 : Instruction.IMUL_R32_RM32_I32;
            lower.emit(row, Arg.def(product), Arg.use(quotient), Arg.imm(d));
        } else {
            int factor = lower.integer(d);
            Instruction row = wide ? Instruction.IMUL_R64_RM64 : Instruction.IMUL_R32_RM32;
            lower.emit(row, Arg.modify(product, factor), Arg.use(quotient));
        }
        lower.emit(Alu.SUB.load(wide), Arg.modify(result, dividend), Arg.use(product));
    }

    private int temp() {
        return lower.newTemp(RegisterClass.GENERAL);
    }

    private static long divisor(Value divisor, boolean signed) {
        return signed ? Lowering.signed(divisor) : divisor.immediate;
    }

    /** Returns whether a divisor is a constant that needs neither checks nor a division. */
    private static boolean isEasy(Value divisor, boolean wide, boolean signed) {
        if (!divisor.isConst()) {
            return false;
        }
        long d = divisor(divisor, signed);
        if (d == 0 || signed && d == -1) {
            return false;
        }
        return !wide || Long.bitCount(signed ? Math.abs(d) : d) == 1;
    }

    private void mask(int result, int source, long mask, boolean wide) {
        if (mask == 0) {
            Constants.integer(lower, result, 0);
        } else if (mask == (int) mask) {
            lower.emit(Alu.AND.immediate(wide, mask), Arg.modify(result, source), Arg.imm(mask));
        } else {
            lower.emit(Alu.AND.load(wide), Arg.modify(result, lower.integer(mask)), Arg.use(source));
        }
    }

    private void byConstant(int result, int dividend, long d, boolean wide, boolean signed) {
        if (d == 1) {
            lower.move(result, dividend);
        } else if (!signed && Long.bitCount(d) == 1) {
            Arg shifted = Arg.modify(result, dividend);
            lower.emit(Shift.SHR.immediate(wide), shifted, Arg.imm(Long.numberOfTrailingZeros(d)));
        } else if (signed && Long.bitCount(Math.abs(d)) == 1) {
            byPowerOfTwo(result, dividend, d, wide);
        } else if (signed) {
            bySigned(result, dividend, (int) d);
        } else {
            byUnsigned(result, dividend, d);
        }
    }

    /** Adds 2^k - 1 to a negative dividend, so that the shift rounds towards zero. */
    private void byPowerOfTwo(int result, int dividend, long d, boolean wide) {
        int bits = wide ? 64 : 32;
        int shift = Long.numberOfTrailingZeros(d);
        int sign = temp();
        lower.emit(Shift.SAR.immediate(wide), Arg.modify(sign, dividend), Arg.imm(bits - 1));
        int bias = temp();
        lower.emit(Shift.SHR.immediate(wide), Arg.modify(bias, sign), Arg.imm(bits - shift));
        int biased = temp();
        lower.emit(Alu.ADD.load(wide), Arg.modify(biased, bias), Arg.use(dividend));
        int quotient = d < 0 ? temp() : result;
        lower.emit(Shift.SAR.immediate(wide), Arg.modify(quotient, biased), Arg.imm(shift));
        if (d < 0) {
            lower.emit(wide ? Instruction.NEG_RM64 : Instruction.NEG_RM32, Arg.modify(result, quotient));
        }
    }

    /**
     * 32 bits, signed: the dividend times 2^(32+s) / |d|, rounded up, and shifted by 32 + s; plus one if it is negative.
     * With s = floor(log2 |d|) the factor has at most 33 bits, and the product 64.
     */
    private void bySigned(int result, int dividend, int d) {
        long divisor = Math.abs((long) d);
        int shift = 32 + 63 - Long.numberOfLeadingZeros(divisor);
        long factor = (1L << shift) / divisor + 1;
        int extended = temp();
        lower.emit(Instruction.MOVSXD_R64_RM32, Arg.def(extended), Arg.use(dividend));
        int product = temp();
        lower.emit(Instruction.IMUL_R64_RM64, Arg.modify(product, lower.integer(factor)), Arg.use(extended));
        int shifted = temp();
        lower.emit(Instruction.SAR_RM64_U8, Arg.modify(shifted, product), Arg.imm(shift));
        int sign = temp();
        lower.emit(Instruction.SAR_RM64_U8, Arg.modify(sign, extended), Arg.imm(63));
        if (d > 0) {
            lower.emit(Instruction.SUB_R32_RM32, Arg.modify(result, shifted), Arg.use(sign));
        } else {
            lower.emit(Instruction.SUB_R32_RM32, Arg.modify(result, sign), Arg.use(shifted));
        }
    }

    /**
     * 32 bits, unsigned: the dividend times 2^(32+s) / d, rounded up, and shifted by 32 + s. With s = ceil(log2 d) the factor
     * has 33 bits, unless it can be halved. Its highest one is left to an addition, for which 64 bits have room.
     */
    private void byUnsigned(int result, int dividend, long d) {
        int log = 64 - Long.numberOfLeadingZeros(d - 1);
        long power = 1L << log;
        long error = (power - d) << 32;
        long low = Long.divideUnsigned(error, d) + 1; // without 2^32, the highest bit of the factor
        long factor = (1L << 32) + low;
        int shift = log;
        while (shift > 0 && factor >>> 32 != 0 && (factor & 1) == 0) {
            factor >>>= 1;
            shift--;
        }
        if (factor >>> 32 == 0) {
            int product = temp();
            lower.emit(Instruction.IMUL_R64_RM64, Arg.modify(product, lower.integer(factor)), Arg.use(dividend));
            lower.emit(Instruction.SHR_RM64_U8, Arg.modify(result, product), Arg.imm(32 + shift));
            return;
        }
        int product = temp();
        lower.emit(Instruction.IMUL_R64_RM64, Arg.modify(product, lower.integer(low)), Arg.use(dividend));
        int high = temp();
        lower.emit(Instruction.SHR_RM64_U8, Arg.modify(high, product), Arg.imm(32));
        int sum = temp();
        lower.emit(Instruction.ADD_R64_RM64, Arg.modify(sum, high), Arg.use(dividend));
        lower.emit(Instruction.SHR_RM64_U8, Arg.modify(result, sum), Arg.imm(log));
    }

    /** Emits a division with checks. */
    private void general(Value value, boolean wide, boolean signed, boolean remainder) {
        int dividend = lower.use(value.args[0]);
        int divisor = lower.use(value.args[1]);
        boolean knownNotZero = value.args[1].isConst() && value.args[1].immediate != 0;
        boolean knownNotMinusOne = knownNotZero && Lowering.signed(value.args[1]) != -1;
        Code code = (out, args) -> {
            var by = args[0];
            if (!knownNotZero) {
                out.emit(wide ? Instruction.TEST_RM64_R64 : Instruction.TEST_RM32_R32, by, by);
                out.jump(Condition.E, out.trap(TrapKind.INTEGER_DIVIDE_BY_ZERO));
            }
            if (!signed) {
                out.emit(Instruction.XOR_RM32_R32, Gpr.RDX, Gpr.RDX);
                out.emit(wide ? Instruction.DIV_RM64 : Instruction.DIV_RM32, by);
                return;
            }
            Label end = new Label();
            if (!knownNotMinusOne) {
                minusOne(out, by, wide, remainder, end);
            }
            out.emit(wide ? Instruction.CQO : Instruction.CDQ);
            out.emit(wide ? Instruction.IDIV_RM64 : Instruction.IDIV_RM32, by);
            out.bind(end);
        };
        String name = (remainder ? "rem" : "div") + (signed ? "_s" : "_u") + (wide ? "64" : "32");
        lower.sequence(
                name,
                code,
                Arg.useLate(divisor),
                Arg.implied(dividend, Gpr.RAX),
                Arg.impliedDef(lower.result(value), remainder ? Gpr.RDX : Gpr.RAX),
                Arg.clobber(remainder ? Gpr.RAX : Gpr.RDX));
    }

    /** Divides by -1 without a division, as that of the least number would fault. */
    private static void minusOne(
            Emission out, dev.terrace.backend.x86_64.asm.Operand by, boolean wide, boolean remainder, Label end) {
        Label minusOne = out.cold(() -> {
            if (remainder) {
                out.emit(Instruction.XOR_RM32_R32, Gpr.RDX, Gpr.RDX);
            } else {
                out.emit(wide ? Instruction.NEG_RM64 : Instruction.NEG_RM32, Gpr.RAX);
                out.jump(Condition.O, out.trap(TrapKind.INTEGER_OVERFLOW));
            }
            out.jump(end);
        });
        out.emit(Alu.CMP.immediate(wide, -1), by, imm(-1));
        out.jump(Condition.E, minusOne);
    }
}
