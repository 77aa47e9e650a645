package dev.terrace.core.validate;

import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The locals of the function under validation: their types, and which of those without a default value have been set
 * (specification, section 3.1.1). A local that is set in a block counts as unset again behind the block.
 */
final class LocalState {
    /** So many locals are looked up in an array, all others by a search among the runs. */
    private static final int DIRECT = 256;

    private final ModuleContext context;
    private final int[] direct = new int[DIRECT];
    private final List<ValType> runTypes = new ArrayList<>();
    private int[] runCodes = new int[16];
    private int[] runEnds = new int[16];
    private int runs;
    private int count;
    private int slots;
    private boolean usesRefs;

    private final BitSet unset = new BitSet();
    private boolean hasUnset;

    /** The locals that were set, in order, to be taken back at the ends of blocks. */
    private int[] log = new int[16];

    private int logged;

    LocalState(ModuleContext context) {
        this.context = context;
    }

    /** Begins a function. */
    void reset(FuncType type, FunctionBody body) {
        runTypes.clear();
        runs = 0;
        count = 0;
        slots = 0;
        usesRefs = false;
        logged = 0;
        if (hasUnset) {
            unset.clear();
            hasUnset = false;
        }
        for (ValType param : type.params()) {
            add(param, 1, true);
        }
        for (FunctionBody.LocalRun run : body.locals()) {
            add(context.types.canonical(run.type()), run.count(), false);
        }
    }

    private void add(ValType type, int size, boolean isParam) {
        if (size == 0) {
            return;
        }
        int code = context.codes.of(type);
        if (count < DIRECT) {
            Arrays.fill(direct, count, Math.min(DIRECT, count + size), code);
        }
        if (!isParam && !type.isDefaultable()) {
            unset.set(count, count + size);
            hasUnset = true;
        }
        count += size;
        slots += size * type.slots();
        usesRefs |= TypeCodes.isRef(code);
        if (runs > 0 && runCodes[runs - 1] == code) {
            runEnds[runs - 1] = count;
            return;
        }
        if (runs == runCodes.length) {
            runCodes = Arrays.copyOf(runCodes, 2 * runs);
            runEnds = Arrays.copyOf(runEnds, 2 * runs);
        }
        runTypes.add(type);
        runCodes[runs] = code;
        runEnds[runs++] = count;
    }

    /** Returns the type of a local. */
    int type(int index) {
        if (Integer.compareUnsigned(index, count) >= 0) {
            throw context.unknown("local", index);
        }
        return index < DIRECT ? direct[index] : runCodes[LocalTypes.run(runEnds, runs, index)];
    }

    /** Checks that a local has a value. */
    void requireSet(int index) {
        if (hasUnset && unset.get(index)) {
            throw context.invalid("uninitialized local " + index);
        }
    }

    /** Notes that a local has been set. */
    void set(int index) {
        if (hasUnset && unset.get(index)) {
            unset.clear(index);
            if (logged == log.length) {
                log = Arrays.copyOf(log, 2 * logged);
            }
            log[logged++] = index;
        }
    }

    /** Returns the state of initialisation, for {@link #resetTo}. */
    int mark() {
        return logged;
    }

    /** Goes back to an earlier state of initialisation. */
    void resetTo(int mark) {
        while (logged > mark) {
            unset.set(log[--logged]);
        }
    }

    int slots() {
        return slots;
    }

    boolean usesRefs() {
        return usesRefs;
    }

    /** Returns the types of all locals. */
    List<ValType> types() {
        return new LocalTypes(runTypes.toArray(new ValType[0]), Arrays.copyOf(runEnds, runs));
    }
}
