package dev.terrace.backend.x86_64;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Place;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simplest allocation that an instruction can be tested with: each virtual register has a spill slot, from which it is
 * loaded before each instruction that reads it, and where it is stored to after the one that writes it. Only functions with
 * one block have it.
 */
final class SpillingAllocation implements Allocation {
    private static final int SLOT_BYTES = 16;

    private final MachineFunction function;
    private final Registers registers;
    private final boolean shared;
    private final Map<MachineInstruction, int[]> locations = new HashMap<>();

    /**
     * Allocates registers.
     *
     * @param shared whether a result is in the register of an operand wherever that is allowed, and operands are in memory
     *     likewise; else all operands are in registers of their own
     */
    SpillingAllocation(MachineFunction function, Registers registers, boolean shared) {
        if (function.blocks().size() != 1) {
            throw new IllegalArgumentException("more than one block");
        }
        this.function = function;
        this.registers = registers;
        this.shared = shared;
        function.blocks().getFirst().instructions.forEach(it -> locations.put(it, locate(it)));
    }

    private int[] locate(MachineInstruction instruction) {
        Operand[] operands = instruction.operands();
        int[] places = new int[operands.length];
        long taken = instruction.clobbers();
        for (Operand operand : operands) {
            if (operand.place() == Place.FIXED) {
                taken |= 1L << operand.number();
            }
        }
        long shareable = 0;
        for (int i = 0; i < operands.length; i++) {
            Operand operand = operands[i];
            boolean isDef = operand.role() == Role.DEF;
            RegisterClass type = function.classOf(operand.register());
            places[i] = switch (operand.place()) {
                case FIXED -> operand.number();
                case SAME -> places[operand.number()];
                case ANY, REGISTER -> {
                    if (shared && operand.place() == Place.ANY) {
                        yield slot(operand.register());
                    }
                    if (!isDef) {
                        int register = firstFree(type, taken);
                        taken |= 1L << register;
                        yield register;
                    }
                    yield -1;
                }
            };
            if (operand.role() == Role.USE && places[i] >= 0) {
                shareable |= 1L << places[i];
            }
        }
        for (int i = 0; i < operands.length; i++) {
            if (operands[i].place() == Place.SAME) {
                shareable &= ~(1L << places[i]);
            }
        }
        for (int i = 0; i < operands.length; i++) {
            if (operands[i].role() == Role.DEF && operands[i].place() == Place.REGISTER) {
                RegisterClass type = function.classOf(operands[i].register());
                long forbidden = shared ? taken & ~shareable : taken;
                places[i] = firstFree(type, forbidden);
                taken |= 1L << places[i];
                shareable &= ~(1L << places[i]);
            }
        }
        return places;
    }

    private int firstFree(RegisterClass type, long taken) {
        return Arrays.stream(registers.of(type))
                .filter(register -> (taken & 1L << register) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static int slot(int register) {
        return Location.slot(register * SLOT_BYTES);
    }

    @Override
    public int location(MachineBlock block, int instruction, int operand) {
        return locations.get(block.instructions.get(instruction))[operand];
    }

    @Override
    public List<Move> before(MachineBlock block, int index) {
        List<Move> moves = new ArrayList<>();
        if (index > 0) {
            forEach(block.instructions.get(index - 1), false, moves);
        }
        forEach(block.instructions.get(index), true, moves);
        return moves;
    }

    private void forEach(MachineInstruction instruction, boolean uses, List<Move> moves) {
        Operand[] operands = instruction.operands();
        int[] places = locations.get(instruction);
        for (int i = 0; i < operands.length; i++) {
            int slot = slot(operands[i].register());
            if (operands[i].isUse() == uses && places[i] >= 0) {
                RegisterClass type = function.classOf(operands[i].register());
                moves.add(new Move(type, uses ? slot : places[i], uses ? places[i] : slot, null));
            }
        }
    }

    @Override
    public int frameBytes() {
        return function.registers() * SLOT_BYTES;
    }
}
