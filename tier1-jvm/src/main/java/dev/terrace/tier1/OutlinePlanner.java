package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.tier1.Region.Outer;
import dev.terrace.tier1.Region.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds regions of a function that is too large for one method, or slow in one: see {@link Region}. From the first step on,
 * each takes as many steps as it can have; what cannot be in one, because it is too large or jumps to too many places, stays
 * where it is, and there are regions within. The largest are used until what remains is small enough. If it never is, the
 * calls of regions are put into regions in turn.
 */
final class OutlinePlanner {
    /**
     * How large methods are made, in bytes of code.
     *
     * @param method what a method of the function itself may have
     * @param region what may be moved into one region
     * @param smallest the least that becomes a region
     * @param gain how much smaller its caller has to become
     * @param branches to how many labels a region may jump
     * @param rounds how often regions are put into regions
     */
    record Limits(int method, int region, int smallest, int gain, int branches, int rounds) {
        /**
         * Those that are used, one after the other until no method is too large. HotSpot's first compiler gives up methods
         * of some 5,000 bytes, which then run in its interpreter until the last compiler is done with them.
         */
        static final List<Limits> ALL = List.of(
                new Limits(6_500, 3_500, 250, 150, 20, 40),
                new Limits(4_500, 2_500, 150, 80, 80, 40),
                new Limits(3_000, 5_500, 100, 40, 400, 40));

        /** Those for functions that would not have to be divided, but are faster then. */
        static final Limits MIDDLE = new Limits(2_000, 1_200, 250, 150, 20, 40);

        /** Returns limits so that there are as many regions as can be, and regions in regions. */
        static Limits forced(int size) {
            return new Limits(0, size, 2, Integer.MIN_VALUE, 20, 3);
        }
    }

    // What a call of a region takes, about, in bytes of code: by itself, and for what there may be several of.
    private static final int CALL_SIZE = 30;
    private static final int PARAMETER_SIZE = 2;
    private static final int MODIFIED_SIZE = 10;
    private static final int ENTRY_SIZE = 8;
    private static final int WAY_SIZE = 6;

    /** The most operands that go into a region, or come out. */
    private static final int MAX_OPERANDS = 16;

    /** How many times a step is looked at, on average: where there are few regions to be found, not all starts are tried. */
    private static final long MAX_EFFORT = 200;

    /** The most variables that the parameters of a region may take. */
    private static final int MAX_PARAMETER_SIZE = 250;

    private final FunctionSteps steps;
    private final List<Kind> localKinds;
    private final Limits limits;
    private final Liveness liveness;
    private final int first;
    private final int entry;

    /** The parts that are in no other one, by their first steps. */
    private final TreeMap<Integer, Part> parts = new TreeMap<>();

    /** The size of each step, and of all before a place; null until there are parts. */
    private int[] sizes;

    private int[] sizesBefore;

    /** Where the part ends that begins at a step; 0 if none does. */
    private int[] partEnds;

    /** The size of what is in no part, and of the calls of the parts. */
    private int size;

    private long effort;

    private OutlinePlanner(FunctionSteps steps, FunctionInfo info, Limits limits, int first, int entry) {
        this.steps = steps;
        this.localKinds = Signature.kinds(info.locals());
        this.limits = limits;
        this.liveness = new Liveness(steps, localKinds.size(), info.blocks().size());
        this.first = first;
        this.entry = entry;
        this.size = steps.sizeBetween(first, steps.count());
    }

    /** Plans the regions of a whole function. */
    static Outline plan(FunctionSteps steps, FunctionInfo info, Limits limits) {
        return new OutlinePlanner(steps, info, limits, 0, -1).plan();
    }

    /**
     * Plans the regions of a method that enters a function at a loop.
     *
     * @param outermost the offset in the module of the outermost loop around it, where the method begins
     * @param loop the offset of the loop, which is in no region
     */
    static Outline planRest(FunctionSteps steps, FunctionInfo info, Limits limits, int outermost, int loop) {
        return new OutlinePlanner(steps, info, limits, steps.at(outermost), steps.at(loop)).plan();
    }

    /** Steps that can become a region: from {@code start} (inclusive) to {@code end} (exclusive). */
    private record Range(
            int start, int end, int size, List<Way> ways, List<Integer> ended, List<Integer> entered, int low) {}

    /** A range with what its region and the code around it have to tell each other, and the parts in it. */
    private record Part(Range range, BitSet params, BitSet modified, List<Part> inner) implements Comparable<Part> {

        int callSize() {
            return CALL_SIZE
                    + PARAMETER_SIZE * params.cardinality()
                    + MODIFIED_SIZE * modified.cardinality()
                    + ENTRY_SIZE * range.entered.size()
                    + WAY_SIZE * range.ways.size();
        }

