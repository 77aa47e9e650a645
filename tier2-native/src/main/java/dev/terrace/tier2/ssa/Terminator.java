package dev.terrace.tier2.ssa;

import java.util.Locale;

/** How a block ends. */
public final class Terminator {
    /** The kinds of ends. */
    public enum Kind {
        /** Goes on along the one edge. */
        JUMP,
        /** (condition): along the first edge if the i32 is not zero, else along the second. */
        BRANCH,
        /** (index): along the edge of that number, or the last one if there are not so many; the i32 is unsigned. */
        SWITCH,
        /** (results...): leaves the function. */
        RETURN,
        /** (args...): calls function immediate of the module in place of this one. Detail: its FuncType. */
        TAIL_CALL,
        /** (args...): calls imported function immediate in place of this one. */
        TAIL_CALL_IMPORT,
        /** (record, args...): calls the function of a record in place of this one. */
        TAIL_CALL_RECORD,
        /** Traps; detail: the TrapKind. */
        TRAP;

        /** Returns the name in printed code. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Edge[] NO_EDGES = {};

    /** How the block ends. */
    public final Kind kind;

    /** The values it depends on, but for those that edges have. */
    public final Value[] args;

    /** Where it goes. */
    public final Edge[] edges;

    /** See {@link Kind}. */
    public final long immediate;

    /** See {@link Kind}. */
    public final Object detail;

    /** The offset in the module of the instruction that it is for. */
    public final int offset;

    /** Creates an end. */
    public Terminator(Kind kind, Value[] args, Edge[] edges, long immediate, Object detail, int offset) {
        this.kind = kind;
        this.args = args;
        this.edges = edges;
        this.immediate = immediate;
        this.detail = detail;
        this.offset = offset;
    }

    /** Returns the end that goes along an edge. */
    public static Terminator jump(Edge edge, int offset) {
        return new Terminator(Kind.JUMP, new Value[0], new Edge[] {edge}, 0, null, offset);
    }

    /** Returns the end that goes along the first edge if the condition is not zero. */
    public static Terminator branch(Value condition, Edge taken, Edge otherwise, int offset) {
        return new Terminator(Kind.BRANCH, new Value[] {condition}, new Edge[] {taken, otherwise}, 0, null, offset);
    }

    /** Returns an end that leaves the function. */
    public static Terminator leave(Kind kind, Value[] args, long immediate, Object detail, int offset) {
        return new Terminator(kind, args, NO_EDGES, immediate, detail, offset);
    }
}
