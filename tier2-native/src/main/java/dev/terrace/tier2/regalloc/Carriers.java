package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Place;
import dev.terrace.tier2.machine.Operand.Role;

/**
 * Which operands are not where their virtual register is, but in a place that the instruction dictates, into or out of which
 * the value is moved: FIXED ones, and both sides of SAME ones. A further USE of a register that is carried to the
 * instruction in this way reads the carried copy.
 */
final class Carriers {
    /** An operand is where its virtual register is. */
    static final int NONE = -1;

    private Carriers() {}

    /**
     * Returns the number of the physical register that carries an operand, or {@link #NONE}, or the complement of one plus the
     * index of the DEF operand in whose place a USE has to be.
     */
    static int of(Operand[] operands, int index) {
        Operand operand = operands[index];
        if (operand.place() == Place.FIXED) {
            return operand.number();
        }
        if (operand.place() == Place.SAME) {
            Operand use = operands[operand.number()];
            return use.place() == Place.FIXED ? use.number() : NONE;
        }
        if (!operand.isUse() || operands.length == 1) {
            return NONE;
        }
        int definition = overwriter(operands, index);
        if (definition >= 0) {
            return ~(definition + 1);
        }
        if (operand.role() == Role.USE) {
            for (int other = 0; other < operands.length; other++) {
                if (other != index && operands[other].register() == operand.register() && operands[other].isUse()) {
                    if (operands[other].place() == Place.FIXED) {
                        return operands[other].number();
                    }
                    definition = overwriter(operands, other);
                    if (definition >= 0) {
                        return ~(definition + 1);
                    }
                }
            }
        }
        return NONE;
    }

    /** Returns the index of the DEF operand that {@link #of} has returned. */
    static int definition(int carrier) {
        return ~carrier - 1;
    }

    /** Returns the index of the SAME operand that overwrites a USE, or -1. */
    static int overwriter(Operand[] operands, int use) {
        for (int index = 0; index < operands.length; index++) {
            if (operands[index].place() == Place.SAME && operands[index].number() == use) {
                return index;
            }
        }
        return -1;
    }
}
