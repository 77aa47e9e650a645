package dev.terrace.tier1;

import dev.terrace.core.validate.BlockTable;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.tier1.support.Climbing;
import dev.terrace.tier1.support.Slots;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The method that enters a function at a loop header, for on-stack replacement: it takes what lives there from the canonical
 * frame, and runs the function to its end.
 *
 * <pre>
 *   static void method(Context context, ExecutionStack stack, int base) {
 *       locals and operands = slots from base
 *       goto header
 *   outermost loop around the header, or the loop itself:
 *       ...
 *   header:
 *       ...
 *       slots from base = results
 *   }
 * </pre>
 *
 * <p>Nothing before the outermost loop can be reached, so it is translated without being written: only to know the state at
 * that loop.
 */
final class RestOfFunction implements MethodForm {
    private static final int STACK = 1;
    private static final int BASE = 2;

    private final LoopHeader header;
    private final int outermost;
    private final MethodVisitor out;
    private final Label entry = new Label();

    /**
     * Prepares a method.
     *
     * @param loop the number of the loop
     * @param out what to write the method to, from the outermost loop on
     */
    RestOfFunction(FunctionInfo info, int loop, MethodVisitor out) {
        this.header = info.loops().get(loop);
        this.outermost = outermostAround(info, header.offset());
        this.out = out;
    }

    /**
     * Returns the offset in the module of the outermost loop around one, or of that itself. Loops that nothing goes back to do
     * not count: what is in front of the next one cannot be reached, and variables that have only been for such a loop's
     * parameters would be written nowhere, so that the class writer would not know of them.
     */
    static int outermostAround(FunctionInfo info, int offset) {
        BlockTable blocks = info.blocks();
        for (LoopHeader loop : info.loops()) {
            boolean repeated = loop.backEdges() > 0 || loop.offset() == offset;
            if (repeated && blocks.end(blocks.find(loop.offset())) > offset) {
                return loop.offset();
            }
        }
        throw new IllegalArgumentException("no loop at " + offset);
    }

    @Override
    public FrameLayout layout(FunctionInfo info, Outline outline, boolean counts) {
        return FrameLayout.ofCanonicalFrame(Signature.kinds(info.locals()), outline, counts);
    }

    @Override
    public boolean climbs() {
        return true;
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    @Override
    public SlotCode frameSlots(FunctionWriter writer) {
        // Where this method was given one; it is at least as large.
        return new SlotCode(writer.code, STACK, BASE);
    }

    @Override
    public void leaveAtLoop(SlotCode slots, FunctionWriter writer) {
        writer.code.invokeStatic(Names.of(Climbing.class), "tailCallLoop", "(" + Names.CONTEXT_DESCRIPTOR + "II)V");
        writer.code.op(Opcodes.RETURN);
    }

    @Override
    public void begin(FunctionWriter writer) {
        writer.code.suspend();
    }

    @Override
    public void beginLoop(Block loop, int offset, FunctionWriter writer) {
        if (offset == outermost) {
            writer.code.redirect(out);
            writer.restart();
            unpack(writer);
            writer.beginVariables();
            writer.code.jump(Opcodes.GOTO, entry);
        }
        if (offset == header.offset()) {
            writer.join(loop.label, entry);
        } else {
            writer.join(loop.label);
        }
    }

    private void unpack(FunctionWriter writer) {
        SlotCode slots = new SlotCode(writer.code, STACK, BASE);
        int slot = 0;
        for (int i = 0; i < writer.info.locals().size(); i++) {
            Kind kind = writer.localKind(i);
            if (writer.hasLocal(i)) {
                slots.load(kind, slot);
                writer.storeLocal(i);
            }
            slot += kind.slots();
        }
        int variable = writer.operands.variable(0);
        for (Kind kind : Signature.kinds(header.operands())) {
            slots.load(kind, slot);
            writer.code.store(kind, variable);
            variable += kind.size;
            slot += kind.slots();
        }
        if (writer.info.usesRefs()) {
            writer.code.variable(Opcodes.ALOAD, STACK);
            writer.code.variable(Opcodes.ILOAD, BASE);
            writer.code.constant(writer.info.frameSlots());
            writer.code.invokeStatic(Names.of(Slots.class), "forget", "(" + Names.STACK_DESCRIPTOR + "II)V");
        }
    }

    @Override
    public void writeReturn(Signature signature, FunctionWriter writer) {
        SlotCode slots = new SlotCode(writer.code, STACK, BASE);
        List<Kind> flat = signature.flatResults();
        for (int i = flat.size() - 1; i >= 0; i--) {
            slots.store(flat.get(i), i);
        }
        writer.code.op(Opcodes.RETURN);
    }

    @Override
    public void writeEmptyReturn(Signature signature, FunctionWriter writer) {
        writer.code.op(Opcodes.RETURN);
    }
}
