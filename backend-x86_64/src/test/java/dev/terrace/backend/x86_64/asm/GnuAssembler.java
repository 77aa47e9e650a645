package dev.terrace.backend.x86_64.asm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GNU's assembler, version 2.40 or newer, if it is installed. */
final class GnuAssembler {
    private static final Pattern VERSION = Pattern.compile("GNU assembler .*?(\\d+)\\.(\\d+)");

    /** A line of a listing: line number, offset, bytes, and the source's text. */
    private static final Pattern LISTED = Pattern.compile(" *(\\d+) [0-9a-f]{4,} ((?:[0-9A-F]+ ?)+)\\s.*");

    /** Room for 32 bytes in a line of a listing. */
    private static final String LISTED_WORDS = "--listing-lhs-width=8";

    private GnuAssembler() {}

    static boolean isInstalled() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("as", "--version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor() == 0
                    && version.find()
                    && 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2)) >= 240;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Returns whether, of several encodings that mean the same, GNU as writes another one for an operand than the row's:
     *
     * <ul>
     *   <li>the one for eax and its parts, whose rows (add eax, i32) are compared themselves;
     *   <li>the one with an 8-bit immediate, whose rows are compared themselves;
     *   <li>shifts by one without an immediate, whose rows are compared themselves;
     *   <li>movq of memory without REX.W, whose rows are compared themselves;
     *   <li>xchg with eax in one byte, which the table does not have for 32 bits: for eax with itself that byte is nop;
     *   <li>for xchg rax, rax the nop without REX.W.
     * </ul>
     */
    static boolean choosesOtherEncoding(Instruction row, Operand operand) {
        String name = row.name();
        String shortForm = name.replaceFirst("_I(16|32)$", "_I8").replaceFirst("_[ER]?AX_", "_RM32_");
        boolean shortImmediate = !name.equals(shortForm) && exists(shortForm);
        return switch (operand) {
            case Gpr gpr ->
                gpr == Gpr.RAX && (accumulatorForm(name) || name.matches("XCHG_(RM16_R16|RM32_R32|RM64_R64|R64_RAX)"));
            case Immediate(long value) when shortImmediate -> value == (byte) value;
            case Immediate(long value) when name.endsWith("_U8") -> value == 1 && exists(name.replace("_U8", "_1"));
            case Memory _ -> name.endsWith("MOVQ_X_RM64") || name.endsWith("MOVQ_RM64_X");
            default -> false;
        };
    }

    private static boolean accumulatorForm(String name) {
        return name.endsWith("_RM8_I8") && exists(name.replace("_RM8_", "_AL_"))
                || name.endsWith("_RM16_I16") && exists(name.replace("_RM16_", "_AX_"))
                || name.endsWith("_RM32_I32") && exists(name.replace("_RM32_", "_EAX_"))
                || name.endsWith("_RM64_I32") && exists(name.replace("_RM64_", "_RAX_"));
    }

    private static boolean exists(String name) {
        return Arrays.stream(Instruction.values()).anyMatch(row -> row.name().equals(name));
    }

    /**
     * Returns the text of an instruction with what makes GNU as choose the row's encoding where the operands alone do not:
     * whether the first or the second of two registers is r/m, how wide a distance is, and VEX before EVEX.
     */
    static String text(Instruction row, List<Operand> operands, int length) {
        List<Form.Slot> slots = row.form().slots();
        boolean store = slots.size() > 1 && slots.get(0) == Form.Slot.RM && slots.get(1) == Form.Slot.REG;
        List<OperandKind> kinds = row.form().operands();
        String choice = kinds.contains(OperandKind.REL8)
                ? "{disp8} "
                : kinds.contains(OperandKind.REL32) ? "{disp32} " : store ? "{store} " : "{load} ";
        String vex = row.features().contains(CpuFeature.AVX_VNNI) ? "{vex} " : "";
        return vex + choice + InstructionText.of(row, operands, distance -> "." + signed(distance + (long) length));
    }

    private static String signed(long value) {
        return value < 0 ? Long.toString(value) : "+" + value;
    }

    /** Returns the bytes that GNU as makes of each line. */
    static List<byte[]> assemble(List<String> lines, Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("source.s");
        Path listing = folder.resolve("listing.txt");
        Files.write(source, lines);
        String errors = run(folder, "default", "-aln=" + listing, LISTED_WORDS, source.toString());
        if (!errors.isEmpty()) {
            throw new AssertionError("GNU as: " + errors.lines().limit(20).collect(Collectors.joining("\n")));
        }
        byte[][] bytes = new byte[lines.size()][0];
        for (String line : Files.readAllLines(listing)) {
            Matcher matcher = LISTED.matcher(line);
            if (matcher.matches()) {
                String hex = matcher.group(2).replace(" ", "");
                bytes[Integer.parseInt(matcher.group(1)) - 1] = HexFormat.of().parseHex(hex);
            }
        }
        return List.of(bytes);
    }

    /** Returns which lines GNU as refuses for a processor with some features; lines count from 0. */
    static Set<Integer> refused(List<String> lines, CpuFeatures features, Path folder)
            throws IOException, InterruptedException {
        Path source = folder.resolve("source.s");
        Files.write(source, lines);
        // To processors without indirect branch tracking (ibt), endbr64 is one of the many forms of nop.
        String arch = "generic64+ibt"
                + features.set().stream()
                        .map(feature -> "+" + archName(feature))
                        .collect(Collectors.joining())
                // GNU as takes it that processors with SSE4.2 have it.
                + (features.has(CpuFeature.POPCNT) ? "" : "+nopopcnt");
        Pattern error = Pattern.compile(".*source\\.s:(\\d+): Error: .*");
        return run(folder, arch, source.toString())
                .lines()
                .map(error::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)) - 1)
                .collect(Collectors.toSet());
    }

    private static String archName(CpuFeature feature) {
        return switch (feature) {
            case BMI1 -> "bmi";
            case AVX_VNNI -> "avx_vnni";
            default -> feature.text();
        };
    }

    private static String run(Path folder, String arch, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("as", "--64", "-msyntax=intel", "-mnaked-reg", "-o", "out.o"));
        if (!arch.equals("default")) {
            command.add("-march=" + arch);
        }
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
