package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.Operand;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions for conversions between integers and floating-point numbers.
 *
 * <p>The processor converts to signed integers, and gives the least one for what is too great, too small or a NaN: so a
 * result other than that needs no further check. "Wide" is an f64, "long" an i64.
 */
final class ConversionLowering {
    private final Lowering lower;

    ConversionLowering(Lowering lower) {
        this.lower = lower;
    }

    void compute(Value value) {
        switch (value.opcode) {
            case F32_DEMOTE_F64 -> between(value, true);
            case F64_PROMOTE_F32 -> between(value, false);
            case I32_REINTERPRET_F32 -> fromVector(value, Instruction.MOVD_RM32_X);
            case I64_REINTERPRET_F64 -> fromVector(value, Instruction.MOVQ_RM64_X);
            case F32_REINTERPRET_I32 -> toVector(value, Instruction.MOVD_X_RM32, Integer.BYTES);
            case F64_REINTERPRET_I64 -> toVector(value, Instruction.MOVQ_X_RM64, Long.BYTES);
            case F32_CONVERT_I32_S -> fromInteger(value, false, false);
            case F32_CONVERT_I32_U -> fromUnsigned32(value, false);
            case F32_CONVERT_I64_S -> fromInteger(value, false, true);
            case F32_CONVERT_I64_U -> fromUnsigned64(value, false);
            case F64_CONVERT_I32_S -> fromInteger(value, true, false);
            case F64_CONVERT_I32_U -> fromUnsigned32(value, true);
            case F64_CONVERT_I64_S -> fromInteger(value, true, true);
            case F64_CONVERT_I64_U -> fromUnsigned64(value, true);
            case I32_TRUNC_F32_S -> toSigned(value, false, false, false);
            case I32_TRUNC_F64_S -> toSigned(value, true, false, false);
            case I64_TRUNC_F32_S -> toSigned(value, false, true, false);
            case I64_TRUNC_F64_S -> toSigned(value, true, true, false);
            case I32_TRUNC_SAT_F32_S -> toSigned(value, false, false, true);
            case I32_TRUNC_SAT_F64_S -> toSigned(value, true, false, true);
            case I64_TRUNC_SAT_F32_S -> toSigned(value, false, true, true);
            case I64_TRUNC_SAT_F64_S -> toSigned(value, true, true, true);
            case I32_TRUNC_F32_U -> toUnsigned32(value, false, false);
            case I32_TRUNC_F64_U -> toUnsigned32(value, true, false);
            case I32_TRUNC_SAT_F32_U -> toUnsigned32(value, false, true);
            case I32_TRUNC_SAT_F64_U -> toUnsigned32(value, true, true);
            case I64_TRUNC_F32_U -> toUnsigned64(value, false, false);
            case I64_TRUNC_F64_U -> toUnsigned64(value, true, false);
            case I64_TRUNC_SAT_F32_U -> toUnsigned64(value, false, true);
            case I64_TRUNC_SAT_F64_U -> toUnsigned64(value, true, true);
            default -> throw new IllegalArgumentException("no instructions for " + value.opcode.text());
        }
    }

    private void fromVector(Value value, Instruction row) {
        lower.emit(row, Arg.def(lower.result(value)), Arg.use(lower.use(value.args[0])));
    }

    private void toVector(Value value, Instruction row, int bytes) {
        Arg source = lower.useAny(value.args[0], bytes);
        lower.emit(row, Arg.def(lower.result(value)), source);
    }

    private void between(Value value, boolean demote) {
        int source = lower.use(value.args[0]);
        Arg result = Arg.def(lower.result(value));
        if (lower.has(CpuFeature.AVX)) {
            Instruction row = demote ? Instruction.VCVTSD2SS_X_X_XM64 : Instruction.VCVTSS2SD_X_X_XM32;
            lower.emit(row, result, Arg.use(source), Arg.use(source));
        } else {
            lower.emit(demote ? Instruction.CVTSD2SS_X_XM64 : Instruction.CVTSS2SD_X_XM32, result, Arg.use(source));
        }
    }

    // From integers. The rest of the register is cleared first: an instruction that keeps it would wait for whatever
    // was
    // computed there.

    private void fromInteger(Value value, boolean wide, boolean fromLong) {
        convert(value, wide, fromLong, lower.useAny(value.args[0], fromLong ? Long.BYTES : Integer.BYTES));
    }

