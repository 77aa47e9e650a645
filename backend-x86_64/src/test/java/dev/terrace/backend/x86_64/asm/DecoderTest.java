package dev.terrace.backend.x86_64.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static Optional<DecodedInstruction> decode(byte[] bytes) {
        return Decoder.decode(bytes, 0, bytes.length);
    }

    private static Optional<DecodedInstruction> decode(String hex) {
        return decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static byte[] encode(Instruction row, List<Operand> operands) {
        CodeBuffer buffer = new CodeBuffer(16);
        new Encoder(buffer).encode(row, operands.toArray(Operand[]::new));
        return buffer.toArray();
    }

    @Test
    void whatTheEncoderWroteIsFoundAgain() {
        List<String> differences = new ArrayList<>();
        for (Instruction row : Instruction.values()) {
            for (List<Operand> operands : OperandCases.of(row)) {
                byte[] bytes = encode(row, operands);
                DecodedInstruction expected = new DecodedInstruction(row, operands, bytes.length);
                Optional<DecodedInstruction> decoded = decode(bytes);
                if (!decoded.equals(Optional.of(expected))) {
                    differences.add(HexFormat.of().formatHex(bytes) + " is " + decoded + ", not " + expected);
                }
            }
        }
        assertEquals(List.of(), differences.stream().limit(50).toList());
    }

    @Test
    void anInstructionThatIsCutOffIsNotFound() {
        for (Instruction row : Instruction.values()) {
            byte[] bytes = encode(row, OperandCases.of(row).getLast());
            for (int end = 0; end < bytes.length; end++) {
                Optional<DecodedInstruction> decoded = Decoder.decode(bytes, 0, end);
                assertEquals(Optional.empty(), decoded, row::toString);
            }
        }
    }

    @Test
    void anyBytesAreAnInstructionOrNothing() {
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(15)];
            random.nextBytes(bytes);
            Optional<DecodedInstruction> decoded = decode(bytes);
            if (decoded.isPresent()) {
                found++;
                DecodedInstruction instruction = decoded.get();
                // The bytes may have needless prefixes or long displacements, so others may come out that mean the
                // same.
                byte[] again = encode(instruction.instruction(), instruction.operands());
                DecodedInstruction second = decode(again).orElseThrow();
                assertEquals(instruction.instruction(), second.instruction());
                assertEquals(instruction.operands(), second.operands());
            }
        }
        assertEquals(true, found > 10_000, "only " + found + " were instructions");
    }

    @Test
    void registersThatNeedAPrefixAreToldFromThoseThatHaveNoName() {
        assertEquals(
                Optional.of(new DecodedInstruction(Instruction.MOV_RM8_R8, List.of(Gpr.RSP, Gpr.RAX), 3)),
                decode("40 88 c4"));
        assertEquals(Optional.empty(), decode("88 c4"), "mov ah, al");
    }

    @Test
    void prefixesThatAreThereTwiceOrDoNotBelongAreNoInstruction() {
        assertEquals(Optional.empty(), decode("66 66 01 c0"));
        assertEquals(Optional.empty(), decode("f2 c3"));
        assertEquals(Optional.empty(), decode("c5 f1 57"), "cut off");
        assertEquals(Optional.empty(), decode("c5 f0 28 c1"), "vmovaps with a third register");
    }
}
