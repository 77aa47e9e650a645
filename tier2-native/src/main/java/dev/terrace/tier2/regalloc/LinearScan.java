package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.RegisterClass;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Gives each interval a register, in the order of their first positions. An interval that finds no register free for its
 * whole length is split: the part that finds one is placed, the rest comes up again later. If none is free at all, the
 * interval whose next use is farthest away goes to its spill slot from its last use to its next.
 *
 * <p>Splits are at even positions, where moves can be. Only a change from a register to the spill slot can also be at an odd
 * position, between the reads and the writes of an instruction: the value, which never changes, is then stored before the
 * instruction.
 */
final class LinearScan {
    private static final int REGISTERS = 64;
    private static final int HINTED_USES = 12;

    private final Lifetimes lifetimes;
    private final SplitPositions splits;

    /** By virtual register: the first part of its lifetime, or null if it has none. */
    private final Interval[] first;

    /** By virtual register: a physical register that a part of it has, or -1. */
    private final int[] lastPhysical;

    private final boolean[] spilled;
    private final PriorityQueue<Interval> parts = new PriorityQueue<>(this::compare);

    private final Interval[] active = new Interval[REGISTERS];
    private Interval[] inactive = new Interval[64];
    private int inactiveCount;

    /** The first position where an active interval ends or comes to a hole. */
    private int activeChange;

    /** The first position where an inactive interval ends or its hole does. */
    private int inactiveChange;

    /** By physical register: the index of the first triple in {@link Lifetimes#taken} that is not over. */
    private final int[] takenNext = new int[REGISTERS];

    private final int[] free = new int[REGISTERS];
    private final int[] blocked = new int[REGISTERS];
    private final long[] hints = new long[REGISTERS];

    LinearScan(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        splits = new SplitPositions(lifetimes);
        int count = lifetimes.definitions.length;
        first = new Interval[count];
        lastPhysical = new int[count];
        Arrays.fill(lastPhysical, -1);
        spilled = new boolean[count];
    }

    /** Returns the first part of each virtual register's lifetime, by register; null for those without a lifetime. */
    Interval[] run() {
        long[] order = new long[first.length];
        int count = 0;
        for (int register = 0; register < first.length; register++) {
            int from = lifetimes.rangesOf[register];
            int to = lifetimes.rangesOf[register + 1];
            if (from < to) {
                Interval interval = new Interval(
                        register,
                        lifetimes.ranges[2 * from],
                        lifetimes.ranges[2 * to - 1],
                        from,
                        lifetimes.usesOf[register]);
                first[register] = interval;
                order[count++] = key(interval);
            }
        }
        Arrays.sort(order, 0, count);
        int next = 0;
        while (next < count || !parts.isEmpty()) {
            Interval interval;
            if (next < count && (parts.isEmpty() || order[next] <= key(parts.peek()))) {
                interval = first[(int) order[next++] & Integer.MAX_VALUE];
            } else {
                interval = parts.poll();
            }
            advance(interval.from);
            if (!tryFree(interval)) {
                evictFor(interval);
            }
        }
        return first;
    }

    /** Orders intervals by their beginning; first those that need a register for the whole of that instruction. */
    private long key(Interval interval) {
        boolean whole = lastOfInstruction(interval) > interval.from;
        return ((long) interval.from << 1 | (whole ? 0 : 1)) << 31 | interval.register;
    }

    private int compare(Interval left, Interval right) {
        return Long.compare(key(left), key(right));
    }

    // --- what is where ---

    /** Moves on to a position: intervals end, come to holes, and come out of them. */
    private void advance(int position) {
        if (position >= activeChange) {
            activeChange = Lifetimes.END;
            for (int physical = 0; physical < REGISTERS; physical++) {
                Interval interval = active[physical];
                if (interval == null) {
                    continue;
                }
                if (interval.to <= position) {
                    active[physical] = null;
                } else if (!covers(interval, position)) {
                    active[physical] = null;
                    addInactive(interval);
                } else {
                    activeChange = Math.min(activeChange, rangeEnd(interval));
                }
            }
        }
        if (position >= inactiveChange) {
            inactiveChange = Lifetimes.END;
            int kept = 0;
            for (int k = 0; k < inactiveCount; k++) {
                Interval interval = inactive[k];
                if (interval.to <= position) {
                    continue;
                }
                if (covers(interval, position)) {
                    activate(interval);
                } else {
                    inactive[kept++] = interval;
                    inactiveChange = Math.min(inactiveChange, rangeStart(interval));
                }
            }
            Arrays.fill(inactive, kept, inactiveCount, null);
            inactiveCount = kept;
        }
    }

