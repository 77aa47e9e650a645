package dev.terrace.backend.x86_64.asm;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The special cases of encoding one by one, and what is refused; {@link EncoderAgainstGnuAssemblerTest} has the rest. */
class EncoderTest {
    private static String encode(Instruction row, Operand... operands) {
        CodeBuffer buffer = new CodeBuffer(16);
        new Encoder(buffer).encode(row, operands);
        return HexFormat.of().formatHex(buffer.toArray());
    }

    private static String refusal(Instruction row, Operand... operands) {
        return assertThrows(IllegalArgumentException.class, () -> encode(row, operands))
                .getMessage();
    }

    @Test
    void basesRspAndR12HaveASibByte() {
        assertEquals("8b0424", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.RSP)));
        assertEquals("418b0424", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.R12)));
    }

    @Test
    void basesRbpAndR13HaveADisplacement() {
        assertEquals("8b4500", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.RBP)));
        assertEquals("418b4500", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.R13)));
    }

    @Test
    void r12IsAnIndexAndRspIsNot() {
        assertEquals("428b0420", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.RAX, Gpr.R12, 1, 0)));
        assertThrows(IllegalArgumentException.class, () -> Address.at(Gpr.RAX, Gpr.RSP, 1, 0));
    }

    @Test
    void anIndexWithoutBaseHasADisplacementOf32Bits() {
        assertEquals("8b04c500000000", encode(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(null, Gpr.RAX, 8, 0)));
    }

    @Test
    void lowBytesOfRspToRdiHaveAPrefix() {
        assertEquals("88d8", encode(Instruction.MOV_RM8_R8, Gpr.RAX, Gpr.RBX));
        assertEquals("4088e0", encode(Instruction.MOV_RM8_R8, Gpr.RAX, Gpr.RSP));
        assertEquals("400fb6c7", encode(Instruction.MOVZX_R32_RM8, Gpr.RAX, Gpr.RDI));
        assertEquals("0fb607", encode(Instruction.MOVZX_R32_RM8, Gpr.RAX, Address.at(Gpr.RDI)));
    }

    @Test
    void vexPrefixesAreAsShortAsTheyCanBe() {
        assertEquals("c5e958cb", encode(Instruction.VADDPD_X_X_XM128, Xmm.XMM1, Xmm.XMM2, Xmm.XMM3));
        assertEquals("c52958cb", encode(Instruction.VADDPD_X_X_XM128, Xmm.XMM9, Xmm.XMM10, Xmm.XMM3));
        assertEquals("c4c16958cb", encode(Instruction.VADDPD_X_X_XM128, Xmm.XMM1, Xmm.XMM2, Xmm.XMM11));
    }

    @Test
    void operandsOfOtherKindsAreRefused() {
        assertEquals(
                "ADD_RM32_R32 takes no operand Immediate[value=1] as R32",
                refusal(Instruction.ADD_RM32_R32, Gpr.RAX, imm(1)));
        assertEquals("ADDSD_X_XM64 takes no operand RAX as XM64", refusal(Instruction.ADDSD_X_XM64, Xmm.XMM0, Gpr.RAX));
        assertEquals("LEA_R64_M takes no operand RCX as M", refusal(Instruction.LEA_R64_M, Gpr.RAX, Gpr.RCX));
        assertEquals(
                "MOVHLPS_X_X takes no operand RipRelative[displacement=0] as X",
                refusal(Instruction.MOVHLPS_X_X, Xmm.XMM0, new RipRelative(0)));
    }

    @Test
    void tooFewAndTooManyOperandsAreRefused() {
        assertEquals("SHL_RM32_CL takes 1 operands, has 2", refusal(Instruction.SHL_RM32_CL, Gpr.RAX, Gpr.RCX));
        assertEquals("ADD_RM32_R32 takes 2 operands, has 1", refusal(Instruction.ADD_RM32_R32, Gpr.RAX));
    }

    @Test
    void immediatesOutOfRangeAreRefused() {
        assertEquals(
                "ADD_RM32_I8 takes an immediate from -128 to 127, has 128",
                refusal(Instruction.ADD_RM32_I8, Gpr.RAX, imm(128)));
        assertEquals(
                "PSHUFD_X_XM128_U8 takes an immediate from 0 to 255, has -1",
                refusal(Instruction.PSHUFD_X_XM128_U8, Xmm.XMM0, Xmm.XMM0, imm(-1)));
        assertEquals(
                "ADD_RM64_I32 takes an immediate from -2147483648 to 2147483647, has 4294967295",
                refusal(Instruction.ADD_RM64_I32, Gpr.RAX, imm(0xFFFFFFFFL)));
        assertEquals("JMP_REL8 reaches from -128 to 127, not 128", refusal(Instruction.JMP_REL8, new Relative(128)));
    }

    @Test
    void addressesThatCannotBeEncodedAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Address.at(null, 5));
        assertThrows(IllegalArgumentException.class, () -> Address.at(Gpr.RAX, Gpr.RCX, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> Address.at(Gpr.RAX, Gpr.RCX, 16, 0));
        assertThrows(IllegalArgumentException.class, () -> Address.at(Gpr.RAX, Gpr.RCX, Integer.MIN_VALUE, 0));
        assertThrows(IllegalArgumentException.class, () -> Address.at(Gpr.RAX, null, 2, 0));
    }
}
