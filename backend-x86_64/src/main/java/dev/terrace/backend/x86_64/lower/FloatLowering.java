package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for floating-point arithmetic. "Wide" is an f64. */
final class FloatLowering {
    /** Rounding modes of roundss and roundsd; without the exception for results that are not exact. */
    private static final int NEAREST = 8;

    private static final int FLOOR = 9;
    private static final int CEIL = 10;
    private static final int TRUNC = 11;

    private static final int SIGN_32 = Integer.MIN_VALUE;
    private static final long SIGN_64 = Long.MIN_VALUE;

    private final Lowering lower;
    private final ConversionLowering conversions;

    FloatLowering(Lowering lower) {
        this.lower = lower;
        conversions = new ConversionLowering(lower);
    }

    /** Returns whether an instruction has floating-point operands or results. */
    static boolean isFloat(Opcode opcode) {
        String types = opcode.operands() + opcode.results();
        return types.indexOf('f') >= 0 || types.indexOf('d') >= 0;
    }

    void compute(Value value) {
        boolean wide = value.type == Type.F64;
        switch (value.opcode) {
            case F32_ADD, F64_ADD -> binary(value, Sse.ADD, wide);
            case F32_SUB, F64_SUB -> binary(value, Sse.SUB, wide);
            case F32_MUL, F64_MUL -> binary(value, Sse.MUL, wide);
            case F32_DIV, F64_DIV -> binary(value, Sse.DIV, wide);
            case F32_MIN, F64_MIN -> extremum(value, Sse.MIN, wide);
            case F32_MAX, F64_MAX -> extremum(value, Sse.MAX, wide);
            case F32_SQRT, F64_SQRT -> squareRoot(value, wide);
            case F32_ABS -> bits(value, true, Arg.constant(mask(~SIGN_32), 0));
            case F64_ABS -> bits(value, true, Arg.constant(~SIGN_64, 0));
            case F32_NEG -> bits(value, false, Arg.constant(mask(SIGN_32), 0));
            case F64_NEG -> bits(value, false, Arg.constant(SIGN_64, 0));
            case F32_COPYSIGN, F64_COPYSIGN -> copySign(value, wide);
            case F32_CEIL, F64_CEIL -> round(value, CEIL, wide);
            case F32_FLOOR, F64_FLOOR -> round(value, FLOOR, wide);
            case F32_TRUNC, F64_TRUNC -> round(value, TRUNC, wide);
            case F32_NEAREST, F64_NEAREST -> round(value, NEAREST, wide);
            default -> conversions.compute(value);
        }
    }

    private static long mask(int bits) {
        return Integer.toUnsignedLong(bits);
    }

    /** Returns how many bytes a number has. */
    static int bytes(boolean wide) {
        return wide ? Double.BYTES : Float.BYTES;
    }

    private boolean avx() {
        return lower.has(CpuFeature.AVX);
    }

    private void binary(Value value, Sse operation, boolean wide) {
        int left = lower.use(value.args[0]);
        Arg right = lower.useAny(value.args[1], bytes(wide));
        int result = lower.result(value);
        if (avx()) {
            lower.emit(operation.vex(wide), Arg.def(result), Arg.use(left), right);
        } else {
            lower.emit(operation.row(wide), Arg.modify(result, left), right);
        }
    }

    private void squareRoot(Value value, boolean wide) {
        Arg result = Arg.def(lower.result(value));
        if (avx()) {
            // The other operand is only there to give the rest of the register.
            int source = lower.use(value.args[0]);
            lower.emit(Sse.SQRT.vex(wide), result, Arg.use(source), Arg.use(source));
        } else {
            Arg source = lower.useAny(value.args[0], bytes(wide));
            lower.emit(Sse.SQRT.row(wide), result, source);
        }
    }

    private void round(Value value, int mode, boolean wide) {
        Arg result = Arg.def(lower.result(value));
        if (avx()) {
            int source = lower.use(value.args[0]);
            Instruction row = wide ? Instruction.VROUNDSD_X_X_XM64_U8 : Instruction.VROUNDSS_X_X_XM32_U8;
            lower.emit(row, result, Arg.use(source), Arg.use(source), Arg.imm(mode));
        } else {
            Arg source = lower.useAny(value.args[0], bytes(wide));
            lower.emit(
                    wide ? Instruction.ROUNDSD_X_XM64_U8 : Instruction.ROUNDSS_X_XM32_U8,
                    result,
                    source,
                    Arg.imm(mode));
        }
    }

    /** Clears or flips bits. */
    private void bits(Value value, boolean and, Arg mask) {
        int source = lower.use(value.args[0]);
        int result = lower.result(value);
        if (avx()) {
            Instruction row = and ? Instruction.VANDPS_X_X_XM128 : Instruction.VXORPS_X_X_XM128;
            lower.emit(row, Arg.def(result), Arg.use(source), mask);
        } else {
            Instruction row = and ? Instruction.ANDPS_X_XM128 : Instruction.XORPS_X_XM128;
            lower.emit(row, Arg.modify(result, source), mask);
        }
    }

    private void copySign(Value value, boolean wide) {
        int magnitude = lower.use(value.args[0]);
        int sign = lower.use(value.args[1]);
        long signBit = wide ? SIGN_64 : mask(SIGN_32);
        long others = wide ? ~SIGN_64 : mask(~SIGN_32);
        lower.sequence(
                "copysign",
                (out, args) -> {
                    out.emit(Instruction.MOVAPS_X_XM128, Xmm.XMM15, args[1]);
                    out.emit(Instruction.ANDPS_X_XM128, Xmm.XMM15, args[2]);
                    out.emit(Instruction.ANDPS_X_XM128, args[0], args[3]);
                    out.emit(Instruction.ORPS_X_XM128, args[0], Xmm.XMM15);
                },
                Arg.modify(lower.result(value), magnitude),
                Arg.use(sign),
                Arg.constant(signBit, 0),
                Arg.constant(others, 0));
    }

    /**
     * The instruction alone gives the second operand if the numbers are equal, as zeros of different signs are, or if one of
     * them is a NaN.
     */
    private void extremum(Value value, Sse operation, boolean wide) {
        int left = lower.use(value.args[0]);
        int right = lower.use(value.args[1]);
        Instruction compare = wide ? Instruction.UCOMISD_X_XM64 : Instruction.UCOMISS_X_XM32;
        Instruction merge = operation == Sse.MIN ? Instruction.ORPS_X_XM128 : Instruction.ANDPS_X_XM128;
        lower.sequence(
                operation == Sse.MIN ? "min" : "max",
                (out, args) -> {
                    Label end = new Label();
                    Label special = out.cold(() -> {
                        Label nan = new Label();
                        out.jump(Condition.P, nan);
                        out.emit(merge, args[0], args[1]);
                        out.jump(end);
                        out.bind(nan);
                        out.emit(Sse.ADD.row(wide), args[0], args[1]);
                        out.jump(end);
                    });
                    out.emit(compare, args[0], args[1]);
                    out.jump(Condition.E, special);
                    out.emit(operation.row(wide), args[0], args[1]);
                    out.bind(end);
                },
                Arg.modify(lower.result(value), left),
                Arg.use(right));
    }
}
