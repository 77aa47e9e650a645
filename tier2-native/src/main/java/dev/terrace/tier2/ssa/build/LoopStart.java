package dev.terrace.tier2.ssa.build;

import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.BlockTable;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.tier2.ssa.Value;
import java.util.List;

/**
 * A function that is entered at a loop header. The entry goes into the middle of what is around that loop, so inside the
 * outermost loop around it nothing before the header dominates it:
 *
 * <pre>
 *   block $b                ;; not reached
 *     ...                   ;; not reached
 *     loop $outermost       ;; the way to it from before is none; it may be reached by branches back
 *       i32.const 1         ;; at the header below this operand is a parameter
 *       loop $header        ;; entered here, with the canonical frame
 *         ...
 *       end
 *     end
 *   end
 * </pre>
 */
final class LoopStart {
    /** The offset in the module of the loop that is entered. */
    final int header;

    /** The offsets in the module of the outermost loop around it, and of the end of that. */
    final int outermost;

    final int outermostEnd;

    /** The types of the operands at the header. */
    final List<ValType> operandTypes;

    /** The block that is entered. */
    OpenBlock entry;

    /** The operands of the canonical frame. */
    Value[] operands;

    /** How many operands are below the outermost loop: the same ones as long as the code runs. */
    int below;

    LoopStart(FunctionInfo info, int loop) {
        LoopHeader target = info.loops().get(loop);
        BlockTable blocks = info.blocks();
        this.header = target.offset();
        this.operandTypes = target.operands();
        // A loop that nothing branches back to is not entered again: what comes before the header in it is not reached.
        LoopHeader around = info.loops().stream()
                .filter(other -> other.backEdges() > 0 || other.offset() == header)
                .filter(other -> blocks.end(blocks.find(other.offset())) > header)
                .findFirst()
                .orElseThrow();
        this.outermost = around.offset();
        this.outermostEnd = blocks.end(blocks.find(outermost));
    }
}
