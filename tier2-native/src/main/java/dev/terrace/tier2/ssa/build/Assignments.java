package dev.terrace.tier2.ssa.build;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import java.util.Arrays;

/**
 * Where a function assigns its locals, to tell whether a part of it leaves a local as it is: then that part needs no
 * parameter for it where its ways come together.
 */
final class Assignments {
    /** For each local, the offsets of its assignments, ascending: those from {@code starts[local]} on. */
    private final int[] offsets;

    private final int[] starts;

    private Assignments(int[] offsets, int[] starts) {
        this.offsets = offsets;
        this.starts = starts;
    }

    /** Finds the assignments in a body. */
    static Assignments of(byte[] module, FunctionBody body, int locals) {
        int[] found = new int[32];
        int count = 0;
        int[] starts = new int[locals + 1];
        InstructionReader in = new InstructionReader(module, body.start(), body.end());
        while (!in.atEnd()) {
            Opcode op = in.next();
            if (op == Opcode.LOCAL_SET || op == Opcode.LOCAL_TEE) {
                if (count + 2 > found.length) {
                    found = Arrays.copyOf(found, 2 * count + 2);
                }
                found[count++] = in.index();
                found[count++] = in.offset();
                starts[in.index() + 1]++;
            }
        }
        for (int i = 0; i < locals; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, locals);
        int[] offsets = new int[count / 2];
        for (int i = 0; i < count; i += 2) {
            offsets[next[found[i]]++] = found[i + 1];
        }
        return new Assignments(offsets, starts);
    }

    /** Returns whether a local is assigned behind one offset in the module and before another. */
    boolean isAssigned(int local, int start, int end) {
        int low = starts[local];
        int high = starts[local + 1];
        int last = high;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < last && offsets[low] < end;
    }
}
