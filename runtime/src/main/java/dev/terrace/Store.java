package dev.terrace;

import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.Interruption;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.NativeMemory;
import dev.terrace.runtime.Quota;
import dev.terrace.runtime.gc.HeapReserve;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What instances live in: their functions, memories, tables and globals, and the stack that they run on (specification,
 * section 4.2.3). Instances of one store can use each other; those of different stores are apart.
 *
 * <p>A store is used by one thread at a time. It may move from thread to thread between calls; a call while another thread
 * is inside is refused. Stores are small, and it is usual to make one for every request. Memories live outside the Java
 * heap, and are freed when their store is closed, or some time after it has become garbage.
 *
 * <p>Code that runs for too long is stopped in one of these ways, each of which ends the call in a {@link Trap} and leaves
 * the store usable; WebAssembly cannot catch it:
 *
 * <pre>
 *   the thread is interrupted             {@link TrapKind#INTERRUPTED}    also by {@code Future.cancel(true)}
 *   {@link #interrupt}                    {@link TrapKind#INTERRUPTED}    by any thread
 *   {@link #setDeadline}                  {@link TrapKind#DEADLINE}       at a time
 *   {@link #setEpochDeadline}             {@link TrapKind#DEADLINE}       at a number that the host counts up
 *   {@link #setFuel}                      {@link TrapKind#OUT_OF_FUEL}    after so many instructions, always the same
 * </pre>
 *
 * <p>All but the last take effect within some milliseconds, wherever the code is: in loops, recursion, waits of the threads
 * proposal and of WASI; not while a function of the host runs. A thread that was interrupted stays so: its interrupt status
 * is set when the trap arrives, and until somebody clears it ({@link Thread#interrupted}) other long calls end in the same
 * way. Calls of a few milliseconds may succeed in an interrupted thread.
 */
public final class Store implements AutoCloseable {
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Store.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final int maxNestedCalls;
    private final Quota quota;
    private final Interruption interruption;
    private final ExecutionStack stack;
    private final NativeMemory nativeMemory;

    // Null until there is something in them.
    private Map<Class<?>, Object> data;
    private Deque<Closeable> resources;

    /** The thread that is inside, or null. */
    private volatile Thread owner;

    /** How many calls from the host are running; only the owner uses it. */
    private int nestedCalls;

    /** Whether an epoch callback runs; only the owner uses it. */
    private boolean isDeciding;

    private volatile boolean closed;

    /** Creates an empty store that is limited by the engine's configuration only. */
    public Store(Engine engine) {
        this(engine, StoreLimits.NONE);
    }

    /** Creates an empty store with limits of its own. */
    public Store(Engine engine, StoreLimits limits) {
        this.engine = engine;
        this.maxNestedCalls = engine.config().maxNestedCalls();
        this.nativeMemory = new NativeMemory(
                engine.memoryBudget(),
                engine.memoryPool(),
                engine.config().signals() && engine.tiering().needsNativeMemories());
        this.interruption = new Interruption(engine.config().interruptible(), new Inside(), new Epoch());
        this.quota = new Quota(engine.config(), limits, interruption);
        long stackBytes = Math.min(engine.config().maxStackBytes(), limits.stackBytes());
        this.stack = new ExecutionStack((int) (stackBytes / Long.BYTES), new Caller(this, null), interruption);
    }

    private final class Inside implements Supplier<Thread> {
        @Override
        public Thread get() {
            return owner;
        }
    }

    private final class Epoch implements LongSupplier {
        @Override
        public long getAsLong() {
            return engine.epoch();
        }
    }

    /** Returns the engine of the store. */
    public Engine engine() {
        return engine;
    }

    /**
     * Returns what the host has put into the store: state that host functions need, which they reach through
     * {@link Caller#data}.
     *
     * @param type the class that it was put in by
     * @throws NoSuchElementException if there is nothing of that class
     */
    public <T> T data(Class<T> type) {
        Optional<T> found = findData(type);
        if (found.isEmpty()) {
            throw new NoSuchElementException("the store has no data of class " + type.getName());
        }
        return found.get();
    }

    /** Returns what the host has put into the store by a class, if anything. */
    public <T> Optional<T> findData(Class<T> type) {
        return data == null ? Optional.empty() : Optional.ofNullable(type.cast(data.get(type)));
    }

    /**
     * Puts something into the store for host functions, instead of what was there by the same class.
     *
     * @param type the class to find it by
     * @param value the thing itself
     */
    public <T> void putData(Class<T> type, T value) {
        if (data == null) {
            data = new HashMap<>();
        }
        data.put(type, Objects.requireNonNull(value));
    }

    /** Has something closed with the store: what host functions hold open for it. The last is closed first. */
    public void onClose(Closeable resource) {
        if (resources == null) {
            resources = new ArrayDeque<>();
        }
        resources.push(Objects.requireNonNull(resource));
    }

    /**
     * Sets how much the code of this store may still use up. Each instruction uses up one unit, but for those that only
     * mark or drop something (blocks, loops and their ends, {@code nop} and {@code drop}). An
     * instruction that fills or copies a range uses up one unit more for each 64 bytes, or for each 8 elements of tables and
     * arrays. Instructions are counted where a straight sequence of them begins, all of it at once; if there is not enough
     * fuel for it, the call ends there in the trap "out of fuel", and what is left stays. The count is the same in every
     * tier, on every machine and in every run.
     *
     * @param amount not negative; a new store has none
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#fuel}
     */
    public void setFuel(long amount) {
        requireFuel();
        if (amount < 0) {
            throw new IllegalArgumentException("fuel must not be negative: " + amount);
        }
        stack.fuel = amount;
    }

    /**
     * Adds to what {@link #setFuel} has set; the sum is at most the largest {@code long}.
     *
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#fuel}
     */
    public void addFuel(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("fuel must not be negative: " + amount);
        }
        long sum = fuel() + amount;
        setFuel(sum < 0 ? Long.MAX_VALUE : sum);
    }

    /**
     * Returns what is left of the fuel.
     *
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#fuel}
     */
    public long fuel() {
        requireFuel();
        return stack.fuel;
    }

    private void requireFuel() {
        if (!engine.config().fuel()) {
            throw new IllegalStateException("the configuration says that no fuel is counted");
        }
    }

    /**
     * Stops the call that is running in another thread, with all that it has called in this store; it ends in the trap
     * "interrupted". Any thread may call this.
     *
     * @return whether there was a call; if not, nothing happens to the next one either
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#interruptible}
     */
    public boolean interrupt() {
        return interruption.request();
    }

    /**
     * Sets how long code may run from now on, in one call or in several: after that all calls end in the trap "deadline
     * exceeded", until another deadline is set. It is looked at every few milliseconds.
     *
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#interruptible}
     */
    public void setDeadline(Duration timeout) {
        interruption.setDeadline(System.nanoTime() + nanos(timeout));
    }

    private static long nanos(Duration timeout) {
        // Half of what can be counted is almost 150 years, and the times are compared by their difference.
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return timeout.compareTo(longest) < 0 ? Math.max(0, timeout.toNanos()) : longest.toNanos();
    }

    /** Removes the deadline. */
    public void clearDeadline() {
        interruption.clearDeadline();
    }

    /**
     * Sets at which epoch of the engine calls end in the trap "deadline exceeded", until another is set.
     *
     * @param ticks how many calls of {@link Engine#incrementEpoch} from now; with none, calls end at once
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#interruptible}
     */
    public void setEpochDeadline(long ticks) {
        interruption.setEpochDeadline(engine.epoch() + ticks, null);
    }

    /**
     * Sets at which epoch of the engine a callback decides whether a call goes on.
     *
     * @param ticks how many calls of {@link Engine#incrementEpoch} from now
     * @param callback decides; the deadline moves by as many ticks as it returns
     * @throws IllegalStateException if the configuration does not have {@link Config.Builder#interruptible}
     */
    public void setEpochDeadline(long ticks, EpochCallback callback) {
        Objects.requireNonNull(callback);
        interruption.setEpochDeadline(engine.epoch() + ticks, () -> decide(callback));
    }

    /** Asks a callback: where it is asked, code does not expect to find anything changed. */
    private long decide(EpochCallback callback) {
        isDeciding = true;
        quota.freeze(true);
        try {
            return callback.deadlineReached(this);
        } finally {
            quota.freeze(false);
            isDeciding = false;
        }
    }

    /**
     * Has something done in another thread whenever the call that runs is to be stopped; more than once, maybe. For host
     * functions that wait: they end the wait then, and return or throw.
     */
    public void onInterrupt(Runnable waker) {
        interruption.addWaker(waker);
    }

    /** Undoes {@link #onInterrupt} for the same object. */
    public void removeOnInterrupt(Runnable waker) {
        interruption.removeWaker(waker);
    }

    /** Returns whether the call that runs is to be stopped, for host functions that wait. */
    public boolean isInterrupted() {
        return interruption.isDue();
    }

    /**
     * Ends the store: nothing in it can be called any more, its memories are freed, and what was given to {@link #onClose} is
     * closed.
     *
     * @throws IllegalStateException if a call is running
     * @throws UncheckedIOException if something cannot be closed; all the rest is closed all the same
     */
    @Override
    public void close() {
        if (!OWNER.compareAndSet(this, null, Thread.currentThread())) {
            throw new IllegalStateException("a store cannot be closed while " + owner + " is inside");
        }
        closed = true;
        try {
            closeResources();
        } finally {
            nativeMemory.close();
            stack.close();
            owner = null;
        }
    }

    private void closeResources() {
        IOException failure = null;
        while (resources != null && !resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the stack that functions of this store run on. */
    ExecutionStack stack() {
        return stack;
    }

    /** Returns what the store may have, and what it has. */
    Quota quota() {
        return quota;
    }

    /** Returns where memories of this store are allocated. */
    NativeMemory nativeMemory() {
        return nativeMemory;
    }

    /**
     * Begins a call from the host.
     *
     * @param slots how many slots the arguments and results take
     * @return the first of the slots
     * @throws IllegalStateException if the store is closed or another thread is inside
     * @throws Trap if calls are nested too deep, the stack is full, or the time for calls is over
     */
    int enter(int slots) {
        Thread current = Thread.currentThread();
        if (owner != current) {
            acquire(current);
        }
        HeapReserve.restore();
        int base = stack.top;
        nestedCalls++;
        try {
            if (nestedCalls > maxNestedCalls) {
                throw new Trap(TrapKind.STACK_EXHAUSTED);
            }
            if (isDeciding) {
                throw new IllegalStateException("an epoch callback cannot call functions of its store");
            }
            if (nestedCalls == 1) {
                interruption.enter();
            }
            stack.ensure(base + slots);
        } catch (Throwable thrown) {
            leave(base, 0);
            throw thrown;
        }
        stack.top = base + slots;
        return base;
    }

    /**
     * Begins what must not happen during a call.
     *
     * @throws IllegalStateException as {@link #enter} does, and if a call is running
     */
    int enterFirst() {
        int base = enter(0);
        if (nestedCalls > 1) {
            leave(base, 0);
            throw new IllegalStateException("a call is running in the store");
        }
        return base;
    }

    private void acquire(Thread current) {
        if (!OWNER.compareAndSet(this, null, current)) {
            Thread other = owner;
            throw new IllegalStateException("a store is used by two threads at once: "
                    + (other == null ? "another" : other) + " is inside, and so would be " + current);
        }
        if (closed) {
            owner = null;
            throw new IllegalStateException("the store is closed");
        }
    }

    /**
     * Runs a function between {@link #enter} and {@link #leave}; the arguments are in place.
     *
     * @param caller the instance that calls, or null if it is the host
     * @throws Trap if the function traps, also if the Java stack is exhausted
     */
    void invoke(ModuleInstance caller, FunctionInstance function, int base) {
        nativeMemory.touch();
        interruption.beWatched();
        try {
            function.call(caller, stack, base);
        } catch (StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        }
    }

    /**
     * Begins a call from the host that takes no slots; the function runs before {@link #end}.
     *
     * @return the first slot that may be used
     * @throws IllegalStateException as {@link #enter} does
     * @throws Trap as {@link #enter} does
     */
    int begin() {
        int base = enter(0);
        try {
            nativeMemory.touch();
            interruption.beWatched();
        } catch (Throwable thrown) {
            end(thrown, base);
            throw thrown;
        }
        return base;
    }

    /**
     * Ends a call that {@link #begin} has begun.
     *
     * @param thrown what the function has thrown, or null
     * @throws Trap if that is because the Java stack is exhausted
     */
    void end(Throwable thrown, int base) {
        leave(base, 0);
        if (thrown instanceof StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        }
    }

    /**
     * Ends a call from the host, and forgets the references among its arguments and results.
     *
     * <p>It calls nothing, since the Java stack may be almost exhausted here.
     */
    void leave(int base, int slots) {
        ExecutionStack current = stack;
        current.top = base;
        Object[] refs = current.refs;
        for (int i = base; i < base + slots; i++) {
            refs[i] = null;
        }
        if (--nestedCalls == 0) {
            interruption.completedCalls++;
            // No fence: whoever learns that the call is over sees this too, and nobody else need know at once.
            OWNER.setRelease(this, null);
        }
    }

    /**
     * Checks that something of another origin is of this store.
     *
     * @throws IllegalArgumentException if it is not
     */
    void requireOwn(Extern extern) {
        requireOwn(extern.store(), extern);
    }

    /**
     * Checks that something of a store is of this one.
     *
     * @throws IllegalArgumentException if it is not
     */
    void requireOwn(Store other, Object thing) {
        if (other != this) {
            throw new IllegalArgumentException(thing + " belongs to another store");
        }
    }

    @Override
    public String toString() {
        Thread current = owner;
        return "Store[" + (closed ? "closed" : current == null ? "idle" : "in use by " + current) + "]";
    }
}
