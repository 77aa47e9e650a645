package dev.terrace.tier2.ssa.build;

import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of the locals in each block: SSA construction on the fly (Braun et al., "Simple and Efficient Construction of
 * Static Single Assignment Form", 2013). A local is looked up along the ways to a block when it is read. Where several ways
 * come together, that makes a parameter, unless nothing between the dominating block and this one assigns the local.
 */
final class LocalValues {
    /** No function is compiled that needs more values than this at its edges, or in its blocks. */
    private static final int MAX_VALUES = 2_000_000;

    /** No function is compiled whose lookups pass more blocks than this. */
    private static final int MAX_STEPS = 20_000_000;

    private final Function function;
    private final Type[] types;
    private final Assignments assignments;

    /** An open hash table: keys are block number and local, zero means none. */
    private long[] keys = new long[256];

    private Value[] values = new Value[256];
    private int count;

    /** The locals in the present block, as far as they have been looked up there. */
    private final Value[] present;

    private final int[] stamps;
    private int stamp;
    private OpenBlock block;

    /** By a parameter's number: the value that always is the same. */
    private Value[] forward = new Value[64];

    private final List<OpenBlock> queue = new ArrayList<>();

    /** The parameters made since nothing was queued. */
    private final List<Fresh> fresh = new ArrayList<>();

    private int edgeValues;
    private int steps;

    /** A parameter that may turn out to be always the same. */
    private record Fresh(OpenBlock block, int index) {}

    LocalValues(Function function, Type[] types, Assignments assignments) {
        this.function = function;
        this.types = types;
        this.assignments = assignments;
        this.present = new Value[types.length];
        this.stamps = new int[types.length];
    }

    /** Says which block code is being added to: {@link OpenBlock#begin} has been called. */
    void enter(OpenBlock newBlock) {
        block = newBlock;
        stamp++;
    }

    /** Assigns a local in the present block. */
    void set(int local, Value value) {
        present[local] = value;
        stamps[local] = stamp;
        put(block, local, value);
    }

    /** Says what a local is where a block begins. */
    void define(OpenBlock in, int local, Value value) {
        put(in, local, value);
    }

    /** Returns the value of a local in the present block. */
    Value get(int local) {
        if (stamps[local] == stamp) {
            return resolve(present[local]);
        }
        Value value = lookUp(block, local);
        drain();
        value = resolve(value);
        present[local] = value;
        stamps[local] = stamp;
        return value;
    }

    /** Follows what has turned out to be always the same. */
    Value resolve(Value value) {
        Value result = value;
        while (result.op == Op.PARAM && result.id < forward.length && forward[result.id] != null) {
            result = forward[result.id];
        }
        return result;
    }

    /** Says that all ways to a loop header are known. */
    void seal(OpenBlock header) {
        header.sealed = true;
        for (int i = 0; i < header.block.params.size(); i++) {
            fresh.add(new Fresh(header, i));
        }
        enqueue(header);
        drain();
    }

    private void enqueue(OpenBlock merging) {
        if (!merging.queued) {
            merging.queued = true;
            queue.add(merging);
        }
    }

    /** Finds the values for parameters, which may make more parameters. */
    private void drain() {
        while (!queue.isEmpty()) {
            OpenBlock merging = queue.removeLast();
            merging.queued = false;
            List<Value> params = merging.block.params;
            for (PendingEdge way : merging.ways) {
                while (way.count < params.size()) {
                    limit(++edgeValues, MAX_VALUES);
                    way.add(lookUp(way.source, merging.local(way.count)));
                }
            }
        }
        for (int i = fresh.size() - 1; i >= 0; i--) {
            OpenBlock merging = fresh.get(i).block;
            int index = fresh.get(i).index;
            Value param = merging.block.params.get(index);
            Value same = theOnlyValue(param, index, merging);
            if (same != null) {
                forward(param, same);
            }
        }
        fresh.clear();
    }

    /** Returns what a parameter always is; null if that differs. */
    private Value theOnlyValue(Value param, int index, OpenBlock merging) {
        Value same = null;
        for (PendingEdge way : merging.ways) {
            Value value = resolve(way.args[index]);
            if (value != param && value != same) {
                if (same != null) {
                    return null;
                }
                same = value;
            }
        }
        return same;
    }

    private void forward(Value param, Value value) {
        if (param.id >= forward.length) {
            forward = Arrays.copyOf(forward, Math.max(param.id + 1, 2 * forward.length));
        }
        forward[param.id] = value;
    }

    private static void limit(int number, int most) {
        if (number > most) {
            throw new CompilationRefusedException("too many values of locals where ways of the code come together");
        }
    }

    private Value lookUp(OpenBlock from, int local) {
        OpenBlock at = from;
        Value value;
        while (true) {
            value = find(at, local);
            if (value != null) {
                value = resolve(value);
                break;
            }
            if (at.merges && assignments.isAssigned(local, at.regionStart, at.regionEnd)) {
                value = newParam(at, local);
                break;
            }
            OpenBlock next = at.above();
            while (next.far != null && !assignments.isAssigned(local, next.farStart, Math.max(at.start, next.farEnd))) {
                next = next.far;
            }
            at = next;
            limit(++steps, MAX_STEPS);
        }
        if (at != from) {
            put(from, local, value);
        }
        return value;
    }

    private Value newParam(OpenBlock at, int local) {
        Value param = function.newParam(at.block, types[local], at.regionStart);
        at.noteParam(local);
        put(at, local, param);
        if (at.sealed) {
            fresh.add(new Fresh(at, at.block.params.size() - 1));
            enqueue(at);
        }
        return param;
    }

    private Value find(OpenBlock at, int local) {
        long key = key(at, local);
        int mask = keys.length - 1;
        for (int i = slot(key, mask); keys[i] != 0; i = (i + 1) & mask) {
            if (keys[i] == key) {
                return values[i];
            }
        }
        return null;
    }

    private void put(OpenBlock at, int local, Value value) {
        long key = key(at, local);
        int mask = keys.length - 1;
        int i = slot(key, mask);
        while (keys[i] != 0 && keys[i] != key) {
            i = (i + 1) & mask;
        }
        if (keys[i] == 0) {
            keys[i] = key;
            count++;
        }
        values[i] = value;
        if (2 * count > keys.length) {
            limit(count, MAX_VALUES);
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        Value[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Value[keys.length];
        int mask = keys.length - 1;
        for (int j = 0; j < oldKeys.length; j++) {
            if (oldKeys[j] != 0) {
                int i = slot(oldKeys[j], mask);
                while (keys[i] != 0) {
                    i = (i + 1) & mask;
                }
                keys[i] = oldKeys[j];
                values[i] = oldValues[j];
            }
        }
    }

    private static long key(OpenBlock at, int local) {
        return (long) (at.block.id + 1) << 32 | local;
    }

    private static int slot(long key, int mask) {
        long hash = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (hash >>> 32) & mask;
    }
}
