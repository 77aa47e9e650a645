package dev.terrace.tier2.ssa;

/** A way from the end of a block to another, with values for the parameters of that. */
public final class Edge {
    /** Where it goes. */
    public Block target;

    /** A value for each parameter of the target. */
    public Value[] args;

    /** Creates an edge. */
    public Edge(Block target, Value... args) {
        this.target = target;
        this.args = args;
    }
}
