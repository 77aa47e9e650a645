package dev.terrace.tier1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Where a method has its variables.
 *
 * @param context the variable of the context
 * @param localKinds the kinds of the function's locals
 * @param locals the variable of each local; -1 for those that have none
 * @param memory the variable of the first memory, or -1
 * @param iterations the variable of the iterations that are left, or -1: see {@link ClimbWriter}
 * @param types the verification types of all of these, in order
 * @param size the first variable behind them
 */
record FrameLayout(
        int context, List<Kind> localKinds, int[] locals, int memory, int iterations, Object[] types, int size) {

    /** Returns the layout of a method with the function's own parameters, followed by the context. */
    static FrameLayout ofFunction(List<Kind> localKinds, int params, Outline outline, boolean counts) {
        Builder builder = new Builder(localKinds);
        for (int i = 0; i < params; i++) {
            builder.addLocal(i);
        }
        int context = builder.add(Names.CONTEXT);
        return builder.finish(context, outline, counts);
    }

    /** Returns the layout of a region's method: see {@link Region#descriptor}. */
    static FrameLayout ofRegion(Region region, List<Kind> localKinds) {
        Builder builder = new Builder(localKinds);
        for (Kind input : region.inputs()) {
            builder.addValue(input);
        }
        for (int local : region.params()) {
            builder.addLocal(local);
        }
        if (region.severalEntries()) {
            builder.addValue(Kind.I32);
        }
        int context = builder.add(Names.CONTEXT);
        return builder.finish(context, region.outline(), false);
    }

    /**
     * Returns the layout of a method that begins with a canonical frame: its parameters are context, stack and the frame's
     * first slot.
     */
    static FrameLayout ofCanonicalFrame(List<Kind> localKinds, Outline outline, boolean counts) {
        Builder builder = new Builder(localKinds);
        int context = builder.add(Names.CONTEXT);
        builder.add(Names.STACK);
        builder.add(Opcodes.INTEGER);
        return builder.finish(context, outline, counts);
    }

    private static final class Builder {
        private final List<Kind> localKinds;
        private final int[] locals;
        private final List<Object> types = new ArrayList<>();
        private int size;

        Builder(List<Kind> localKinds) {
            this.localKinds = localKinds;
            this.locals = new int[localKinds.size()];
            Arrays.fill(locals, -1);
        }

        /** Adds a variable of its own. */
        int add(Object type) {
            types.add(type);
            return size++;
        }

        void addLocal(int local) {
            locals[local] = size;
            addValue(localKinds.get(local));
        }

        void addValue(Kind kind) {
            types.add(kind.verificationType);
            if (kind == Kind.V128) {
                types.add(kind.verificationType);
            }
            size += kind.size;
        }

        /** Adds what all methods have: first what is used most, as instructions are longer for variables above 255. */
        FrameLayout finish(int context, Outline outline, boolean counts) {
            int memory = outline.accessesMemory() ? add(Names.MEMORY) : -1;
            int iterations = counts ? add(Opcodes.INTEGER) : -1;
            BitSet used = outline.locals();
            for (int local = used.nextSetBit(0); local >= 0; local = used.nextSetBit(local + 1)) {
                if (locals[local] < 0) {
                    addLocal(local);
                }
            }
            return new FrameLayout(context, localKinds, locals, memory, iterations, types.toArray(), size);
        }
    }
}
