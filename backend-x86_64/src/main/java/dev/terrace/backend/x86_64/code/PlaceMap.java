package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.AssembledCode;
import dev.terrace.backend.x86_64.asm.Assembler;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.tier2.backend.CodeSymbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What places in the code belong to.
 *
 * @param starts where ranges begin, ascending
 * @param offsets for each range, the offset in the module, or -1
 * @param guarded the places of accesses to guarded memories, ascending
 */
record PlaceMap(int[] starts, int[] offsets, int[] guarded) {
    /** Collects places while the code is written. */
    static final class Builder {
        private final List<Label> starts = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Label> guarded = new ArrayList<>();

        /** From here on, the code belongs to an offset in the module. */
        void offset(Assembler asm, int offset) {
            starts.add(here(asm));
            offsets.add(offset);
        }

        /** The next row accesses a guarded memory. */
        void guardedAccess(Assembler asm) {
            guarded.add(here(asm));
        }

        private static Label here(Assembler asm) {
            Label label = new Label();
            asm.bind(label);
            return label;
        }

        /** Returns the code with its map. */
        NativeCode finish(AssembledCode code, List<CodeSymbol> symbols, int frameBytes) {
            PlaceMap map = new PlaceMap(
                    places(starts, code),
                    offsets.stream().mapToInt(Integer::intValue).toArray(),
                    places(guarded, code));
            return new NativeCode(code, List.copyOf(symbols), frameBytes, map);
        }

        private static int[] places(List<Label> labels, AssembledCode code) {
            return labels.stream().mapToInt(code::offsetOf).toArray();
        }
    }

    /** Returns the offset in the module that a place belongs to, or -1. */
    int offsetAt(int place) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? X86Instruction.NO_OFFSET : offsets[low - 1];
    }

    /** Returns whether an access to a guarded memory begins at a place. */
    boolean isGuardedAccess(int place) {
        return Arrays.binarySearch(guarded, place) >= 0;
    }
}
