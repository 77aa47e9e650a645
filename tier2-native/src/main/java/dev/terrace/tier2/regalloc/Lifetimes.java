package dev.terrace.tier2.regalloc;

import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Place;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.Registers;
import java.util.Arrays;
import java.util.List;

/**
 * Where each virtual register lives and is used, and where physical registers are taken.
 *
 * <p>Everything in the function has a number: for each block one for its start, then one for each instruction. Number n has
 * two positions:
 *
 * <pre>
 *              moves "before the instruction" happen here, all at once
 *   2n         the instruction reads its USE operands; DEF_EARLY operands are taken
 *   2n + 1     the instruction writes its DEF operands; USE_LATE operands are still read; clobbered registers are lost
 * </pre>
 *
 * <p>A lifetime is a list of ranges [from, to) of positions. FIXED and SAME uses are moves before the instruction, so they
 * are uses at the last position before it; a FIXED definition is a move after it, so the lifetime begins at 2n + 2. An
 * edge's argument is used at the last position of the block.
 */
final class Lifetimes {
    /** A use that needs a register. */
    static final byte REGISTER = 0;
    /** A use that can read the spill slot. */
    static final byte ANYWHERE = 1;
    /** A use by a move, which reads any place. */
    static final byte MOVE = 2;
    /** The end of a loop in which the register is used. */
    static final byte LOOP_END = 3;

    /** The end of all positions. */
    static final int END = Integer.MAX_VALUE;

    private static final int HINTED_EDGES = 8;

    /**
     * How many blocks values may live in, added up over the values. Time and memory grow with it: 5,000 values that live
     * in 20,000 blocks each took 4.5 s to compile.
     */
    private static final int MAX_LIVE = 50_000_000;

    final MachineFunction function;
    final Registers registers;

    /** By block: the number of its start; behind the last one the count of numbers. */
    final int[] starts;

    /** By number: the index of the block. */
    final int[] blocks;

    /** By block: an estimate of how often it is executed. */
    final long[] weights;

    /** By virtual register: the first position, or -1 if nothing defines it. */
    final int[] definitions;

    /** By virtual register: the physical register that its definition writes, or -1. */
    final int[] fixedDefinitions;

    /** By virtual register: the instruction that makes its value from nothing, or null. */
    final MachineInstruction[] rematerializations;

    /** By virtual register: a physical register that later instructions want it in, or -1. */
    final int[] preferred;

    /** By virtual register: the index of its first range; a range has its two bounds at 2 * index and 2 * index + 1. */
    final int[] rangesOf;

    /** By virtual register: the index of its first use. */
    final int[] usesOf;

    /** By virtual register: what {@link #useHints} has for the definition. */
    final int[] definitionHints;

    /** By virtual register: the index of the block that it is a parameter of, or -1. */
    final int[] parameterOf;

    /** The bounds of ranges. */
    int[] ranges;

    /** By use: the position. */
    int[] usePositions;

    /** By use: one of the kinds above. */
    byte[] useKinds;

    /** By use: a physical register plus 1, or the complement of a virtual register to share a place with, or 0. */
    int[] useHints;

    /** The positions where all registers are clobbered. */
    final IntList calls = new IntList(64);

    /** By physical register: triples of bounds and the virtual register that is there, or -1, in order. */
    final IntList[] taken = new IntList[64];

    private final IntList eventRegisters;
    private final IntList eventPositions;
    private final IntList eventKinds;
    private final IntList eventHints;

