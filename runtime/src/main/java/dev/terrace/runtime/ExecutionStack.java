package dev.terrace.runtime;

import dev.terrace.Caller;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The stack of canonical frames that a store's functions run on, in whatever tier: 8-byte slots for numbers and vectors,
 * and, in parallel, references. {@link dev.terrace.core.validate.FunctionInfo} describes a frame.
 *
 * <p>A call finds its arguments in consecutive slots from a base, where the caller's operand stack has them anyway, and
 * leaves its results from the same base. A tier that needs more slots asks for them with {@link #ensure}; the arrays may
 * then be others, so whoever caches them reads them again after every call.
 *
 * <p>An i64 and the bits of an f64 fill a slot; an i32 and the bits of an f32 are its low half, and its high half means
 * nothing; a v128 has its low half in the first of its two slots.
 *
 * <p>A stack grows as it is needed, from nothing up to a limit; it never shrinks. Used by one thread at a time.
 */
public final class ExecutionStack {
    /** How many slots there are at least, once there are any. */
    private static final int FIRST_SLOTS = 1 << 7;

    private static final long[] NO_SLOTS = {};
    private static final Object[] NO_REFS = {};

    /** Numbers and vectors; only tiers and host calls read and write them. */
    public long[] slots;

    /** References, in the slots of the same numbers. */
    public Object[] refs;

    /**
     * The first slot that no frame uses. Whoever calls a function of another tier or of the host sets it first, behind
     * everything that it still needs and the call's arguments and results; nested entries begin there.
     */
    public int top;

    /**
     * The calls that a tier makes without a call in Java: what to go on with when they return, two words each, in the
     * tier's own format.
     */
    public long[] calls;

    /** The first word of {@link #calls} that is not in use. Every tier leaves it as it found it. */
    public int callTop;

    /** What the code of the store may still use up, if it counts: see {@link Checkpoints}. */
    public long fuel;

    /** What ends calls from outside. */
    public final Interruption interruption;

    private final int maxSlots;
    private final Caller host;
    private Closeable tierState;

    /**
     * Creates an empty stack.
     *
     * @param maxSlots how many slots it may have at most
     * @param host what host functions see of their caller when the host calls them itself
     * @param interruption what ends calls from outside
     */
    public ExecutionStack(int maxSlots, Caller host, Interruption interruption) {
        this.maxSlots = maxSlots;
        this.host = host;
        this.interruption = interruption;
        this.slots = NO_SLOTS;
        this.refs = NO_REFS;
        this.calls = NO_SLOTS;
    }

    /** Returns the size in bytes that the slots may have at most. */
    public long maxBytes() {
        return (long) maxSlots * Long.BYTES;
    }

    /** Returns what a tier keeps for the store, or null. */
    public Closeable tierState() {
        return tierState;
    }

    /** Sets what a tier keeps for the store. It is closed with the store, or else left to be found to be garbage. */
    public void setTierState(Closeable state) {
        this.tierState = state;
    }

    /** Ends the stack: no function runs on it any more. */
    public void close() {
        if (tierState != null) {
            try {
                tierState.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            tierState = null;
        }
    }

    /**
     * Makes sure that the slots below {@code end} exist.
     *
     * @throws Trap if the stack would become larger than it may
     */
    public void ensure(int end) {
        if (end > slots.length) {
            grow(end);
        }
    }

    /**
     * Returns what a host function sees of whoever calls it.
     *
     * @param instance the instance that calls, or null if it is the host
     */
    public Caller caller(ModuleInstance instance) {
        return instance == null ? host : instance.caller();
    }

    /**
     * Makes sure that the words of {@link #calls} below {@code end} exist.
     *
     * @throws Trap if there would be more of them than slots may be
     */
    public void ensureCalls(int end) {
        if (end > calls.length) {
            calls = Arrays.copyOf(calls, larger(end, calls.length));
        }
    }

    /**
     * Uses up fuel, before what it is for is executed.
     *
     * @throws Trap if there is not so much; none is used up then
     */
    public void burn(long amount) {
        long left = fuel - amount;
        if (left < 0) {
            throw new Trap(TrapKind.OUT_OF_FUEL);
        }
        fuel = left;
    }

    private int larger(int end, int length) {
        if (end > maxSlots || end < 0) {
            throw new Trap(TrapKind.STACK_EXHAUSTED);
        }
        return (int) Math.min(maxSlots, Math.max(Math.max(end, FIRST_SLOTS), length * 2L));
    }

    private void grow(int end) {
        int size = larger(end, slots.length);
        slots = Arrays.copyOf(slots, size);
        refs = Arrays.copyOf(refs, size);
    }
}
