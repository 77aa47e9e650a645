package dev.terrace.tier1;

import dev.terrace.tier1.support.Calls;
import dev.terrace.tier1.support.Slots;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Writes what moves values between variables of Java and slots of an execution stack, in adapters. */
final class SlotCode {
    private static final String SLOTS = Names.of(Slots.class);
    private static final String CALLS = Names.of(Calls.class);

    private final Code code;
    private final int stack;
    private final int base;

    /**
     * Prepares the code.
     *
     * @param stack the variable that has the stack
     * @param base the variable that has the number of the first slot
     */
    SlotCode(Code code, int stack, int base) {
        this.code = code;
        this.stack = stack;
        this.base = base;
    }

    /** Writes what puts a value that is in a slot onto Java's stack; a reference is forgotten there. */
    void load(Kind kind, int slot) {
        if (kind == Kind.V128) {
            load(Kind.I64, slot);
            load(Kind.I64, slot + 1);
            return;
        }
        pushPlace(slot);
        if (kind == Kind.REF) {
            code.invokeStatic(SLOTS, "takeReference", "(" + Names.STACK_DESCRIPTOR + "II)Ljava/lang/Object;");
        } else {
            code.invokeStatic(SLOTS, "get", "(" + Names.STACK_DESCRIPTOR + "II)J");
            code.fromBits(kind);
        }
    }

    /** Writes what puts the value on Java's stack into a slot; no vector. */
    void store(Kind kind, int slot) {
        boolean reference = kind == Kind.REF;
        if (!reference) {
            code.toBits(kind);
        }
        pushPlace(slot);
        code.invokeStatic(
                SLOTS,
                reference ? "setReference" : "set",
                "(" + (reference ? "Ljava/lang/Object;" : "J") + Names.STACK_DESCRIPTOR + "II)V");
    }

    private void pushPlace(int slot) {
        code.variable(Opcodes.ALOAD, stack);
        code.variable(Opcodes.ILOAD, base);
        code.constant(slot);
    }

    /**
     * Writes a method body that calls a function through slots, and returns its results.
     *
     * @param firstParameter the variable of the first parameter; the caller's context is behind the last one
     * @param pushFunction writes what pushes the function
     */
    static void writeCall(Code code, Signature signature, int firstParameter, Runnable pushFunction) {
        int context = firstParameter + Signature.size(signature.params());
        int base = context + 1;
        int stack = context + 2;
        int slots = Math.max(Signature.slots(signature.params()), Signature.slots(signature.results()));
        code.variable(Opcodes.ALOAD, context);
        code.constant(slots);
        code.invokeStatic(CALLS, "begin", "(" + Names.CONTEXT_DESCRIPTOR + "I)I");
        code.variable(Opcodes.ISTORE, base);
        code.variable(Opcodes.ALOAD, context);
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "stack", Names.STACK_DESCRIPTOR);
        code.variable(Opcodes.ASTORE, stack);
        SlotCode slotCode = new SlotCode(code, stack, base);
        int variable = firstParameter;
        int slot = 0;
        for (Kind kind : signature.params()) {
            for (Kind half : kind == Kind.V128 ? List.of(Kind.I64, Kind.I64) : List.of(kind)) {
                code.load(half, variable);
                slotCode.store(half, slot++);
                variable += half.size;
            }
        }
        pushFunction.run();
        code.variable(Opcodes.ALOAD, context);
        code.variable(Opcodes.ILOAD, base);
        code.constant(slots);
        code.invokeStatic(CALLS, "call", "(" + Names.FUNCTION_DESCRIPTOR + Names.CONTEXT_DESCRIPTOR + "II)V");
        // The other results are where the caller looks for them: behind the top of the stack.
        List<Kind> results = signature.flatResults();
        if (!results.isEmpty()) {
            slotCode.load(results.getFirst(), 0);
        }
        code.op(WholeFunction.returnOpcode(results));
        code.end();
    }
}
