package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Operand;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.tier2.machine.Allocation.Move;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.RegisterClass;

/** Writes moves out: between registers and spill slots, and constants that are made again. */
final class MoveEmission {
    private final Emission out;
    private final boolean avx;

    MoveEmission(Emission out) {
        this.out = out;
        avx = out.has(CpuFeature.AVX);
    }

    /** Emits a move. */
    void emit(Move move) {
        if (move.rematerialized() != null) {
            X86Instruction constant = (X86Instruction) move.rematerialized();
            constant.code().emit(out, out.operands(constant, move.to()));
        } else if (Location.isSlot(move.from()) && Location.isSlot(move.to())) {
            Operand scratch = move.type() == RegisterClass.GENERAL ? Gpr.R11 : Xmm.XMM15;
            emit(move.type(), scratch, Emission.place(move.from()));
            emit(move.type(), Emission.place(move.to()), scratch);
        } else if (move.from() != move.to()) {
            emit(move.type(), Emission.place(move.to()), Emission.place(move.from()));
        }
    }

    /** Emits a move, one side of which is a register. */
    void emit(RegisterClass type, Operand to, Operand from) {
        boolean load = from instanceof dev.terrace.backend.x86_64.asm.Memory;
        boolean store = to instanceof dev.terrace.backend.x86_64.asm.Memory;
        switch (type) {
            case GENERAL -> out.emit(store ? Instruction.MOV_RM64_R64 : Instruction.MOV_R64_RM64, to, from);
            case FLOAT -> {
                if (load) {
                    out.emit(avx ? Instruction.VMOVSD_X_M64 : Instruction.MOVSD_X_M64, to, from);
                } else if (store) {
                    out.emit(avx ? Instruction.VMOVSD_M64_X : Instruction.MOVSD_M64_X, to, from);
                } else {
                    copyVector(to, from);
                }
            }
            case VECTOR -> {
                if (store) {
                    out.emit(avx ? Instruction.VMOVAPS_XM128_X : Instruction.MOVAPS_XM128_X, to, from);
                } else {
                    copyVector(to, from);
                }
            }
        }
    }

    private void copyVector(Operand to, Operand from) {
        out.emit(avx ? Instruction.VMOVAPS_X_XM128 : Instruction.MOVAPS_X_XM128, to, from);
    }
}
