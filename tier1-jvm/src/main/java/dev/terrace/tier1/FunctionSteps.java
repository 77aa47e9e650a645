package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.BlockTable;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.FunctionCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The steps in which the translator goes through a function, as far as their code can be reached: what is known of each,
 * for {@link OutlinePlanner}. The translator notes them as it comes by. A step is one instruction, or a comparison with the
 * branch or {@code if} behind it: then it is the last instruction that counts here.
 *
 * <p>There is a place before each step and one behind the last; the number of a place is that of the step that follows.
 */
final class FunctionSteps {
    /** The number of the function, where a label's block is meant. */
    static final int FUNCTION = -1;

    private static final int[] NONE = {};
    private static final Kind[] NO_KINDS = {};

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

    /** A step, and the place before it; behind the last step there is a place without one. */
    private static final class Step {
        final int offset;
        final int position;
        final boolean reached;
        final int height;

        /** The kinds of the operands, or null. */
        final Kind[] operands;

        int low;
        Opcode opcode;
        Effect effect;
        boolean returns;
        int local;
        int[] targets = NONE;
        int block;
        int opened = FUNCTION;

        Step(int offset, int position, boolean reached, Operands present) {
            this.offset = offset;
            this.position = position;
            this.reached = reached;
            this.height = present.size();
            this.operands = height == 0 ? NO_KINDS : height <= MAX_KNOWN ? present.kinds() : null;
        }
    }

    private final ValidModule module;
    private final BlockTable blocks;
    private Step[] steps = new Step[64];
    private int places;

    /** The blocks around the last place, the innermost last. */
    private int[] open = new int[16];

    private int openCount;

    // By the number of a block
    private final int[] parents;
    private final int[] depths;
    private final int[] guards;
    private final int[] begins;
    private final int[] ends;
    private final int[] elses;
    private final int[] firstBranches;
    private final boolean[] inTry;
    private final BlockKinds[] kinds;
    private final List<Kind> results;
    private boolean handlesExceptions;

    /** Prepares to note the steps of a function. */
    FunctionSteps(FunctionCode function) {
        this.module = function.module().valid();
        this.blocks = function.info().blocks();
        int blockCount = blocks.size();
        this.parents = new int[blockCount];
        this.depths = new int[blockCount];
        this.guards = new int[blockCount];
        this.begins = new int[blockCount];
        this.ends = new int[blockCount];
        this.elses = new int[blockCount];
        this.firstBranches = new int[blockCount];
        this.inTry = new boolean[blockCount];
        this.kinds = new BlockKinds[blockCount];
        this.results = Signature.kinds(function.info().type().func().results());
    }

    /**
     * Notes the next place.
     *
     * @param offset the offset in the module
     * @param position how many bytes of code there are so far
     * @param reached whether it is reached from the step before it
     * @param present the operands
     */
    void addPlace(int offset, int position, boolean reached, Operands present) {
        int low = present.takeLow();
        if (places == steps.length) {
            steps = Arrays.copyOf(steps, 2 * places);
        }
        steps[places++] = new Step(offset, position, reached, present);
        if (places > 1) {
            int last = places - 2;
            boolean mayBranch = effect(last) == Effect.CONTROL;
            steps[last].low = mayBranch ? Math.min(low, lowOfBranch(last, low)) : low;
        }
    }

    /**
     * Notes the step behind the last place.
     *
     * @param op its last instruction
     * @param in what has read that
     */
    void addStep(Opcode op, InstructionReader in) {
        Step step = steps[places - 1];
        step.opcode = op;
        step.effect = effect(op);
        step.local = in.index();
        step.block = openBlock(0);
        if (step.effect == Effect.CONTROL) {
            addControl(step, in);
        }
    }

    /** Returns the block around the last place with a label of some depth. */
    private int openBlock(int depth) {
        return depth < openCount ? open[openCount - 1 - depth] : FUNCTION;
    }

