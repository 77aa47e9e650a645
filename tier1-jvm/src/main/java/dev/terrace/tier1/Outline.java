package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import java.util.BitSet;
import java.util.List;

/**
 * Which parts of a method are methods of their own.
 *
 * @param regions these parts, in order
 * @param locals the locals that stand in variables of the method, besides its parameters
 * @param accessesMemory whether the rest of it loads from memories or stores there
 * @param size how many bytes of code the rest takes, about; 0 if that is not known
 */
record Outline(List<Region> regions, BitSet locals, boolean accessesMemory, int size) {

    /** Returns that of a method that has all of its function. */
    static Outline none(FunctionInfo info) {
        BitSet all = new BitSet();
        all.set(0, info.locals().size());
        return new Outline(List.of(), all, info.accessesMemory(), 0);
    }
}
