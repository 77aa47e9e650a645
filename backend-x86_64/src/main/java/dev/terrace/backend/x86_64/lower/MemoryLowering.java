package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for memories and globals. */
final class MemoryLowering {
    private final Lowering lower;
    private final Addresses addresses;

    MemoryLowering(Lowering lower) {
        this.lower = lower;
        addresses = new Addresses(lower);
    }

    /** Returns the address of an access. */
    Arg.Memory address(Value access) {
        return addresses.of(access);
    }

    /** Returns how many bytes an instruction can read itself in place of a load; zero if it is not such a load. */
    static int foldableBytes(Value value) {
        if (value.op != Op.LOAD) {
            return 0;
        }
        return switch (value.opcode) {
            case I32_LOAD, F32_LOAD -> 4;
            case I64_LOAD, F64_LOAD -> 8;
            case V128_LOAD -> 16;
            default -> 0;
        };
    }

    void base(Value value) {
        int memory = (int) value.immediate;
        if (lower.layout().isGuarded(memory)) {
            // It never changes, so it can be loaded again instead of being kept.
            Address address = Address.at(Gpr.R14, lower.layout().memoryBase(memory));
            lower.emit(X86Instruction.constant(
                    "base",
                    (out, args) -> out.emit(Instruction.MOV_R64_RM64, args[0], address),
                    Arg.def(lower.result(value))));
        } else {
            fromDescriptor(value, InstanceLayout.DESCRIPTOR_ADDRESS);
        }
    }

    void bytes(Value value) {
        fromDescriptor(value, InstanceLayout.DESCRIPTOR_SIZE);
    }

