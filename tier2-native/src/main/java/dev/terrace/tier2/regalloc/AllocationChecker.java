package dev.terrace.tier2.regalloc;

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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that an allocation is right, whatever has made it: interprets the function with, for each location, the set of
 * virtual registers whose value is there on all paths, and looks at each use whether its virtual register is in the set.
 *
 * <p>Locations are in units of 8 bytes: a general register is one, a vector register and a vector's spill slot are two. An
 * element of a unit's set is a virtual register times 2, plus 1 for the upper half of a vector.
 */
public final class AllocationChecker {
    private static final int[] EMPTY = {};

    // The units: general registers, then the vector registers' halves in turn, then the frame.
    private static final int VECTORS = Registers.FIRST_VECTOR;
    private static final int FRAME = VECTORS + 2 * (64 - Registers.FIRST_VECTOR);

    private final MachineFunction function;
    private final Registers registers;
    private final Allocation allocation;

    /** By block: the sets at its start, or null if no path to it is known yet. */
    private final int[][][] states;

    /** By register: whether it may hold an operand that is not FIXED. */
    private final boolean[] allocatable = new boolean[64];

    private boolean reporting;
    private String where = "";

    private AllocationChecker(MachineFunction function, Registers registers, Allocation allocation) {
        this.function = function;
        this.registers = registers;
        this.allocation = allocation;
        states = new int[function.blocks().size()][][];
        for (int register : registers.general()) {
            allocatable[register] = true;
        }
        for (int register : registers.vector()) {
            allocatable[register] = true;
        }
    }

    /**
     * Checks an allocation.
     *
     * @return true
     * @throws IllegalStateException if it is wrong, with the place
     */
    public static boolean check(MachineFunction function, Registers registers, Allocation allocation) {
        new AllocationChecker(function, registers, allocation).run();
        return true;
    }

    private void run() {
        List<MachineBlock> blocks = function.blocks();
        if ((allocation.frameBytes() & 15) != 0) {
            fail("the frame's size is not a multiple of 16");
        }
        int units = FRAME + allocation.frameBytes() / 8;
        int[][] entry = new int[units][];
        Arrays.fill(entry, EMPTY);
        states[0] = entry;
        ArrayDeque<MachineBlock> work = new ArrayDeque<>();
        boolean[] queued = new boolean[blocks.size()];
        work.add(blocks.get(0));
        queued[0] = true;
        while (!work.isEmpty()) {
            MachineBlock block = work.poll();
            queued[block.index] = false;
            int[][] state = states[block.index].clone();
            interpret(block, state);
            for (MachineBlock.Edge edge : block.successors) {
                MachineBlock target = edge.target();
                if (meet(target.index, alongEdge(state, edge)) && !queued[target.index]) {
                    queued[target.index] = true;
                    work.add(target);
                }
            }
        }
        reporting = true;
        for (MachineBlock block : blocks) {
            if (states[block.index] != null) {
                interpret(block, states[block.index].clone());
            }
        }
    }

    private void fail(String message) {
        throw new IllegalStateException(function.name() + where + ": " + message);
    }

    /** Merges what holds at the end of an edge into a block's state, and returns whether that has changed. */
    private boolean meet(int block, int[][] incoming) {
        if (states[block] == null) {
            states[block] = incoming;
            return true;
        }
        int[][] state = states[block];
        boolean changed = false;
        for (int unit = 0; unit < state.length; unit++) {
            if (state[unit] != incoming[unit]) {
                int[] common = intersection(state[unit], incoming[unit]);
                changed |= common.length != state[unit].length;
                state[unit] = common;
            }
        }
        return changed;
    }

    private int[][] alongEdge(int[][] state, MachineBlock.Edge edge) {
        int[][] result = state.clone();
        int[] parameters = edge.target().parameters;
        if (parameters.length != edge.arguments().length) {
            fail("an edge to " + edge.target() + " has not as many arguments as that has parameters");
        }
        if (parameters.length == 0) {
            return result;
        }
        for (int parameter : parameters) {
            forget(result, parameter);
        }
        for (int unit = 0; unit < state.length; unit++) {
            if (state[unit].length == 0) {
                continue;
            }
            for (int k = 0; k < parameters.length; k++) {
                for (int half = 0; half < 2; half++) {
                    if (Arrays.binarySearch(state[unit], 2 * edge.arguments()[k] + half) >= 0) {
                        result[unit] = with(result[unit], 2 * parameters[k] + half);
                    }
                }
            }
        }
        return result;
    }

