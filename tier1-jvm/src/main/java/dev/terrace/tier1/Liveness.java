package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which locals have values that may be read later, at some places of a function: found by going backward through its steps,
 * from what is read to where it is written. What is needed at a loop's header is known only when the whole loop has been
 * gone through; so that is repeated until nothing changes.
 *
 * <p>What handlers of exceptions need is live everywhere in the code that they protect.
 */
final class Liveness {
    /** How often a function is gone through at most; loops that are nested deeper have all locals live. */
    private static final int MAX_PASSES = 20;

    /** How many steps one call of a method goes through. */
    private static final int STRIP = 32;

    private static final BitSet NONE = new BitSet();

    private final FunctionSteps steps;
    private final int localCount;
    private final Map<Integer, BitSet> atPlaces = new HashMap<>();
    private final BitSet[] atLabels;
    private final BitSet[] atElses;
    private final BitSet[] handled;
    private BitSet live = new BitSet();
    private BitSet handlers = new BitSet();
    private boolean changed;
    private boolean found;

    /**
     * Prepares to find the locals that are live in a function.
     *
     * @param localCount how many locals it has
     * @param blocks how many blocks
     */
    Liveness(FunctionSteps steps, int localCount, int blocks) {
        this.steps = steps;
        this.localCount = localCount;
        this.atLabels = new BitSet[blocks];
        this.atElses = new BitSet[blocks];
        this.handled = new BitSet[blocks];
        for (int block = 0; block < blocks; block++) {
            atLabels[block] = new BitSet();
        }
    }

    /**
     * Finds the locals that are live at some places, and at all labels.
     *
     * @param places what {@link #at} is to be asked for
     */
    void find(BitSet places) {
        atPlaces.clear();
        int passes = 0;
        do {
            pass(places, passes++ >= MAX_PASSES);
        } while (changed);
        found = true;
    }

    /** Returns the locals that are live at one of the places that were asked for. */
    BitSet at(int place) {
        return atPlaces.get(place);
    }

    /** Returns the locals that are live where a block's label is. */
    BitSet atLabel(int block) {
        return atLabels[block];
    }

    /** Returns the locals that handlers need of exceptions which a step's code may throw. */
    BitSet handled(int step) {
        if (!steps.handlesExceptions()) {
            return NONE;
        }
        if (!found) {
            find(new BitSet());
        }
        return handledAround(steps.block(step));
    }

    private BitSet handledAround(int innermost) {
        for (int block = innermost; block != FunctionSteps.FUNCTION; block = steps.outer(block, 1)) {
            if (handled[block] != null) {
                return handled[block];
            }
        }
        return NONE;
    }

    private void pass(BitSet places, boolean giveUp) {
        changed = false;
        live = new BitSet();
        handlers = new BitSet();
        for (int end = steps.count(); end > 0; end -= STRIP) {
            stepsBefore(end, places, giveUp);
        }
    }

    /** Goes through some steps: HotSpot compiles methods that are called often long before loops that are entered once. */
    private void stepsBefore(int end, BitSet places, boolean giveUp) {
        for (int step = end - 1; step >= Math.max(0, end - STRIP); step--) {
            step(step, giveUp, places.get(step));
        }
    }

    private void step(int step, boolean giveUp, boolean askedFor) {
        switch (steps.effect(step)) {
            case NONE -> {}
            case READ -> live.set(steps.local(step));
            case WRITE -> live.clear(steps.local(step));
            case CONTROL -> control(step, giveUp);
        }
        if (!handlers.isEmpty()) {
            live.or(handlers);
        }
        if (askedFor) {
            atPlaces.put(step, (BitSet) live.clone());
        }
    }

    private void control(int step, boolean giveUp) {
        Opcode op = steps.opcode(step);
        int block = steps.block(step);
        if (FunctionSteps.endsFlow(op)) {
            live.clear();
        }
        switch (op) {
            case END, DELEGATE -> {
                if (block != FunctionSteps.FUNCTION) {
                    end(block);
                }
            }
            case ELSE -> {
                atElses[block] = live;
                live = (BitSet) atLabels[block].clone();
            }
            case CATCH, CATCH_ALL -> {
                handled[block].or(live);
                handlers.or(live);
                live = (BitSet) atLabels[block].clone();
            }
            default -> {}
        }
        for (int target : steps.targets(step)) {
            if (target != FunctionSteps.FUNCTION) {
                live.or(atLabels[target]);
            }
        }
        int opened = steps.opened(step);
        if (opened != FunctionSteps.FUNCTION) {
            begin(op, opened, giveUp);
        }
    }

    /** Goes into a block, at its end. */
    private void end(int block) {
        if (steps.type(block) != Opcode.LOOP) {
            atLabels[block] = (BitSet) live.clone();
        }
        switch (steps.type(block)) {
            case TRY_TABLE -> {
                for (int target : steps.targets(steps.begin(block))) {
                    if (target != FunctionSteps.FUNCTION) {
                        handlers.or(atLabels[target]);
                    }
                }
                handled[block] = (BitSet) handlers.clone();
            }
            case TRY -> handled[block] = (BitSet) handlers.clone();
            default -> {}
        }
    }

    /** Goes out of a block, at its beginning. */
    private void begin(Opcode op, int block, boolean giveUp) {
        switch (op) {
            case IF -> live.or(atElses[block] == null ? atLabels[block] : atElses[block]);
            case LOOP -> {
                if (giveUp) {
                    live.set(0, localCount);
                }
                if (!atLabels[block].equals(live)) {
                    atLabels[block] = (BitSet) live.clone();
                    changed = true;
                }
            }
            case TRY, TRY_TABLE ->
                handlers = (BitSet) handledAround(steps.outer(block, 1)).clone();
            default -> {}
        }
    }
}
