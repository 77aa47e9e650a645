package dev.terrace.backend.x86_64;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.List;

/**
 * An allocator that keeps every value in a spill slot, and in a register only where an instruction wants it there. What may
 * be in either place is always in the slot, and a result is in the register of an operand wherever that is allowed. Each
 * value has a second slot, through which values go along edges.
 */
final class SpillEverything implements Allocation {
    private static final int SLOT = 16;

    private final MachineFunction function;
    private final Registers registers;

    SpillEverything(MachineFunction function, Registers registers) {
        this.function = function;
        this.registers = registers;
    }

    private static int slot(int register) {
        return Location.slot(2 * SLOT * register);
    }

    private static int secondSlot(int register) {
        return Location.slot(2 * SLOT * register + SLOT);
    }

    @Override
    public int frameBytes() {
        return 2 * SLOT * function.registers();
    }

    @Override
    public int location(MachineBlock block, int instruction, int operand) {
        MachineInstruction at = block.instructions.get(instruction);
        return locations(at)[operand];
    }

    private int[] locations(MachineInstruction instruction) {
        Operand[] operands = instruction.operands();
        int[] locations = new int[operands.length];
        long taken = instruction.clobbers();
        for (int i = 0; i < operands.length; i++) {
            if (operands[i].place() == Operand.Place.FIXED) {
                locations[i] = operands[i].number();
                taken |= 1L << locations[i];
            }
        }
        long reusable = 0;
        for (int i = 0; i < operands.length; i++) {
            Operand operand = operands[i];
            if (operand.place() == Operand.Place.ANY) {
                locations[i] = slot(operand.register());
            } else if (operand.place() == Operand.Place.REGISTER && operand.role() != Operand.Role.DEF) {
                locations[i] = free(operand, taken);
                taken |= 1L << locations[i];
                if (operand.role() == Operand.Role.USE) {
                    reusable |= 1L << locations[i];
                }
            }
        }
        for (int i = 0; i < operands.length; i++) {
            if (operands[i].place() == Operand.Place.SAME) {
                locations[i] = locations[operands[i].number()];
                reusable &= ~(1L << locations[i]);
            }
        }
        for (int i = 0; i < operands.length; i++) {
            if (operands[i].place() == Operand.Place.REGISTER && operands[i].role() == Operand.Role.DEF) {
                locations[i] = free(operands[i], taken & ~reusable);
                taken |= 1L << locations[i];
                reusable &= ~(1L << locations[i]);
            }
        }
        return locations;
    }

    private int free(Operand operand, long taken) {
        for (int candidate : registers.of(function.classOf(operand.register()))) {
            if ((taken & 1L << candidate) == 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("no register is left for v" + operand.register());
    }

    @Override
    public List<Move> before(MachineBlock block, int instruction) {
        List<Move> moves = new ArrayList<>();
        if (instruction > 0) {
            MachineInstruction previous = block.instructions.get(instruction - 1);
            int[] locations = locations(previous);
            for (int i = 0; i < locations.length; i++) {
                Operand operand = previous.operands()[i];
                if (!operand.isUse() && !Location.isSlot(locations[i])) {
                    moves.add(move(operand.register(), locations[i], slot(operand.register())));
                }
            }
        }
        MachineInstruction next = block.instructions.get(instruction);
        int[] locations = locations(next);
        for (int i = 0; i < locations.length; i++) {
            Operand operand = next.operands()[i];
            if (operand.isUse() && !Location.isSlot(locations[i])) {
                moves.add(move(operand.register(), slot(operand.register()), locations[i]));
            }
        }
        if (instruction == block.instructions.size() - 1 && block.successors.size() == 1) {
            MachineBlock.Edge edge = block.successors.getFirst();
            for (int i = 0; i < edge.arguments().length; i++) {
                moves.add(
                        move(edge.arguments()[i], slot(edge.arguments()[i]), secondSlot(edge.target().parameters[i])));
            }
            for (int parameter : edge.target().parameters) {
                moves.add(move(parameter, secondSlot(parameter), slot(parameter)));
            }
        }
        return moves;
    }

    private Move move(int register, int from, int to) {
        RegisterClass type = function.classOf(register);
        return new Move(type, from, to, null);
    }
}
