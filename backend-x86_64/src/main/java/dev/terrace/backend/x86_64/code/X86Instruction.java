package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.RegisterClass;
import java.util.ArrayList;
import java.util.List;

/** A machine instruction: a name, arguments, and what writes it out when they have places. */
public final class X86Instruction extends MachineInstruction {
    /** What writes an instruction out, usually a lambda: rows of the assembler, jumps within, traps. */
    @FunctionalInterface
    public interface Code {
        /**
         * Writes an instruction out.
         *
         * @param out where to
         * @param args the operands that the arguments have become, in their order
         */
        void emit(Emission out, dev.terrace.backend.x86_64.asm.Operand[] args);
    }

    /** What the register allocator is told. */
    private enum Kind {
        ORDINARY,
        MOVE,
        REMATERIALIZABLE,
        JUMP
    }

    /** What an instruction needs of the frame. */
    enum FrameUse {
        /** Nothing. */
        NONE,
        /** That the stack pointer is a multiple of 16. */
        ALIGNED,
        /** That the register of the instance is there, to be loaded again. */
        INSTANCE
    }

    /** No instruction of WebAssembly. */
    public static final int NO_OFFSET = -1;

    private final String name;
    private final int offset;
    private final Kind kind;
    private final FrameUse frameUse;
    private final Arg[] args;
    private final Code code;

    private X86Instruction(String name, int offset, Kind kind, FrameUse frameUse, Code code, Arg... args) {
        super(clobbers(args), operands(args));
        this.name = name;
        this.offset = offset;
        this.kind = kind;
        this.frameUse = frameUse;
        this.code = code;
        this.args = args;
    }

    /**
     * Makes an instruction that is a row of the assembler's table.
     *
     * @param offset of the instruction of WebAssembly that it is for, in the module; or {@link #NO_OFFSET}
     */
    public static X86Instruction row(int offset, Instruction row, Arg... args) {
        Code code = (out, operands) -> out.emit(row, operands);
        return new X86Instruction(row.name(), offset, Kind.ORDINARY, FrameUse.NONE, code, args);
    }

    /** Makes an instruction that is several rows, with a name for people. */
    public static X86Instruction sequence(int offset, String name, Code code, Arg... args) {
        return new X86Instruction(name, offset, Kind.ORDINARY, FrameUse.NONE, code, args);
    }

    /** Makes an instruction that makes a constant, and can be repeated wherever that is read: only its result is virtual. */
    public static X86Instruction constant(String name, Code code, Arg... args) {
        return new X86Instruction(name, NO_OFFSET, Kind.REMATERIALIZABLE, FrameUse.NONE, code, args);
    }

    /** Makes a copy of a register to another one of the same class. */
    public static X86Instruction move(int from, int to, RegisterClass type) {
        Code code = (out, args) -> out.copy(type, args[1], args[0]);
        return new X86Instruction("move", NO_OFFSET, Kind.MOVE, FrameUse.NONE, code, Arg.use(from), Arg.def(to));
    }

    /** Makes the jump to the only successor. */
    public static X86Instruction jump() {
        return new X86Instruction("jump", NO_OFFSET, Kind.JUMP, FrameUse.NONE, (out, _) -> out.jumpToSuccessor(0));
    }

    /**
     * Makes an instruction that calls.
     *
     * @param keepsInstance whether the register of the instance holds the same afterwards; if not, {@code code} loads it with
     *     {@link Emission#restoreInstance}
     */
    public static X86Instruction call(int offset, String name, boolean keepsInstance, Code code, Arg... args) {
        FrameUse use = keepsInstance ? FrameUse.ALIGNED : FrameUse.INSTANCE;
        return new X86Instruction(name, offset, Kind.ORDINARY, use, code, args);
    }

    private static long clobbers(Arg[] args) {
        long set = 0;
        for (Arg arg : args) {
            if (arg instanceof Arg.Clobbers(long registers)) {
                set |= registers;
            }
        }
        return set;
    }

    private static Operand[] operands(Arg[] args) {
        List<Operand> operands = new ArrayList<>();
        for (Arg arg : args) {
            switch (arg) {
                case Arg.Virtual(Operand operand) -> operands.add(operand);
                case Arg.Implied(Operand operand) -> operands.add(operand);
                case Arg.Modified(int result, int source) -> {
                    operands.add(Operand.use(source));
                    operands.add(Operand.defSame(result, operands.size() - 1));
                }
                case Arg.Memory memory -> {
                    if (memory.base() >= 0 && memory.base() != Arg.Memory.NONE) {
                        operands.add(Arg.addressOperand(memory.base(), memory.late()));
                    }
                    if (memory.index() != Arg.Memory.NONE) {
                        operands.add(Arg.addressOperand(memory.index(), memory.late()));
                    }
                }
                case Arg.Clobbers _, Arg.Known _, Arg.Constant _ -> {}
            }
        }
        return operands.toArray(Operand[]::new);
    }

    @Override
    public boolean isMove() {
        return kind == Kind.MOVE;
    }

    @Override
    public boolean isRematerializable() {
        return kind == Kind.REMATERIALIZABLE;
    }

    /** Returns whether this is the jump to the only successor, and nothing else. */
    boolean isJump() {
        return kind == Kind.JUMP;
    }

    /** Returns what is needed of the frame. */
    FrameUse frameUse() {
        return frameUse;
    }

    /** Returns the offset in the module of the instruction of WebAssembly that this is for, or {@link #NO_OFFSET}. */
    public int offset() {
        return offset;
    }

    /** Returns the name for people. */
    public String name() {
        return name;
    }

    /** Returns the arguments, in the array itself: only for reading. */
    Arg[] args() {
        return args;
    }

    /** Returns what writes it out. */
    Code code() {
        return code;
    }

    /** Returns a register that is never allocated, by the complement of its number, as addresses have it. */
    static Gpr physical(int base) {
        return Gpr.of(~base);
    }
}
