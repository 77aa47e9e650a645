package dev.terrace.runtime;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.validate.ValidModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the code of a function checks whether it may go on, and how much fuel it uses up there. All tiers write their checks
 * by this, so that they count the same.
 *
 * <p>Fuel is used up where a basic block begins, for all of its instructions:
 *
 * <pre>
 *   (func                        ;; entry: 3
 *     local.get 0
 *     if                         ;; behind the if: 2
 *       i32.const 1
 *       return
 *     end                        ;; behind the end: 3
 *     i32.const 2
 *     call $f
 *     return)
 * </pre>
 *
 * <p>A block begins behind {@code loop}, {@code if}, {@code else}, a branch that may not be taken, a clause of the legacy
 * exceptions, and behind an {@code end} to which control comes in several ways. It does not end at a call.
 */
public final class Checkpoints {
    /** A function without loops that calls nothing need not poll at its entry if it has at most so many bytes. */
    private static final int SHORT_BODY = 64;

    private static final int BYTES_PER_UNIT_LOG2 = 6;
    private static final int ELEMENTS_PER_UNIT_LOG2 = 3;

    private final int entryCost;
    private final int[] offsets;
    private final int[] costs;

    private Checkpoints(Scan scan) {
        this.entryCost = scan.costs[0];
        this.offsets = Arrays.copyOfRange(scan.offsets, 1, scan.count);
        this.costs = Arrays.copyOfRange(scan.costs, 1, scan.count);
    }

    /** Finds where the code of a function uses up fuel. */
    static Checkpoints of(FunctionCode function) {
        FunctionBody body = function.body();
        Scan scan = new Scan();
        scan.run(new InstructionReader(function.module().valid().module().bytes(), body.start(), body.end()));
        return new Checkpoints(scan);
    }

    /**
     * Returns whether the code of a function polls for interruptions where it begins. It does at all headers of loops besides;
     * what runs between two polls is bounded by the size of the code.
     */
    public static boolean pollsAtEntry(FunctionCode function) {
        FunctionBody body = function.body();
        return function.info().makesCalls() || body.end() - body.start() > SHORT_BODY;
    }

    /** Returns the fuel that is used up where the function begins. */
    public int entryCost() {
        return entryCost;
    }

    /**
     * Returns the fuel that is used up behind an instruction, before the next one; zero if no block begins there.
     *
     * @param offset the offset in the module of the instruction
     */
    public int costBehind(int offset) {
        int row = Arrays.binarySearch(offsets, offset);
        return row < 0 ? 0 : costs[row];
    }

    /**
     * Returns whether an instruction uses up fuel by the length of a range too, before it is executed; the length is its
     * last operand.
     */
    public static boolean costsByLength(Opcode op) {
        return switch (op) {
            case MEMORY_FILL,
                    MEMORY_COPY,
                    MEMORY_INIT,
                    TABLE_FILL,
                    TABLE_COPY,
                    TABLE_INIT,
                    ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_DATA,
                    ARRAY_NEW_ELEM,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> true;
            default -> false;
        };
    }

    /** Returns the binary logarithm of how much of a range costs one unit, for one of these instructions. */
    public static int lengthPerUnitLog2(Opcode op) {
        return switch (op) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> BYTES_PER_UNIT_LOG2;
            default -> ELEMENTS_PER_UNIT_LOG2;
        };
    }

    /** Returns whether the length is an i64, for one of these instructions. */
    public static boolean hasLongLength(InstructionReader in, ValidModule module) {
        return switch (in.opcode()) {
            case MEMORY_FILL -> isLongMemory(in.index(), module);
            case MEMORY_COPY -> isLongMemory(in.index(), module) && isLongMemory(in.index2(), module);
            case TABLE_FILL -> isLongTable(in.index(), module);
            case TABLE_COPY -> isLongTable(in.index(), module) && isLongTable(in.index2(), module);
            default -> false;
        };
    }

    private static boolean isLongMemory(int index, ValidModule module) {
        return module.memories().get(index).address() == AddressType.I64;
    }

    private static boolean isLongTable(int index, ValidModule module) {
        return module.tables().get(index).address() == AddressType.I64;
    }

    /** One pass over the instructions; those that cannot be reached have checkpoints too, which nobody asks for. */
    private static final class Scan {
        private int[] offsets = new int[8];
        private int[] costs = new int[8];
        private int count = 1;

        /** The structured instructions that have not ended. */
        private final List<Structure> structures = new ArrayList<>();

        private static final class Structure {
            private final Opcode opcode;
            private boolean joins;

            Structure(Opcode opcode) {
                this.opcode = opcode;
                this.joins = opcode == Opcode.IF || opcode == Opcode.TRY;
            }
        }

        void run(InstructionReader in) {
            structures.add(new Structure(Opcode.BLOCK));
            while (!in.atEnd()) {
                Opcode op = in.next();
                costs[count - 1] += cost(op);
                scan(op, in);
            }
        }

        private void scan(Opcode op, InstructionReader in) {
            switch (op) {
                case BLOCK, TRY -> structures.add(new Structure(op));
                case LOOP, IF -> {
                    structures.add(new Structure(op));
                    begin(in.offset());
                }
                case TRY_TABLE -> {
                    // The labels of the clauses are counted from outside.
                    for (CatchClause clause : in.catches()) {
                        target(clause.label());
                    }
                    structures.add(new Structure(op));
                }
                case ELSE, CATCH, CATCH_ALL -> begin(in.offset());
                case END, DELEGATE -> {
                    Structure ended = structures.removeLast();
                    if (ended.joins && ended.opcode != Opcode.LOOP) {
                        begin(in.offset());
                    }
                }
                case BR -> target(in.index());
                case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> {
                    target(in.index());
                    begin(in.offset());
                }
                case BR_TABLE -> {
                    for (int depth : in.labels()) {
                        target(depth);
                    }
                }
                default -> {}
            }
        }

        private void target(int depth) {
            structures.get(structures.size() - 1 - depth).joins = true;
        }

        private void begin(int offset) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                costs = Arrays.copyOf(costs, 2 * count);
            }
            offsets[count++] = offset;
        }

        private static int cost(Opcode op) {
            return switch (op) {
                case NOP, DROP, BLOCK, LOOP, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> 0;
                default -> 1;
            };
        }
    }
}
