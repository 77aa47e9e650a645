package dev.terrace.tier2.machine;

/**
 * A virtual register that an instruction reads or writes, and where the allocator may put it.
 *
 * <pre>
 *   USE        read before anything is written: may share its place with a DEF
 *   USE_LATE   read until the end: shares its place with no DEF
 *   DEF        written at the end
 *   DEF_EARLY  written while operands are still read: shares its place with no other operand. Also a temporary register,
 *              which nobody reads afterwards
 * </pre>
 *
 * @param register the virtual register
 * @param role how it is accessed
 * @param place where it may be
 * @param number of the physical register if FIXED; the index of the USE operand if SAME; else unused
 */
public record Operand(int register, Role role, Place place, int number) {
    /** How a register is accessed. */
    public enum Role {
        USE,
        USE_LATE,
        DEF,
        DEF_EARLY
    }

    /** Where a register may be. */
    public enum Place {
        /** In any register of its class. */
        REGISTER,
        /** In a register or a spill slot. */
        ANY,
        /** In one certain register. */
        FIXED,
        /** A DEF: in the register of a USE of this instruction, which it overwrites. */
        SAME
    }

    /** Reads a register. */
    public static Operand use(int register) {
        return new Operand(register, Role.USE, Place.REGISTER, 0);
    }

    /** Reads a register until the end. */
    public static Operand useLate(int register) {
        return new Operand(register, Role.USE_LATE, Place.REGISTER, 0);
    }

    /** Reads a register, or its spill slot. */
    public static Operand useAny(int register) {
        return new Operand(register, Role.USE, Place.ANY, 0);
    }

    /** Reads a certain register. */
    public static Operand useFixed(int register, int physical) {
        return new Operand(register, Role.USE, Place.FIXED, physical);
    }

    /** Writes a register. */
    public static Operand def(int register) {
        return new Operand(register, Role.DEF, Place.REGISTER, 0);
    }

    /** Writes a register, or its spill slot. */
    public static Operand defAny(int register) {
        return new Operand(register, Role.DEF, Place.ANY, 0);
    }

    /** Writes a certain register. */
    public static Operand defFixed(int register, int physical) {
        return new Operand(register, Role.DEF, Place.FIXED, physical);
    }

    /** Writes the register of a USE operand, given by its index. */
    public static Operand defSame(int register, int operand) {
        return new Operand(register, Role.DEF, Place.SAME, operand);
    }

    /** Writes a register while other operands are still read. */
    public static Operand temp(int register) {
        return new Operand(register, Role.DEF_EARLY, Place.REGISTER, 0);
    }

    /** Writes a certain register while other operands are still read. */
    public static Operand tempFixed(int register, int physical) {
        return new Operand(register, Role.DEF_EARLY, Place.FIXED, physical);
    }

    /** Returns whether the register is read. */
    public boolean isUse() {
        return role == Role.USE || role == Role.USE_LATE;
    }
}
