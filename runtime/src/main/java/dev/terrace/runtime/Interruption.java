package dev.terrace.runtime;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What ends a call into a store from outside: the interruption of its thread or of the store itself, a deadline, or the
 * epoch of the engine. A {@link Watchdog} finds the reasons that nobody tells. Code asks {@link #POLL} or {@link #poll} where
 * functions and the iterations of loops begin: see {@link Checkpoints}.
 *
 * <pre>{@code
 *   another thread, or the watchdog                      the thread inside the store
 *     a reason comes to be                                 poll: pending?
 *     raise: pending = 1, wake it if it waits     ----->   stop: which reason? -> Trap, or go on
 * }</pre>
 *
 * <p>A poll reads the flag so that compilers must not move the read out of a loop; that is a barrier, behind which HotSpot's
 * compiler has to read everything again. It is too much for small loops. So there is no poll in compiled code until the
 * first reason to stop comes up in the process: the handle {@link #POLL} does nothing, and HotSpot makes nothing of it. The
 * first reason changes what it does, whereupon HotSpot discards all code that has it.
 */
public final class Interruption {
    private static final MethodType POLL_TYPE = MethodType.methodType(void.class, Interruption.class);
    private static final MutableCallSite POLL_SITE = new MutableCallSite(MethodHandles.empty(POLL_TYPE));

    /**
     * A handle {@code (Interruption)void} that executes {@link #poll}, or nothing as long as no call has ever been stopped.
     * For code that HotSpot compiles: it is a constant, but one that changes.
     */
    public static final MethodHandle POLL = POLL_SITE.dynamicInvoker();

    /** The deadline if there is none. */
    private static final long NEVER = Long.MAX_VALUE;

    /** Whether a thread has seen to it that compiled code polls. */
    private static final AtomicBoolean POLLING = new AtomicBoolean();

    /** The number of a call that there is not. */
    private static final long NO_CALL = -1;

    private static final VarHandle PENDING;
    private static final VarHandle WATCHED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PENDING = lookup.findVarHandle(Interruption.class, "pending", int.class);
            WATCHED = lookup.findVarHandle(Interruption.class, "watched", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many calls from the host have ended that were in no other call; only the store's thread changes it. */
    public long completedCalls;

    /** Not zero if there may be a reason to stop. */
    private int pending;

    /** Where native code looks for the same; null if there is none. */
    private volatile NativeFlag nativeFlag;

    /**
     * An int outside the Java heap, and what it belongs to: it is there as long as that object can be reached. There is no
     * lock: a virtual thread that is next to get one needs a carrier, and when guests that the watchdog is to stop have all
     * of them, the watchdog would wait behind it for ever.
     */
    private static final class NativeFlag {
        private static final int REMOVED = -1;

        private final long address;
        private final Object owner;

        /** How many threads are writing, or {@link #REMOVED}. */
        private final AtomicInteger writers = new AtomicInteger();

        NativeFlag(long address, Object owner) {
            this.address = address;
            this.owner = owner;
        }

        void set(int value) {
            if (writers.getAndUpdate(count -> count == REMOVED ? REMOVED : count + 1) == REMOVED) {
                return;
            }
            try {
                RawMemory.setIntVolatile(address, value);
            } finally {
                writers.getAndDecrement();
                Reference.reachabilityFence(owner);
            }
        }

        /** From the return of this on, nobody writes to the address. */
        void remove() {
            while (!writers.compareAndSet(0, REMOVED)) {
                Thread.onSpinWait();
            }
        }
    }

    private final boolean enabled;
    private final Supplier<Thread> owner;
    private final LongSupplier epoch;

    /** What ends waits; replaced, never changed. Most stores have none. */
    private volatile List<Runnable> wakers = List.of();

    /** Whether the watchdog looks after the store, or soon will. */
    private volatile boolean watched;

    /** The next one in a list of the watchdog's. */
    Interruption nextWatched;

    /** The call that is to be stopped, by the number of those before it. */
    private volatile long requested = NO_CALL;

    private volatile boolean hasDeadline;
    private volatile long deadline;
    private volatile long epochDeadline = NEVER;
    private volatile LongSupplier epochCallback;

    /**
     * Creates what ends calls into one store.
     *
     * @param enabled whether anything can
     * @param owner returns the thread inside the store, or null
     * @param epoch returns the engine's present epoch
     */
    public Interruption(boolean enabled, Supplier<Thread> owner, LongSupplier epoch) {
        this.enabled = enabled;
        this.owner = owner;
        this.epoch = epoch;
    }

    // For the thread inside

    /** Stops the call if there is a reason to; for code that is not compiled, and once {@link #POLL} is this. */
    public void poll() {
        if ((int) PENDING.getOpaque(this) != 0) {
            stop();
        }
    }

    /** Stops the call if there is a reason to, on behalf of native code that has found its flag set; resets that. */
    public void pollFromNative() {
        stop();
    }

    /** Returns whether the call is to be stopped, for whoever waits; an epoch callback may still have it go on. */
    public boolean isDue() {
        if (pending == 0) {
            return false;
        }
        clear();
        if (hasReason(Thread.currentThread())) {
            set();
        }
        return pending != 0;
    }

    private boolean hasReason(Thread inside) {
        return requested == completedCalls || inside.isInterrupted() || isPastDeadline() || isPastEpoch();
    }

    /**
     * Begins a call from the host, when the owner is known.
     *
     * @throws Trap if a deadline has passed already
     */
    public void enter() {
        if (hasDeadline || epochDeadline != NEVER) {
            stopIfTimeIsOver();
        }
    }

    /** Has the watchdog look after the store, in which a function is about to run. */
    public void beWatched() {
        if (enabled && !watched) {
            Watchdog.watch(this);
        }
    }

    /** Whatever becomes a reason from here on sets the flags again. */
    private void clear() {
        NativeFlag flag = nativeFlag;
        if (flag != null) {
            flag.set(0);
        }
        pending = 0;
        VarHandle.fullFence();
    }

    private void set() {
        PENDING.setVolatile(this, 1);
        NativeFlag flag = nativeFlag;
        if (flag != null) {
            flag.set(1);
        }
    }

    private void stop() {
        clear();
        if (requested == completedCalls || Thread.currentThread().isInterrupted()) {
            throw trap(TrapKind.INTERRUPTED);
        }
        stopIfTimeIsOver();
    }

    private void stopIfTimeIsOver() {
        if (isPastDeadline()) {
            throw trap(TrapKind.DEADLINE);
        }
        if (isPastEpoch()) {
            LongSupplier callback = epochCallback;
            long ticks = callback == null ? 0 : callback.getAsLong();
            if (ticks <= 0) {
                throw trap(TrapKind.DEADLINE);
            }
            epochDeadline = epoch.getAsLong() + ticks;
        }
    }

    /** The call is not over yet: what the host makes of the trap, and calls next, is stopped again. */
    private Trap trap(TrapKind kind) {
        set();
        return new Trap(kind);
    }

    /**
     * Has an int outside the Java heap set to one when there may be a reason to stop, and to zero when there is none. Native
     * code that finds it set has {@link #pollFromNative} called.
     *
     * @param address its address, a multiple of four; it is zero now
     * @param owner what it belongs to: it is there as long as this object can be reached
     */
    public void setNativeFlag(long address, Object owner) {
        nativeFlag = new NativeFlag(address, owner);
        // If a reason comes up meanwhile, either its thread sees the new flag, or this one sees the reason.
        VarHandle.fullFence();
        if ((int) PENDING.getVolatile(this) != 0) {
            nativeFlag.set(1);
        }
    }

    /** Undoes {@link #setNativeFlag}: what the flag belongs to may go now. */
    public void removeNativeFlag() {
        NativeFlag flag = nativeFlag;
        if (flag != null) {
            flag.remove();
            nativeFlag = null;
        }
    }

    /** Has something done whenever the thread inside is to be stopped, in another thread: it may wait for something. */
    public synchronized void addWaker(Runnable waker) {
        wakers = Stream.concat(wakers.stream(), Stream.of(waker)).toList();
    }

    /** Undoes {@link #addWaker}. */
    public synchronized void removeWaker(Runnable waker) {
        List<Runnable> others = new ArrayList<>();
        for (Runnable other : wakers) {
            if (other != waker) {
                others.add(other);
            }
        }
        wakers = List.copyOf(others);
    }

    // For all threads

    /** Has the call that runs stopped; returns whether there is one. */
    public boolean request() {
        requireEnabled();
        if (owner.get() == null) {
            return false;
        }
        requested = completedCalls;
        raise();
        return true;
    }

    /** Sets when calls are stopped, as {@link System#nanoTime} tells the time. */
    public void setDeadline(long nanoTime) {
        requireEnabled();
        deadline = nanoTime;
        hasDeadline = true;
    }

    /** Calls are not stopped at any time. */
    public void clearDeadline() {
        hasDeadline = false;
    }

    /**
     * Sets at which epoch calls are stopped.
     *
     * @param newDeadline the epoch
     * @param callback decides by how many epochs the deadline moves, if at all; null for not at all
     */
    public void setEpochDeadline(long newDeadline, LongSupplier callback) {
        requireEnabled();
        epochCallback = callback;
        epochDeadline = newDeadline;
    }

    /** Says that deadlines may have been reached. */
    public static void timesHaveChanged() {
        Watchdog.look();
    }

    private void requireEnabled() {
        if (!enabled) {
            throw new IllegalStateException("the configuration says that calls cannot be interrupted");
        }
    }

    private boolean isPastDeadline() {
        return hasDeadline && System.nanoTime() - deadline >= 0;
    }

    private boolean isPastEpoch() {
        return epoch.getAsLong() >= epochDeadline;
    }

    /** Returns whether the caller is to see to it that the store is watched: it was not. */
    boolean beginWatching() {
        return WATCHED.compareAndSet(this, false, true);
    }

    /** Says that nobody watches the store. */
    void endWatching() {
        watched = false;
    }

    /** Looks whether the thread inside is to be stopped; returns whether there is such a thread. */
    boolean watch() {
        Thread inside = owner.get();
        if (inside == null) {
            return false;
        }
        if (hasReason(inside)) {
            raise();
        }
        return true;
    }

    /** Makes the thread inside stop at its next poll, or end what it waits for. */
    private void raise() {
        set();
        if (POLLING.compareAndSet(false, true)) {
            startPolling();
        }
        wakers.forEach(Runnable::run);
    }

    /** From now on compiled code polls. */
    private static void startPolling() {
        try {
            POLL_SITE.setTarget(
                    MethodHandles.lookup().findVirtual(Interruption.class, "poll", MethodType.methodType(void.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a method is missing", e);
        }
        MutableCallSite.syncAll(new MutableCallSite[] {POLL_SITE});
    }
}
