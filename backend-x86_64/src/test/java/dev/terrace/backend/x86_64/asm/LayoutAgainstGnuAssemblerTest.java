package dev.terrace.backend.x86_64.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares whole pieces of code, with jumps and labels at random, with what GNU's assembler makes of them. Together with
 * padding the lengths of jumps are not compared: padding may shrink as they grow, and then which of them are long depends
 * on the order in which they were looked at.
 */
class LayoutAgainstGnuAssemblerTest {
    private static final int PROGRAMS = 40;
    private static final int LINES = 400;

    /** The same code for both assemblers, a line of text for each thing that is emitted. */
    private static final class Program {
        private final Assembler asm = new Assembler(CpuFeatures.BASELINE);
        private final List<String> text = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();
        private final Random random;
        private final boolean padding;

        Program(long seed, boolean padding) {
            random = new Random(seed);
            this.padding = padding;
            for (int i = 0; i < LINES / 10; i++) {
                labels.add(new Label());
            }
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, labels.size()).boxed().toList());
            Collections.shuffle(order, random);
            for (int i = 0; i < LINES; i++) {
                if (i % 10 == 5) {
                    int label = order.get(i / 10);
                    asm.bind(labels.get(label));
                    text.add("L" + label + ":");
                }
                emit();
            }
        }

        private void emit() {
            int target = random.nextInt(labels.size());
            switch (random.nextInt(6)) {
                case 0 -> jump(null, target);
                case 1 -> jump(Condition.values()[random.nextInt(16)], target);
                case 2 -> {
                    asm.call(labels.get(target));
                    text.add("call L" + target);
                }
                case 3 -> {
                    asm.emit(Instruction.ADD_RM64_I8, new LabelAddress(labels.get(target), 12), new Immediate(3));
                    text.add("add qword ptr [rip+L" + target + "+12], 3");
                }
                case 4 -> {
                    if (padding && random.nextInt(8) == 0) {
                        int alignment = 2 << random.nextInt(5);
                        asm.align(alignment);
                        text.add(".balign " + alignment);
                    }
                }
                default -> {
                    int displacement = 8 * random.nextInt(1, 40);
                    asm.emit(Instruction.MOV_R32_RM32, Gpr.RAX, Address.at(Gpr.RCX, displacement));
                    text.add("mov eax, dword ptr [rcx+" + displacement + "]");
                }
            }
        }

        private void jump(Condition condition, int target) {
            Label label = labels.get(target);
            String mnemonic = condition == null ? "jmp" : condition.shortJump().mnemonic();
            if (padding) {
                asm.emit(condition == null ? Instruction.JMP_REL32 : condition.nearJump(), label);
                text.add("{disp32} " + mnemonic + " L" + target);
            } else {
                if (condition == null) {
                    asm.jump(label);
                } else {
                    asm.jump(condition, label);
                }
                text.add(mnemonic + " L" + target);
            }
        }
    }

    @Test
    void jumpsAndDistancesAreThoseOfTheInstalledGnuAssembler(@TempDir Path folder)
            throws IOException, InterruptedException {
        compare(false, folder);
    }

    @Test
    void codeWithPaddingIsThatOfTheInstalledGnuAssembler(@TempDir Path folder)
            throws IOException, InterruptedException {
        compare(true, folder);
    }

    private static void compare(boolean padding, Path folder) throws IOException, InterruptedException {
        assumeTrue(GnuAssembler.isInstalled(), "GNU as 2.40 is not installed");
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Program program = new Program(seed, padding);
            byte[] expected = concatenate(program.text, GnuAssembler.assemble(program.text, folder));
            byte[] actual = program.asm.finish().at(0, symbol -> 0);
            assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(actual), "seed " + seed);
        }
    }

    /** Returns all bytes, with the padding that the manual recommends in place of GNU as's choice of NOPs. */
    private static byte[] concatenate(List<String> text, List<byte[]> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            if (text.get(i).startsWith(".balign")) {
                CodeBuffer nops = new CodeBuffer(16);
                Nops.put(nops, line.length);
                line = nops.toArray();
            }
            bytes.writeBytes(line);
        }
        return bytes.toByteArray();
    }
}
