package dev.terrace.tier1;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Where a method has its variables.
 *
 * @param context the variable of the context
 * @param localKinds the kinds of the function's locals
 * @param locals the variable of each local
 * @param memory the variable of the first memory's bytes, or -1
 * @param types the verification types of all of these, in order
 * @param size the first variable behind them
 */
record FrameLayout(int context, List<Kind> localKinds, int[] locals, int memory, Object[] types, int size) {

    /** Returns the layout of a method with the function's own parameters, followed by the context. */
    static FrameLayout ofFunction(List<Kind> localKinds, int params, boolean keepsMemory) {
        Builder builder = new Builder(localKinds);
        for (int i = 0; i < params; i++) {
            builder.addLocal(i);
        }
        int context = builder.add(1, Names.CONTEXT);
        return builder.finish(params, context, keepsMemory);
    }

    /**
     * Returns the layout of a method that begins with a canonical frame: its parameters are context, stack and the frame's
     * first slot.
     */
    static FrameLayout ofCanonicalFrame(List<Kind> localKinds, boolean keepsMemory) {
        Builder builder = new Builder(localKinds);
        int context = builder.add(1, Names.CONTEXT);
        builder.add(1, Names.STACK);
        builder.add(1, Opcodes.INTEGER);
        return builder.finish(0, context, keepsMemory);
    }

    private static final class Builder {
        private final List<Kind> localKinds;
        private final int[] locals;
        private final List<Object> types = new ArrayList<>();
        private int size;

        Builder(List<Kind> localKinds) {
            this.localKinds = localKinds;
            this.locals = new int[localKinds.size()];
        }

        int add(int variables, Object type) {
            int variable = size;
            types.add(type);
            size += variables;
            return variable;
        }

        void addLocal(int local) {
            Kind kind = localKinds.get(local);
            locals[local] = size;
            types.add(kind.verificationType);
            if (kind == Kind.V128) {
                types.add(kind.verificationType);
            }
            size += kind.size;
        }

        FrameLayout finish(int firstLocal, int context, boolean keepsMemory) {
            for (int i = firstLocal; i < localKinds.size(); i++) {
                addLocal(i);
            }
            int memory = keepsMemory ? add(1, Names.SEGMENT) : -1;
            return new FrameLayout(context, localKinds, locals, memory, types.toArray(), size);
        }
    }
}
