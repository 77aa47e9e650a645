package dev.terrace.tier2.regalloc;

/**
 * A part of a virtual register's lifetime that is in one place. The whole lifetime is a list of such parts, in order; each is
 * a section of the ranges and uses that {@link Lifetimes} has for the register.
 */
final class Interval {
    /** The location of an interval that has none yet. */
    static final int UNDECIDED = -1;
    /** The location of an interval in its spill slot, or that is not kept anywhere because it can be made again. */
    static final int SPILLED = -2;

    /** The virtual register. */
    final int register;

    /** The first position. */
    int from;

    /** The position after the last one. */
    int to;

    /** A physical register, or {@link #UNDECIDED} or {@link #SPILLED}. */
    int location = UNDECIDED;

    /** The part that follows. */
    Interval next;

    /** The index of the first range that ends after the position that allocation has reached. */
    int range;

    /** The index of the first use at or after the position that allocation has reached. */
    int use;

    Interval(int register, int from, int to, int range, int use) {
        this.register = register;
        this.from = from;
        this.to = to;
        this.range = range;
        this.use = use;
    }

    boolean isSpilled() {
        return location == SPILLED;
    }

    @Override
    public String toString() {
        return "v" + register + "[" + from + "," + to + ")";
    }
}