    private void fromUnsigned32(Value value, boolean wide) {
        convert(value, wide, true, Arg.use(lower.use(value.args[0])));
    }

    private void convert(Value value, boolean wide, boolean fromLong, Arg source) {
        lower.sequence(
                "convert",
                (out, args) -> {
                    out.emit(Instruction.XORPS_X_XM128, args[0], args[0]);
                    out.emit(fromIntegerRow(wide, fromLong), args[0], args[1]);
                },
                Arg.def(lower.result(value)),
                source);
    }

    private static Instruction fromIntegerRow(boolean wide, boolean fromLong) {
        if (wide) {
            return fromLong ? Instruction.CVTSI2SD_X_RM64 : Instruction.CVTSI2SD_X_RM32;
        }
        return fromLong ? Instruction.CVTSI2SS_X_RM64 : Instruction.CVTSI2SS_X_RM32;
    }

    /** A number from 2^63 on is halved, with its lowest bit kept for the rounding, and the result doubled. */
    private void fromUnsigned64(Value value, boolean wide) {
        int source = lower.use(value.args[0]);
        Instruction row = fromIntegerRow(wide, true);
        lower.sequence(
                "convert_u64",
                (out, args) -> {
                    Label end = new Label();
                    Label great = out.cold(() -> {
                        Label even = new Label();
                        out.emit(Instruction.MOV_R64_RM64, Gpr.R11, args[1]);
                        out.emit(Instruction.SHR_RM64_1, Gpr.R11);
                        out.jump(Condition.AE, even);
                        out.emit(Instruction.OR_RM64_I8, Gpr.R11, imm(1));
                        out.bind(even);
                        out.emit(row, args[0], Gpr.R11);
                        out.emit(Sse.ADD.row(wide), args[0], args[0]);
                        out.jump(end);
                    });
                    out.emit(Instruction.XORPS_X_XM128, args[0], args[0]);
                    out.emit(Instruction.TEST_RM64_R64, args[1], args[1]);
                    out.jump(Condition.S, great);
                    out.emit(row, args[0], args[1]);
                    out.bind(end);
                },
                Arg.def(lower.result(value)),
                Arg.use(source));
    }

    // To integers

    private static Instruction compare(boolean wide) {
        return wide ? Instruction.UCOMISD_X_XM64 : Instruction.UCOMISS_X_XM32;
    }

    private static Instruction toIntegerRow(boolean wide, boolean toLong) {
        if (wide) {
            return toLong ? Instruction.CVTTSD2SI_R64_XM64 : Instruction.CVTTSD2SI_R32_XM64;
        }
        return toLong ? Instruction.CVTTSS2SI_R64_XM32 : Instruction.CVTTSS2SI_R32_XM32;
    }

    private static Arg constant(boolean wide, double number) {
        return wide
                ? Arg.constant(Double.doubleToRawLongBits(number))
                : Arg.constant(Float.floatToRawIntBits((float) number));
    }

    /** Compares with zero. */
    private static void compareWithZero(Emission out, boolean wide, Operand number) {
        out.emit(Instruction.XORPS_X_XM128, Xmm.XMM15, Xmm.XMM15);
        out.emit(compare(wide), number, Xmm.XMM15);
    }

    /** Goes to a trap if a number is a NaN. */
    private static void trapIfNan(Emission out, boolean wide, Operand number) {
        out.emit(compare(wide), number, number);
        out.jump(Condition.P, out.trap(TrapKind.INVALID_CONVERSION));
    }

    private void toSigned(Value value, boolean wide, boolean toLong, boolean saturates) {
        int source = lower.use(value.args[0]);
        // What rounds to the least integer or is below: exactly that, unless there are numbers in between.
        boolean between = wide && !toLong;
        double least = toLong ? -0x1p63 : -0x1p31;
        lower.sequence(
                saturates ? "trunc_sat_s" : "trunc_s",
                (out, args) -> {
                    Label end = new Label();
                    Label leastResult = out.cold(() -> {
                        if (saturates) {
                            saturate(out, wide, toLong, args[0], args[1], end);
                            return;
                        }
                        trapIfNan(out, wide, args[1]);
                        out.emit(compare(wide), args[1], args[2]);
                        Label overflow = out.trap(TrapKind.INTEGER_OVERFLOW);
                        out.jump(between ? Condition.BE : Condition.B, overflow);
                        compareWithZero(out, wide, args[1]);
                        out.jump(Condition.A, overflow);
                        out.jump(end);
                    });
                    out.emit(toIntegerRow(wide, toLong), args[0], args[1]);
                    out.emit(Alu.CMP.immediate(toLong, 1), args[0], imm(1));
                    out.jump(Condition.O, leastResult);
                    out.bind(end);
                },
                Arg.def(lower.result(value)),
                Arg.use(source),
                constant(wide, between ? least - 1 : least));
    }