    private void activate(Interval interval) {
        if (active[interval.location] != null) {
            throw new IllegalStateException(interval + " and " + active[interval.location] + " are in one register: "
                    + lifetimes.function.name());
        }
        active[interval.location] = interval;
        activeChange = Math.min(activeChange, rangeEnd(interval));
    }

    private void addInactive(Interval interval) {
        if (inactiveCount == inactive.length) {
            inactive = Arrays.copyOf(inactive, 2 * inactiveCount);
        }
        inactive[inactiveCount++] = interval;
        inactiveChange = Math.min(inactiveChange, rangeStart(interval));
    }

    /** Returns whether an interval lives at a position, which is not before one asked for earlier. */
    private boolean covers(Interval interval, int position) {
        int[] ranges = lifetimes.ranges;
        while (ranges[2 * interval.range + 1] <= position) {
            interval.range++;
        }
        return ranges[2 * interval.range] <= position;
    }

    private int rangeStart(Interval interval) {
        return Math.max(interval.from, lifetimes.ranges[2 * interval.range]);
    }

    private int rangeEnd(Interval interval) {
        return Math.min(interval.to, lifetimes.ranges[2 * interval.range + 1]);
    }

    /** Returns the first position where both intervals live, or END. */
    private int intersection(Interval left, Interval right) {
        int[] ranges = lifetimes.ranges;
        int l = left.range;
        int r = right.range;
        int end = Math.min(left.to, right.to);
        int begin = Math.max(left.from, right.from);
        while (true) {
            int from = Math.max(begin, Math.max(ranges[2 * l], ranges[2 * r]));
            if (from >= end) {
                return Lifetimes.END;
            }
            int leftEnd = ranges[2 * l + 1];
            int rightEnd = ranges[2 * r + 1];
            if (from < leftEnd && from < rightEnd) {
                return from;
            }
            if (leftEnd <= from) {
                l++;
            }
            if (rightEnd <= from) {
                r++;
            }
            if (l >= lifetimes.rangesOf[left.register + 1] || r >= lifetimes.rangesOf[right.register + 1]) {
                return Lifetimes.END;
            }
        }
    }

    /** Returns the first position where an interval lives and all registers are clobbered, or END. */
    private int firstCall(Interval interval) {
        int[] ranges = lifetimes.ranges;
        for (int range = interval.range; ; range++) {
            if (range >= lifetimes.rangesOf[interval.register + 1] || ranges[2 * range] >= interval.to) {
                return Lifetimes.END;
            }
            int call = callAtOrAfter(Math.max(interval.from, ranges[2 * range]));
            if (call >= interval.to) {
                return Lifetimes.END;
            }
            if (call < ranges[2 * range + 1]) {
                return call;
            }
        }
    }

    private int callAtOrAfter(int position) {
        int index = Arrays.binarySearch(lifetimes.calls.items, 0, lifetimes.calls.size, position);
        index = index < 0 ? ~index : index;
        return index < lifetimes.calls.size ? lifetimes.calls.get(index) : Lifetimes.END;
    }

    private int lastCallBefore(int position) {
        int index = Arrays.binarySearch(lifetimes.calls.items, 0, lifetimes.calls.size, position);
        index = index < 0 ? ~index : index;
        return index > 0 ? lifetimes.calls.get(index - 1) : -1;
    }

    /** Returns the first position where an interval lives and a register is taken by something fixed, or END. */
    private int firstTaken(Interval interval, int physical) {
        IntList taken = lifetimes.taken[physical];
        int at = takenNext[physical];
        while (at < taken.size && taken.items[at + 1] <= interval.from) {
            at += 3;
        }
        takenNext[physical] = at;
        int[] ranges = lifetimes.ranges;
        int range = interval.range;
        int lastRange = lifetimes.rangesOf[interval.register + 1];
        for (; at < taken.size && taken.items[at] < interval.to; at += 3) {
            if (taken.items[at + 2] == interval.register) {
                continue;
            }
            while (ranges[2 * range + 1] <= taken.items[at]) {
                if (++range >= lastRange) {
                    return Lifetimes.END;
                }
            }
            int from = Math.max(interval.from, Math.max(taken.items[at], ranges[2 * range]));
            if (from < taken.items[at + 1] && from < interval.to) {
                return from;
            }
        }
        return Lifetimes.END;
    }

    // --- uses ---

    private int lastUseOf(Interval interval) {
        return lifetimes.usesOf[interval.register + 1];
    }

