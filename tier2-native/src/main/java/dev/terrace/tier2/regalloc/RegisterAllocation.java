package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineBlock;
import java.util.List;

/**
 * The register allocator's result. Numbers are those of {@link Lifetimes}.
 *
 * @param starts by block: the number of its start
 * @param firstOperands by number: the index of the first operand's location
 * @param locations the locations of operands
 * @param moveStarts by number: the index of the first move
 * @param moves the moves
 * @param frameBytes the size of all spill slots
 */
record RegisterAllocation(
        int[] starts, int[] firstOperands, int[] locations, int[] moveStarts, List<Move> moves, int frameBytes)
        implements Allocation {
    @Override
    public int location(MachineBlock block, int instruction, int operand) {
        return locations[firstOperands[starts[block.index] + 1 + instruction] + operand];
    }

    @Override
    public List<Move> before(MachineBlock block, int instruction) {
        int number = starts[block.index] + 1 + instruction;
        int from = moveStarts[number];
        int to = moveStarts[number + 1];
        return from == to ? List.of() : moves.subList(from, to);
    }
}
