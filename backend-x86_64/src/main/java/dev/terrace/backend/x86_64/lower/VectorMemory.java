package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.lower.VectorRow.*;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for loads and stores of vectors and their lanes. No address need be aligned. */
final class VectorMemory {
    private VectorMemory() {}

    /** Emits a load. */
    static void load(VectorCode code, Value value, Arg.Memory address, int d) {
        switch (value.opcode) {
            case V128_LOAD -> code.unary(d, MOVUPS, address);
            case V128_LOAD8X8_S -> code.unary(d, PMOVSXBW, address);
            case V128_LOAD8X8_U -> code.unary(d, PMOVZXBW, address);
            case V128_LOAD16X4_S -> code.unary(d, PMOVSXWD, address);
            case V128_LOAD16X4_U -> code.unary(d, PMOVZXWD, address);
            case V128_LOAD32X2_S -> code.unary(d, PMOVSXDQ, address);
            case V128_LOAD32X2_U -> code.unary(d, PMOVZXDQ, address);
            case V128_LOAD32_ZERO -> code.unary(d, MOVSS_LOAD, address);
            case V128_LOAD64_ZERO -> code.unary(d, MOVSD_LOAD, address);
            case V128_LOAD8_SPLAT -> splatByte(code, address, d);
            case V128_LOAD16_SPLAT -> splatWord(code, address, d);
            case V128_LOAD32_SPLAT -> splatDoubleWord(code, address, d);
            case V128_LOAD64_SPLAT -> code.unary(d, MOVDDUP, address);
            case V128_LOAD8_LANE -> insert(code, value, PINSRB, address, d);
            case V128_LOAD16_LANE -> insert(code, value, PINSRW, address, d);
            case V128_LOAD32_LANE -> insert(code, value, PINSRD, address, d);
            case V128_LOAD64_LANE -> {
                VectorRow row = value.immediate2 == 0 ? MOVLPS_LOAD : MOVHPS_LOAD;
                code.binary(d, row, code.use(value, 2), address);
            }
            default -> throw new IllegalArgumentException(value.opcode.text() + " loads no vector");
        }
    }

    private static void splatByte(VectorCode code, Arg.Memory address, int d) {
        if (code.has(CpuFeature.AVX2)) {
            code.emit(Instruction.VPBROADCASTB_X_XM8, Arg.def(d), address);
        } else {
            int scalar = code.general();
            code.emit(Instruction.MOVZX_R32_RM8, Arg.def(scalar), address);
            VectorLanes.splatBytes(code, d, code.unary(MOVD, scalar));
        }
    }

    private static void splatWord(VectorCode code, Arg.Memory address, int d) {
        if (code.has(CpuFeature.AVX2)) {
            code.emit(Instruction.VPBROADCASTW_X_XM16, Arg.def(d), address);
        } else {
            int scalar = code.general();
            code.emit(Instruction.MOVZX_R32_RM16, Arg.def(scalar), address);
            VectorLanes.splatWords(code, d, code.unary(MOVD, scalar));
        }
    }

    private static void splatDoubleWord(VectorCode code, Arg.Memory address, int d) {
        if (code.has(CpuFeature.AVX)) {
            code.emit(Instruction.VBROADCASTSS_X_M32, Arg.def(d), address);
        } else {
            code.unary(d, PSHUFD, Arg.useAny(code.unary(MOVSS_LOAD, address)), VectorLanes.FIRST);
        }
    }

    private static void insert(VectorCode code, Value value, VectorRow row, Arg.Memory address, int d) {
        code.binary(d, row, code.use(value, 2), address, Arg.imm(value.immediate2));
    }

    /** Emits a store. */
    static void store(VectorCode code, Value value, Arg.Memory address) {
        Arg stored = Arg.use(code.use(value, 2));
        Arg lane = Arg.imm(value.immediate2);
        boolean first = value.immediate2 == 0;
        switch (value.opcode) {
            case V128_STORE -> code.emit(MOVUPS_STORE, address, stored);
            case V128_STORE8_LANE -> code.emit(PEXTRB, address, stored, lane);
            case V128_STORE16_LANE -> code.emit(PEXTRW_STORE, address, stored, lane);
            case V128_STORE32_LANE -> {
                if (first) {
                    code.emit(MOVSS_STORE, address, stored);
                } else {
                    code.emit(PEXTRD, address, stored, lane);
                }
            }
            case V128_STORE64_LANE -> code.emit(first ? MOVSD_STORE : MOVHPS_STORE, address, stored);
            default -> throw new IllegalArgumentException(value.opcode.text() + " stores no vector");
        }
    }
}
