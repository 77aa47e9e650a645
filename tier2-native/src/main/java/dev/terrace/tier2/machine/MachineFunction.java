package dev.terrace.tier2.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function in machine instructions. The blocks are in the order of the code; dominators come before what they dominate,
 * and the blocks of a loop are contiguous but for cold ones. Each virtual register is written in one place: an
 * instruction, or as a parameter of a block.
 */
public final class MachineFunction {
    private final String name;
    private final List<MachineBlock> blocks = new ArrayList<>();
    private RegisterClass[] classes = new RegisterClass[64];
    private int registers;

    /** Creates a function without blocks. */
    public MachineFunction(String name) {
        this.name = name;
    }

    /** Returns what messages and printed code call it. */
    public String name() {
        return name;
    }

    /** Returns the blocks; the first is entered. */
    public List<MachineBlock> blocks() {
        return blocks;
    }

    /** Makes a virtual register. */
    public int newRegister(RegisterClass type) {
        if (registers == classes.length) {
            classes = Arrays.copyOf(classes, 2 * registers);
        }
        classes[registers] = type;
        return registers++;
    }

    /** Returns how many virtual registers there are. */
    public int registers() {
        return registers;
    }

    /** Returns the class of a virtual register. */
    public RegisterClass classOf(int register) {
        return classes[register];
    }
}
