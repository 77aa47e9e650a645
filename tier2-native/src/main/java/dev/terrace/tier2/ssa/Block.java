package dev.terrace.tier2.ssa;

import java.util.ArrayList;
import java.util.List;

/** A basic block: parameters, values in the order in which they are computed, and how it ends. */
public final class Block {
    /** The number, different for each block of a function. */
    public final int id;

    /** The parameters, which every edge to the block has values for. */
    public final List<Value> params = new ArrayList<>(2);

    /** The values, parameters and constants not among them. */
    public final List<Value> values = new ArrayList<>();

    /** How it ends. */
    public Terminator end;

    /** Whether it is hardly ever reached. */
    public boolean cold;

    /** How many loops it is in. */
    public int loopDepth;

    Block(int id) {
        this.id = id;
    }

    /** Returns the name in printed code. */
    @Override
    public String toString() {
        return "b" + id;
    }
}
