package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Gives spilled virtual registers slots in the frame, the same one to several if they do not live there at the same time; so
 * too, if possible, to an edge's argument and the parameter that it becomes, which saves the move. The slots of vectors are
 * first, so that they are aligned.
 */
final class SpillSlots {
    private static final int NONE = -1;

    private final Lifetimes lifetimes;
    private final Interval[] first;
    private final boolean[] storedOnce;

    /** By virtual register: its slot's number among those of its size, or NONE. */
    private final int[] slots;

    private final Pool words = new Pool();
    private final Pool vectors = new Pool();

    /**
     * Assigns the slots.
     *
     * @param storedOnce by virtual register, whether its slot has its value from the definition on
     */
    SpillSlots(Lifetimes lifetimes, Interval[] first, boolean[] storedOnce) {
        this.lifetimes = lifetimes;
        this.first = first;
        this.storedOnce = storedOnce;
        slots = new int[first.length];
        Arrays.fill(slots, NONE);
        List<Stay> stays = new ArrayList<>();
        for (int register = 0; register < first.length; register++) {
            if (first[register] != null && lifetimes.rematerializations[register] == null) {
                Stay stay = stay(register);
                if (stay != null) {
                    stays.add(stay);
                }
            }
        }
        stays.sort((left, right) -> left.from() != right.from()
                ? Integer.compare(left.from(), right.from())
                : Integer.compare(left.register(), right.register()));
        int[][] friends = friends(stays);
        for (Stay stay : stays) {
            Pool pool = isVector(stay.register()) ? vectors : words;
            slots[stay.register()] = pool.take(stay, friends[stay.register()]);
        }
    }

    private boolean isVector(int register) {
        return lifetimes.function.classOf(register).bytes() == 16;
    }

    /** Returns the size of all slots in bytes, a multiple of 16. */
    int frameBytes() {
        return 16 * vectors.count + 8 * words.count + 15 & -16;
    }

    /** Returns the location of a place: a physical register, or the complement of a virtual one that has a slot. */
    int location(int place) {
        if (place >= 0) {
            return place;
        }
        int slot = slots[~place];
        if (slot == NONE) {
            throw new IllegalStateException(lifetimes.function.name() + ": v" + ~place + " has no spill slot");
        }
        return Location.slot(isVector(~place) ? 16 * slot : 16 * vectors.count + 8 * slot);
    }

    /** When a virtual register is in its slot: from the first position to before the last, with holes. */
    private record Stay(int register, int[] ranges) {
        int from() {
            return ranges[0];
        }

        int to() {
            return ranges[ranges.length - 1];
        }

        boolean overlaps(Stay other) {
            int k = 0;
            int j = 0;
            while (k < ranges.length && j < other.ranges.length) {
                if (ranges[k + 1] <= other.ranges[j]) {
                    k += 2;
                } else if (other.ranges[j + 1] <= ranges[k]) {
                    j += 2;
                } else {
                    return true;
                }
            }
            return false;
        }
    }

    private Stay stay(int register) {
        IntList bounds = new IntList(8);
        boolean spilled = false;
        for (Interval part = first[register]; part != null; part = part.next) {
            spilled |= part.isSpilled();
            if (part.isSpilled() || storedOnce[register]) {
                addRanges(part, bounds);
            }
        }
        return spilled ? new Stay(register, Arrays.copyOf(bounds.items, bounds.size)) : null;
    }

    private void addRanges(Interval part, IntList bounds) {
        // A part that begins between reads and writes is stored before the instruction.
        int begin = part == first[part.register] ? part.from : part.from & ~1;
        int[] ranges = lifetimes.ranges;
        int low = lifetimes.rangesOf[part.register];
        int high = lifetimes.rangesOf[part.register + 1];
        while (low < high) {
            int middle = low + high >>> 1;
            if (ranges[2 * middle + 1] <= begin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int range = low; range < lifetimes.rangesOf[part.register + 1] && ranges[2 * range] < part.to; range++) {
            int from = Math.max(begin, ranges[2 * range]);
            int to = Math.min(part.to, ranges[2 * range + 1]);
            if (bounds.size > 0 && bounds.get(bounds.size - 1) >= from) {
                bounds.items[bounds.size - 1] = to;
            } else {
                bounds.add(from);
                bounds.add(to);
            }
        }
    }

    /** Returns, by virtual register, the ones that are moved to it or that it is moved to along edges. */
    private int[][] friends(List<Stay> stays) {
        boolean[] stayed = new boolean[first.length];
        for (Stay stay : stays) {
            stayed[stay.register()] = true;
        }
        int[][] friends = new int[first.length][];
        for (MachineBlock block : lifetimes.function.blocks()) {
            for (MachineBlock.Edge edge : block.successors) {
                for (int k = 0; k < edge.arguments().length; k++) {
                    int argument = edge.arguments()[k];
                    int parameter = edge.target().parameters[k];
                    if (stayed[argument] && stayed[parameter]) {
                        friends[argument] = append(friends[argument], parameter);
                        friends[parameter] = append(friends[parameter], argument);
                    }
                }
            }
        }
        return friends;
    }

    private static int[] append(int[] list, int item) {
        int[] longer = list == null ? new int[1] : Arrays.copyOf(list, list.length + 1);
        longer[longer.length - 1] = item;
        return longer;
    }

    /** The slots of one size. */
    private final class Pool {
        /** A slot that is free from a position on. */
        private record Free(int slot, int from) {}

        private int count;

        /** By slot: who has been in it. */
        private final List<List<Stay>> guests = new ArrayList<>();

        private final IntList ends = new IntList(16);
        private final PriorityQueue<Free> leaving = new PriorityQueue<>((left, right) -> left.from() != right.from()
                ? Integer.compare(left.from(), right.from())
                : Integer.compare(left.slot(), right.slot()));

        int take(Stay stay, int[] friends) {
            int slot = friends == null ? NONE : friendly(stay, friends);
            if (slot == NONE) {
                slot = vacant(stay.from());
            }
            if (slot == NONE) {
                slot = count++;
                guests.add(new ArrayList<>());
                ends.add(0);
            }
            guests.get(slot).add(stay);
            ends.items[slot] = Math.max(ends.items[slot], stay.to());
            leaving.add(new Free(slot, ends.items[slot]));
            return slot;
        }

        private int vacant(int from) {
            while (!leaving.isEmpty() && leaving.peek().from() <= from) {
                Free free = leaving.poll();
                if (ends.items[free.slot()] == free.from()) {
                    return free.slot();
                }
            }
            return NONE;
        }

        private int friendly(Stay stay, int[] friends) {
            for (int friend : friends) {
                int slot = slots[friend];
                if (slot != NONE && isFreeFor(stay, slot)) {
                    return slot;
                }
            }
            return NONE;
        }

        private boolean isFreeFor(Stay stay, int slot) {
            List<Stay> list = guests.get(slot);
            for (int k = list.size() - 1; k >= 0; k--) {
                if (list.get(k).to() > stay.from() && list.get(k).overlaps(stay)) {
                    return false;
                }
            }
            return true;
        }
    }
}