    /** Returns the index of the first use of an interval at or after a position, not before one asked for earlier. */
    private int useAt(Interval interval, int position) {
        int end = lastUseOf(interval);
        while (interval.use < end && lifetimes.usePositions[interval.use] < position) {
            interval.use++;
        }
        return interval.use;
    }

    /** Returns whether an interval needs a register at just this position. */
    private boolean needsRegister(Interval interval, int position) {
        for (int use = interval.use; use < lastUseOf(interval) && lifetimes.usePositions[use] <= position; use++) {
            if (lifetimes.usePositions[use] == position && lifetimes.useKinds[use] == Lifetimes.REGISTER) {
                return true;
            }
        }
        return false;
    }

    /** Returns the position that a register for an interval has to last for, at least. */
    private int lastOfInstruction(Interval interval) {
        return (interval.from & 1) == 0 && needsRegister(interval, interval.from + 1)
                ? interval.from + 1
                : interval.from;
    }

    /** Returns the position of the first use of an interval from where allocation is, the ends of loops left out. */
    private int firstUse(Interval interval, boolean inRegister) {
        for (int use = useAt(interval, interval.from); use < lastUseOf(interval); use++) {
            int position = lifetimes.usePositions[use];
            if (position >= interval.to) {
                break;
            }
            byte kind = lifetimes.useKinds[use];
            if (kind == Lifetimes.REGISTER || !inRegister && kind != Lifetimes.LOOP_END) {
                return position;
            }
        }
        return Lifetimes.END;
    }

    /** Returns the position behind the last use of an interval before a position, or that of its beginning. */
    private int behindLastUse(Interval interval, int position) {
        int low = lifetimes.usesOf[interval.register];
        int index = Arrays.binarySearch(lifetimes.usePositions, low, lastUseOf(interval), position);
        index = index < 0 ? ~index : index;
        // Several uses can be at one position.
        while (index > low && lifetimes.usePositions[index - 1] >= position) {
            index--;
        }
        while (index > low && lifetimes.useKinds[index - 1] == Lifetimes.LOOP_END) {
            index--;
        }
        return index > low ? Math.max(interval.from, lifetimes.usePositions[index - 1] + 1) : interval.from;
    }

    /**
     * Returns the position of the use that a spilled interval should be in a register again for, or END: one that needs a
     * register, or the first of several that would each read the slot.
     */
    private int reloadUse(Interval interval, int after) {
        int end = lastUseOf(interval);
        for (int use = interval.use; use < end; use++) {
            int position = lifetimes.usePositions[use];
            if (position >= interval.to) {
                break;
            }
            if ((position & ~1) <= after) {
                continue;
            }
            byte kind = lifetimes.useKinds[use];
            if (kind == Lifetimes.REGISTER) {
                return position;
            }
            if (kind == Lifetimes.ANYWHERE && use + 1 < end) {
                int following = lifetimes.usePositions[use + 1];
                if (following > (position | 1) && following < callAtOrAfter(position)) {
                    return position;
                }
            }
        }
        return Lifetimes.END;
    }

    // --- splitting ---

    /** Splits an interval at a position inside it; the part behind has no location and is in no list yet. */
    private Interval split(Interval interval, int position) {
        int[] ranges = lifetimes.ranges;
        int range = interval.range;
        while (ranges[2 * range + 1] <= position) {
            range++;
        }
        Interval rest = new Interval(
                interval.register, Math.max(position, ranges[2 * range]), interval.to, range, interval.use);
        useAt(rest, rest.from);
        rest.next = interval.next;
        interval.next = rest;
        if (ranges[2 * range] < position) {
            interval.to = position;
        } else {
            interval.to = ranges[2 * range - 1];
        }
        return rest;
    }

    /** Leaves an interval in its spill slot until it is used in a register after a position. */
    private void spill(Interval interval, int after) {
        interval.location = Interval.SPILLED;
        spilled[interval.register] = true;
        int use = reloadUse(interval, after);
        if (use != Lifetimes.END) {
            int high = use & ~1;
            int low = Math.max(after, lastCallBefore(high)) + 1;
            parts.add(split(interval, splits.choose(low, high, true)));
        }
    }

    /** Ends an interval before its register is taken at a position, as cheaply as possible. */
    private void splitBefore(Interval interval, int position, boolean call) {
        int low = Math.max(behindLastUse(interval, position), interval.from + 1);
        int at = splits.choose(low, position, !call);
        if (at < 0 && !call && position - 1 > interval.from) {
            // The use needs a register, but perhaps another one lasts longer.
            at = position - 1;
        }
        if (at >= 0) {
            parts.add(split(interval, at));
        } else {
            spill(split(interval, position), position);
        }
    }

