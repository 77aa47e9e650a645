package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of a method are methods of their own.
 *
 * @param regions these parts, in order
 * @param locals the locals that stand in variables of the method, besides its parameters
 * @param accesses how the rest of it accesses memories by handles
 * @param accessesFirstMemory whether one of these is the first
 */
record Outline(List<Region> regions, BitSet locals, Set<Access> accesses, boolean accessesFirstMemory) {

    /** Returns that of a method that has all of its function. */
    static Outline none(FunctionInfo info, FunctionShape shape) {
        BitSet all = new BitSet();
        all.set(0, info.locals().size());
        Set<Access> accesses = EnumSet.noneOf(Access.class);
        for (Access access : Access.values()) {
            if (shape.makes(access) && !shape.accessesByMethods()) {
                accesses.add(access);
            }
        }
        return new Outline(List.of(), all, accesses, shape.accessesFirstMemory());
    }
}
