package dev.terrace.core.validate;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ValType;
import java.util.List;

/**
 * What validation found out about a function, for the tiers: the shape of its frame, where its blocks end, and the state
 * at its loop headers.
 *
 * <p>Every tier uses the same canonical frame: first the locals (parameters among them), then the operand stack, in slots
 * of 8 bytes. A v128 takes two slots, all other values take one; a reference lives in the slot of the same number in a
 * parallel array of objects.
 *
 * <pre>
 *   slot 0          localSlots                    frameSlots
 *   | param | local | local | operand | operand ... |
 * </pre>
 *
 * <p>In a {@code catch} or {@code catch_all} of the legacy exceptions, the exception that was caught takes a slot below
 * the operands of that part.
 *
 * @param type the function's type
 * @param locals the types of all locals, parameters first
 * @param localSlots the number of slots that the locals take
 * @param frameSlots the number of slots that locals and operands take at most, at least enough for the results
 * @param usesRefs whether any local, operand or result is a reference
 * @param accessesMemory whether there are loads from a memory or stores there
 * @param makesCalls whether there are calls, tail calls among them
 * @param makesTailCalls whether there are tail calls
 * @param blocks where the structured instructions end, in the order in which they begin
 * @param loops the state at the loop headers, in the order of the loops
 */
public record FunctionInfo(
        DefType type,
        List<ValType> locals,
        int localSlots,
        int frameSlots,
        boolean usesRefs,
        boolean accessesMemory,
        boolean makesCalls,
        boolean makesTailCalls,
        BlockTable blocks,
        List<LoopHeader> loops) {

    /**
     * The state where a loop begins. Everything that on-stack replacement has to move is in the canonical frame, below
     * {@code height}. A loop that no execution reaches has a header too, but without operands.
     *
     * @param offset the offset in the module's bytes of the {@code loop} instruction
     * @param height the slots in use there: locals and operands, the loop's parameters among them
     * @param operands the types of the operands, deepest first
     * @param backEdges how many branches that can be executed go to the header; a loop without any runs once. A branch
     *     table counts once.
     */
    public record LoopHeader(int offset, int height, List<ValType> operands, int backEdges) {}
}