    private void addControl(Step step, InstructionReader in) {
        int number = places - 1;
        int block = step.block;
        step.targets = targets(step.opcode, in);
        step.returns = step.opcode == Opcode.RETURN
                || step.opcode == Opcode.RETURN_CALL
                || step.opcode == Opcode.END && block == FUNCTION && step.reached;
        for (int target : step.targets) {
            if (target == FUNCTION) {
                step.returns = true;
            } else {
                firstBranches[target] = Math.min(firstBranches[target], number);
            }
        }
        switch (step.opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                step.opened = blocks.find(in.offset());
                open(step.opened, step, in);
            }
            case ELSE -> elses[block] = number;
            case END, DELEGATE -> {
                if (block != FUNCTION) {
                    ends[block] = number;
                    openCount--;
                }
            }
            default -> {}
        }
    }

    private void open(int block, Step step, InstructionReader in) {
        boolean isGuard = step.opcode == Opcode.TRY_TABLE;
        parents[block] = step.block;
        depths[block] = openCount + 1;
        guards[block] = guards(step.block) + (isGuard ? 1 : 0);
        begins[block] = places - 1;
        firstBranches[block] = Integer.MAX_VALUE;
        inTry[block] = step.opcode == Opcode.TRY || (step.block != FUNCTION && inTry[step.block]);
        handlesExceptions |= isGuard || step.opcode == Opcode.TRY;
        kinds[block] = BlockKinds.of(in, module);
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = block;
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

    private int[] targets(Opcode op, InstructionReader in) {
        return switch (op) {
            case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
                new int[] {openBlock(in.index())};
            case BR_TABLE -> {
                BitSet labels = new BitSet();
                for (int depth : in.labels()) {
                    labels.set(depth);
                }
                yield openBlocks(labels);
            }
            case TRY_TABLE -> {
                BitSet labels = new BitSet();
                for (CatchClause clause : in.catches()) {
                    labels.set(clause.label());
                }
                yield openBlocks(labels);
            }
            default -> NONE;
        };
    }

    private int[] openBlocks(BitSet labels) {
        int[] found = new int[labels.cardinality()];
        int size = 0;
        for (int depth = labels.nextSetBit(0); depth >= 0; depth = labels.nextSetBit(depth + 1)) {
            found[size++] = openBlock(depth);
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
        return places - 1;
    }

    // Places

    /** Returns the offset in the module of a place. */
    int offset(int place) {
        return steps[place].offset;
    }

    /** Returns whether a place is reached from the step before it. */
    boolean reached(int place) {
        return steps[place].reached;
    }

    /** Returns the number of operands at a place that is reached. */
    int height(int place) {
        return steps[place].height;
    }

    /** Returns whether the kinds of the operands are known at a place that is reached. */
    boolean knowsOperands(int place) {
        return steps[place].operands != null;
    }

    /** Returns the kinds of the operands where they are known, those below {@code from} left out. */
    List<Kind> operands(int place, int from) {
        Kind[] all = steps[place].operands;
        return List.of(Arrays.copyOfRange(all, from, all.length));
    }

    /** Returns the number of the place at an offset. */
    int at(int offset) {
        int low = 0;
        int high = count();
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
        return sizeBetween(step, step + 1);
    }

    /** Returns how many bytes the code between two places takes. */
    int sizeBetween(int start, int end) {
        return steps[end].position - steps[start].position;
    }

    /** Returns how many of the operands a step does not touch. */
    int low(int step) {
        return steps[step].low;
    }

    /**
     * Returns how many of the operands a step of control flow does not touch: the values that go with a branch are read where
     * they are.
     *
     * @param low how many are there all the time
     */
    private int lowOfBranch(int step, int low) {
        int[] targets = targets(step);
        int values = targets.length == 0 ? 0 : branchKinds(targets[0]).size();
        return switch (opcode(step)) {
            case BR_TABLE -> height(step) - 1 - values;
            case BR_IF, BR_ON_CAST, BR_ON_CAST_FAIL -> height(step + 1) - values;
            case BR_ON_NULL -> height(step + 1) - 1 - values;
            case BR_ON_NON_NULL -> height(step + 1) + 1 - values;
            default -> low;
        };
    }

    Opcode opcode(int step) {
        return steps[step].opcode;
    }

    /** Returns what a step means for its local, or that it concerns control flow. */
    Effect effect(int step) {
        return steps[step].effect;
    }

    /** Returns whether a step loads from a memory or stores there. */
    boolean accessesMemory(int step) {
        return steps[step].opcode.accessesMemory();
    }

    /** Returns the local that a step reads or writes; only if its instruction does. */
    int local(int step) {
        return steps[step].local;
    }

    /** Returns the innermost block around a step; a block is around its {@code else} and {@code end}. */
    int block(int step) {
        return steps[step].block;
    }

    /** Returns the block that a step begins, or {@link #FUNCTION}. */
    int opened(int step) {
        return steps[step].opened;
    }

    /** Returns the blocks whose labels a step may go to. */
    int[] targets(int step) {
        return steps[step].targets;
    }

    /** Returns whether a step can return from the function. */
    boolean returns(int step) {
        return steps[step].returns;
    }

    /** Returns whether the block to which a {@code delegate} throws begins before a step. */
    boolean delegatesBefore(int step, int start) {
        int target = outer(block(step), 1 + local(step));
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

    /** Returns how many blocks there are: a block itself, and those around it. */
    int depth(int block) {
        return block == FUNCTION ? 0 : depths[block];
    }

    /** Returns how many of these are {@code try_table}s. */
    int guards(int block) {
        return block == FUNCTION ? 0 : guards[block];
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

    /** Returns whether there are blocks that handle exceptions. */
    boolean handlesExceptions() {
        return handlesExceptions;
    }

    /** Returns whether a step is in a legacy {@code try}. */
    boolean inTry(int step) {
        return block(step) != FUNCTION && inTry[block(step)];
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