    Lifetimes(MachineFunction function, Registers registers) {
        this.function = function;
        this.registers = registers;
        List<MachineBlock> list = function.blocks();
        int count = function.registers();
        starts = new int[list.size() + 1];
        weights = new long[list.size()];
        int numbers = 0;
        for (int index = 0; index < list.size(); index++) {
            MachineBlock block = list.get(index);
            if (block.index != index || block.instructions.isEmpty()) {
                throw new IllegalArgumentException(function.name() + ": " + block + " is empty or in the wrong place");
            }
            starts[index] = numbers;
            weights[index] = block.cold ? 1 : 16L << (3 * Math.min(block.loopDepth, 8));
            numbers += 1 + block.instructions.size();
        }
        starts[list.size()] = numbers;
        blocks = new int[numbers];
        definitions = filled(count);
        fixedDefinitions = filled(count);
        preferred = filled(count);
        parameterOf = filled(count);
        rematerializations = new MachineInstruction[count];
        definitionHints = new int[count];
        rangesOf = new int[count + 1];
        usesOf = new int[count + 1];
        eventRegisters = new IntList(4 * numbers);
        eventPositions = new IntList(4 * numbers);
        eventKinds = new IntList(4 * numbers);
        eventHints = new IntList(4 * numbers);
        Arrays.setAll(taken, register -> new IntList(0));
        for (MachineBlock block : list) {
            addBlock(block);
        }
        findPreferred();
        new LivenessPass().run();
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, -1);
        return array;
    }

    /** Returns the block of a position. */
    int blockOf(int position) {
        return blocks[position >> 1];
    }

    /** Returns how often a position is reached, by estimate. */
    long weightAt(int position) {
        return weights[blocks[position >> 1]];
    }

    /** Returns the first position of a block. */
    int start(int block) {
        return 2 * starts[block];
    }

    /** Returns the position after the last one of a block. */
    int end(int block) {
        return 2 * starts[block + 1];
    }

    private void addBlock(MachineBlock block) {
        int number = starts[block.index];
        blocks[number] = block.index;
        for (int parameter : block.parameters) {
            define(parameter, 2 * number);
            parameterOf[parameter] = block.index;
        }
        for (MachineInstruction instruction : block.instructions) {
            number++;
            blocks[number] = block.index;
            addInstruction(instruction, 2 * number);
        }
        for (MachineBlock.Edge edge : block.successors) {
            for (int k = 0; k < edge.arguments().length; k++) {
                addUse(edge.arguments()[k], 2 * number + 1, MOVE, ~edge.target().parameters[k]);
            }
        }
    }

    private void define(int register, int position) {
        if (definitions[register] >= 0) {
            throw new IllegalArgumentException(function.name() + ": v" + register + " is written in two places");
        }
        definitions[register] = position;
    }

    private void addUse(int register, int position, byte kind, int hint) {
        eventRegisters.add(register);
        eventPositions.add(position);
        eventKinds.add(kind);
        eventHints.add(hint);
    }

    private void addInstruction(MachineInstruction instruction, int position) {
        Operand[] operands = instruction.operands();
        long takenAtEnd = 0;
        for (int index = 0; index < operands.length; index++) {
            Operand operand = operands[index];
            int carrier = Carriers.of(operands, index);
            if (operand.isUse()) {
                addUse(instruction, operands, index, carrier, position);
                if (operand.place() == Place.FIXED) {
                    boolean late = operand.role() == Role.USE_LATE;
                    take(operand.number(), position, position + (late ? 2 : 1), operand.register());
                    takenAtEnd |= late ? 1L << operand.number() : 0;
                }
            } else {
                addDefinition(instruction, operands, index, carrier, position);
                if (carrier >= 0) {
                    take(carrier, operand.role() == Role.DEF ? position + 1 : position, position + 2, -1);
                    takenAtEnd |= 1L << carrier;
                }
            }
        }
        long clobbers = instruction.clobbers() & registers.all();
        if (clobbers != 0) {
            if ((clobbers | takenAtEnd & registers.all()) == registers.all()) {
                calls.add(position + 1);
            } else {
                for (long left = clobbers & ~takenAtEnd; left != 0; left &= left - 1) {
                    take(Long.numberOfTrailingZeros(left), position + 1, position + 2, -1);
                }
            }
        }
    }

    private void addUse(MachineInstruction instruction, Operand[] operands, int index, int carrier, int position) {
        Operand operand = operands[index];
        int register = operand.register();
        if (carrier >= 0) {
            if (operand.place() == Place.FIXED) {
                addUse(register, position - 1, MOVE, carrier + 1);
            }
        } else if (carrier != Carriers.NONE) {
            Operand definition = operands[Carriers.definition(carrier)];
            if (definition.number() == index) {
                addUse(register, position - 1, MOVE, ~definition.register());
            }
        } else {
            boolean anywhere = operand.place() == Place.ANY && rematerializations[register] == null;
            byte kind = anywhere ? ANYWHERE : REGISTER;
            int hint = instruction.isMove() ? ~operands[1].register() : 0;
            addUse(register, position, kind, hint);
            if (operand.role() == Role.USE_LATE) {
                addUse(register, position + 1, kind, hint);
            }
        }
    }

    private void addDefinition(
            MachineInstruction instruction, Operand[] operands, int index, int carrier, int position) {
        Operand operand = operands[index];
        int register = operand.register();
        if (carrier >= 0) {
            define(register, position + 2);
            fixedDefinitions[register] = carrier;
            definitionHints[register] = carrier + 1;
            return;
        }
        if (operand.place() == Place.SAME) {
            definitionHints[register] = ~operands[operand.number()].register();
        } else if (instruction.isMove()) {
            definitionHints[register] = ~operands[0].register();
        }
        if (operand.place() == Place.SAME || operand.role() == Role.DEF_EARLY) {
            define(register, position);
            addUse(register, position, REGISTER, 0);
            addUse(register, position + 1, REGISTER, 0);
        } else {
            define(register, position + 1);
            addUse(register, position + 1, operand.place() == Place.ANY ? ANYWHERE : REGISTER, 0);
            if (instruction.isRematerializable() && operands.length == 1 && instruction.clobbers() == 0) {
                rematerializations[register] = instruction;
            }
        }
    }

    private void take(int physical, int from, int to, int owner) {
        if (physical == registers.generalScratch() || physical == registers.vectorScratch()) {
            throw new IllegalArgumentException(function.name() + ": an operand is fixed to a scratch register");
        }
        IntList list = taken[physical];
        list.add(from);
        list.add(to);
        list.add(owner);
        // Operands are in any order, positions have to ascend.
        for (int at = list.size - 3; at > 0 && list.items[at - 3] > list.items[at]; at -= 3) {
            for (int k = at; k < at + 3; k++) {
                int item = list.items[k];
                list.items[k] = list.items[k - 3];
                list.items[k - 3] = item;
            }
        }
    }

    /** Carries the wishes of FIXED uses back to what their values are made from. */
    private void findPreferred() {
        List<MachineBlock> list = function.blocks();
        for (int b = list.size() - 1; b >= 0; b--) {
            MachineBlock block = list.get(b);
            for (int i = block.instructions.size() - 1; i >= 0; i--) {
                for (Operand operand : block.instructions.get(i).operands()) {
                    if (operand.isUse()) {
                        if (operand.place() == Place.FIXED) {
                            preferred[operand.register()] = operand.number();
                        }
                    } else if (definitionHints[operand.register()] < 0) {
                        prefer(~definitionHints[operand.register()], operand.register());
                    }
                }
            }
            for (int k = 0; k < block.parameters.length; k++) {
                for (int p = 0; p < Math.min(HINTED_EDGES, block.predecessors.size()); p++) {
                    prefer(argument(block.predecessors.get(p), block, k), block.parameters[k]);
                }
            }
        }
    }

    private void prefer(int register, int as) {
        if (preferred[register] < 0) {
            preferred[register] = preferred[as];
        }
    }

    /** Returns the virtual register that is the argument for a parameter on the way from a block to another. */
    static int argument(MachineBlock from, MachineBlock to, int parameter) {
        for (MachineBlock.Edge edge : from.successors) {
            if (edge.target() == to) {
                return edge.arguments()[parameter];
            }
        }
        throw new IllegalArgumentException(to + " has a predecessor that has no edge to it");
    }

    /** Finds the ranges of each virtual register by walking from its uses back to its definition. */
    private final class LivenessPass {
        private final List<MachineBlock> list = function.blocks();
        private final int count = list.size();
        private final int[] liveIn = filled(count);
        private final int[] liveOut = filled(count);
        private final int[] lastPosition = new int[count];
        private final int[] lastStamp = filled(count);
        private final int[] loopEnds = new int[count];
        private final IntList bounds = new IntList(4 * function.registers());
        private final IntList found = new IntList(64);
        private final IntList work = new IntList(64);
        private final IntList marks = new IntList(8);
        private int headers;

        /** How many blocks the values so far live in, added up. */
        private int live;

        void run() {
            for (MachineBlock block : list) {
                loopEnds[block.index] = -1;
                if (block.loopHeader) {
                    headers++;
                    for (MachineBlock predecessor : block.predecessors) {
                        if (predecessor.index >= block.index && !predecessor.cold) {
                            loopEnds[block.index] = Math.max(loopEnds[block.index], predecessor.index);
                        }
                    }
                }
            }
            int[] order = sortEvents();
            IntList positions = new IntList(order.length + 16);
            IntList kinds = new IntList(order.length + 16);
            IntList hints = new IntList(order.length + 16);
            int next = 0;
            for (int register = 0; register < function.registers(); register++) {
                int first = next;
                while (next < order.length && eventRegisters.get(order[next]) == register) {
                    next++;
                }
                rangesOf[register] = bounds.size >> 1;
                usesOf[register] = positions.size;
                if (definitions[register] < 0) {
                    if (next > first) {
                        throw new IllegalArgumentException(function.name() + ": v" + register + " is never written");
                    }
                    continue;
                }
                findRanges(register, order, first, next);
                int mark = 0;
                for (int k = first; k < next; k++) {
                    int position = eventPositions.get(order[k]);
                    for (; mark < marks.size && marks.get(mark) < position; mark++) {
                        positions.add(marks.get(mark));
                        kinds.add(LOOP_END);
                        hints.add(0);
                    }
                    positions.add(position);
                    kinds.add(eventKinds.get(order[k]));
                    hints.add(eventHints.get(order[k]));
                }
                for (; mark < marks.size; mark++) {
                    positions.add(marks.get(mark));
                    kinds.add(LOOP_END);
                    hints.add(0);
                }
            }
            rangesOf[function.registers()] = bounds.size >> 1;
            usesOf[function.registers()] = positions.size;
            ranges = bounds.items;
            usePositions = positions.items;
            useHints = hints.items;
            useKinds = new byte[kinds.size];
            for (int k = 0; k < kinds.size; k++) {
                useKinds[k] = (byte) kinds.get(k);
            }
        }

        /** Returns the indices of the events, by register and then by position. */
        private int[] sortEvents() {
            int[] next = new int[function.registers() + 1];
            for (int k = 0; k < eventRegisters.size; k++) {
                next[eventRegisters.get(k) + 1]++;
            }
            for (int register = 0; register < function.registers(); register++) {
                next[register + 1] += next[register];
            }
            int[] order = new int[eventRegisters.size];
            for (int k = 0; k < eventRegisters.size; k++) {
                int at = next[eventRegisters.get(k)]++;
                order[at] = k;
            }
            // Within an instruction, operands are in any order.
            for (int k = 1; k < order.length; k++) {
                int event = order[k];
                int at = k;
                while (at > 0
                        && eventRegisters.get(order[at - 1]) == eventRegisters.get(event)
                        && eventPositions.get(order[at - 1]) > eventPositions.get(event)) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = event;
            }
            return order;
        }

        private void findRanges(int register, int[] order, int first, int next) {
            int definition = definitions[register];
            found.size = 0;
            work.size = 0;
            marks.size = 0;
            if (first == next) {
                return;
            }
            int home = blockOf(fixedDefinitions[register] >= 0 ? definition - 1 : definition);
            if (definition == end(home)) {
                throw new IllegalArgumentException(
                        function.name() + ": v" + register + " is written by the last instruction of a block");
            }
            int homeEnd = definition;
            for (int k = first; k < next; k++) {
                int position = eventPositions.get(order[k]);
                int block = blockOf(position);
                if (block == home) {
                    homeEnd = Math.max(homeEnd, position + 1);
                } else {
                    lastPosition[block] = position;
                    lastStamp[block] = register;
                    if (liveIn[block] != register) {
                        liveIn[block] = register;
                        found.add(block);
                        work.add(block);
                    }
                }
            }
            while (work.size > 0) {
                int block = work.get(--work.size);
                if (block == 0) {
                    throw new IllegalArgumentException(
                            function.name() + ": v" + register + " is read where it may not have been written");
                }
                for (MachineBlock predecessor : list.get(block).predecessors) {
                    int index = predecessor.index;
                    liveOut[index] = register;
                    if (index != home && liveIn[index] != register) {
                        liveIn[index] = register;
                        found.add(index);
                        work.add(index);
                    }
                }
            }
            live += found.size;
            if (live > MAX_LIVE) {
                throw new CompilationRefusedException("too many values live in too many blocks");
            }
            if (liveOut[home] == register) {
                homeEnd = end(home);
            }
            int begin = bounds.size;
            if (homeEnd > definition) {
                bounds.add(definition);
                bounds.add(homeEnd);
            }
            Arrays.sort(found.items, 0, found.size);
            for (int k = 0; k < found.size; k++) {
                int block = found.get(k);
                if (block < home) {
                    throw new IllegalArgumentException(
                            function.name() + ": v" + register + " lives in a block before its definition");
                }
                int to = liveOut[block] == register ? end(block) : lastPosition[block] + 1;
                if (bounds.size > begin && bounds.get(bounds.size - 1) == start(block)) {
                    bounds.items[bounds.size - 1] = to;
                } else {
                    bounds.add(start(block));
                    bounds.add(to);
                }
            }
            if (headers > 0) {
                markLoops(register);
            }
        }

        /** A value from before a loop that is used in it is needed again behind its last use: in the next round. */
        private void markLoops(int register) {
            for (int k = 0; k < found.size; k++) {
                int header = found.get(k);
                int last = loopEnds[header];
                if (last < 0 || liveOut[last] != register) {
                    continue;
                }
                for (int j = k; j < found.size && found.get(j) <= last; j++) {
                    if (lastStamp[found.get(j)] == register) {
                        marks.add(end(last) - 1);
                        break;
                    }
                }
            }
            Arrays.sort(marks.items, 0, marks.size);
        }
    }
}