    private void interpret(MachineBlock block, int[][] state) {
        for (int index = 0; index < block.instructions.size(); index++) {
            MachineInstruction instruction = block.instructions.get(index);
            if (reporting) {
                where = ": instruction " + index + " of " + block;
            }
            for (Allocation.Move move : allocation.before(block, index)) {
                interpret(move, state);
            }
            if (reporting) {
                checkInstruction(block, index, instruction, state);
            }
            for (long clobbered = instruction.clobbers(); clobbered != 0; clobbered &= clobbered - 1) {
                forgetRegister(state, Long.numberOfTrailingZeros(clobbered));
            }
            forgetRegister(state, registers.generalScratch());
            forgetRegister(state, registers.vectorScratch());
            Operand[] operands = instruction.operands();
            for (int k = 0; k < operands.length; k++) {
                if (!operands[k].isUse()) {
                    forget(state, operands[k].register());
                }
            }
            for (int k = 0; k < operands.length; k++) {
                if (!operands[k].isUse()) {
                    int register = operands[k].register();
                    write(state, allocation.location(block, index, k), function.classOf(register), register);
                }
            }
        }
    }

    private static void forgetRegister(int[][] state, int register) {
        if (register < VECTORS) {
            state[register] = EMPTY;
        } else {
            state[unit(register)] = EMPTY;
            state[unit(register) + 1] = EMPTY;
        }
    }

    private static void forget(int[][] state, int register) {
        for (int unit = 0; unit < state.length; unit++) {
            if (state[unit].length > 0) {
                state[unit] = without(without(state[unit], 2 * register), 2 * register + 1);
            }
        }
    }

    private static int unit(int location) {
        return Location.isSlot(location)
                ? FRAME + Location.offset(location) / 8
                : location < VECTORS ? location : VECTORS + 2 * (location - VECTORS);
    }

    private void write(int[][] state, int location, RegisterClass type, int register) {
        int unit = unit(location);
        state[unit] = new int[] {2 * register};
        if (type == RegisterClass.VECTOR) {
            state[unit + 1] = new int[] {2 * register + 1};
        } else if (!Location.isSlot(location) && location >= VECTORS) {
            state[unit + 1] = EMPTY;
        }
    }

    private void interpret(Allocation.Move move, int[][] state) {
        checkLocation(move.to(), move.type(), "a move's target");
        if (move.rematerialized() != null) {
            if (Location.isSlot(move.to())) {
                fail("a value is made anew in a slot");
            }
            forgetRegister(state, registers.generalScratch());
            forgetRegister(state, registers.vectorScratch());
            int register = move.rematerialized().operands()[0].register();
            write(state, move.to(), function.classOf(register), register);
            return;
        }
        checkLocation(move.from(), move.type(), "a move's source");
        int from = unit(move.from());
        int to = unit(move.to());
        int[] low = state[from];
        int[] high = move.type() == RegisterClass.VECTOR ? state[from + 1] : EMPTY;
        if (Location.isSlot(move.from()) && Location.isSlot(move.to())) {
            forgetRegister(state, registers.scratch(move.type()));
        }
        state[to] = low;
        if (move.type() == RegisterClass.VECTOR || !Location.isSlot(move.to()) && move.to() >= VECTORS) {
            state[to + 1] = high;
        }
    }

    private void checkLocation(int location, RegisterClass type, String what) {
        if (Location.isSlot(location)) {
            int offset = Location.offset(location);
            if (offset < 0 || offset % type.bytes() != 0 || offset + type.bytes() > allocation.frameBytes()) {
                fail(what + " is in a slot at " + offset + ", which is not in the frame or not aligned");
            }
        } else if (location >= 64 || location >= VECTORS == (type == RegisterClass.GENERAL)) {
            fail(what + " is in register " + location + ", which is not of class " + type);
        }
    }

