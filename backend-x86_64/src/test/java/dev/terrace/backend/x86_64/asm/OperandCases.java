package dev.terrace.backend.x86_64.asm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The operands with which a row of the table is tried. One operand after the other goes through all registers, all forms
 * of addresses and the bounds of immediates, while the others are chosen at random; always the same ones for a row.
 */
final class OperandCases {
    private static final int[] DISPLACEMENTS = {0, 1, -1, 127, -128, 128, -129, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final Instruction row;
    private final List<OperandKind> kinds;
    private final Random random;

    private OperandCases(Instruction row) {
        this.row = row;
        kinds = row.form().explicitOperands();
        random = new Random(row.name().hashCode());
    }

    static List<List<Operand>> of(Instruction row) {
        return new OperandCases(row).all();
    }

    private List<List<Operand>> all() {
        if (kinds.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Operand>> domains = kinds.stream().map(this::domain).toList();
        List<List<Operand>> cases = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            for (Operand operand : domains.get(i)) {
                List<Operand> one = new ArrayList<>();
                for (List<Operand> domain : domains) {
                    one.add(domain.get(random.nextInt(domain.size())));
                }
                one.set(i, operand);
                cases.add(one);
            }
        }
        return cases;
    }

    private List<Operand> domain(OperandKind kind) {
        List<Operand> domain = new ArrayList<>();
        if (kind.takesGpr()) {
            domain.addAll(Arrays.asList(Gpr.values()));
        }
        if (kind.takesXmm()) {
            domain.addAll(Arrays.asList(Xmm.values()));
        }
        if (kind.takesMemory()) {
            domain.addAll(addresses());
        }
        if (kind.isImmediate()) {
            immediates(kind).mapToObj(Immediate::new).forEach(domain::add);
        }
        if (kind.isTarget()) {
            int bits = kind == OperandKind.REL8 ? 8 : 32;
            bounds(bits).mapToObj(value -> new Relative((int) value)).forEach(domain::add);
        }
        domain.removeIf(operand -> GnuAssembler.choosesOtherEncoding(row, operand));
        return domain;
    }

    private List<Memory> addresses() {
        List<Memory> addresses = new ArrayList<>();
        int next = 0;
        for (Gpr base : Gpr.values()) {
            addresses.add(Address.at(base));
            addresses.add(Address.at(base, DISPLACEMENTS[next++ % 9]));
            addresses.add(Address.at(base, DISPLACEMENTS[next++ % 9]));
        }
        for (Gpr index : Gpr.values()) {
            if (index != Gpr.RSP) {
                Gpr base = Gpr.of(random.nextInt(16));
                addresses.add(Address.at(base, index, 1 << random.nextInt(4), DISPLACEMENTS[next++ % 9]));
                addresses.add(Address.at(null, index, 1 << random.nextInt(4), DISPLACEMENTS[next++ % 9]));
            }
        }
        // The bases whose numbers have meanings of their own in ModRM and SIB bytes, and a plain one.
        for (Gpr base : List.of(Gpr.RSP, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.RAX)) {
            for (Gpr index : List.of(Gpr.R12, Gpr.RBP)) {
                addresses.add(Address.at(base, index, 1 << random.nextInt(4), 0));
                addresses.add(Address.at(base, index, 1 << random.nextInt(4), 64));
            }
        }
        for (int displacement : DISPLACEMENTS) {
            addresses.add(new RipRelative(displacement));
        }
        return addresses;
    }

    private LongStream immediates(OperandKind kind) {
        TreeSet<Long> values = new TreeSet<>();
        for (int bits : new int[] {8, 16, 32, 64}) {
            bounds(bits).forEach(values::add);
        }
        return values.stream().mapToLong(value -> value).filter(value -> value >= kind.min() && value <= kind.max());
    }

    /** Returns numbers about the bounds of what signed and unsigned numbers of so many bits can be. */
    private static LongStream bounds(int bits) {
        long min = -1L << bits - 1;
        long max = ~min;
        return LongStream.of(min, min + 1, -1, 0, 1, 2, max - 1, max);
    }
}
