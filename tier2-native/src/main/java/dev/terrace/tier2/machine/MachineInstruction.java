package dev.terrace.tier2.machine;

/**
 * An instruction of a backend, as far as the register allocator has to know it. Backends have subclasses that know how
 * they are emitted.
 */
public abstract class MachineInstruction {
    private static final Operand[] NONE = {};

    private final Operand[] operands;
    private final long clobbers;

    /**
     * For subclasses.
     *
     * @param clobbers the registers, as a set, whose contents are lost: none that holds a USE_LATE or DEF operand
     * @param operands the virtual registers
     */
    protected MachineInstruction(long clobbers, Operand... operands) {
        this.clobbers = clobbers;
        this.operands = operands.length == 0 ? NONE : operands;
    }

    /** Returns the operands, in the array itself: only for reading. */
    public final Operand[] operands() {
        return operands;
    }

    /** Returns the registers, as a set, whose contents are lost: values must not live there across the instruction. */
    public final long clobbers() {
        return clobbers;
    }

    /** Returns whether this copies operand 0, a USE, to operand 1, a DEF of the same class, and nothing else. */
    public boolean isMove() {
        return false;
    }

    /** Returns whether this makes a value from nothing, at little cost, and could as well be repeated where it is read. */
    public boolean isRematerializable() {
        return false;
    }
}
