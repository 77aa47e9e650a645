package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/** Makes constants: they are made where they are used, and may be made again instead of being kept in the frame. */
final class Constants {
    private Constants() {}

    /** Emits the making of a constant, and returns its register. */
    static int make(Lowering lower, Value value) {
        int register = lower.newTemp(Lowering.classOf(value.type));
        if (value.type.isGeneral()) {
            integer(lower, register, value.immediate);
        } else {
            vector(lower, register, value.type, value.immediate, value.immediate2);
        }
        return register;
    }

    /** Emits the making of an integer: of the 64 bits of the register. */
    static void integer(Lowering lower, int register, long bits) {
        Arg def = Arg.def(register);
        if (bits == 0) {
            lower.emit(X86Instruction.constant(
                    "zero", (out, args) -> out.emit(Instruction.XOR_RM32_R32, args[0], args[0]), def));
        } else if (bits == (bits & 0xFFFF_FFFFL)) {
            constant(lower, Instruction.MOV_R32_I32, def, Arg.imm((int) bits));
        } else if (bits == (int) bits) {
            constant(lower, Instruction.MOV_RM64_I32, def, Arg.imm(bits));
        } else {
            constant(lower, Instruction.MOVABS_R64_I64, def, Arg.imm(bits));
        }
    }

    private static void vector(Lowering lower, int register, Type type, long low, long high) {
        boolean avx = lower.has(CpuFeature.AVX);
        Arg def = Arg.def(register);
        if (type == Type.V128 || low == 0) {
            vector(lower, register, low, high);
        } else if (type == Type.F32) {
            constant(lower, avx ? Instruction.VMOVSS_X_M32 : Instruction.MOVSS_X_M32, def, Arg.constant((int) low));
        } else {
            constant(lower, avx ? Instruction.VMOVSD_X_M64 : Instruction.MOVSD_X_M64, def, Arg.constant(low));
        }
    }

    /** Emits the making of a vector. */
    static void vector(Lowering lower, int register, long low, long high) {
        boolean avx = lower.has(CpuFeature.AVX);
        if (low == 0 && high == 0) {
            byItself(lower, "zero", register, avx, avx ? Instruction.VXORPS_X_X_XM128 : Instruction.XORPS_X_XM128);
        } else if (low == -1 && high == -1) {
            byItself(lower, "ones", register, avx, avx ? Instruction.VPCMPEQD_X_X_XM128 : Instruction.PCMPEQD_X_XM128);
        } else {
            Instruction load = avx ? Instruction.VMOVAPS_X_XM128 : Instruction.MOVAPS_X_XM128;
            constant(lower, load, Arg.def(register), Arg.constant(low, high));
        }
    }

    /** Emits a row that makes a constant of a register and itself, whatever it holds. */
    private static void byItself(Lowering lower, String name, int register, boolean avx, Instruction row) {
        lower.emit(X86Instruction.constant(
                name,
                (out, args) -> {
                    if (avx) {
                        out.emit(row, args[0], args[0], args[0]);
                    } else {
                        out.emit(row, args[0], args[0]);
                    }
                },
                Arg.def(register)));
    }

    private static void constant(Lowering lower, Instruction row, Arg... args) {
        lower.emit(X86Instruction.constant(row.name(), (out, operands) -> out.emit(row, operands), args));
    }

    /** Returns the argument for a constant that an instruction reads as memory. */
    static Arg data(Value value, int bytes) {
        return new Arg.Constant(bytes, value.immediate, value.immediate2);
    }
}
