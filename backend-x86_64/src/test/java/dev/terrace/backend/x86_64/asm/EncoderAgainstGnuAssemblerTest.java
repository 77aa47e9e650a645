package dev.terrace.backend.x86_64.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares every row of the table with GNU's assembler, byte for byte, over the operands of {@link OperandCases}.
 *
 * <p>The file {@code gnu-as.txt} has what GNU as 2.40 made of them: for each row the number of cases, the beginning of the
 * SHA-256 sum of all bytes (each instruction's after their number), and the first case. With the system property {@code
 * terrace.gnu-as.write}, which names a file, the test writes it anew from what the installed GNU as makes.
 */
class EncoderAgainstGnuAssemblerTest {
    private static final String EXPECTATIONS = "gnu-as.txt";

    /** A row with operands, and the bytes that the encoder makes of them. */
    private record Case(Instruction row, List<Operand> operands, byte[] bytes) {
        static List<Case> all() {
            List<Case> cases = new ArrayList<>();
            for (Instruction row : Instruction.values()) {
                OperandCases.of(row).forEach(operands -> cases.add(of(row, operands)));
            }
            return cases;
        }

        static Case of(Instruction row, List<Operand> operands) {
            CodeBuffer buffer = new CodeBuffer(16);
            new Encoder(buffer).encode(row, operands.toArray(Operand[]::new));
            return new Case(row, operands, buffer.toArray());
        }

        String text() {
            return GnuAssembler.text(row, operands, bytes.length);
        }
    }

    @Test
    void everyRowIsEncodedAsGnuAssemblerEncodedIt() throws IOException {
        List<Case> cases = Case.all();
        List<byte[]> bytes = cases.stream().map(Case::bytes).toList();
        assertSameRows(checkedIn(), summary(cases, bytes));
        assertTrue(cases.size() > 50_000, () -> "only " + cases.size() + " cases");
    }

    @Test
    void theInstalledGnuAssemblerAgreesInEveryCase(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(GnuAssembler.isInstalled(), "GNU as 2.40 is not installed");
        List<Case> cases = Case.all();
        List<byte[]> expected =
                GnuAssembler.assemble(cases.stream().map(Case::text).toList(), folder);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            if (!Arrays.equals(expected.get(i), one.bytes())) {
                differences.add(one.row() + ": " + one.text() + ": GNU as " + hex(expected.get(i)) + ", here "
                        + hex(one.bytes()));
            }
        }
        assertTrue(
                differences.isEmpty(),
                () -> differences.size() + " of " + cases.size() + " differ:\n"
                        + differences.stream().limit(100).collect(Collectors.joining("\n")));
        List<String> summary = summary(cases, expected);
        String written = System.getProperty("terrace.gnu-as.write");
        if (written != null) {
            Files.write(Path.of(written), summary);
        } else {
            assertSameRows(checkedIn(), summary);
        }
    }

    @Test
    void rowsNeedTheFeaturesThatTheInstalledGnuAssemblerWants(@TempDir Path folder)
            throws IOException, InterruptedException {
        assumeTrue(GnuAssembler.isInstalled(), "GNU as 2.40 is not installed");
        List<Case> samples = Arrays.stream(Instruction.values())
                .map(row -> Case.of(row, OperandCases.of(row).getFirst()))
                .toList();
        List<String> lines = samples.stream().map(Case::text).toList();
        Set<CpuFeatures> sets = new HashSet<>(Set.of(CpuFeatures.BASELINE, CpuFeatures.ALL));
        for (CpuFeature feature : CpuFeature.values()) {
            sets.add(CpuFeatures.of(feature));
            sets.add(CpuFeatures.ALL.with("-" + feature.text()));
        }
        for (CpuFeatures features : sets) {
            Set<Integer> refused = GnuAssembler.refused(lines, features, folder);
            Set<String> difference = new TreeSet<>();
            for (int i = 0; i < samples.size(); i++) {
                Instruction row = samples.get(i).row();
                if (features.allow(row) == refused.contains(i)) {
                    difference.add((refused.contains(i) ? "refused: " : "accepted: ") + row);
                }
            }
            assertEquals(Set.of(), difference, () -> "with features " + features);
        }
    }

    /** Compares two summaries; if they differ, only with their first rows that differ, and not with all of them. */
    private static void assertSameRows(List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(new HashSet<>(actual));
        List<String> surplus = new ArrayList<>(actual);
        surplus.removeAll(new HashSet<>(expected));
        assertEquals(first(missing), first(surplus));
    }

    private static String first(List<String> lines) {
        return lines.stream().limit(10).collect(Collectors.joining("\n"));
    }

    private static List<String> checkedIn() throws IOException {
        try (var in = EncoderAgainstGnuAssemblerTest.class.getResourceAsStream(EXPECTATIONS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> summary(List<Case> cases, List<byte[]> bytes) {
        Map<Instruction, List<Integer>> byRow = new EnumMap<>(Instruction.class);
        for (int i = 0; i < cases.size(); i++) {
            byRow.computeIfAbsent(cases.get(i).row(), _ -> new ArrayList<>()).add(i);
        }
        List<String> lines = new ArrayList<>();
        byRow.forEach((row, indices) -> {
            MessageDigest digest = sha256();
            for (int index : indices) {
                digest.update((byte) bytes.get(index).length);
                digest.update(bytes.get(index));
            }
            int first = indices.getFirst();
            lines.add("%-28s %3d %s  %s  %s"
                    .formatted(
                            row,
                            indices.size(),
                            HexFormat.of().formatHex(digest.digest(), 0, 8),
                            hex(bytes.get(first)),
                            InstructionText.of(row, cases.get(first).operands(), InstructionText::number)));
        });
        return lines;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
