package dev.terrace.tier1;

import dev.terrace.tier1.support.Calls;
import dev.terrace.tier1.support.Slots;
import java.util.List;
import java.util.function.IntConsumer;
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

    /** Writes what puts the value of a variable into a slot, or the two of a vector into two. */
    void store(Kind kind, int variable, int slot) {
        for (int half = 0; half < kind.slots(); half++) {
            Kind part = kind == Kind.V128 ? Kind.I64 : kind;
            code.load(part, variable + half * part.size);
            store(part, slot + half);
        }
    }

    /** Writes what puts zero or null into a slot, or into the two of a vector. */
    void clear(Kind kind, int slot) {
        for (int half = 0; half < kind.slots(); half++) {
            Kind part = kind == Kind.V128 ? Kind.I64 : kind;
            code.zero(part);
            store(part, slot + half);
        }
    }

    /** Writes what pushes the number of the first slot. */
    void pushBase() {
        code.variable(Opcodes.ILOAD, base);
    }

    /**
     * Writes what makes room for slots behind the stack's top, and uses variables that nothing else needs.
     *
     * @param context the variable of the context
     * @param variable the first of two variables
     * @param count how many slots
     */
    static SlotCode behindTop(Code code, int context, int variable, int count) {
        code.variable(Opcodes.ALOAD, context);
        code.constant(count);
        code.invokeStatic(CALLS, "begin", "(" + Names.CONTEXT_DESCRIPTOR + "I)I");
        code.variable(Opcodes.ISTORE, variable);
        code.variable(Opcodes.ALOAD, context);
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "stack", Names.STACK_DESCRIPTOR);
        code.variable(Opcodes.ASTORE, variable + 1);
        return new SlotCode(code, variable + 1, variable);
    }

    private void pushPlace(int slot) {
        code.variable(Opcodes.ALOAD, stack);
        code.variable(Opcodes.ILOAD, base);
        code.constant(slot);
    }

    /**
     * Writes what calls a function through slots, and returns its results; it may use the variables behind the context.
     *
     * @param firstParameter the variable of the first parameter; the caller's context is behind the last one
     * @param call writes the call; it is given the variable that has the number of the first slot
     */
    static void writeCall(Code code, Signature signature, int firstParameter, IntConsumer call) {
        int context = firstParameter + Signature.size(signature.params());
        int slots = Math.max(Signature.slots(signature.params()), Signature.slots(signature.results()));
        SlotCode slotCode = behindTop(code, context, context + 1, slots);
        int variable = firstParameter;
        int slot = 0;
        for (Kind kind : signature.params()) {
            slotCode.store(kind, variable, slot);
            variable += kind.size;
            slot += kind.slots();
        }
        call.accept(slotCode.base);
        slotCode.writeReturn(signature);
    }

    /**
     * Writes a method body that calls a function through slots, and returns its results.
     *
     * @param pushFunction writes what pushes the function
     */
    static void writeAdapter(Code code, Signature signature, int firstParameter, Runnable pushFunction) {
        int context = firstParameter + Signature.size(signature.params());
        int slots = Math.max(Signature.slots(signature.params()), Signature.slots(signature.results()));
        writeCall(code, signature, firstParameter, base -> {
            pushFunction.run();
            code.variable(Opcodes.ALOAD, context);
            code.variable(Opcodes.ILOAD, base);
            code.constant(slots);
            code.invokeStatic(CALLS, "call", "(" + Names.FUNCTION_DESCRIPTOR + Names.CONTEXT_DESCRIPTOR + "II)V");
        });
        code.end();
    }

    /** Writes the return of results that are in the slots behind the stack's top. */
    void writeReturn(Signature signature) {
        // The others are where the caller looks for them.
        List<Kind> results = signature.flatResults();
        if (!results.isEmpty()) {
            load(results.getFirst(), 0);
        }
        code.op(WholeFunction.returnOpcode(results));
    }
}
