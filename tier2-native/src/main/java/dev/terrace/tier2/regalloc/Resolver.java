package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Allocation.Move;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.RegisterClass;
import java.util.List;

/**
 * Makes an allocation from the places of intervals: the operands' locations, and the moves where a virtual register changes
 * its place, be it between instructions or along an edge, or is needed in a certain register.
 *
 * <p>Moves that happen at once are in one group. A group is before the instruction of a number, in one of three phases: moves
 * of the edge into the block, moves between instructions, moves of the edge out of the block.
 *
 * <p>A virtual register has one spill slot, and a value that never changes. So it can be stored either whenever it moves from a
 * register to the slot, or once where it is written; whichever is executed more rarely.
 */
final class Resolver {
    private static final int EDGE_IN = 0;
    private static final int BETWEEN = 1;
    private static final int EDGE_OUT = 2;

    /** Where a value is that is made again when it is needed. */
    private static final int NOWHERE = Integer.MIN_VALUE;

    private final Lifetimes lifetimes;
    private final Interval[] first;

    /** By virtual register whose lifetime has several parts: these, in order. */
    private final Interval[][] parts;

    // The moves found, by index. A place is a physical register, or the complement of the virtual register that has the
    // slot.
    private final IntList groups;
    private final IntList types;
    private final IntList sources;
    private final IntList targets;

    /** By virtual register: how often it would be stored if it were stored whenever it moves to its slot. */
    private final long[] storeCosts;

    private final int[] stores;

    Resolver(Lifetimes lifetimes, Interval[] first) {
        this.lifetimes = lifetimes;
        this.first = first;
        parts = new Interval[first.length][];
        storeCosts = new long[first.length];
        stores = new int[first.length];
        groups = new IntList(lifetimes.blocks.length);
        types = new IntList(lifetimes.blocks.length);
        sources = new IntList(lifetimes.blocks.length);
        targets = new IntList(lifetimes.blocks.length);
    }

    RegisterAllocation run() {
        for (Interval interval : first) {
            if (interval != null && interval.next != null) {
                collectParts(interval);
            }
        }
        for (MachineBlock block : lifetimes.function.blocks()) {
            moveCarried(block);
            moveArguments(block);
        }
        for (int register = 0; register < first.length; register++) {
            if (first[register] != null) {
                moveFromFixed(register);
                if (parts[register] != null) {
                    moveBetween(register);
                    moveAlongEdges(register);
                }
            }
        }
        boolean[] storedOnce = placeStores();
        SpillSlots slots = new SpillSlots(lifetimes, first, storedOnce);
        int[] firstOperands = firstOperands();
        int[] moveStarts = new int[lifetimes.blocks.length + 1];
        List<Move> moves = moves(slots, moveStarts);
        return new RegisterAllocation(
                lifetimes.starts,
                firstOperands,
                locations(slots, firstOperands),
                moveStarts,
                moves,
                slots.frameBytes());
    }

    private void collectParts(Interval interval) {
        int count = 0;
        for (Interval part = interval; part != null; part = part.next) {
            count++;
        }
        Interval[] list = new Interval[count];
        count = 0;
        for (Interval part = interval; part != null; part = part.next) {
            list[count++] = part;
        }
        parts[interval.register] = list;
    }

    // --- places ---

    private int place(Interval interval) {
        if (!interval.isSpilled()) {
            return interval.location;
        }
        return lifetimes.rematerializations[interval.register] != null ? NOWHERE : ~interval.register;
    }

