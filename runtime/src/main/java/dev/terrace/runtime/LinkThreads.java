package dev.terrace.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Platform threads that generate and load classes for guests. There are two reasons not to do that in a guest's own thread:
 *
 * <ul>
 *   <li>Its stack may have come to its end. The translator, and the Java classes that it is the first to use, must not run
 *       out of stack.
 *   <li>It may be virtual. A virtual thread for which the Java virtual machine loads a class keeps its carrier, even while it
 *       waits for another that loads the same. One that calls a class loader itself frees its carrier when it waits for a
 *       lock, and needs one again before anybody behind it can have the lock. If the first kind waited for a lock of the
 *       second kind, on all carriers, all would wait for ever.
 * </ul>
 *
 * <p>So nobody but these threads, and the Java virtual machine, loads generated classes; and who does takes no lock that guests
 * take elsewhere, not even to hand the work over.
 */
public final class LinkThreads {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The last one that became idle is the first to have work again, so that the others end. */
    private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();

    /** What a thread has to do when it is to end. */
    private static final Runnable END = new Runnable() {
        @Override
        public void run() {
            // Nothing is left to do.
        }
    };

    /** So many guests have threads of this kind work for them at the same time. */
    private static final Semaphore PLACES =
            new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    private LinkThreads() {}

    /** A thread that does what it is given, until it has been idle for a while. */
    private static final class Worker extends Thread {
        /** Null while the thread is idle. */
        private final AtomicReference<Runnable> work;

        Worker(Runnable first) {
            // No stack size of its own, and nothing inherited from a guest's thread.
            super(null, null, "terrace-link", 0, false);
            setDaemon(true);
            work = new AtomicReference<>(first);
        }

        /** Hands over some work; returns false if the thread is ending. */
        boolean offer(Runnable next) {
            boolean taken = work.compareAndSet(null, next);
            LockSupport.unpark(this);
            return taken;
        }

        @Override
        public void run() {
            while (work.get() != END) {
                // Nothing here keeps what has been done: it may be all that refers to a module.
                work.get().run();
                work.set(null);
                IDLE.addFirst(this);
                awaitWork();
            }
        }

        private void awaitWork() {
            long end = System.nanoTime() + IDLE_NANOS;
            while (work.get() == null) {
                long left = end - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else if (work.compareAndSet(null, END)) {
                    IDLE.remove(this);
                }
            }
        }
    }

    /**
     * Does work in such a thread, and waits for it; in this thread if it is one. There may be a queue: this is for guests, of
     * which there may be thousands, and not for a class loader that others wait for.
     *
     * @throws LinkageError if the work throws what is neither that, nor a RuntimeException or an OutOfMemoryError
     */
    public static <T> T call(Supplier<T> work) {
        if (Thread.currentThread() instanceof Worker) {
            return work.get();
        }
        PLACES.acquireUninterruptibly();
        try {
            return callAtOnce(work);
        } finally {
            PLACES.release();
        }
    }

    /** Does work as {@link #call} does, but in this thread if it is not virtual. */
    public static <T> T callIfVirtual(Supplier<T> work) {
        return Thread.currentThread().isVirtual() ? call(work) : work.get();
    }

    /**
     * Does work as {@link #call} does, but without a queue. This is for those of whom there are few: threads that compile, and
     * what has the Java virtual machine wait for a class.
     */
    public static <T> T callAtOnce(Supplier<T> work) {
        if (Thread.currentThread() instanceof Worker) {
            return work.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(new Runnable() {
            @Override
            public void run() {
                complete(result, work);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case LinkageError thrown -> throw thrown;
                case OutOfMemoryError thrown -> throw thrown;
                // Such as the end of the stack, which is not the guest's.
                case Throwable thrown -> throw new LinkageError("a class cannot be generated", thrown);
            }
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
        }
    }

    private static void execute(Runnable work) {
        Worker idle;
        while ((idle = IDLE.pollFirst()) != null) {
            if (idle.offer(work)) {
                return;
            }
        }
        new Worker(work).start();
    }
}