    // --- allocation ---

    private void assign(Interval interval, int physical) {
        interval.location = physical;
        lastPhysical[interval.register] = physical;
        activate(interval);
    }

    private RegisterClass classOf(Interval interval) {
        return lifetimes.function.classOf(interval.register);
    }

    private boolean tryFree(Interval interval) {
        int[] candidates = lifetimes.registers.of(classOf(interval));
        int call = firstCall(interval);
        for (int physical : candidates) {
            free[physical] = active[physical] != null ? 0 : Math.min(call, firstTaken(interval, physical));
        }
        limitByInactive(interval, free);
        hint(interval, candidates);
        int best = -1;
        boolean whole = false;
        for (int physical : candidates) {
            boolean fits = free[physical] >= interval.to;
            if (best < 0 || fits && !whole) {
                best = physical;
            } else if (fits == whole) {
                boolean better = hints[physical] != hints[best] && (fits || free[physical] == free[best])
                        ? hints[physical] > hints[best]
                        : fits ? free[physical] < free[best] : free[physical] > free[best];
                best = better ? physical : best;
            }
            whole |= fits;
        }
        if (whole) {
            assign(interval, best);
            return true;
        }
        int limit = free[best];
        if (limit <= lastOfInstruction(interval)) {
            return false;
        }
        if (firstUse(interval, false) >= limit) {
            spill(interval, interval.from);
            return true;
        }
        splitBefore(interval, limit, limit == call);
        assign(interval, best);
        return true;
    }

    private void limitByInactive(Interval interval, int[] limits) {
        RegisterClass type = classOf(interval);
        for (int k = 0; k < inactiveCount; k++) {
            Interval other = inactive[k];
            int start = rangeStart(other);
            if (start < interval.to && start < limits[other.location] && type.sharesRegistersWith(classOf(other))) {
                limits[other.location] = Math.min(limits[other.location], intersection(interval, other));
            }
        }
    }

    /** Weighs how much moving is saved by giving an interval each of the registers. */
    private void hint(Interval interval, int[] candidates) {
        for (int physical : candidates) {
            hints[physical] = 0;
        }
        int register = interval.register;
        long weight = lifetimes.weightAt(interval.from);
        if (interval == first[register]) {
            hint(lifetimes.definitionHints[register], weight, true);
            int block = lifetimes.parameterOf[register];
            if (block >= 0) {
                hintArguments(register, block);
            }
        } else if (lastPhysical[register] >= 0) {
            hints[lastPhysical[register]] += weight;
        }
        if (lifetimes.preferred[register] >= 0) {
            hints[lifetimes.preferred[register]] += 1;
        }
        int end = Math.min(lastUseOf(interval), interval.use + HINTED_USES);
        for (int use = interval.use; use < end && lifetimes.usePositions[use] < interval.to; use++) {
            int hint = lifetimes.useHints[use];
            if (hint != 0) {
                hint(hint, lifetimes.weightAt(lifetimes.usePositions[use]), false);
            }
        }
    }

    private void hint(int hint, long weight, boolean definition) {
        if (hint > 0) {
            hints[hint - 1] += weight;
        } else if (hint < 0) {
            int other = ~hint;
            int physical = lastPhysical[other];
            if (!definition && first[other] != null && first[other].location >= 0) {
                physical = first[other].location;
            }
            if (physical >= 0) {
                hints[physical] += weight;
            } else if (lifetimes.preferred[other] >= 0) {
                hints[lifetimes.preferred[other]] += weight;
            }
        }
    }

    private void hintArguments(int parameter, int index) {
        var block = lifetimes.function.blocks().get(index);
        int position = 0;
        while (block.parameters[position] != parameter) {
            position++;
        }
        int count = Math.min(8, block.predecessors.size());
        for (int k = 0; k < count; k++) {
            var predecessor = block.predecessors.get(k);
            hint(~Lifetimes.argument(predecessor, block, position), lifetimes.weights[predecessor.index], true);
        }
    }

