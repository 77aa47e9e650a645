package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;

/** An instruction whose results are hashes of its number and of what it reads: or a copy, or a constant. */
final class HashInstruction extends MachineInstruction {
    /** What an instruction does. */
    enum Kind {
        HASH,
        MOVE,
        CONSTANT
    }

    final int number;
    final Kind kind;

    HashInstruction(int number, Kind kind, long clobbers, Operand... operands) {
        super(clobbers, operands);
        this.number = number;
        this.kind = kind;
    }

    @Override
    public boolean isMove() {
        return kind == Kind.MOVE;
    }

    @Override
    public boolean isRematerializable() {
        return kind == Kind.CONSTANT;
    }

    /** Returns a word of a result. */
    long result(long hashOfUses, int operand, int half) {
        return mix(mix(mix(hashOfUses, number), operand), half);
    }

    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
