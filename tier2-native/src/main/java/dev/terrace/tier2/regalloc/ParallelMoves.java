package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Allocation.Move;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts moves that happen at once in an order in which nothing is overwritten before it is read. What is left when no move
 * can be made are cycles: one of the values is held in a scratch register while the others move on.
 *
 * <p>Moves from slot to slot need a scratch register themselves. In a cycle that has such, a slot's value is held in the vector
 * scratch register, whatever its class, and slots are copied in words through the general one. Values that are made anew
 * come last, when nothing is held, since emitting them may need scratch registers.
 */
final class ParallelMoves {
    private static final int NONE = -1;

    private final Registers registers;
    private final List<Move> moves = new ArrayList<>();

    /** The group that is being collected. */
    private final List<Move> group = new ArrayList<>();

    private final List<Move> makings = new ArrayList<>();

    /** By index of a location: how many moves still have to read it. */
    private final int[] readers;

    /** By index of a location: the index of the move of the group that writes it, or NONE. */
    private final int[] writers;

    private int[] ready = new int[16];

    ParallelMoves(Registers registers, int frameBytes) {
        this.registers = registers;
        readers = new int[64 + frameBytes / 8];
        writers = new int[64 + frameBytes / 8];
        Arrays.fill(writers, NONE);
    }

    /** Returns how many moves are in order. */
    int size() {
        return moves.size();
    }

    /** Returns the moves in order. */
    List<Move> moves() {
        return moves;
    }

    /** Adds a move to the group. The same one may be there already. */
    void add(RegisterClass type, int from, int to) {
        if (from != to) {
            group.add(new Move(type, from, to, null));
        }
    }

    /** Adds to the group that a value is made anew. */
    void make(RegisterClass type, MachineInstruction instruction, int to) {
        if (Location.isSlot(to)) {
            int scratch = registers.scratch(type);
            makings.add(new Move(type, scratch, scratch, instruction));
            makings.add(new Move(type, scratch, to, null));
        } else {
            makings.add(new Move(type, to, to, instruction));
        }
    }

    private static int index(int location) {
        return Location.isSlot(location) ? 64 + Location.offset(location) / 8 : location;
    }

    private static boolean isSlotToSlot(Move move) {
        return Location.isSlot(move.from()) && Location.isSlot(move.to());
    }

    /** Puts the group in order and begins a new one. */
    void finish() {
        if (group.size() == 1) {
            moves.add(group.get(0));
        } else if (!group.isEmpty()) {
            order();
        }
        group.clear();
        moves.addAll(makings);
        makings.clear();
    }

    private void order() {
        int count = group.size();
        if (ready.length < count) {
            ready = new int[2 * count];
        }
        for (int k = 0; k < count; k++) {
            Move move = group.get(k);
            int target = index(move.to());
            if (writers[target] != NONE && group.get(writers[target]).from() == move.from()) {
                continue;
            }
            if (writers[target] != NONE) {
                throw new IllegalStateException("two values are moved to " + move.to() + " at once: " + group);
            }
            writers[target] = k;
            readers[index(move.from())]++;
        }
        int waiting = 0;
        int left = 0;
        for (int k = count - 1; k >= 0; k--) {
            int target = index(group.get(k).to());
            if (writers[target] == k) {
                left++;
                if (readers[target] == 0) {
                    ready[waiting++] = k;
                }
            }
        }
        while (waiting > 0) {
            Move move = group.get(ready[--waiting]);
            moves.add(move);
            left--;
            writers[index(move.to())] = NONE;
            int source = index(move.from());
            if (--readers[source] == 0 && writers[source] != NONE) {
                ready[waiting++] = writers[source];
            }
        }
        for (int k = 0; k < count && left > 0; k++) {
            if (writers[index(group.get(k).to())] == k) {
                left -= rotate(k);
            }
        }
    }

    /** Makes the moves of a cycle that one move is in, and returns how many they are. */
    private int rotate(int start) {
        Move held = group.get(start);
        Move move = held;
        do {
            move = writer(move.from());
            if (isSlotToSlot(move)) {
                held = move;
                break;
            }
        } while (move != group.get(start));
        boolean slots = isSlotToSlot(held);
        RegisterClass type = slots && held.type() == RegisterClass.GENERAL ? RegisterClass.FLOAT : held.type();
        int scratch = registers.scratch(type);
        moves.add(new Move(type, held.from(), scratch, null));
        int count = 1;
        for (move = writer(held.from()); move != held; move = writer(move.from())) {
            if (isSlotToSlot(move)) {
                copyWords(move);
            } else {
                moves.add(move);
            }
            count++;
        }
        moves.add(new Move(type, scratch, held.to(), null));
        for (int k = 0; k < count; k++) {
            int from = index(move.from());
            readers[from] = 0;
            Move next = writer(move.from());
            writers[index(move.to())] = NONE;
            move = next;
        }
        return count;
    }

    private Move writer(int location) {
        int writer = writers[index(location)];
        return writer == NONE ? null : group.get(writer);
    }

    private void copyWords(Move move) {
        for (int offset = 0; offset < move.type().bytes(); offset += 8) {
            moves.add(new Move(
                    RegisterClass.GENERAL,
                    Location.slot(Location.offset(move.from()) + offset),
                    Location.slot(Location.offset(move.to()) + offset),
                    null));
        }
    }
}