        int gain() {
            return range.size - callSize();
        }

        /** The one with the largest gain comes first. */
        @Override
        public int compareTo(Part other) {
            return Integer.compare(other.gain(), gain());
        }
    }

    private Outline plan() {
        for (int round = 0; round < limits.rounds() && size > limits.method(); round++) {
            if (round > 0) {
                measure();
            }
            List<Part> candidates = candidates();
            if (candidates.isEmpty()) {
                break;
            }
            for (Part part : candidates) {
                if (size > limits.method()) {
                    use(part);
                }
            }
        }
        return outline(first, steps.count(), size, regions(parts.values()));
    }

    /** Finds the size of each step, of a part's that of its call, and where parts end. */
    private void measure() {
        sizes = new int[steps.count()];
        sizesBefore = new int[steps.count() + 1];
        partEnds = new int[steps.count()];
        for (int step = first; step < sizes.length; step++) {
            sizes[step] = steps.size(step);
        }
        for (Part part : parts.values()) {
            Arrays.fill(sizes, part.range.start, part.range.end, 0);
            sizes[part.range.start] = part.callSize();
            partEnds[part.range.start] = part.range.end;
        }
        for (int step = first; step < sizes.length; step++) {
            sizesBefore[step + 1] = sizesBefore[step] + sizes[step];
        }
    }

    private int size(int step) {
        return sizes == null ? steps.size(step) : sizes[step];
    }

    private int sizeBetween(int start, int end) {
        return sizes == null ? steps.sizeBetween(start, end) : sizesBefore[end] - sizesBefore[start];
    }

    private void use(Part part) {
        var within = parts.subMap(part.range.start, part.range.end);
        part.inner.addAll(within.values());
        within.clear();
        parts.put(part.range.start, part);
        size -= part.gain();
    }

    /** Returns what it is worth to make regions of, the best first. */
    private List<Part> candidates() {
        List<Range> ranges = ranges();
        BitSet places = new BitSet();
        for (Range range : ranges) {
            places.set(range.start);
            places.set(range.end);
        }
        liveness.find(places);
        List<Part> candidates = new ArrayList<>();
        for (Range range : ranges) {
            Part part = part(range);
            if (part.gain() >= limits.gain() && parameterSize(part) <= MAX_PARAMETER_SIZE) {
                candidates.add(part);
            }
        }
        candidates.sort(null);
        return candidates;
    }

    private int parameterSize(Part part) {
        int size = Signature.size(inputs(part.range));
        for (int local : list(part.params)) {
            size += localKinds.get(local).size;
        }
        return size;
    }

    private static List<Integer> list(BitSet set) {
        List<Integer> list = new ArrayList<>();
        for (int member = set.nextSetBit(0); member >= 0; member = set.nextSetBit(member + 1)) {
            list.add(member);
        }
        return list;
    }

    private List<Range> ranges() {
        List<Range> found = new ArrayList<>();
        effort = MAX_EFFORT * (steps.count() + limits.region());
        int step = first;
        while (step < steps.count() && effort > 0) {
            Range range = new Growth(step).find();
            if (range != null) {
                found.add(range);
                step = range.end;
            } else {
                step = behind(step);
            }
        }
        return found;
    }

    /** Returns the step behind one, or behind the part that begins there. */
    private int behind(int step) {
        return partEnds == null || partEnds[step] == 0 ? step + 1 : partEnds[step];
    }

    /** A range that grows from its first step on. */
    private final class Growth {
        private final int start;
        private final BitSet handled;
        private final List<Integer> ended = new ArrayList<>();
        private final BitSet branches = new BitSet();
        private boolean branchesChanged;
        private int branchCount;
        private boolean returns;
        private boolean tailCalls;
        private final List<Integer> entered = new ArrayList<>();
        private int height;
        private int low;
        private int bytes;
        private int depth;

        /** How many of the operands have to stay, because a loop's header needs them to which the range goes back. */
        private int kept;

        /** The best place to end so far, or null. */
        private End best;

        /** The branches as they were when they were last noted. */
        private BitSet notedBranches = new BitSet();

        /**
         * A place where the range can end, and what it is like then.
         *
         * @param step the first one behind the range
         * @param clean whether no operands go in or out
         * @param ended how many of the blocks it ends then
         * @param entered how many of these are branched to from before the range
         * @param branches the blocks around it that it branches to
         */
        private record End(
                int step,
                boolean clean,
                int bytes,
                int low,
                boolean returns,
                boolean tailCalls,
                int ended,
                int entered,
                BitSet branches) {}

        Growth(int start) {
            this.start = start;
            this.handled = liveness.handled(start);
        }

