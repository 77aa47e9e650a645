package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.FunctionCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The steps in which the translator goes through a function, as far as their code can be reached: what is known of each,
 * for {@link OutlinePlanner}. A step is one instruction, or a comparison with the branch or {@code if} behind it: then it
 * is the last instruction that counts here.
 *
 * <p>There is a place before each step and one behind the last; the number of a place is that of the step that follows.
 */
final class FunctionSteps {
    /** The number of the function, where a label's block is meant. */
    static final int FUNCTION = -1;

    private static final int[] NONE = {};

    /** The most operands at a place for which their kinds are noted. */
    private static final int MAX_KNOWN = 64;

    /** What a step means for the locals, and whether it concerns control flow. */
    enum Effect {
        /** Neither. */
        NONE,
        READ,
        WRITE,
        /** Begins or ends a block or a part of it, may go elsewhere than to the next step, or never goes there. */
        CONTROL
    }

    /** Notes the places as the translator comes by; then the steps are made of them. */
    static final class Recorder {
        private int count;
        private int[] offsets = new int[1024];
        private int[] positions = new int[1024];
        private int[] heights = new int[1024];
        private int[] lows = new int[1024];
        private final BitSet reached = new BitSet();
        private Kind[][] operands = new Kind[1024][];

        /** Notes the place before the next instruction. */
        void add(int offset, int position, boolean isReached, Operands present) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                positions = Arrays.copyOf(positions, 2 * count);
                heights = Arrays.copyOf(heights, 2 * count);
                lows = Arrays.copyOf(lows, 2 * count);
                operands = Arrays.copyOf(operands, 2 * count);
            }
            int low = present.takeLow();
            if (count > 0) {
                lows[count - 1] = low;
            }
            offsets[count] = offset;
            positions[count] = position;
            heights[count] = present.size();
            operands[count] = present.size() <= MAX_KNOWN ? present.kinds() : null;
            if (isReached) {
                reached.set(count);
            }
            count++;
        }
    }

    private final ValidModule module;
    private final int count;

    // By the number of a place
    private final int[] offsets;
    private final int[] positions;
    private final int[] heights;
    private final BitSet reached;
    private final Kind[][] operands;

    // By the number of a step
    private final int[] lows;
    private final Opcode[] opcodes;
    private final Effect[] effects;
    private final boolean[] returns;
    private final int[] locals;
    private final int[][] targets;
    private final int[] blocks;
    private final int[] opened;

    // By the number of a block
    private final int[] parents;
    private final int[] begins;
    private final int[] ends;
    private final int[] elses;
    private final int[] firstBranches;
    private final boolean[] inTry;
    private final BlockKinds[] kinds;
    private final List<Kind> results;

    private FunctionSteps(FunctionCode function, Recorder recorder) {
        this.module = function.module().valid();
        this.count = recorder.count - 1;
        this.offsets = recorder.offsets;
        this.positions = recorder.positions;
        this.heights = recorder.heights;
        this.reached = recorder.reached;
        this.operands = recorder.operands;
        this.lows = recorder.lows;
        this.opcodes = new Opcode[count];
        this.effects = new Effect[count];
        this.returns = new boolean[count];
        this.locals = new int[count];
        this.targets = new int[count][];
        this.blocks = new int[count];
        this.opened = new int[count];
        int blockCount = function.info().blocks().size();
        this.parents = new int[blockCount];
        this.begins = new int[blockCount];
        this.ends = new int[blockCount];
        this.elses = new int[blockCount];
        this.firstBranches = new int[blockCount];
        this.inTry = new boolean[blockCount];
        this.kinds = new BlockKinds[blockCount];
        this.results = Signature.kinds(function.info().type().func().results());
        decode(function);
    }

    /** Returns the steps of a function that a translator has gone through. */
    static FunctionSteps of(FunctionCode function, Recorder recorder) {
        return new FunctionSteps(function, recorder);
    }

    private void decode(FunctionCode function) {
        InstructionReader in = new InstructionReader(
                module.module().bytes(),
                function.body().start(),
                function.body().end());
        int block = FUNCTION;
        for (int step = 0; step < count; step++) {
            block = decode(step, block, function, in);
        }
    }

    /** Finds out about a step, which is in a block; returns the block that the next one is in. */
    private int decode(int step, int block, FunctionCode function, InstructionReader in) {
        in.seek(offset(step));
        Opcode op = in.next();
        if (Comparison.of(op) != null) {
            while (in.nextOffset() < offset(step + 1)) {
                op = in.next();
            }
        }
        Effect effect = effect(op);
        opcodes[step] = op;
        effects[step] = effect;
        blocks[step] = block;
        locals[step] = in.index();
        opened[step] = FUNCTION;
        targets[step] = NONE;
        return effect == Effect.CONTROL ? decodeControl(step, op, block, function, in) : block;
    }

    private int decodeControl(int step, Opcode op, int block, FunctionCode function, InstructionReader in) {
        targets[step] = targets(op, in, block);
        returns[step] = op == Opcode.RETURN
                || op == Opcode.RETURN_CALL
                || op == Opcode.END && block == FUNCTION && reached(step);
        for (int target : targets[step]) {
            if (target == FUNCTION) {
                returns[step] = true;
            } else {
                firstBranches[target] = Math.min(firstBranches[target], step);
            }
        }
        lows[step] = Math.min(lows[step], lowOfBranch(step));
        switch (op) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                int inner = function.info().blocks().find(in.offset());
                opened[step] = inner;
                parents[inner] = block;
                begins[inner] = step;
                firstBranches[inner] = Integer.MAX_VALUE;
                inTry[inner] = op == Opcode.TRY || (block != FUNCTION && inTry[block]);
                kinds[inner] = BlockKinds.of(in, module);
                return inner;
            }
            case ELSE -> elses[block] = step;
            case END, DELEGATE -> {
                if (block != FUNCTION) {
                    ends[block] = step;
                    return parents[block];
                }
            }
            default -> {}
        }
        return block;
    }

    private static Effect effect(Opcode op) {
        return switch (op) {
            case LOCAL_GET -> Effect.READ;
            case LOCAL_SET, LOCAL_TEE -> Effect.WRITE;
            case BLOCK, LOOP, IF, ELSE, END, TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE -> Effect.CONTROL;
            case BR, BR_IF, BR_TABLE, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> Effect.CONTROL;
            default -> endsFlow(op) ? Effect.CONTROL : Effect.NONE;
        };
    }

    private int[] targets(Opcode op, InstructionReader in, int block) {
        return switch (op) {
            case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
                new int[] {outer(block, in.index())};
            case BR_TABLE -> {
                BitSet depths = new BitSet();
                for (int depth : in.labels()) {
                    depths.set(depth);
                }
                yield outer(block, depths);
            }
            case TRY_TABLE -> {
                BitSet depths = new BitSet();
                for (CatchClause clause : in.catches()) {
                    depths.set(clause.label());
                }
                yield outer(block, depths);
            }
            default -> NONE;
        };
    }

    private int[] outer(int block, BitSet depths) {
        int[] found = new int[depths.cardinality()];
        int size = 0;
        for (int depth = depths.nextSetBit(0); depth >= 0; depth = depths.nextSetBit(depth + 1)) {
            found[size++] = outer(block, depth);
        }
        return found;
    }

    /** Returns whether what stands behind an instruction is not reached from it. */
    static boolean endsFlow(Opcode op) {
        return switch (op) {
            case BR,
                    BR_TABLE,
                    RETURN,
                    RETURN_CALL,
                    RETURN_CALL_INDIRECT,
                    RETURN_CALL_REF,
                    UNREACHABLE,
                    THROW,
                    THROW_REF,
                    RETHROW -> true;
            default -> false;
        };
    }

    /** Returns the number of steps. */
    int count() {
        return count;
    }

    // Places

    /** Returns the offset in the module of a place. */
    int offset(int place) {
        return offsets[place];
    }

    /** Returns whether a place is reached from the step before it. */
    boolean reached(int place) {
        return reached.get(place);
    }

    /** Returns the number of operands at a place that is reached. */
    int height(int place) {
        return heights[place];
    }

    /** Returns whether the kinds of the operands are known at a place that is reached. */
    boolean knowsOperands(int place) {
        return operands[place] != null;
    }

    /** Returns the kinds of the operands where they are known, those below {@code from} left out. */
    List<Kind> operands(int place, int from) {
        Kind[] all = operands[place];
        return List.of(Arrays.copyOfRange(all, from, all.length));
    }

    /** Returns the number of the place at an offset. */
    int at(int offset) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // Steps

    /** Returns how many bytes the code of a step takes. */
    int size(int step) {
        return positions[step + 1] - positions[step];
    }

    /** Returns how many of the operands a step does not touch. */
    int low(int step) {
        return lows[step];
    }

    /** Returns how many of the operands a branch does not touch: the values that go with it are read where they are. */
    private int lowOfBranch(int step) {
        int values =
                targets[step].length == 0 ? 0 : branchKinds(targets[step][0]).size();
        return switch (opcode(step)) {
            case BR_TABLE -> height(step) - 1 - values;
            case BR_IF, BR_ON_CAST, BR_ON_CAST_FAIL -> height(step + 1) - values;
            case BR_ON_NULL -> height(step + 1) - 1 - values;
            case BR_ON_NON_NULL -> height(step + 1) + 1 - values;
            default -> lows[step];
        };
    }

    Opcode opcode(int step) {
        return opcodes[step];
    }

    /** Returns what a step means for its local, or that it concerns control flow. */
    Effect effect(int step) {
        return effects[step];
    }

    /** Returns whether a step loads from a memory or stores there. */
    boolean accessesMemory(int step) {
        return opcodes[step].accessesMemory();
    }

    /** Returns the local that a step reads or writes; only if its instruction does. */
    int local(int step) {
        return locals[step];
    }

    /** Returns the innermost block around a step; a block is around its {@code else} and {@code end}. */
    int block(int step) {
        return blocks[step];
    }

    /** Returns the block that a step begins, or {@link #FUNCTION}. */
    int opened(int step) {
        return opened[step];
    }

    /** Returns the blocks whose labels a step may go to. */
    int[] targets(int step) {
        return targets[step];
    }

    /** Returns whether a step can return from the function. */
    boolean returns(int step) {
        return returns[step];
    }

    /** Returns whether the block to which a {@code delegate} throws begins before a step. */
    boolean delegatesBefore(int step, int start) {
        int target = outer(blocks[step], 1 + locals[step]);
        return target == FUNCTION || begins[target] < start;
    }

    // Blocks

    /** Returns the block around a block, or around that one, and so on. */
    int outer(int block, int depth) {
        int found = block;
        for (int i = 0; i < depth; i++) {
            found = parents[found];
        }
        return found;
    }

    /** Returns the step that begins a block. */
    int begin(int block) {
        return begins[block];
    }

    /** Returns the step that ends a block. */
    int end(int block) {
        return ends[block];
    }

    /** Returns whether control goes to the end of a block, which is no loop, from before a step in it by a jump. */
    boolean joinsFrom(int block, int step) {
        boolean isIf = type(block) == Opcode.IF;
        return firstBranches[block] < step || isIf && (elses[block] == 0 || reached(elses[block]));
    }

    /** Returns whether a step is in a legacy {@code try}. */
    boolean inTry(int step) {
        return blocks[step] != FUNCTION && inTry[blocks[step]];
    }

    /** Returns the number of operands below a block's parameters. */
    int below(int block) {
        return height(begins[block] + 1) - kinds[block].params().size();
    }

    BlockKinds kinds(int block) {
        return kinds[block];
    }

    /** Returns the instruction that begins a block. */
    Opcode type(int block) {
        return opcode(begins[block]);
    }

    /** Returns the kinds of the values that a branch to a block's label brings. */
    List<Kind> branchKinds(int block) {
        if (block == FUNCTION) {
            return results;
        }
        return type(block) == Opcode.LOOP ? kinds[block].params() : kinds[block].results();
    }
}
