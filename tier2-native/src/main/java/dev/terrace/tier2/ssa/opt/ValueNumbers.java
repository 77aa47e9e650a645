package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Value;
import java.util.Arrays;

/**
 * A table of values by what they compute, in which equal ones are found. It is taken back to an earlier state when code is
 * left that does not dominate what follows.
 */
public final class ValueNumbers {
    private static final int NONE = -1;

    private int[] buckets = new int[64];
    private Value[] values = new Value[64];
    private int[] states = new int[64];
    private int[] hashes = new int[64];
    private int[] next = new int[64];
    private int size;

    /** Creates an empty table. */
    public ValueNumbers() {
        Arrays.fill(buckets, NONE);
    }

    /** Returns how many values are in the table: what {@link #truncate} takes it back to. */
    public int mark() {
        return size;
    }

    /** Forgets the values added since the table had so many. */
    public void truncate(int mark) {
        while (size > mark) {
            size--;
            buckets[hashes[size] & (buckets.length - 1)] = next[size];
            values[size] = null;
        }
    }

    /**
     * Returns the value in the table that computes the same as another; null if there is none, and then the other one is in
     * the table from now on.
     *
     * @param state the state of memories that it depends on; zero if it does not
     */
    public Value findOrAdd(Value value, int state) {
        int hash = hash(value, state);
        for (int i = buckets[hash & (buckets.length - 1)]; i != NONE; i = next[i]) {
            if (hashes[i] == hash && states[i] == state && same(values[i], value)) {
                return values[i];
            }
        }
        add(value, state, hash);
        return null;
    }

    private void add(Value value, int state, int hash) {
        if (size == values.length) {
            grow();
        }
        int bucket = hash & (buckets.length - 1);
        values[size] = value;
        states[size] = state;
        hashes[size] = hash;
        next[size] = buckets[bucket];
        buckets[bucket] = size++;
    }

    private void grow() {
        int capacity = 2 * size;
        values = Arrays.copyOf(values, capacity);
        states = Arrays.copyOf(states, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        next = Arrays.copyOf(next, capacity);
        buckets = new int[capacity];
        Arrays.fill(buckets, NONE);
        // In the order in which they were added, so that the last one comes first in its bucket: truncating relies on
        // it.
        for (int i = 0; i < size; i++) {
            int bucket = hashes[i] & (capacity - 1);
            next[i] = buckets[bucket];
            buckets[bucket] = i;
        }
    }

    private static int hash(Value value, int state) {
        int hash = value.op.ordinal() * 31 + (value.opcode == null ? 0 : value.opcode.ordinal());
        if (value.op == Op.CHECK_BOUNDS) {
            hash = hash * 31 + value.args[0].id;
        } else {
            hash = hash * 31 + Long.hashCode(value.immediate);
            hash = hash * 31 + Long.hashCode(value.immediate2) + state;
            for (Value arg : value.args) {
                hash = hash * 31 + arg.id;
            }
        }
        hash *= 0x9E37_79B9;
        return hash ^ hash >>> 15;
    }

    private static boolean same(Value present, Value value) {
        if (present.op != value.op) {
            return false;
        }
        if (value.op == Op.CHECK_BOUNDS) {
            return includes(present, value);
        }
        if (present.opcode != value.opcode
                || present.type != value.type
                || present.immediate != value.immediate
                || present.immediate2 != value.immediate2
                || present.args.length != value.args.length) {
            return false;
        }
        for (int i = 0; i < present.args.length; i++) {
            if (present.args[i] != value.args[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether one check does for another: it is of the same place or a later one, and memories only grow. */
    private static boolean includes(Value check, Value other) {
        Value bytes = check.args[1];
        Value otherBytes = other.args[1];
        boolean sameMemory = bytes.op == Op.MEMORY_BYTES
                && otherBytes.op == Op.MEMORY_BYTES
                && bytes.immediate == otherBytes.immediate;
        return check.args[0] == other.args[0]
                && (bytes == otherBytes || sameMemory)
                && Long.compareUnsigned(check.immediate, other.immediate) >= 0;
    }
}