        /** Returns the best range that begins at the step, or null. */
        Range find() {
            if (steps.inTry(start) || !begin()) {
                return null;
            }
            int step = start;
            while (step < steps.count() && extend(step)) {
                // A region that was there before is not left in its middle.
                int next = behind(step);
                for (step++; step < next; step++) {
                    if (!extend(step)) {
                        return range();
                    }
                }
                if (depth == 0 && endsWellAt(step) && (best == null || !best.clean || isClean(step))) {
                    best = end(step);
                }
            }
            return range();
        }

        private End end(int step) {
            if (branchesChanged) {
                notedBranches = (BitSet) branches.clone();
                branchesChanged = false;
            }
            return new End(
                    step, isClean(step), bytes, low, returns, tailCalls, ended.size(), entered.size(), notedBranches);
        }

        private Range range() {
            return best == null
                    ? null
                    : new Range(
                            start,
                            best.step,
                            best.bytes,
                            ways(),
                            List.copyOf(ended.subList(0, best.ended)),
                            List.copyOf(entered.subList(0, best.entered)),
                            best.low);
        }

        /** Finds how many operands there are at the start. */
        private boolean begin() {
            if (steps.reached(start)) {
                height = steps.height(start);
            } else if (steps.opcode(start) == Opcode.END && steps.block(start) != FunctionSteps.FUNCTION) {
                height = steps.below(steps.block(start));
            } else {
                return false;
            }
            low = height;
            return !steps.reached(start) || steps.knowsOperands(start);
        }

        /** Makes a step part of the range; returns false if it cannot be. */
        private boolean extend(int step) {
            if (step == entry) {
                return false;
            }
            effort--;
            switch (steps.effect(step)) {
                case NONE, READ -> {}
                case WRITE -> {
                    if (handled.get(steps.local(step))) {
                        return false;
                    }
                }
                case CONTROL -> {
                    if (!control(step)) {
                        return false;
                    }
                }
            }
            bytes += size(step);
            low = Math.min(low, steps.low(step));
            return bytes <= limits.region()
                    && branchCount <= 2 * limits.branches() + ended.size()
                    && (entered.isEmpty() || low >= height)
                    && low >= kept;
        }

