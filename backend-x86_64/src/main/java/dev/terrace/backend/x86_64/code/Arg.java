package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Immediate;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Place;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.Registers;

/**
 * An argument of a machine instruction whose registers have not been chosen yet. Most become one operand of the assembler,
 * in the order in which they are given; {@link Implied} and {@link Clobbers} become none.
 *
 * <p>An instruction that is one row of the assembler's table reads its arguments before it writes: there {@link #use} is
 * right for everything that is read. A sequence of rows needs {@link #useLate} for what it reads after it has written its
 * result, and {@link #temp} for a result that it writes before it has read all arguments.
 */
public sealed interface Arg {
    /** A register, or its spill slot if the operand's place is ANY. */
    record Virtual(Operand operand) implements Arg {}

    /** A register that is read, and overwritten with the result: the first operand of instructions that have only two. */
    record Modified(int result, int source) implements Arg {}

    /** A register that is not named in the instruction. */
    record Implied(Operand operand) implements Arg {}

    /** Registers whose contents are lost, as a set. */
    record Clobbers(long registers) implements Arg {}

    /** What is known already: an immediate, a register that is never allocated, an address relative to such a one. */
    record Known(dev.terrace.backend.x86_64.asm.Operand operand) implements Arg {}

    /** Constant data of 4, 8 or 16 bytes behind the code. */
    record Constant(int bytes, long low, long high) implements Arg {}

    /**
     * The address {@code base + index * scale + displacement}.
     *
     * @param base a virtual register, or {@link #NONE}; or the complement of a physical one, such as {@code ~14}
     * @param index a virtual register, or {@link #NONE}
     * @param access if the memory is one that is left to fault outside its bounds, the offset in the module of the
     *     instruction of WebAssembly that accesses it: that of a load, if another instruction reads the memory in its
     *     place; else {@link X86Instruction#NO_OFFSET}
     * @param late whether the registers are read until the end of the instruction, as sequences need it
     */
    record Memory(int base, int index, int scale, int displacement, int access, boolean late) implements Arg {
        /** No register. */
        public static final int NONE = Integer.MAX_VALUE;

        /** Returns whether the memory is one that is left to fault outside its bounds. */
        boolean isGuarded() {
            return access != X86Instruction.NO_OFFSET;
        }

        /** Returns the same address, for a sequence that uses it after it has written registers. */
        public Memory untilEnd() {
            return new Memory(base, index, scale, displacement, access, true);
        }
    }

    /** The result. */
    static Arg def(int register) {
        return new Virtual(Operand.def(register));
    }

    /** A register that is read before anything is written. */
    static Arg use(int register) {
        return new Virtual(Operand.use(register));
    }

    /** A register that is read, or its spill slot: for rows that take memory there, of not more bytes than the slot has. */
    static Arg useAny(int register) {
        return new Virtual(Operand.useAny(register));
    }

    /** A register that is read until the end. */
    static Arg useLate(int register) {
        return new Virtual(Operand.useLate(register));
    }

    /** A register that is written while others are still read: a temporary one, or a result. */
    static Arg temp(int register) {
        return new Virtual(Operand.temp(register));
    }

    /** A register that holds one value before and another after. */
    static Arg modify(int result, int source) {
        return new Modified(result, source);
    }

    /** Reads a certain register, which the instruction does not name. */
    static Arg implied(int register, Gpr physical) {
        return new Implied(Operand.useFixed(register, physical.number()));
    }

    /** Reads a certain register, which the instruction does not name. */
    static Arg implied(int register, Xmm physical) {
        return new Implied(Operand.useFixed(register, Registers.FIRST_VECTOR + physical.number()));
    }

    /** Writes a certain register, which the instruction does not name. */
    static Arg impliedDef(int register, Gpr physical) {
        return new Implied(Operand.defFixed(register, physical.number()));
    }

    /** Loses the contents of certain registers. */
    static Arg clobber(Gpr... registers) {
        long set = 0;
        for (Gpr register : registers) {
            set |= 1L << register.number();
        }
        return new Clobbers(set);
    }

    /** A number in the instruction. */
    static Arg imm(long value) {
        return new Known(new Immediate(value));
    }

    /** What needs no allocation. */
    static Arg known(dev.terrace.backend.x86_64.asm.Operand operand) {
        return new Known(operand);
    }

    /** 4 bytes of constant data. */
    static Arg constant(int value) {
        return new Constant(Integer.BYTES, value, 0);
    }

    /** 8 bytes of constant data. */
    static Arg constant(long value) {
        return new Constant(Long.BYTES, value, 0);
    }

    /** 16 bytes of constant data, aligned. */
    static Arg constant(long low, long high) {
        return new Constant(2 * Long.BYTES, low, high);
    }

    /** Memory some bytes above an address in a register. */
    static Memory at(int base, int displacement) {
        return at(base, Memory.NONE, 1, displacement);
    }

    /** Memory some bytes above an address in a register that is never allocated. */
    static Memory at(Gpr base, int displacement) {
        return at(~base.number(), displacement);
    }

    /** Memory at an address with an index. */
    static Memory at(int base, int index, int scale, int displacement) {
        return new Memory(base, index, scale, displacement, X86Instruction.NO_OFFSET, false);
    }

    /** Returns the operand for a register of an address. */
    static Operand addressOperand(int register, boolean late) {
        return new Operand(register, late ? Role.USE_LATE : Role.USE, Place.REGISTER, 0);
    }
}