    /** Finds a register for an interval by spilling what is there, or spills the interval. */
    private void evictFor(Interval interval) {
        int[] candidates = lifetimes.registers.of(classOf(interval));
        int from = interval.from;
        int call = firstCall(interval);
        for (int physical : candidates) {
            blocked[physical] = Math.min(call, firstTaken(interval, physical));
        }
        boolean needed = needsRegister(interval, from);
        int until = lastOfInstruction(interval);
        int best = -1;
        long bestDistance = needed ? -1 : distance(interval, from);
        for (int physical : candidates) {
            if (blocked[physical] <= until) {
                continue;
            }
            long distance = Math.min(distanceAt(physical, interval), blocked[physical] - (long) from);
            if (distance > 0 && distance > bestDistance) {
                best = physical;
                bestDistance = distance;
            }
        }
        if (best < 0 && !needed) {
            spill(interval, from);
            return;
        }
        if (best < 0) {
            best = displace(interval, candidates, until);
        } else {
            vacate(interval, best);
        }
        if (blocked[best] < interval.to) {
            splitBefore(interval, blocked[best], blocked[best] == call);
        }
        assign(interval, best);
    }

    /** Returns how far away the next use is of anything in a register that an interval could have; 0 if it cannot go. */
    private long distanceAt(int physical, Interval interval) {
        int from = interval.from;
        long distance = Long.MAX_VALUE;
        if (active[physical] != null) {
            distance = distance(active[physical], from);
        }
        for (int k = 0; k < inactiveCount; k++) {
            Interval other = inactive[k];
            if (other.location == physical && intersection(interval, other) != Lifetimes.END) {
                distance = Math.min(distance, distance(other, from));
            }
        }
        return distance;
    }

    /**
     * Returns how far away the next use of an interval is, longer if it is executed more rarely; 0 if a register is needed
     * right here.
     */
    private long distance(Interval interval, int position) {
        int use = useAt(interval, position);
        while (use < lastUseOf(interval)
                && lifetimes.usePositions[use] == position
                && lifetimes.useKinds[use] != Lifetimes.REGISTER) {
            use++;
        }
        if (use == lastUseOf(interval) || lifetimes.usePositions[use] >= interval.to) {
            return Lifetimes.END;
        }
        int at = lifetimes.usePositions[use];
        if (at == position) {
            return 0;
        }
        long distance = (long) at - position;
        long here = lifetimes.weightAt(position);
        long there = lifetimes.weightAt(at);
        if (there < here) {
            distance = distance * (here / there);
        }
        if (spilled[interval.register] || lifetimes.rematerializations[interval.register] != null) {
            distance *= 2;
        }
        return Math.min(distance, Lifetimes.END - 1);
    }

    /** Takes a register away from everything there that stands in an interval's way. */
    private void vacate(Interval interval, int physical) {
        int from = interval.from;
        Interval occupant = active[physical];
        if (occupant != null) {
            active[physical] = null;
            evict(occupant, from);
        }
        int kept = 0;
        for (int k = 0; k < inactiveCount; k++) {
            Interval other = inactive[k];
            if (other.location == physical && intersection(interval, other) != Lifetimes.END) {
                // It is in a hole: the rest looks for another place behind that.
                parts.add(split(other, rangeStart(other)));
            } else {
                inactive[kept++] = other;
            }
        }
        Arrays.fill(inactive, kept, inactiveCount, null);
        inactiveCount = kept;
    }

    private void evict(Interval occupant, int position) {
        int low = behindLastUse(occupant, position);
        int at = splits.choose(low, position, true);
        if (at < 0) {
            at = position;
        }
        spill(at == occupant.from ? occupant : splitBehind(occupant, at), position);
    }

    /** Splits an interval at a position that allocation may have passed. */
    private Interval splitBehind(Interval interval, int position) {
        int low = lifetimes.rangesOf[interval.register];
        while (interval.range > low && lifetimes.ranges[2 * interval.range - 1] > position) {
            interval.range--;
        }
        return split(interval, position);
    }

    /** Makes place for an interval where something is used at this very position, but could be in another register. */
    private int displace(Interval interval, int[] candidates, int until) {
        for (int physical : candidates) {
            Interval occupant = active[physical];
            if (blocked[physical] > until
                    && (interval.from & 1) == 0
                    && occupant != null
                    && occupant.from < interval.from
                    && !needsRegister(occupant, interval.from + 1)) {
                parts.add(split(occupant, interval.from));
                active[physical] = null;
                vacate(interval, physical);
                return physical;
            }
        }
        throw new IllegalStateException(lifetimes.function.name() + ": no register is left for v" + interval.register
                + " at instruction " + (interval.from / 2 - lifetimes.starts[lifetimes.blockOf(interval.from)] - 1)
                + " of block " + lifetimes.blockOf(interval.from));
    }
}