    private void fromDescriptor(Value value, int offset) {
        int descriptor = lower.newTemp(RegisterClass.GENERAL);
        Arg.Memory address = Addresses.inInstance(lower.layout().memoryDescriptor((int) value.immediate));
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(descriptor), address);
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(lower.result(value)), Arg.at(descriptor, offset));
    }

    void checkBounds(Value value) {
        long end = value.immediate;
        int index = lower.use(value.args[0]);
        Arg bytes = Arg.useAny(lower.use(value.args[1]));
        boolean noCarry = value.args[0].type == Type.I32 && end == (int) end && end >= 0;
        Code code = (out, args) -> {
            var trap = out.trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
            if (noCarry) {
                out.emit(Instruction.LEA_R64_M, Gpr.R11, Address.at((Gpr) args[0], (int) end));
            } else {
                if (end == (int) end) {
                    out.emit(Instruction.MOV_RM64_I32, Gpr.R11, imm(end));
                } else {
                    out.emit(Instruction.MOVABS_R64_I64, Gpr.R11, imm(end));
                }
                out.emit(Instruction.ADD_R64_RM64, Gpr.R11, args[0]);
                out.jump(Condition.B, trap);
            }
            out.emit(Instruction.CMP_R64_RM64, Gpr.R11, args[1]);
            out.jump(Condition.A, trap);
        };
        lower.sequence("check_bounds +" + Long.toUnsignedString(end), code, Arg.use(index), bytes);
    }

    void checkAlignment(Value value) {
        int width = 1 << value.opcode.widthLog2();
        int offset = (int) value.immediate & width - 1;
        Code code = (out, args) -> {
            Gpr address = (Gpr) args[0];
            if (offset != 0) {
                out.emit(Instruction.LEA_R32_M, Gpr.R11, Address.at(address, offset));
                address = Gpr.R11;
            }
            out.emit(Instruction.TEST_RM8_I8, address, imm(width - 1));
            out.jump(Condition.NE, out.trap(TrapKind.UNALIGNED_ATOMIC));
        };
        lower.sequence("check_alignment " + width, code, Arg.use(lower.use(value.args[0])));
    }

    void load(Value value) {
        Arg.Memory address = address(value);
        if (value.type == Type.V128) {
            lower.vectors().load(value, address);
            return;
        }
        boolean avx = lower.has(CpuFeature.AVX);
        Instruction row = switch (value.opcode) {
            case I32_LOAD, I64_LOAD32_U -> Instruction.MOV_R32_RM32;
            case I64_LOAD -> Instruction.MOV_R64_RM64;
            case I32_LOAD8_S -> Instruction.MOVSX_R32_RM8;
            case I32_LOAD8_U, I64_LOAD8_U -> Instruction.MOVZX_R32_RM8;
            case I32_LOAD16_S -> Instruction.MOVSX_R32_RM16;
            case I32_LOAD16_U, I64_LOAD16_U -> Instruction.MOVZX_R32_RM16;
            case I64_LOAD8_S -> Instruction.MOVSX_R64_RM8;
            case I64_LOAD16_S -> Instruction.MOVSX_R64_RM16;
            case I64_LOAD32_S -> Instruction.MOVSXD_R64_RM32;
            case F32_LOAD -> avx ? Instruction.VMOVSS_X_M32 : Instruction.MOVSS_X_M32;
            case F64_LOAD -> avx ? Instruction.VMOVSD_X_M64 : Instruction.MOVSD_X_M64;
            default -> throw new IllegalArgumentException("no instructions for " + value.opcode.text());
        };
        // A load that nobody needs is made all the same, as it may trap.
        lower.emit(row, Arg.def(lower.result(value)), address);
    }

    void store(Value value) {
        Arg.Memory address = address(value);
        Value stored = value.args[2];
        if (stored.type == Type.V128) {
            lower.vectors().store(value, address);
            return;
        }
        boolean avx = lower.has(CpuFeature.AVX);
        switch (value.opcode) {
            case I32_STORE8, I64_STORE8 -> store(address, stored, Instruction.MOV_RM8_R8, Instruction.MOV_M8_I8, 8);
            case I32_STORE16, I64_STORE16 ->
                store(address, stored, Instruction.MOV_RM16_R16, Instruction.MOV_M16_I16, 16);
            case I32_STORE, I64_STORE32 ->
                store(address, stored, Instruction.MOV_RM32_R32, Instruction.MOV_M32_I32, 32);
            case I64_STORE -> store(address, stored, Instruction.MOV_RM64_R64, Instruction.MOV_RM64_I32, 64);
            case F32_STORE ->
                storeFloat(
                        address,
                        stored,
                        avx ? Instruction.VMOVSS_M32_X : Instruction.MOVSS_M32_X,
                        Instruction.MOV_M32_I32);
            case F64_STORE ->
                storeFloat(
                        address,
                        stored,
                        avx ? Instruction.VMOVSD_M64_X : Instruction.MOVSD_M64_X,
                        Instruction.MOV_RM64_I32);
            default -> throw new IllegalArgumentException("no instructions for " + value.opcode.text());
        }
    }

    private void store(Arg.Memory address, Value stored, Instruction row, Instruction immediateRow, int bits) {
        if (stored.isConst()) {
            int unused = Long.SIZE - bits;
            long immediate = stored.immediate << unused >> unused;
            if (immediate == (int) immediate) {
                lower.emit(immediateRow, address, Arg.imm(immediate));
                return;
            }
        }
        lower.emit(row, address, Arg.use(lower.use(stored)));
    }

    private void storeFloat(Arg.Memory address, Value stored, Instruction row, Instruction immediateRow) {
        if (stored.isConst()) {
            long bits = stored.type == Type.F32 ? (int) stored.immediate : stored.immediate;
            if (bits == (int) bits) {
                lower.emit(immediateRow, address, Arg.imm(bits));
                return;
            }
        }
        lower.emit(row, address, Arg.use(lower.use(stored)));
    }

    void globalGet(Value value) {
        Arg.Memory cell = cell((int) value.immediate);
        lower.emit(loadRow(value.type), Arg.def(lower.result(value)), cell);
    }

    void globalSet(Value value) {
        Arg.Memory cell = cell((int) value.immediate);
        storeWhole(cell, value.args[0]);
    }

    private Arg.Memory cell(int global) {
        Arg.Memory place = Addresses.inInstance(lower.layout().global(global));
        if (!lower.layout().isImportedGlobal(global)) {
            return place;
        }
        int address = lower.newTemp(RegisterClass.GENERAL);
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(address), place);
        return Arg.at(address, 0);
    }

    /** Returns the row that loads a value from 8 or 16 bytes that it has for itself. */
    Instruction loadRow(Type type) {
        boolean avx = lower.has(CpuFeature.AVX);
        return switch (type) {
            case I32 -> Instruction.MOV_R32_RM32;
            case I64, REF -> Instruction.MOV_R64_RM64;
            case F32 -> avx ? Instruction.VMOVSS_X_M32 : Instruction.MOVSS_X_M32;
            case F64 -> avx ? Instruction.VMOVSD_X_M64 : Instruction.MOVSD_X_M64;
            case V128 -> avx ? Instruction.VMOVUPS_X_XM128 : Instruction.MOVUPS_X_XM128;
        };
    }

    /** Stores a value to 8 or 16 bytes that it has for itself: an i32 with its zero upper half. */
    void storeWhole(Arg.Memory place, Value value) {
        if (value.isConst() && value.type != Type.V128 && value.immediate == (int) value.immediate) {
            lower.emit(Instruction.MOV_RM64_I32, place, Arg.imm(value.immediate));
            return;
        }
        boolean avx = lower.has(CpuFeature.AVX);
        Instruction row = switch (value.type) {
            case I32, I64, REF -> Instruction.MOV_RM64_R64;
            case F32 -> avx ? Instruction.VMOVSS_M32_X : Instruction.MOVSS_M32_X;
            case F64 -> avx ? Instruction.VMOVSD_M64_X : Instruction.MOVSD_M64_X;
            case V128 -> avx ? Instruction.VMOVUPS_XM128_X : Instruction.MOVUPS_XM128_X;
        };
        lower.emit(row, place, Arg.use(lower.use(value)));
    }
}
