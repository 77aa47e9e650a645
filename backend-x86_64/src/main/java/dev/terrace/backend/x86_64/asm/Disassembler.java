package dev.terrace.backend.x86_64.asm;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes finished code as text, an instruction a line:
 *
 * <pre>
 *   0000  31 c0                          xor eax, eax
 *   L0:
 *   0002  48 03 04 cf                    add rax, qword ptr [rdi+rcx*8]
 *   0006  48 83 e9 01                    sub rcx, 0x1
 *   000a  75 f6                          jne L0
 *   000c  c3                             ret
 * </pre>
 *
 * Places that are jumped to are labels, numbered from the beginning. An address relative to rip is followed by the place
 * that it means; the data behind the code is written in groups of 8 bytes.
 */
public final class Disassembler {
    /** Room for 10 bytes: only few instructions, with wide displacement and immediate, have more. */
    private static final int HEX_COLUMNS = 3 * 10;

    private final AssembledCode assembled;
    private final byte[] bytes;
    private final int codeEnd;
    private final Function<Symbol, String> symbolNames;
    private final Map<Integer, Symbol> symbols = new HashMap<>();
    private final TreeMap<Integer, String> labels = new TreeMap<>();
    private final StringBuilder out = new StringBuilder();

    private Disassembler(AssembledCode assembled, Function<Symbol, String> symbolNames) {
        this.assembled = assembled;
        bytes = assembled.unlinked();
        codeEnd = assembled.instructionBytes();
        this.symbolNames = symbolNames;
    }

    /** Returns the text of finished code, in which symbols are called as a function says. */
    public static String text(AssembledCode code, Function<Symbol, String> symbolNames) {
        return new Disassembler(code, symbolNames).text();
    }

    private String text() {
        assembled.relocations().forEach(relocation -> symbols.put(relocation.offset(), relocation.symbol()));
        findLabels();
        int position = 0;
        while (position < codeEnd) {
            String label = labels.get(position);
            if (label != null) {
                out.append(label).append(":\n");
            }
            position += writeInstruction(position);
        }
        while (position < bytes.length) {
            position += writeData(position);
        }
        return out.toString();
    }

    private void findLabels() {
        int position = 0;
        while (position < codeEnd) {
            Optional<DecodedInstruction> decoded = Decoder.decode(bytes, position, codeEnd);
            int next = position + decoded.map(DecodedInstruction::length).orElse(1);
            if (decoded.isPresent()
                    && decoded.get().operands().size() == 1
                    && decoded.get().operands().getFirst() instanceof Relative(int displacement)
                    && !symbols.containsKey(next - Integer.BYTES)) {
                labels.put(next + displacement, "");
            }
            position = next;
        }
        int number = 0;
        for (Map.Entry<Integer, String> label : labels.entrySet()) {
            label.setValue("L" + number++);
        }
    }

    private int writeInstruction(int position) {
        Optional<DecodedInstruction> found = Decoder.decode(bytes, position, codeEnd);
        if (found.isEmpty()) {
            writeLine(position, 1, ".byte " + InstructionText.number(bytes[position] & 0xFF));
            return 1;
        }
        DecodedInstruction decoded = found.get();
        int next = position + decoded.length();
        Symbol symbol = symbols.get(next - Integer.BYTES);
        String text = InstructionText.of(
                decoded.instruction(),
                decoded.operands(),
                distance -> symbol != null ? symbolNames.apply(symbol) : labels.get(next + distance));
        for (Operand operand : decoded.operands()) {
            if (operand instanceof RipRelative(int displacement)) {
                text += "  ; " + (symbol != null ? symbolNames.apply(symbol) : "%04x".formatted(next + displacement));
            }
        }
        Symbol immediate = symbols.get(next - Long.BYTES);
        if (immediate != null && decoded.instruction() == Instruction.MOVABS_R64_I64) {
            text += "  ; " + symbolNames.apply(immediate);
        }
        writeLine(position, decoded.length(), text);
        return decoded.length();
    }

    private int writeData(int position) {
        int length = Math.min(bytes.length - position, Long.BYTES - position % Long.BYTES);
        Symbol symbol = symbols.get(position);
        writeLine(position, length, symbol == null ? "" : "; " + symbolNames.apply(symbol));
        return length;
    }

    private void writeLine(int position, int length, String text) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, position, position + length);
        String line = ("%04x  %-" + HEX_COLUMNS + "s %s").formatted(position, hex, text);
        out.append(line.stripTrailing()).append('\n');
    }
}
