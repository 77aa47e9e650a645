package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;

/**
 * The branch hints of a module (branch-hinting proposal): which way conditional branches are likely to go.
 *
 * <pre>
 * section "metadata.code.branch_hint": vec(function index, vec(offset, 1, hint))
 * </pre>
 *
 * An offset counts from the beginning of the function's locals; the hint is 1 for a branch likely to be taken, else 0.
 */
final class BranchHints {
    private final BinaryWriter functions = new BinaryWriter();
    private int functionCount;
    private final BinaryWriter hints = new BinaryWriter();
    private int hintCount;

    /** Adds a hint for an instruction of the current function. */
    void add(int offset, int hint) {
        hints.u32(offset);
        hints.u32(1);
        hints.u8(hint);
        hintCount++;
    }

    /** Ends the current function. */
    void endFunction(int index) {
        if (hintCount > 0) {
            functions.u32(index);
            functions.u32(hintCount);
            functions.append(hints);
            functionCount++;
            hints.truncate(0);
            hintCount = 0;
        }
    }

    boolean isEmpty() {
        return functionCount == 0;
    }

    /** Writes the content of the custom section. */
    void write(BinaryWriter out) {
        out.u32(functionCount);
        out.append(functions);
    }
}
