package dev.terrace.backend.x86_64.asm;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisassemblerTest {
    private static String text(Assembler asm) {
        return Disassembler.text(asm.finish(), symbol -> "symbol" + symbol.id());
    }

    @Test
    void aLoopIsWrittenWithItsLabels() {
        Assembler asm = new Assembler(CpuFeatures.BASELINE);
        Label loop = new Label();
        Label end = new Label();
        asm.emit(Instruction.XOR_RM32_R32, Gpr.RAX, Gpr.RAX);
        asm.emit(Instruction.TEST_RM64_R64, Gpr.RCX, Gpr.RCX);
        asm.jump(Condition.E, end);
        asm.align(16);
        asm.bind(loop);
        asm.emit(Instruction.ADD_R64_RM64, Gpr.RAX, Address.at(Gpr.RDI, Gpr.RCX, 8, -8));
        asm.emit(Instruction.SUB_RM64_I8, Gpr.RCX, imm(1));
        asm.jump(Condition.NE, loop);
        asm.bind(end);
        asm.emit(Instruction.RET);
        assertEquals("""
            0000  31 c0                          xor eax, eax
            0002  48 85 c9                       test rcx, rcx
            0005  74 14                          je L1
            0007  66 0f 1f 84 00 00 00 00 00     nop word ptr [rax+rax*1]
            L0:
            0010  48 03 44 cf f8                 add rax, qword ptr [rdi+rcx*8-0x8]
            0015  48 83 e9 01                    sub rcx, 0x1
            0019  75 f5                          jne L0
            L1:
            001b  c3                             ret
            """, text(asm));
    }

    @Test
    void constantsTablesAndSymbolsAreWrittenWithTheirPlaces() {
        Assembler asm = new Assembler(CpuFeatures.of(CpuFeature.AVX2));
        Label target = new Label();
        asm.bind(target);
        asm.emit(Instruction.VPSHUFB_Y_Y_YM256, Xmm.XMM1, Xmm.XMM9, Address.at(Gpr.RSP, 0x40));
        asm.emit(Instruction.MULSD_X_XM64, Xmm.XMM0, asm.constant(Double.doubleToLongBits(0.5)));
        asm.emit(Instruction.LEA_R64_M, Gpr.R10, asm.jumpTable(List.of(target)));
        asm.emit(Instruction.CALL_REL32, new Symbol(3));
        asm.emit(Instruction.MOVABS_R64_I64, Gpr.RAX, new Symbol(4));
        asm.emit(Instruction.CALL_RM64, asm.constant(new Symbol(5)));
        assertEquals("""
            0000  c4 e2 35 00 4c 24 40           vpshufb ymm1, ymm9, ymmword ptr [rsp+0x40]
            0007  f2 0f 59 05 21 00 00 00        mulsd xmm0, qword ptr [rip+0x21]  ; 0030
            000f  4c 8d 15 2a 00 00 00           lea r10, [rip+0x2a]  ; 0040
            0016  e8 00 00 00 00                 call symbol3
            001b  48 b8 00 00 00 00 00 00 00 00  movabs rax, 0x0  ; symbol4
            0025  ff 15 0d 00 00 00              call qword ptr [rip+0xd]  ; 0038
            002b  cc cc cc cc cc
            0030  00 00 00 00 00 00 e0 3f
            0038  00 00 00 00 00 00 00 00        ; symbol5
            0040  c0 ff ff ff
            """, text(asm));
    }
}
