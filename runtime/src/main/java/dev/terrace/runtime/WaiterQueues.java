package dev.terrace.runtime;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The threads that wait at the addresses of one shared memory (threads proposal, "wait and notify"), a queue for each
 * address, first come first served. Threads may be virtual: they unmount while they wait.
 *
 * <p>The value at the address is compared under the lock that a notifier takes too, so that none can slip in between the
 * comparison and the wait.
 */
final class WaiterQueues {
    private static final int NOTIFIED = 0;
    private static final int NOT_EQUAL = 1;
    private static final int TIMED_OUT = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, ArrayDeque<Waiter>> queues = new HashMap<>();

    /** A thread that waits. */
    private static final class Waiter {
        final Condition condition;
        boolean notified;

        Waiter(Condition condition) {
            this.condition = condition;
        }
    }

    /** Waits at an address if a condition holds: see {@link Atomics#await}. */
    int await(long address, BooleanSupplier equal, long nanos, Interruption interruption) {
        lock.lock();
        try {
            if (!equal.getAsBoolean()) {
                return NOT_EQUAL;
            }
            Waiter waiter = new Waiter(lock.newCondition());
            Runnable waker = () -> tryToWake(waiter);
            interruption.addWaker(waker);
            queues.computeIfAbsent(address, _ -> new ArrayDeque<>(1)).add(waiter);
            try {
                return await(waiter, nanos, interruption) ? NOTIFIED : TIMED_OUT;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                if (waiter.notified) {
                    return NOTIFIED;
                }
                throw new Trap(TrapKind.INTERRUPTED);
            } finally {
                interruption.removeWaker(waker);
                remove(address, waiter);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiter waiter, long nanos, Interruption interruption) throws InterruptedException {
        long left = nanos;
        while (!waiter.notified && (nanos < 0 || left > 0)) {
            if (interruption.isDue()) {
                // Whoever decides whether the wait goes on may do anything, also wake others.
                lock.unlock();
                try {
                    interruption.poll();
                } finally {
                    lock.lock();
                }
            } else if (nanos < 0) {
                waiter.condition.await();
            } else {
                left = waiter.condition.awaitNanos(left);
            }
        }
        return waiter.notified;
    }

    /**
     * Wakes a thread that is to be stopped, unless somebody has the lock: the watchdog must not wait for it behind a virtual
     * thread, whose carrier it may be that a guest keeps until the watchdog stops it. It tries again soon.
     */
    private void tryToWake(Waiter waiter) {
        if (lock.tryLock()) {
            try {
                waiter.condition.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void remove(long address, Waiter waiter) {
        ArrayDeque<Waiter> queue = queues.get(address);
        if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
            queues.remove(address);
        }
    }

    /** Wakes threads at an address: see {@link Atomics#wake}. */
    int wake(long address, long count) {
        lock.lock();
        try {
            ArrayDeque<Waiter> queue = queues.get(address);
            int woken = 0;
            while (queue != null && woken < count && !queue.isEmpty()) {
                Waiter waiter = queue.remove();
                waiter.notified = true;
                waiter.condition.signal();
                woken++;
            }
            if (queue != null && queue.isEmpty()) {
                queues.remove(address);
            }
            return woken;
        } finally {
            lock.unlock();
        }
    }
}
