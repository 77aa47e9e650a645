package dev.terrace.tier2.ssa;

import dev.terrace.core.opcode.Opcode;

/**
 * An operation and its result, if it has one. Made by {@link Function}; passes change arguments, and what block it is in.
 */
public final class Value {
    private static final Value[] NONE = {};

    /** The number, different for each value of a function. */
    public final int id;

    /** What it is the result of. */
    public final Op op;

    /** The type of the result; null if there is none, or if {@link Op#RESULT} values are the results. */
    public final Type type;

    /** The instruction of WebAssembly, for COMPUTE, LOAD, STORE, ATOMIC and CHECK_ALIGNMENT; else null. */
    public final Opcode opcode;

    /** What it depends on. */
    public Value[] args;

    /** See {@link Op}. */
    public final long immediate;

    /** See {@link Op}. */
    public final long immediate2;

    /** See {@link Op}. */
    public final Object detail;

    /** The offset in the module of the instruction that it is for. */
    public final int offset;

    /** The block that it is in; null if it is in none (any more). */
    public Block block;

    Value(
            int id,
            Op op,
            Type type,
            Opcode opcode,
            Value[] args,
            long immediate,
            long immediate2,
            Object detail,
            int offset) {
        this.id = id;
        this.op = op;
        this.type = type;
        this.opcode = opcode;
        this.args = args == null ? NONE : args;
        this.immediate = immediate;
        this.immediate2 = immediate2;
        this.detail = detail;
        this.offset = offset;
    }

    /** Returns whether this is a constant. */
    public boolean isConst() {
        return op == Op.CONST;
    }

    /** Returns the name in printed code. */
    @Override
    public String toString() {
        return "v" + id;
    }
}