    /** Returns the place of a virtual register at a position where it lives. */
    private int placeAt(int register, int position) {
        Interval[] list = parts[register];
        if (list == null) {
            return place(first[register]);
        }
        int low = 0;
        int high = list.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (list[middle].from <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return place(list[low]);
    }

    /** Returns the place of a virtual register before the moves at an even position. */
    private int placeBefore(int register, int position) {
        int fixed = lifetimes.fixedDefinitions[register];
        return fixed >= 0 && lifetimes.definitions[register] == position ? fixed : placeAt(register, position - 1);
    }

    private static boolean isSlot(int place) {
        return place < 0 && place != NOWHERE;
    }

    // --- finding moves ---

    private static int group(int number, int phase) {
        return 3 * number + phase;
    }

    /** Adds a move of a virtual register; where it comes from is where the register is. */
    private void add(int group, int register, int source, int target) {
        if (source == target) {
            return;
        }
        groups.add(group);
        types.add(register);
        sources.add(source);
        targets.add(target);
    }

    /** Adds a move of a virtual register from one of its places to another. */
    private void change(int group, int register, int source, int target) {
        if (source == target || target == NOWHERE) {
            return;
        }
        if (isSlot(target)) {
            storeCosts[register] += lifetimes.weights[lifetimes.blocks[group / 3]];
            stores[register]++;
        }
        add(group, register, source, target);
    }

    /** Moves values to where FIXED and SAME operands want them. */
    private void moveCarried(MachineBlock block) {
        int number = lifetimes.starts[block.index];
        for (MachineInstruction instruction : block.instructions) {
            number++;
            Operand[] operands = instruction.operands();
            for (int index = 0; index < operands.length; index++) {
                Operand operand = operands[index];
                if (!operand.isUse()) {
                    continue;
                }
                int target;
                if (operand.place() == Operand.Place.FIXED) {
                    target = operand.number();
                } else {
                    int overwriter = operands.length == 1 ? -1 : Carriers.overwriter(operands, index);
                    if (overwriter < 0) {
                        continue;
                    }
                    target = placeAt(operands[overwriter].register(), 2 * number);
                }
                add(group(number, BETWEEN), operand.register(), placeBefore(operand.register(), 2 * number), target);
            }
        }
    }

    private int edgeGroup(MachineBlock from, MachineBlock to) {
        if (from.successors.size() == 1) {
            MachineInstruction last = from.instructions.get(from.instructions.size() - 1);
            if (last.operands().length == 0) {
                return group(lifetimes.starts[from.index + 1] - 1, EDGE_OUT);
            }
        }
        if (to.predecessors.size() != 1) {
            throw new IllegalArgumentException(
                    lifetimes.function.name() + ": no place for moves on the edge from " + from + " to " + to);
        }
        return group(lifetimes.starts[to.index] + 1, EDGE_IN);
    }

    private void moveArguments(MachineBlock from) {
        for (MachineBlock.Edge edge : from.successors) {
            MachineBlock to = edge.target();
            for (int k = 0; k < to.parameters.length; k++) {
                int parameter = to.parameters[k];
                if (first[parameter] != null) {
                    int argument = edge.arguments()[k];
                    int source = placeAt(argument, lifetimes.end(from.index) - 1);
                    add(edgeGroup(from, to), argument, source, placeAt(parameter, lifetimes.start(to.index)));
                }
            }
        }
    }

    /** Moves the result of a FIXED definition to the first place of the register. */
    private void moveFromFixed(int register) {
        int fixed = lifetimes.fixedDefinitions[register];
        if (fixed >= 0) {
            int position = lifetimes.definitions[register];
            add(group(position >> 1, BETWEEN), register, fixed, placeAt(register, position));
        }
    }

    private void moveBetween(int register) {
        Interval[] list = parts[register];
        for (int k = 1; k < list.length; k++) {
            Interval part = list[k];
            int number = part.from >> 1;
            if (list[k - 1].to == part.from && lifetimes.start(lifetimes.blocks[number]) != part.from) {
                int position = part.from & ~1;
                if (position != part.from
                        && lifetimes.definitions[register] == position
                        && lifetimes.fixedDefinitions[register] < 0) {
                    throw new IllegalStateException(part + " is split off while it is written");
                }
                change(group(number, BETWEEN), register, placeBefore(register, position), place(part));
            }
        }
    }

    private void moveAlongEdges(int register) {
        int definition = lifetimes.definitions[register];
        List<MachineBlock> list = lifetimes.function.blocks();
        for (int range = lifetimes.rangesOf[register]; range < lifetimes.rangesOf[register + 1]; range++) {
            int from = lifetimes.ranges[2 * range];
            int to = lifetimes.ranges[2 * range + 1];
            int block = lifetimes.blockOf(from);
            if (from == definition) {
                block++;
            }
            for (; block < list.size() && lifetimes.start(block) < to; block++) {
                int target = placeAt(register, lifetimes.start(block));
                if (target == NOWHERE) {
                    continue;
                }
                for (MachineBlock predecessor : list.get(block).predecessors) {
                    int source = placeAt(register, lifetimes.end(predecessor.index) - 1);
                    if (source != target) {
                        change(edgeGroup(predecessor, list.get(block)), register, source, target);
                    }
                }
            }
        }
    }

    // --- stores ---

    /** Decides which virtual registers are stored where they are written, and does so instead of later. */
    private boolean[] placeStores() {
        boolean[] once = new boolean[first.length];
        boolean any = false;
        for (int register = 0; register < first.length; register++) {
            if (stores[register] > 0) {
                long cost = lifetimes.weightAt(lifetimes.definitions[register]);
                once[register] = first[register].isSpilled()
                        || (stores[register] == 1 ? cost < storeCosts[register] : cost <= storeCosts[register]);
                any |= once[register];
            }
        }
        if (!any) {
            return once;
        }
        int kept = 0;
        for (int k = 0; k < groups.size; k++) {
            int register = types.get(k);
            if (!once[register] || targets.get(k) != ~register) {
                groups.items[kept] = groups.items[k];
                types.items[kept] = types.items[k];
                sources.items[kept] = sources.items[k];
                targets.items[kept] = targets.items[k];
                kept++;
            }
        }
        groups.size = kept;
        types.size = kept;
        sources.size = kept;
        targets.size = kept;
        for (int register = 0; register < first.length; register++) {
            if (once[register]) {
                // Behind the instruction that writes it, or at the start of the block that it is a parameter of.
                int number = lifetimes.fixedDefinitions[register] >= 0
                        ? lifetimes.definitions[register] >> 1
                        : (lifetimes.definitions[register] >> 1) + 1;
                add(group(number, BETWEEN), register, placeBefore(register, 2 * number), ~register);
            }
        }
        return once;
    }

    // --- results ---

    private int[] firstOperands() {
        int numbers = lifetimes.blocks.length;
        int[] firstOperands = new int[numbers + 1];
        int count = 0;
        for (MachineBlock block : lifetimes.function.blocks()) {
            int number = lifetimes.starts[block.index];
            firstOperands[number] = count;
            for (MachineInstruction instruction : block.instructions) {
                firstOperands[++number] = count;
                count += instruction.operands().length;
            }
        }
        firstOperands[numbers] = count;
        return firstOperands;
    }

    private int[] locations(SpillSlots slots, int[] firstOperands) {
        int[] locations = new int[firstOperands[lifetimes.blocks.length]];
        for (MachineBlock block : lifetimes.function.blocks()) {
            int number = lifetimes.starts[block.index];
            for (MachineInstruction instruction : block.instructions) {
                number++;
                Operand[] operands = instruction.operands();
                for (int index = 0; index < operands.length; index++) {
                    locations[firstOperands[number] + index] = location(operands, index, 2 * number, slots);
                }
            }
        }
        return locations;
    }

    private int location(Operand[] operands, int index, int position, SpillSlots slots) {
        Operand operand = operands[index];
        int carrier = Carriers.of(operands, index);
        if (carrier >= 0) {
            return carrier;
        }
        if (carrier != Carriers.NONE) {
            operand = operands[Carriers.definition(carrier)];
        }
        // What is split off while it is still read has been stored before.
        boolean early = operand.role() == Role.USE || operand.place() == Operand.Place.SAME;
        return slots.location(placeAt(operand.register(), early ? position : position + 1));
    }

    private List<Move> moves(SpillSlots slots, int[] moveStarts) {
        int numbers = lifetimes.blocks.length;
        int[] next = new int[3 * numbers + 1];
        for (int k = 0; k < groups.size; k++) {
            next[groups.get(k) + 1]++;
        }
        for (int group = 0; group < 3 * numbers; group++) {
            next[group + 1] += next[group];
        }
        int[] order = new int[groups.size];
        for (int k = 0; k < groups.size; k++) {
            int at = next[groups.get(k)]++;
            order[at] = k;
        }
        ParallelMoves parallel = new ParallelMoves(lifetimes.registers, slots.frameBytes());
        int k = 0;
        for (int number = 0; number < numbers; number++) {
            moveStarts[number] = parallel.size();
            while (k < order.length && groups.get(order[k]) / 3 == number) {
                int group = groups.get(order[k]);
                for (; k < order.length && groups.get(order[k]) == group; k++) {
                    addTo(parallel, order[k], slots);
                }
                parallel.finish();
            }
        }
        moveStarts[numbers] = parallel.size();
        return parallel.moves();
    }

    private void addTo(ParallelMoves parallel, int move, SpillSlots slots) {
        int register = types.get(move);
        RegisterClass type = lifetimes.function.classOf(register);
        int target = slots.location(targets.get(move));
        int source = sources.get(move);
        if (source == NOWHERE) {
            parallel.make(type, lifetimes.rematerializations[register], target);
        } else {
            parallel.add(type, slots.location(source), target);
        }
    }
}