    private void checkInstruction(MachineBlock block, int index, MachineInstruction instruction, int[][] state) {
        Operand[] operands = instruction.operands();
        for (int k = 0; k < operands.length; k++) {
            Operand operand = operands[k];
            int location = allocation.location(block, index, k);
            RegisterClass type = function.classOf(operand.register());
            String what = "operand " + k + " (v" + operand.register() + ")";
            checkLocation(location, type, what);
            switch (operand.place()) {
                case REGISTER -> {
                    if (Location.isSlot(location)) {
                        fail(what + " is not in a register");
                    }
                }
                case ANY -> {}
                case FIXED -> {
                    if (location != operand.number()) {
                        fail(what + " is in " + name(location) + " instead of " + name(operand.number()));
                    }
                }
                case SAME -> {
                    if (location != allocation.location(block, index, operand.number())) {
                        fail(what + " is not where operand " + operand.number() + " is");
                    }
                }
            }
            if (!Location.isSlot(location) && !allocatable[location] && operand.place() != Place.FIXED) {
                fail(what + " is in " + name(location) + ", which is not to be allocated");
            }
            if (operand.isUse()) {
                int unit = unit(location);
                if (Arrays.binarySearch(state[unit], 2 * operand.register()) < 0
                        || type == RegisterClass.VECTOR
                                && Arrays.binarySearch(state[unit + 1], 2 * operand.register() + 1) < 0) {
                    fail(what + " is not in " + name(location));
                }
            }
            boolean fixedDefinition = operand.place() == Place.FIXED && !operand.isUse();
            if (operand.role() != Role.USE
                    && !fixedDefinition
                    && !Location.isSlot(location)
                    && (instruction.clobbers() & 1L << location) != 0) {
                fail(what + " is in " + name(location) + ", which is clobbered");
            }
            for (int other = 0; other < operands.length; other++) {
                if (other != k
                        && conflict(operand, operands[other], k == otherOf(operands[other]))
                        && overlap(location, type, block, index, other, operands[other])) {
                    fail(what + " is in " + name(location) + ", as operand " + other + " is");
                }
            }
        }
    }

    private static int otherOf(Operand operand) {
        return operand.place() == Place.SAME ? operand.number() : -1;
    }

    /** Returns whether an operand must not share its place with another one. */
    private static boolean conflict(Operand operand, Operand other, boolean overwritten) {
        return switch (operand.role()) {
            case USE -> false;
            case USE_LATE -> !other.isUse() && !overwritten;
            case DEF -> !other.isUse();
            case DEF_EARLY -> true;
        };
    }

    private boolean overlap(
            int location, RegisterClass type, MachineBlock block, int index, int other, Operand operand) {
        int place = allocation.location(block, index, other);
        if (!Location.isSlot(location) || !Location.isSlot(place)) {
            return location == place;
        }
        int offset = Location.offset(location);
        int offset2 = Location.offset(place);
        return offset < offset2 + function.classOf(operand.register()).bytes() && offset2 < offset + type.bytes();
    }

    private String name(int location) {
        if (Location.isSlot(location)) {
            return "slot " + Location.offset(location);
        }
        return location < registers.names().length && registers.names()[location] != null
                ? registers.names()[location]
                : "register " + location;
    }

    // --- sorted arrays as sets ---

    private static int[] with(int[] set, int element) {
        int at = Arrays.binarySearch(set, element);
        if (at >= 0) {
            return set;
        }
        int[] larger = new int[set.length + 1];
        System.arraycopy(set, 0, larger, 0, ~at);
        larger[~at] = element;
        System.arraycopy(set, ~at, larger, ~at + 1, set.length + at + 1);
        return larger;
    }

    private static int[] without(int[] set, int element) {
        int at = Arrays.binarySearch(set, element);
        if (at < 0) {
            return set;
        }
        int[] smaller = new int[set.length - 1];
        System.arraycopy(set, 0, smaller, 0, at);
        System.arraycopy(set, at + 1, smaller, at, smaller.length - at);
        return smaller;
    }

    private static int[] intersection(int[] left, int[] right) {
        int count = 0;
        int[] common = new int[Math.min(left.length, right.length)];
        for (int k = 0, j = 0; k < left.length && j < right.length; ) {
            if (left[k] < right[j]) {
                k++;
            } else if (right[j] < left[k]) {
                j++;
            } else {
                common[count++] = left[k++];
                j++;
            }
        }
        return count == left.length ? left : Arrays.copyOf(common, count);
    }
}
