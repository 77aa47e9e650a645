package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;

/**
 * Runs functions of {@link HashInstruction}s: on virtual registers, or on the locations of an allocation. Everything that an
 * instruction may destroy is destroyed as early as it may be.
 */
final class MachineInterpreter {
    private final MachineFunction function;
    private final Registers registers;
    private final Allocation allocation;
    private final int steps;

    /** By virtual register, or register and slot: two words. */
    private final long[] words;

    private long garbage = 1;
    private long trace;

    private MachineInterpreter(MachineFunction function, Registers registers, Allocation allocation, int steps) {
        this.function = function;
        this.registers = registers;
        this.allocation = allocation;
        this.steps = steps;
        words = new long[allocation == null ? 2 * function.registers() : 128 + allocation.frameBytes() / 8];
    }

    /** Returns a hash of all that is read in so many steps on virtual registers. */
    static long run(MachineFunction function, int steps) {
        return new MachineInterpreter(function, null, null, steps).run();
    }

    /** Returns a hash of all that is read in so many steps on the locations of an allocation. */
    static long run(MachineFunction function, Registers registers, Allocation allocation, int steps) {
        return new MachineInterpreter(function, registers, allocation, steps).run();
    }

    private long run() {
        MachineBlock block = function.blocks().get(0);
        int step = 0;
        while (true) {
            for (int index = 0; index < block.instructions.size(); index++) {
                if (step++ == steps) {
                    return trace;
                }
                execute(block, index);
            }
            if (block.successors.isEmpty()) {
                return trace;
            }
            MachineBlock.Edge edge = block.successors.get((int) Long.remainderUnsigned(trace, block.successors.size()));
            if (allocation == null) {
                pass(edge);
            }
            block = edge.target();
        }
    }

    private void pass(MachineBlock.Edge edge) {
        int[] arguments = edge.arguments();
        long[] values = new long[2 * arguments.length];
        for (int k = 0; k < arguments.length; k++) {
            values[2 * k] = words[2 * arguments[k]];
            values[2 * k + 1] = words[2 * arguments[k] + 1];
        }
        for (int k = 0; k < arguments.length; k++) {
            words[2 * edge.target().parameters[k]] = values[2 * k];
            words[2 * edge.target().parameters[k] + 1] = values[2 * k + 1];
        }
    }

    private void execute(MachineBlock block, int index) {
        HashInstruction instruction = (HashInstruction) block.instructions.get(index);
        Operand[] operands = instruction.operands();
        int[] places = new int[operands.length];
        for (int k = 0; k < operands.length; k++) {
            places[k] = allocation == null ? 2 * operands[k].register() : word(allocation.location(block, index, k));
        }
        long[] low = new long[operands.length];
        long[] high = new long[operands.length];
        if (allocation != null) {
            allocation.before(block, index).forEach(this::move);
            destroy(registers.generalScratch());
            destroy(registers.vectorScratch());
            destroy(operands, places, Role.DEF_EARLY);
        }
        read(operands, places, Role.USE, low, high);
        if (allocation != null) {
            for (long set = instruction.clobbers(); set != 0; set &= set - 1) {
                destroy(Long.numberOfTrailingZeros(set));
            }
            destroy(operands, places, Role.DEF);
        }
        read(operands, places, Role.USE_LATE, low, high);
        long uses = 0;
        for (int k = 0; k < operands.length; k++) {
            if (operands[k].isUse()) {
                uses = HashInstruction.mix(HashInstruction.mix(uses, low[k]), high[k]);
            }
        }
        trace = HashInstruction.mix(trace, uses);
        for (int k = 0; k < operands.length; k++) {
            if (!operands[k].isUse()) {
                boolean move = instruction.isMove();
                boolean vector = function.classOf(operands[k].register()) == RegisterClass.VECTOR;
                words[places[k]] = move ? low[0] : instruction.result(uses, k, 0);
                if (vector) {
                    words[places[k] + 1] = move ? high[0] : instruction.result(uses, k, 1);
                }
            }
        }
    }

    private void read(Operand[] operands, int[] places, Role role, long[] low, long[] high) {
        for (int k = 0; k < operands.length; k++) {
            if (operands[k].role() == role) {
                low[k] = words[places[k]];
                high[k] = function.classOf(operands[k].register()) == RegisterClass.VECTOR ? words[places[k] + 1] : 0;
            }
        }
    }

    private void destroy(int register) {
        words[2 * register] = --garbage;
        words[2 * register + 1] = --garbage;
    }

    private void destroy(Operand[] operands, int[] places, Role role) {
        for (int k = 0; k < operands.length; k++) {
            // What a late use shares its place with is written over it, not before.
            if (operands[k].role() == role
                    && !(operands[k].place() == Operand.Place.SAME
                            && operands[operands[k].number()].role() == Role.USE_LATE)) {
                words[places[k]] = --garbage;
                if (function.classOf(operands[k].register()) != RegisterClass.GENERAL && places[k] < 128
                        || function.classOf(operands[k].register()) == RegisterClass.VECTOR) {
                    words[places[k] + 1] = --garbage;
                }
            }
        }
    }

    private static int word(int location) {
        return Location.isSlot(location) ? 128 + Location.offset(location) / 8 : 2 * location;
    }

    private void move(Allocation.Move move) {
        MachineInstruction made = move.rematerialized();
        if (made != null) {
            destroy(registers.generalScratch());
            destroy(registers.vectorScratch());
            words[word(move.to())] = ((HashInstruction) made).result(0, 0, 0);
            words[word(move.to()) + 1] = ((HashInstruction) made).result(0, 0, 1);
            return;
        }
        long low = words[word(move.from())];
        long high = move.type() == RegisterClass.VECTOR ? words[word(move.from()) + 1] : --garbage;
        if (Location.isSlot(move.from()) && Location.isSlot(move.to())) {
            destroy(registers.scratch(move.type()));
        }
        words[word(move.to())] = low;
        if (move.type() == RegisterClass.VECTOR || !Location.isSlot(move.to())) {
            words[word(move.to()) + 1] = high;
        }
    }
}
