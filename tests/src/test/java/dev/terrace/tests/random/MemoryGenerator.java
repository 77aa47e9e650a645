package dev.terrace.tests.random;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates accesses to memories. Every memory has at least {@link #SIZE} bytes; most addresses are masked to stay below,
 * some touch the end, and a few are anywhere.
 */
final class MemoryGenerator {
    /** How many bytes each memory has at least. */
    static final int SIZE = 65536;

    private static final List<Opcode> ACCESSES =
            Arrays.stream(Opcode.values()).filter(Opcode::accessesMemory).toList();

    private static final List<Opcode> PLAIN_STORES = ACCESSES.stream()
            .filter(op -> !op.isAtomic() && op.results().isEmpty())
            .toList();

    private static final List<Opcode> ATOMIC_STORES = ACCESSES.stream()
            .filter(op -> op.isAtomic() && op.results().isEmpty())
            .toList();

    private final SplittableRandom random;
    private final ModulePlan plan;
    private final FunctionGenerator code;

    MemoryGenerator(SplittableRandom random, ModulePlan plan, FunctionGenerator code) {
        this.random = random;
        this.plan = plan;
        this.code = code;
    }

    /** Returns a load, or another instruction that gets a value from a memory. */
    Node load(Kind kind, int depth) {
        int memory = memory();
        if (kind == plan.address(memory) && random.nextInt(8) == 0) {
            return random.nextBoolean()
                    ? FunctionGenerator.plain(Opcode.MEMORY_SIZE, List.of(), kind, memory)
                    : grow(memory, kind, depth);
        }
        char letter = letter(kind);
        boolean atomic = plan.atomics() && (kind == Kind.I32 || kind == Kind.I64) && random.nextBoolean();
        List<Opcode> found = ACCESSES.stream()
                .filter(op -> op.isAtomic() == atomic && op.results().equals(String.valueOf(letter)))
                .toList();
        return access(found.get(random.nextInt(found.size())), memory, kind, depth);
    }

    private Node grow(int memory, Kind kind, int depth) {
        Node pages = random.nextInt(6) == 0
                ? code.expression(kind, depth - 1)
                : FunctionGenerator.plain(
                        kind == Kind.I64 ? Opcode.I64_CONST : Opcode.I32_CONST, List.of(), kind, random.nextInt(3));
        return FunctionGenerator.plain(Opcode.MEMORY_GROW, List.of(pages), kind, memory);
    }

    /** Returns a store. */
    Node store(int depth) {
        List<Opcode> stores = plan.atomics() && random.nextInt(3) == 0 ? ATOMIC_STORES : PLAIN_STORES;
        return access(stores.get(random.nextInt(stores.size())), memory(), null, depth);
    }

    private int memory() {
        return random.nextInt(plan.memories().size());
    }

    private static char letter(Kind kind) {
        return switch (kind) {
            case I32 -> 'i';
            case I64 -> 'l';
            case F32 -> 'f';
            case F64 -> 'd';
            case V128 -> 'v';
            default -> throw new IllegalArgumentException("not in memories: " + kind);
        };
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 'i' -> Kind.I32;
            case 'l' -> Kind.I64;
            case 'f' -> Kind.F32;
            case 'd' -> Kind.F64;
            default -> Kind.V128;
        };
    }

    private Node access(Opcode op, int memory, Kind result, int depth) {
        int width = 1 << op.widthLog2();
        long offset = switch (random.nextInt(100)) {
            case 0 -> random.nextInt(SIZE);
            case 1 -> plan.address(memory) == Kind.I64 ? random.nextLong() : random.nextInt() & 0xffffffffL;
            default -> random.nextBoolean() ? 0 : random.nextInt(240);
        };
        boolean aligned = op.isAtomic() && random.nextInt(30) > 0;
        if (aligned) {
            offset &= -width;
        }
        List<Node> operands = new ArrayList<>();
        operands.add(address(memory, aligned ? width : 1, depth));
        for (int i = 1; i < op.operands().length(); i++) {
            operands.add(code.expression(kind(op.operands().charAt(i)), depth - 1));
        }
        if (op == Opcode.MEMORY_ATOMIC_WAIT32 || op == Opcode.MEMORY_ATOMIC_WAIT64) {
            // Nobody would end the waiting.
            operands.set(2, FunctionGenerator.plain(Opcode.I64_CONST, List.of(), Kind.I64, 0));
        }
        long align = op.isAtomic() ? op.widthLog2() : random.nextInt(op.widthLog2() + 1);
        long[] immediates = op.imm() == Imm.MEMARG_LANE
                ? new long[] {align, memory, offset, random.nextInt(16 / width)}
                : new long[] {align, memory, offset};
        return FunctionGenerator.plain(op, operands, result == null ? List.of() : List.of(result.type()), immediates);
    }

    /** Returns an address, with its low bits zero as an alignment in bytes wants it. */
    private Node address(int memory, int alignment, int depth) {
        Kind kind = plan.address(memory);
        boolean wide = kind == Kind.I64;
        Opcode constant = wide ? Opcode.I64_CONST : Opcode.I32_CONST;
        int choice = random.nextInt(100);
        if (choice == 0) {
            return code.expression(kind, depth - 1);
        }
        if (choice == 1) {
            return FunctionGenerator.plain(constant, List.of(), kind, (SIZE - random.nextInt(40)) & -alignment);
        }
        if (choice < 30) {
            return FunctionGenerator.plain(constant, List.of(), kind, random.nextInt(1024) & -alignment);
        }
        int mask = (random.nextInt(4) == 0 ? 0xf9ff : 0xff) & -alignment;
        Node masked = FunctionGenerator.plain(
                wide ? Opcode.I64_AND : Opcode.I32_AND,
                List.of(code.expression(kind, depth - 1), FunctionGenerator.plain(constant, List.of(), kind, mask)),
                kind);
        if (choice < 70) {
            return masked;
        }
        // A base and an index, as in arrays.
        Node base = FunctionGenerator.plain(constant, List.of(), kind, random.nextInt(64) * 16L);
        return FunctionGenerator.plain(wide ? Opcode.I64_ADD : Opcode.I32_ADD, List.of(masked, base), kind);
    }

    private Node length(Kind kind, int depth) {
        Opcode constant = kind == Kind.I64 ? Opcode.I64_CONST : Opcode.I32_CONST;
        if (random.nextInt(60) == 0) {
            return code.expression(kind, depth - 1);
        }
        if (random.nextBoolean()) {
            return FunctionGenerator.plain(constant, List.of(), kind, random.nextInt(70));
        }
        Node mask = FunctionGenerator.plain(constant, List.of(), kind, 63);
        return FunctionGenerator.plain(
                kind == Kind.I64 ? Opcode.I64_AND : Opcode.I32_AND,
                List.of(code.expression(kind, depth - 1), mask),
                kind);
    }

    /** Returns an instruction that writes many bytes, or one that drops a segment. */
    Node bulk(int depth) {
        int memory = memory();
        Kind kind = plan.address(memory);
        int segment = random.nextInt(plan.data().size());
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                FunctionGenerator.plain(
                        Opcode.MEMORY_FILL,
                        List.of(address(memory, 1, depth), code.expression(Kind.I32, 1), length(kind, depth)),
                        List.of(),
                        memory);
            case 2, 3, 4 -> {
                int source = memory();
                Kind from = plan.address(source);
                Kind shorter = kind == Kind.I64 ? from : kind;
                yield FunctionGenerator.plain(
                        Opcode.MEMORY_COPY,
                        List.of(address(memory, 1, depth), address(source, 1, depth), length(shorter, depth)),
                        List.of(),
                        memory,
                        source);
            }
            case 5, 6 -> {
                int most = plan.data().get(segment);
                Node from = FunctionGenerator.plain(Opcode.I32_CONST, List.of(), Kind.I32, random.nextInt(most + 1));
                Node mask = FunctionGenerator.plain(Opcode.I32_CONST, List.of(), Kind.I32, 3);
                Node count =
                        FunctionGenerator.plain(Opcode.I32_AND, List.of(code.expression(Kind.I32, 1), mask), Kind.I32);
                yield FunctionGenerator.plain(
                        Opcode.MEMORY_INIT,
                        List.of(address(memory, 1, depth), from, count),
                        List.of(),
                        segment,
                        memory);
            }
            default ->
                random.nextInt(4) == 0
                        ? FunctionGenerator.plain(Opcode.DATA_DROP, List.of(), List.of(), segment)
                        : plan.atomics()
                                ? FunctionGenerator.plain(Opcode.ATOMIC_FENCE, List.of(), List.of())
                                : FunctionGenerator.plain(Opcode.NOP, List.of(), List.of());
        };
    }
}
