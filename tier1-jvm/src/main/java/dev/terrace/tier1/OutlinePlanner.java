package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.tier1.Region.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds regions of a function that is too large for one method: see {@link Region}. From the first step on, each takes as
 * many steps as it can have; what cannot be in one, because it is too large or jumps to too many places, stays where it is,
 * and there are regions within. The largest are used until what remains is small enough. If it never is, the calls of
 * regions are put into regions in turn.
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

    /** The size of each step, and of all before a place. */
    private final int[] sizes;

    private final int[] sizesBefore;
    private int size;
    private long effort;

    private OutlinePlanner(FunctionSteps steps, FunctionInfo info, Limits limits, int first, int entry) {
        this.steps = steps;
        this.localKinds = Signature.kinds(info.locals());
        this.limits = limits;
        this.liveness = Liveness.of(steps, localKinds.size(), info.blocks().size());
        this.first = first;
        this.entry = entry;
        this.sizes = new int[steps.count()];
        this.sizesBefore = new int[steps.count() + 1];
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
    private record Part(Range range, BitSet params, BitSet modified, List<Part> inner) {

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
    }

    private Outline plan() {
        measure();
        for (int round = 0; round < limits.rounds() && size > limits.method(); round++) {
            List<Part> candidates = candidates();
            if (candidates.isEmpty()) {
                break;
            }
            for (Part part : candidates) {
                if (size > limits.method()) {
                    use(part);
                }
            }
            measure();
        }
        return outline(first, steps.count(), regions(parts.values()));
    }

    /** Finds the size of each step, and of all: of a part's that of its call. */
    private void measure() {
        for (int step = first; step < sizes.length; step++) {
            sizes[step] = steps.size(step);
        }
        parts.forEach((start, part) -> {
            Arrays.fill(sizes, start, part.range.end, 0);
            sizes[start] = part.callSize();
        });
        for (int step = first; step < sizes.length; step++) {
            sizesBefore[step + 1] = sizesBefore[step] + sizes[step];
        }
        size = sizesBefore[sizes.length];
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
        Set<Integer> places = new HashSet<>();
        for (Range range : ranges) {
            places.add(range.start);
            places.add(range.end);
        }
        liveness.find(places);
        return ranges.stream()
                .map(this::part)
                .filter(part -> part.gain() >= limits.gain() && parameterSize(part) <= MAX_PARAMETER_SIZE)
                .sorted(Comparator.comparingInt(Part::gain).reversed())
                .toList();
    }

    private int parameterSize(Part part) {
        int parameters = Signature.size(inputs(part.range));
        return parameters
                + part.params.stream().map(local -> localKinds.get(local).size).sum();
    }

    private List<Range> ranges() {
        List<Range> found = new ArrayList<>();
        effort = MAX_EFFORT * (steps.count() + limits.region());
        int step = first;
        while (step < steps.count() && effort > 0) {
            Range range = new Growth(step).grow();
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
        Part part = parts.get(step);
        return part == null ? step + 1 : part.range.end;
    }

    /** A range that grows from its first step on. */
    private final class Growth {
        private final int start;
        private final BitSet handled;
        private final List<Integer> ended = new ArrayList<>();
        private final Set<Integer> branches = new TreeSet<>();
        private boolean returns;
        private boolean tailCalls;
        private final List<Integer> entered = new ArrayList<>();
        private int height;
        private int low;
        private int bytes;
        private int depth;

        /** How many of the operands have to stay, because a loop's header needs them to which the range goes back. */
        private int kept;

        Growth(int start) {
            this.start = start;
            this.handled = liveness.handled(start);
        }

        /** Returns the best range that begins at the step; null if there is none. */
        Range grow() {
            if (steps.inTry(start) || !begin()) {
                return null;
            }
            Range best = null;
            int step = start;
            while (step < steps.count() && extend(step)) {
                // A region that was there before is not left in its middle.
                int next = behind(step);
                for (step++; step < next; step++) {
                    if (!extend(step)) {
                        return best;
                    }
                }
                if (depth == 0 && endsWellAt(step) && (best == null || isClean(step) || !isClean(best))) {
                    best = range(step);
                }
            }
            return best;
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
            Opcode op = steps.opcode(step);
            switch (op) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                    int end = steps.end(steps.opened(step));
                    if (sizesBefore[end] - sizesBefore[start] > limits.region()) {
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
                case LOCAL_SET, LOCAL_TEE -> {
                    if (handled.get(steps.local(step))) {
                        return false;
                    }
                }
                case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCalls = true;
                default -> {}
            }
            returns |= steps.returns(step);
            for (int target : steps.targets(step)) {
                if (target != FunctionSteps.FUNCTION && steps.begin(target) < start) {
                    branches.add(target);
                }
            }
            bytes += sizes[step];
            low = Math.min(low, steps.low(step));
            return bytes <= limits.region()
                    && branches.size() <= 2 * limits.branches() + ended.size()
                    && (entered.isEmpty() || low >= height)
                    && low >= kept;
        }

        /** Ends a block that began before the range. */
        private boolean endBlock(int block) {
            if (block == FunctionSteps.FUNCTION) {
                return false;
            }
            switch (steps.type(block)) {
                case LOOP -> {
                    if (branches.contains(block)) {
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
                    branches.remove(block);
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
                    && branches.size() <= limits.branches()
                    && height - low <= MAX_OPERANDS
                    && (!steps.reached(step) || steps.knowsOperands(step) && steps.height(step) - low <= MAX_OPERANDS);
        }

        /** Returns whether no operands go in or out if the range ends before a step. */
        private boolean isClean(int step) {
            return height == low && (!steps.reached(step) || steps.height(step) == low);
        }

        private boolean isClean(Range range) {
            return height == range.low() && (!steps.reached(range.end()) || steps.height(range.end()) == range.low());
        }

        private List<Way> ways(int end) {
            List<Way> ways = new ArrayList<>();
            if (steps.reached(end)) {
                ways.add(new Way.End());
            }
            for (int block : branches) {
                ways.add(new Way.Branch(depthOf(block)));
            }
            if (returns) {
                ways.add(new Way.Return());
            }
            if (tailCalls) {
                ways.add(new Way.TailCall());
            }
            return ways;
        }

        private Range range(int end) {
            return new Range(start, end, bytes, ways(end), List.copyOf(ended), List.copyOf(entered), low);
        }

        private int depthOf(int block) {
            int outer = steps.block(start);
            int found = 0;
            while (outer != block) {
                outer = steps.outer(outer, 1);
                found++;
            }
            return found;
        }
    }

    // What regions need, and leave

    private Part part(Range range) {
        BitSet accessed = new BitSet();
        BitSet written = new BitSet();
        for (int step = range.start; step < range.end; step++) {
            switch (steps.opcode(step)) {
                case LOCAL_GET -> accessed.set(steps.local(step));
                case LOCAL_SET, LOCAL_TEE -> {
                    accessed.set(steps.local(step));
                    written.set(steps.local(step));
                }
                default -> {}
            }
        }
        accessed.and(liveAtEntries(range));
        written.and(liveAtExits(range));
        return new Part(range, accessed, written, new ArrayList<>());
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
            switch (way) {
                case Way.End _ -> live.or(liveness.at(range.end));
                case Way.Branch(int depth) -> live.or(liveness.atLabel(steps.outer(steps.block(range.start), depth)));
                case Way.Return _, Way.TailCall _ -> {}
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
        return used.stream().map(part -> region(part, regions(part.inner))).toList();
    }

    private Region region(Part part, List<Region> inner) {
        Range range = part.range;
        Outline outline = outline(range.start, range.end, inner);
        outline.locals().or(part.params);
        outline.locals().or(part.modified);
        List<Integer> outer = new ArrayList<>();
        for (int block = steps.block(range.start); block != FunctionSteps.FUNCTION; block = steps.outer(block, 1)) {
            outer.add(block);
        }
        return new Region(
                steps.offset(range.start),
                steps.offset(range.end),
                outer,
                range.ended.stream()
                        .map(block -> Math.max(0, steps.below(block) - range.low))
                        .toList(),
                range.entered,
                steps.reached(range.start),
                inputs(range),
                range.ways,
                outputs(range),
                part.params.stream().boxed().toList(),
                part.modified.stream().boxed().toList(),
                outline);
    }

    /** Returns what a method is made of that has some steps, but not those of inner regions. */
    private Outline outline(int start, int end, List<Region> inner) {
        BitSet locals = new BitSet();
        for (Region region : inner) {
            region.params().forEach(locals::set);
            region.modified().forEach(locals::set);
        }
        boolean accessesMemory = false;
        Iterator<Region> regions = inner.iterator();
        Region next = regions.hasNext() ? regions.next() : null;
        for (int step = start; step < end; step++) {
            int offset = steps.offset(step);
            while (next != null && offset >= next.end()) {
                next = regions.hasNext() ? regions.next() : null;
            }
            if (next != null && offset >= next.start()) {
                continue;
            }
            accessesMemory |= steps.opcode(step).accessesMemory();
            switch (steps.opcode(step)) {
                case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> locals.set(steps.local(step));
                default -> {}
            }
        }
        return new Outline(inner, locals, accessesMemory);
    }
}
