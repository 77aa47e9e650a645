package dev.terrace.wasi;

import dev.terrace.Store;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the thread of a guest wait for several things at once: a time, channels that do not block, and other threads. A guest
 * has one. Waiting takes no processor time, and a virtual thread gives its carrier to others meanwhile.
 *
 * <p>Everything that a round of waiting is for is watched first; {@link #await} then forgets it, whatever happened.
 */
final class Waiter implements Closeable {
    /** How long one wait is at most: who waits longer looks around and waits again. */
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    /** Opened when a channel is first watched. */
    private volatile Selector selector;

    /** The channels of this round. */
    private final List<SelectionKey> watched = new ArrayList<>();

    /** The channels on which something was possible when it was last looked. */
    private final Set<SelectionKey> ready = new HashSet<>();

    private volatile Thread waiting;

    /** Weak, as what closes the files of a forgotten guest leads here, and must not keep the guest from being forgotten. */
    private final WeakReference<Store> store;

    /**
     * Creates a waiter.
     *
     * @param store the guest's; whoever interrupts it calls {@link #wake}, and then the guest does not wait
     */
    Waiter(Store store) {
        this.store = new WeakReference<>(store);
    }

    /**
     * Returns whether one of some operations is possible on a channel now, and watches the channel for it if not.
     *
     * @param operations bits of {@link SelectionKey}
     */
    boolean ready(SelectableChannel channel, int operations) throws IOException {
        SelectionKey key = watch(channel, operations);
        ready.clear();
        selector.selectNow(ready::add);
        return ready.contains(key) && (key.readyOps() & operations) != 0;
    }

    private SelectionKey watch(SelectableChannel channel, int operations) throws IOException {
        if (selector == null) {
            selector = Selector.open();
        }
        SelectionKey key = channel.keyFor(selector);
        if (key != null && !key.isValid()) {
            // Selecting removes keys that were cancelled.
            selector.selectNow(_ -> {});
            key = null;
        }
        if (key == null) {
            key = channel.register(selector, operations);
        } else {
            key.interestOpsOr(operations);
        }
        watched.add(key);
        return key;
    }

    /** Waits until one of some operations is possible on a channel. */
    void await(SelectableChannel channel, int operations) throws IOException {
        try {
            while (!ready(channel, operations)) {
                await(Long.MAX_VALUE);
            }
        } finally {
            forget();
        }
    }

    /**
     * Waits until what is watched is ready or {@link #wake} is called, but no longer than so many nanoseconds; it may also
     * return for no reason.
     *
     * @throws WasiException with {@link Errno#INTR} if the thread is interrupted, which it stays, or the guest is to be stopped
     */
    void await(long nanos) throws IOException {
        long wait = Math.min(nanos, LONGEST);
        try {
            if (watched.isEmpty()) {
                LockSupport.parkNanos(this, wait);
            } else {
                // Rounded up: nobody is to be woken too early over and over again.
                selector.select(_ -> {}, TimeUnit.NANOSECONDS.toMillis(wait + 999_999));
            }
        } finally {
            forget();
        }
        if (Thread.currentThread().isInterrupted() || isStoreInterrupted()) {
            throw new WasiException(Errno.INTR);
        }
    }

    private boolean isStoreInterrupted() {
        Store current = store.get();
        return current != null && current.isInterrupted();
    }

    /** Ends a round of waiting in which nothing had to be waited for. */
    void forget() {
        for (SelectionKey key : watched) {
            if (key.isValid()) {
                key.interestOps(0);
            }
        }
        watched.clear();
    }

    /** Begins what {@link #wake} is to wake the current thread from. */
    void enter() {
        waiting = Thread.currentThread();
    }

    /** Wakes the thread that waits, or will wait next; any thread may call this. */
    void wake() {
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
        LockSupport.unpark(waiting);
    }

    @Override
    public void close() throws IOException {
        Selector current = selector;
        if (current != null) {
            current.close();
        }
    }
}
