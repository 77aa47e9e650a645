package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.FunctionCode;
import java.util.Arrays;

/** What has to be known of a function before it is translated. */
final class FunctionShape {
    /** The most accesses to memory in a method that handles make. */
    static final int MOST_HANDLED = 100;

    /** The same for functions that are small otherwise: HotSpot's first compiler can take more of them there. */
    private static final int MOST_HANDLED_IF_SMALL = 160;

    private static final int SMALL_BODY = 2_048;

    private static final Access[] ACCESSES = Access.values();

    /** The offsets in the module of the instructions that access memory, by the kind of access. */
    private final int[][] accesses = new int[ACCESSES.length][];

    private boolean accessesFirstMemory;
    private boolean makesTailCalls;
    private boolean isSmall;

    private FunctionShape() {
        Arrays.fill(accesses, new int[0]);
    }

    /** Looks through a function. */
    static FunctionShape of(FunctionCode function) {
        FunctionBody body = function.body();
        InstructionReader in =
                new InstructionReader(function.module().valid().module().bytes(), body.start(), body.end());
        FunctionShape shape = new FunctionShape();
        shape.isSmall = body.end() - body.start() <= SMALL_BODY;
        int[] counts = new int[ACCESSES.length];
        while (!in.atEnd()) {
            Opcode op = in.next();
            if (isAccess(op)) {
                shape.accessesFirstMemory |= in.index() == 0;
                int kind = Access.of(op).ordinal();
                if (counts[kind] == shape.accesses[kind].length) {
                    shape.accesses[kind] = Arrays.copyOf(shape.accesses[kind], Math.max(4, 2 * counts[kind]));
                }
                shape.accesses[kind][counts[kind]++] = in.offset();
            }
            shape.makesTailCalls |= isTailCall(op);
        }
        for (int i = 0; i < counts.length; i++) {
            shape.accesses[i] = Arrays.copyOf(shape.accesses[i], counts[i]);
        }
        return shape;
    }

    /** Returns whether an instruction loads from a memory or stores there, as one that is not atomic. */
    static boolean isAccess(Opcode op) {
        return (op.imm() == Imm.MEMARG || op.imm() == Imm.MEMARG_LANE) && !op.isAtomic();
    }

    private static boolean isTailCall(Opcode op) {
        return op == Opcode.RETURN_CALL || op == Opcode.RETURN_CALL_INDIRECT || op == Opcode.RETURN_CALL_REF;
    }

    /** Returns whether there are loads from the first memory or stores there. */
    boolean accessesFirstMemory() {
        return accessesFirstMemory;
    }

    /** Returns whether there are tail calls. */
    boolean makesTailCalls() {
        return makesTailCalls;
    }

    /**
     * Returns whether accesses to memory are calls of methods of ours, and not of handles: there are so many that HotSpot's
     * first compiler would fail at the handles, and the method would stay in Java's interpreter for long.
     */
    boolean accessesByMethods() {
        int count = 0;
        for (int[] offsets : accesses) {
            count += offsets.length;
        }
        return count > (isSmall ? MOST_HANDLED_IF_SMALL : MOST_HANDLED);
    }

    /** Returns whether there is an access of a kind. */
    boolean makes(Access access) {
        return accesses[access.ordinal()].length != 0;
    }

    /** Returns whether there is an access of a kind between two offsets in the module. */
    boolean makes(Access access, int from, int to) {
        int[] offsets = accesses[access.ordinal()];
        int at = Arrays.binarySearch(offsets, from);
        int first = at < 0 ? ~at : at;
        return first < offsets.length && offsets[first] < to;
    }
}
