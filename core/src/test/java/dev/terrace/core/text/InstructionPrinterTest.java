package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.MalformedException;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.ItemOffsets;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.InstructionExample;
import dev.terrace.core.opcode.Opcode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InstructionPrinterTest {
    static List<InstructionExample> examples() {
        return InstructionExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anInstructionIsPrintedAsOtherToolsReadIt(InstructionExample example) {
        WasmModule module = module(example.bytes());
        InstructionReader in = new InstructionReader(module.bytes(), 0, example.bytes().length);
        Opcode op = in.next();
        assertEquals(example.text(), op.text() + new InstructionPrinter(module, false).immediates(op, in));
    }

    @Test
    void eachLineCanBeginWithTheOffset() {
        assertEquals("""
            (;000000;) loop (;@1;)
            (;000002;)   br 0 (;@1;)
            (;000004;) end
            """, print("03400c000b0b", true));
    }

    @Test
    void nestingOfAnyDepthIsPrintedInLittleMoreSpaceThanItTakes() {
        int depth = 200_000;
        byte[] code = new byte[depth * 3 + 1];
        for (int i = 0; i < depth; i++) {
            code[2 * i] = 0x02;
            code[2 * i + 1] = 0x40;
        }
        Arrays.fill(code, 2 * depth, code.length, (byte) 0x0B);
        String text = print(code, false);
        assertEquals(2L * depth, text.lines().count());
        assertTrue(text.startsWith("block (;@1;)\n  block (;@2;)\n    block (;@3;)\n"));
        assertTrue(text.endsWith("\n    end\n  end\nend\n"));
        assertTrue(text.length() < depth * 400);
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 'illegal opcode ff (at offset 0x2)'",
        "fcff01, 'illegal opcode fc ff (at offset 0x2)'",
        "41, 'unexpected end of section or function (at offset 0x3)'",
        "'', 'unexpected end of section or function (at offset 0x2)'",
        "05, 'unexpected else (at offset 0x2)'",
        "1800, 'unexpected delegate (at offset 0x2)'",
        "0b01, 'unexpected instructions behind the final end (at offset 0x3)'",
    })
    void malformedCodeIsPrintedUpToTheFault(String code, String message) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = HexFormat.of().parseHex("0101" + code);
        WasmModule module = module(bytes);
        FunctionBody body = new FunctionBody(List.of(), 0, bytes.length);
        InstructionPrinter printer = new InstructionPrinter(module, false);
        MalformedException e = assertThrows(MalformedException.class, () -> printer.print(0, body, 0, out));
        assertEquals(message, e.getMessage());
        assertEquals("nop\nnop\n", out.toString());
    }

    @ParameterizedTest
    @CsvSource({"024005, else", "0440050505, else", "02400700, catch", "064019190b, catch_all", "064007001800, delegate"
    })
    void aPartOfAnotherBlockIsRefused(String code, String keyword) {
        MalformedException e = assertThrows(MalformedException.class, () -> print(code, false));
        assertEquals("unexpected " + keyword, e.problem());
    }

    private static String print(String code, boolean offsets) {
        return print(HexFormat.of().parseHex(code), offsets);
    }

    private static String print(byte[] code, boolean offsets) {
        StringBuilder out = new StringBuilder();
        try {
            new InstructionPrinter(module(code), offsets).print(0, new FunctionBody(List.of(), 0, code.length), 0, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    /** A module whose bytes are nothing but code. */
    private static WasmModule module(byte[] code) {
        return new WasmModule(
                code,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                -1,
                List.of(),
                -1,
                List.of(),
                List.of(),
                List.of(),
                NameSection.EMPTY,
                new ItemOffsets(Map.of()));
    }
}
