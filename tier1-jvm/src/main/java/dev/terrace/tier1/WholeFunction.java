package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.tier1.support.Results;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The method that a call of the function is a call of. */
final class WholeFunction implements MethodForm {
    static final MethodForm INSTANCE = new WholeFunction();

    private static final String RESULTS = Names.of(Results.class);

    private WholeFunction() {}

    @Override
    public FrameLayout layout(FunctionInfo info, FunctionShape shape, boolean keepsMemory) {
        int params = info.type().func().params().size();
        return FrameLayout.ofFunction(Signature.kinds(info.locals()), params, shape, keepsMemory);
    }

    @Override
    public void begin(FunctionWriter writer) {
        int locals = writer.info.locals().size();
        for (int i = writer.info.type().func().params().size(); i < locals; i++) {
            writer.code.zero(writer.localKind(i));
            writer.storeLocal(i);
        }
        writer.beginMemory();
    }

    @Override
    public void beginLoop(Block loop, int offset, FunctionWriter writer) {
        writer.join(loop.label);
        writer.beginLoop(loop);
    }

    @Override
    public void writeReturn(Signature signature, FunctionWriter writer) {
        List<Kind> flat = signature.flatResults();
        for (int i = flat.size() - 1; i >= 1; i--) {
            boolean reference = flat.get(i) == Kind.REF;
            if (!reference) {
                writer.code.toBits(flat.get(i));
            }
            writer.loadContext();
            writer.code.constant(i);
            writer.code.invokeStatic(
                    RESULTS,
                    reference ? "setReference" : "set",
                    "(" + (reference ? "Ljava/lang/Object;" : "J") + Names.CONTEXT_DESCRIPTOR + "I)V");
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
