package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.tier1.support.Climbing;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The method that a call of the function is a call of. */
final class WholeFunction implements MethodForm {
    static final MethodForm INSTANCE = new WholeFunction();

    private WholeFunction() {}

    @Override
    public FrameLayout layout(FunctionInfo info, Outline outline, boolean counts) {
        int params = info.type().func().params().size();
        return FrameLayout.ofFunction(Signature.kinds(info.locals()), params, outline, counts);
    }

    @Override
    public boolean climbs() {
        return true;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public SlotCode frameSlots(FunctionWriter writer) {
        return SlotCode.behindTop(
                writer.code, writer.context, writer.operands.freeVariable(), writer.info.frameSlots());
    }

    @Override
    public void leaveAtLoop(SlotCode slots, FunctionWriter writer) {
        slots.pushBase();
        writer.code.invokeStatic(Names.of(Climbing.class), "callLoop", "(" + Names.CONTEXT_DESCRIPTOR + "III)V");
        slots.writeReturn(Signature.of(writer.info.type().func()));
    }

    @Override
    public void begin(FunctionWriter writer) {
        int locals = writer.info.locals().size();
        for (int i = writer.info.type().func().params().size(); i < locals; i++) {
            writer.zeroLocal(i);
        }
        writer.beginVariables();
    }

    @Override
    public void beginLoop(Block loop, int offset, FunctionWriter writer) {
        writer.join(loop.label);
    }

    @Override
    public void writeReturn(Signature signature, FunctionWriter writer) {
        List<Kind> flat = signature.flatResults();
        ResultSlots slots = new ResultSlots(writer);
        for (int i = flat.size() - 1; i >= 1; i--) {
            slots.leave(flat.get(i), i);
        }
        writer.code.op(returnOpcode(flat));
    }

    @Override
    public void writeEmptyReturn(Signature signature, FunctionWriter writer) {
        List<Kind> flat = signature.flatResults();
        if (!flat.isEmpty()) {
            writer.code.zero(flat.getFirst());
        }
        writer.code.op(returnOpcode(flat));
    }

    /** Returns the instruction that returns the first of some results, or nothing. */
    static int returnOpcode(List<Kind> flat) {
        if (flat.isEmpty()) {
            return Opcodes.RETURN;
        }
        return switch (flat.getFirst()) {
            case I32 -> Opcodes.IRETURN;
            case I64, V128 -> Opcodes.LRETURN;
            case F32 -> Opcodes.FRETURN;
            case F64 -> Opcodes.DRETURN;
            case REF -> Opcodes.ARETURN;
        };
    }
}
