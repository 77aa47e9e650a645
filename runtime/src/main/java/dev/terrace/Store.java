package dev.terrace;

import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.NativeMemory;
import dev.terrace.runtime.gc.HeapReserve;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * What instances live in: their functions, memories, tables and globals, and the stack that they run on (specification,
 * section 4.2.3). Instances of one store can use each other; those of different stores are apart.
 *
 * <p>A store is used by one thread at a time. It may move from thread to thread between calls; a call while another thread
 * is inside is refused. Stores are small, and it is usual to make one for every request. Memories live outside the Java
 * heap, and are freed when their store is closed, or some time after it has become garbage.
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
    private final ExecutionStack stack;
    private final NativeMemory nativeMemory;

    // Null until there is something in them.
    private Map<Class<?>, Object> data;
    private Deque<Closeable> resources;

    /** The thread that is inside, or null. */
    private volatile Thread owner;

    /** How many calls from the host are running; only the owner uses it. */
    private int nestedCalls;

    private volatile boolean closed;

    /** Creates an empty store. */
    public Store(Engine engine) {
        this.engine = engine;
        this.maxNestedCalls = engine.config().maxNestedCalls();
        this.nativeMemory = new NativeMemory(engine.memoryBudget());
        this.stack = new ExecutionStack((int) (engine.config().maxStackBytes() / Long.BYTES), new Caller(this, null));
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
        return findData(type)
                .orElseThrow(() -> new NoSuchElementException("the store has no data of class " + type.getName()));
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
     * @throws Trap if calls are nested too deep, or the stack is full
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
            stack.ensure(base + slots);
        } catch (Throwable thrown) {
            leave(base, 0);
            throw thrown;
        }
        stack.top = base + slots;
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
        try {
            function.call(caller, stack, base);
        } catch (StackOverflowError error) {
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
            owner = null;
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