        private boolean control(int step) {
            Opcode op = steps.opcode(step);
            switch (op) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                    int end = steps.end(steps.opened(step));
                    if (sizeBetween(start, end) > limits.region()) {
                        return false;
                    }
                    depth++;
                }
                case ELSE, CATCH, CATCH_ALL -> {
                    if (depth == 0) {
                        return false;
                    }
                }
                case END, DELEGATE -> {
                    if (op == Opcode.DELEGATE && steps.delegatesBefore(step, start)) {
                        return false;
                    }
                    if (depth > 0) {
                        depth--;
                    } else if (!endBlock(steps.block(step))) {
                        return false;
                    }
                }
                case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCalls = true;
                default -> {}
            }
            returns |= steps.returns(step);
            for (int target : steps.targets(step)) {
                if (target != FunctionSteps.FUNCTION && steps.begin(target) < start && !branches.get(target)) {
                    branches.set(target);
                    branchesChanged = true;
                    branchCount++;
                }
            }
            return true;
        }

        /** Ends a block that began before the range. */
        private boolean endBlock(int block) {
            if (block == FunctionSteps.FUNCTION) {
                return false;
            }
            switch (steps.type(block)) {
                case LOOP -> {
                    if (branches.get(block)) {
                        kept = Math.max(kept, steps.below(block));
                    }
                }
                case BLOCK, IF -> {
                    if (steps.joinsFrom(block, start)) {
                        entered.add(ended.size());
                        if (steps.below(block) != height
                                || !steps.kinds(block).results().isEmpty()) {
                            return false;
                        }
                    }
                    if (branches.get(block)) {
                        branches.clear(block);
                        branchesChanged = true;
                        branchCount--;
                    }
                }
                default -> {
                    return false;
                }
            }
            ended.add(block);
            return true;
        }

        private boolean endsWellAt(int step) {
            return bytes >= limits.smallest()
                    && behind(start) < step
                    && branchCount <= limits.branches()
                    && height - low <= MAX_OPERANDS
                    && (!steps.reached(step) || steps.knowsOperands(step) && steps.height(step) - low <= MAX_OPERANDS);
        }

        /** Returns whether no operands go in or out if the range ends before a step. */
        private boolean isClean(int step) {
            return height == low && (!steps.reached(step) || steps.height(step) == low);
        }

        private List<Way> ways() {
            List<Way> ways = new ArrayList<>();
            int outer = steps.depth(steps.block(start));
            if (steps.reached(best.step)) {
                ways.add(new Way.End());
            }
            for (int block = best.branches.nextSetBit(0); block >= 0; block = best.branches.nextSetBit(block + 1)) {
                ways.add(new Way.Branch(outer - steps.depth(block)));
            }
            if (best.returns) {
                ways.add(new Way.Return());
            }
            if (best.tailCalls) {
                ways.add(new Way.TailCall());
            }
            return ways;
        }
    }

    // What regions need, and leave

    private Part part(Range range) {
        BitSet accessed = new BitSet();
        BitSet written = new BitSet();
        for (int step = range.start; step < range.end; step++) {
            addLocal(step, accessed, written);
        }
        accessed.and(liveAtEntries(range));
        written.and(liveAtExits(range));
        return new Part(range, accessed, written, new ArrayList<>());
    }

    private void addLocal(int step, BitSet accessed, BitSet written) {
        switch (steps.effect(step)) {
            case READ -> accessed.set(steps.local(step));
            case WRITE -> {
                accessed.set(steps.local(step));
                written.set(steps.local(step));
            }
            case NONE, CONTROL -> {}
        }
    }

    private BitSet liveAtEntries(Range range) {
        BitSet live = (BitSet) liveness.at(range.start).clone();
        for (int depth : range.entered) {
            live.or(liveness.atLabel(range.ended.get(depth)));
        }
        return live;
    }

    private BitSet liveAtExits(Range range) {
        BitSet live = new BitSet();
        for (Way way : range.ways) {
            if (way instanceof Way.End) {
                live.or(liveness.at(range.end));
            } else if (way instanceof Way.Branch(int depth)) {
                live.or(liveness.atLabel(steps.outer(steps.block(range.start), depth)));
            }
        }
        return live;
    }

    private List<Kind> inputs(Range range) {
        return steps.reached(range.start) ? steps.operands(range.start, range.low) : List.of();
    }

    private List<Kind> outputs(Range range) {
        return steps.reached(range.end) ? steps.operands(range.end, range.low) : List.of();
    }

    // The regions of the parts that are used

    private List<Region> regions(Collection<Part> used) {
        List<Region> regions = new ArrayList<>(used.size());
        for (Part part : used) {
            regions.add(region(part, regions(part.inner)));
        }
        return regions;
    }

    private Region region(Part part, List<Region> inner) {
        Range range = part.range;
        Outline outline = outline(range.start, range.end, range.size, inner);
        outline.locals().or(part.params);
        outline.locals().or(part.modified);
        int block = steps.block(range.start);
        List<Integer> ended = new ArrayList<>(range.ended.size());
        for (int each : range.ended) {
            ended.add(Math.max(0, steps.below(each) - range.low));
        }
        return new Region(
                steps.offset(range.start),
                steps.offset(range.end),
                steps.depth(block),
                steps.guards(block),
                outer(range, block),
                ended,
                range.entered,
                steps.reached(range.start),
                inputs(range),
                range.ways,
                outputs(range),
                list(part.params),
                list(part.modified),
                outline);
    }

    /** Returns the blocks around a range that its region has to do with. */
    private List<Outer> outer(Range range, int innermost) {
        BitSet depths = new BitSet();
        depths.set(0, Math.min(steps.depth(innermost), range.ended.size() + 1));
        for (Way way : range.ways) {
            if (way instanceof Way.Branch(int depth)) {
                depths.set(depth);
            }
        }
        List<Outer> outer = new ArrayList<>(depths.cardinality());
        int block = innermost;
        for (int depth = 0; depth < depths.length(); depth++) {
            if (depths.get(depth)) {
                outer.add(new Outer(depth, block));
            }
            block = steps.outer(block, 1);
        }
        return outer;
    }

    /** Returns what a method is made of that has some steps, but not those of inner regions. */
    private Outline outline(int start, int end, int ownSize, List<Region> inner) {
        BitSet locals = new BitSet();
        for (Region region : inner) {
            for (int local : region.params()) {
                locals.set(local);
            }
            for (int local : region.modified()) {
                locals.set(local);
            }
        }
        boolean accessesMemory = false;
        int step = start;
        for (Region region : inner) {
            accessesMemory |= addLocals(step, steps.at(region.start()), locals);
            step = steps.at(region.end());
        }
        accessesMemory |= addLocals(step, end, locals);
        return new Outline(inner, locals, accessesMemory, ownSize);
    }

    /** Adds the locals of some steps; returns whether any of these loads from memories or stores there. */
    private boolean addLocals(int start, int end, BitSet locals) {
        boolean accessesMemory = false;
        for (int step = start; step < end; step++) {
            addLocal(step, locals, locals);
            accessesMemory |= steps.accessesMemory(step);
        }
        return accessesMemory;
    }
}
