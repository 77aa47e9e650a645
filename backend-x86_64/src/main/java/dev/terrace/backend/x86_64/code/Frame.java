package dev.terrace.backend.x86_64.code;

import static dev.terrace.backend.x86_64.asm.Gpr.R11;
import static dev.terrace.backend.x86_64.asm.Gpr.R14;
import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.RSP;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.X86Instruction.FrameUse;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.run.ContextLayout;

/**
 * The frame of a function.
 *
 * @param bytes what is subtracted from the stack pointer
 * @param instance where the register of the instance is kept, by its distance from the stack pointer; -1 if it is not
 */
record Frame(int bytes, int instance) {
    /** Frames up to this size are known to fit if their beginning does. */
    private static final int SMALL = 4096;

    private static final int WORD = 8;
    private static final int ALIGNMENT = 16;

    /** Makes the frame that a function needs. */
    static Frame of(MachineFunction function, Allocation allocation) {
        FrameUse use = FrameUse.NONE;
        for (MachineBlock block : function.blocks()) {
            for (MachineInstruction instruction : block.instructions) {
                FrameUse other = ((X86Instruction) instruction).frameUse();
                use = use.compareTo(other) < 0 ? other : use;
            }
        }
        int bytes = allocation.frameBytes();
        int instance = -1;
        if (use == FrameUse.INSTANCE) {
            instance = bytes;
            bytes += WORD;
        }
        if (bytes > 0 || use != FrameUse.NONE) {
            // The return address is above.
            bytes = ((bytes + WORD + ALIGNMENT - 1) & -ALIGNMENT) - WORD;
        }
        return new Frame(bytes, instance);
    }

    /** Makes the frame, if there is room for it. */
    void enter(Emission out) {
        if (bytes == 0) {
            return;
        }
        Address limit = Address.at(R15, ContextLayout.STACK_LIMIT);
        if (bytes > SMALL) {
            out.emit(Instruction.LEA_R64_M, R11, Address.at(RSP, -bytes));
            out.emit(Instruction.CMP_R64_RM64, R11, limit);
        } else {
            out.emit(Instruction.CMP_R64_RM64, RSP, limit);
        }
        out.jump(Condition.B, out.trap(TrapKind.STACK_EXHAUSTED));
        move(out, Instruction.SUB_RM64_I8, Instruction.SUB_RM64_I32);
        if (instance >= 0) {
            out.emit(Instruction.MOV_RM64_R64, Address.at(RSP, instance), R14);
        }
    }

    /** Frees the frame. */
    void leave(Emission out) {
        if (bytes > 0) {
            move(out, Instruction.ADD_RM64_I8, Instruction.ADD_RM64_I32);
        }
    }

    private void move(Emission out, Instruction small, Instruction large) {
        out.emit(bytes <= Byte.MAX_VALUE ? small : large, RSP, imm(bytes));
    }

    /** Loads the register of the instance. */
    void restoreInstance(Emission out) {
        out.emit(Instruction.MOV_R64_RM64, R14, Address.at(RSP, instance));
    }
}
