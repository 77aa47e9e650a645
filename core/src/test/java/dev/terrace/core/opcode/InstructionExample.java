package dev.terrace.core.opcode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * A row of the table {@code instructions.tsv}: an instruction as other tools know it.
 *
 * @param opcode the row of the opcode table that it belongs to
 * @param text the instruction in the text format
 * @param bytes the same in the binary format
 * @param signature the operands and results as the opcode table writes them, or {@code "-"}
 */
public record InstructionExample(Opcode opcode, String text, byte[] bytes, String signature) {

    /** Reads the table. */
    public static List<InstructionExample> all() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                InstructionExample.class.getResourceAsStream("instructions.tsv"), StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new InstructionExample(
                            Opcode.valueOf(cells[0]), cells[1], HexFormat.of().parseHex(cells[2]), cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the text leaves the alignment of a memory access to its default. */
    boolean hasDefaultAlignment() {
        return opcode.widthLog2() >= 0 && !text.contains("align=");
    }

    @Override
    public String toString() {
        return text;
    }
}
