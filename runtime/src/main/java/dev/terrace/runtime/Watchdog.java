package dev.terrace.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks every few milliseconds whether a call into a store has to be stopped: whether its thread is
 * interrupted, or its time is over. There is one in the process while there are such calls, and for a while after the last.
 *
 * <p>A store in which a function is about to run is put on a stack, from which the watchdog takes it, without a lock. The
 * watchdog forgets a store in which it finds nobody; so a store that is called often is put on the stack once a tick, and
 * one that is garbage is not kept.
 */
final class Watchdog implements Runnable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** After how many ticks without a call the thread ends. */
    private static final int IDLE_TICKS = 500;

    private static final AtomicReference<Interruption> ENTERED = new AtomicReference<>();

    /** The thread that watches; null if there is none. */
    private static final AtomicReference<Thread> THREAD = new AtomicReference<>();

    /** The stores that are watched, each with the next one: so nothing is allocated, for which there may be no room. */
    private Interruption watched;

    private Watchdog() {}

    /** Has a store watched. */
    static void watch(Interruption interruption) {
        if (!interruption.beginWatching()) {
            return;
        }
        Interruption next;
        do {
            next = ENTERED.get();
            interruption.nextWatched = next;
        } while (!ENTERED.compareAndSet(next, interruption));
        if (THREAD.get() == null) {
            start();
        }
    }

    /** Has the watchdog look at once. */
    static void look() {
        LockSupport.unpark(THREAD.get());
    }

    private static void start() {
        Thread thread = Thread.ofPlatform().daemon().name("terrace-watchdog").unstarted(new Watchdog());
        if (THREAD.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    @Override
    public void run() {
        int idle = 0;
        while (idle < IDLE_TICKS) {
            takeEntered();
            forget();
            idle = watched == null ? idle + 1 : 0;
            LockSupport.parkNanos(this, TICK_NANOS);
        }
        THREAD.set(null);
        // Whoever came in meanwhile may have seen that there is a thread.
        if (ENTERED.get() != null) {
            start();
        }
    }

    private void takeEntered() {
        Interruption next = ENTERED.getAndSet(null);
        while (next != null) {
            Interruption current = next;
            next = current.nextWatched;
            current.nextWatched = watched;
            watched = current;
        }
    }

    /** Looks at all stores, and keeps those in which there is somebody. */
    private void forget() {
        Interruption kept = null;
        Interruption next = watched;
        while (next != null) {
            Interruption current = next;
            next = current.nextWatched;
            current.nextWatched = null;
            if (!isForgotten(current)) {
                current.nextWatched = kept;
                kept = current;
            }
        }
        watched = kept;
    }

    /** Looks at a store; returns whether nobody is inside any more. */
    private static boolean isForgotten(Interruption interruption) {
        if (interruption.watch()) {
            return false;
        }
        interruption.endWatching();
        // Whoever came in meanwhile may have seen that the store is watched.
        if (interruption.watch()) {
            Watchdog.watch(interruption);
        }
        return true;
    }
}
