package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.Feature;
import dev.terrace.core.MalformedException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prints the modules in {@code print/} and compares the text with what lies beside them. The binaries are what wasm-tools
 * assembles from these texts.
 */
class WatPrinterTest {
    static List<String> modules() {
        return List.of(
                "empty",
                "types",
                "imports",
                "definitions",
                "segments",
                "control",
                "legacy",
                "gc",
                "numbers",
                "names",
                "customs");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleIsPrintedAsTheTextBesideIt(String name) throws IOException {
        WasmModule module = BinaryDecoder.decode(resource(name + ".wasm"), Feature.ALL);
        assertEquals(new String(resource(name + ".wat"), StandardCharsets.UTF_8), WatPrinter.print(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void printedTextParsesBackToAModuleThatIsPrintedTheSame(String name) throws IOException {
        String text = new String(resource(name + ".wat"), StandardCharsets.UTF_8);
        byte[] binary = WatParser.parse(text).binary();
        assertEquals(text, WatPrinter.print(BinaryDecoder.decode(binary, Feature.ALL)));
    }

    @Test
    void amountsOfDataThatNeedSeveralPiecesArePrintedWhole() {
        byte[] data = new byte[3 * 4096 + 5];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i % 251);
        }
        // One passive data segment: section of 12301 bytes, with the segment's 12293 behind count, flag and length.
        byte[] head = HexFormat.of().parseHex("0061736d010000000b89600101" + "8560");
        byte[] bytes = new byte[head.length + data.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(data, 0, bytes, head.length, data.length);
        StringBuilder expected = new StringBuilder("(module\n  (data (;0;) \"");
        for (byte b : data) {
            LiteralPrinter.appendByte(expected, b & 0xFF);
        }
        assertEquals(
                expected.append("\")\n)\n").toString(), WatPrinter.print(BinaryDecoder.decode(bytes, Feature.ALL)));
    }

    @Test
    void aModuleWithMalformedCodeIsPrintedUpToTheFault() {
        byte[] bytes = HexFormat.of()
                .parseHex("0061736d01000000" + "010401600000" + "0302" + "0100" + "0a07010500" + "01ff010b");
        WasmModule module = BinaryDecoder.decode(bytes, Feature.ALL);
        StringBuilder out = new StringBuilder();
        MalformedException e = assertThrows(MalformedException.class, () -> WatPrinter.print(module, out));
        assertEquals("illegal opcode ff (at offset 0x18)", e.getMessage());
        assertEquals("(module\n  (type (;0;) (func))\n  (func (;0;) (type 0)\n    nop\n", out.toString());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = WatPrinterTest.class.getResourceAsStream("print/" + name)) {
            return in.readAllBytes();
        }
    }
}