    /** The result is the least integer: right, unless the number is a NaN or positive. */
    private static void saturate(
            Emission out, boolean wide, boolean toLong, Operand result, Operand number, Label end) {
        Label ordered = new Label();
        compareWithZero(out, wide, number);
        out.jump(Condition.NP, ordered);
        out.emit(Instruction.XOR_RM32_R32, result, result);
        out.jump(end);
        out.bind(ordered);
        out.jump(Condition.BE, end);
        out.emit(toLong ? Instruction.DEC_RM64 : Instruction.DEC_RM32, result);
        out.jump(end);
    }

    /** Converts to an i64, whose upper half must be zero. */
    private void toUnsigned32(Value value, boolean wide, boolean saturates) {
        int source = lower.use(value.args[0]);
        lower.sequence(
                saturates ? "trunc_sat_u" : "trunc_u",
                (out, args) -> {
                    Label end = new Label();
                    Label outside = out.cold(() -> {
                        if (saturates) {
                            zeroOrGreatest(out, wide, args[0], args[1], end);
                        } else {
                            trapIfNan(out, wide, args[1]);
                            out.jump(out.trap(TrapKind.INTEGER_OVERFLOW));
                        }
                    });
                    out.emit(toIntegerRow(wide, true), args[0], args[1]);
                    out.emit(Instruction.MOV_R64_RM64, Gpr.R11, args[0]);
                    out.emit(Instruction.SHR_RM64_U8, Gpr.R11, imm(32));
                    out.jump(Condition.NE, outside);
                    out.bind(end);
                },
                Arg.def(lower.result(value)),
                Arg.use(source));
    }

    /** The number is a NaN, negative, or too great: the result is zero, or 2^32 - 1. */
    private static void zeroOrGreatest(Emission out, boolean wide, Operand result, Operand number, Label end) {
        compareWithZero(out, wide, number);
        // The flags stay as they are.
        out.emit(Instruction.MOV_R32_I32, result, imm(0));
        out.jump(Condition.BE, end);
        out.emit(Instruction.DEC_RM32, result);
        out.jump(end);
    }

    /** A number from 2^63 on is converted without the highest bit. */
    private void toUnsigned64(Value value, boolean wide, boolean saturates) {
        int source = lower.use(value.args[0]);
        lower.sequence(
                saturates ? "trunc_sat_u64" : "trunc_u64",
                (out, args) -> {
                    Label end = new Label();
                    Label great = out.cold(() -> {
                        out.emit(Instruction.MOVAPS_X_XM128, Xmm.XMM15, args[1]);
                        out.emit(Sse.SUB.row(wide), Xmm.XMM15, args[2]);
                        out.emit(toIntegerRow(wide, true), args[0], Xmm.XMM15);
                        out.emit(Instruction.BTC_RM64_U8, args[0], imm(63));
                        // Now the highest bit must be there.
                        out.emit(Instruction.TEST_RM64_R64, args[0], args[0]);
                        out.jump(Condition.S, end);
                        if (saturates) {
                            out.emit(Instruction.MOV_RM64_I32, args[0], imm(-1));
                            out.jump(end);
                        } else {
                            out.jump(out.trap(TrapKind.INTEGER_OVERFLOW));
                        }
                    });
                    Label negative = out.cold(() -> {
                        if (saturates) {
                            out.emit(Instruction.XOR_RM32_R32, args[0], args[0]);
                            out.jump(end);
                        } else {
                            trapIfNan(out, wide, args[1]);
                            out.jump(out.trap(TrapKind.INTEGER_OVERFLOW));
                        }
                    });
                    out.emit(compare(wide), args[1], args[2]);
                    out.jump(Condition.AE, great);
                    out.emit(toIntegerRow(wide, true), args[0], args[1]);
                    out.emit(Instruction.TEST_RM64_R64, args[0], args[0]);
                    out.jump(Condition.S, negative);
                    out.bind(end);
                },
                Arg.def(lower.result(value)),
                Arg.use(source),
                constant(wide, 0x1p63));
    }
}
