package dev.terrace.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The functions that wait for their compilation, and the threads that compile. Of those that wait the hottest is next,
 * measured when a thread is free.
 *
 * <p>Threads are started when there is work and end when there has been none for a while, so an engine that nobody uses,
 * closed or not, has none. What waits is referred to weakly: a module that nobody uses any more is not compiled.
 */
final class CompileQueue implements AutoCloseable {
    private static final int IDLE_SECONDS = 2;

    /** A call is worth so many iterations of a loop, as the default thresholds say. */
    private static final int CALL_HEAT = 10;

    private final int capacity;
    private final Compiler compiler;
    private final ThreadPoolExecutor threads;

    /** Guarded by itself. */
    private final List<Request> waiting = new ArrayList<>();

    /** Compiles what was waiting. */
    @FunctionalInterface
    interface Compiler {
        void compile(FunctionCode function, int loop, Tier from, Tier to);
    }

    private record Request(WeakReference<FunctionCode> function, int loop, Tier from, Tier to) {
        /** Returns how often the function was used; -1 if nobody can use it any more. */
        long heat() {
            FunctionCode code = function.get();
            return code == null ? -1 : CALL_HEAT * code.calls() + code.iterations();
        }
    }

    /**
     * Creates an empty queue.
     *
     * @param threadCount how many threads compile at most
     * @param capacity how many functions may wait
     * @param compiler compiles, and throws nothing
     */
    CompileQueue(int threadCount, int capacity, Compiler compiler) {
        this.capacity = capacity;
        this.compiler = compiler;
        this.threads = new ThreadPoolExecutor(
                threadCount, threadCount, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads());
        threads.allowCoreThreadTimeOut(true);
    }

    private static final class Threads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            return Thread.ofPlatform()
                    .daemon()
                    .name("terrace-compiler-" + count.incrementAndGet())
                    .unstarted(task);
        }
    }

    /** Adds a function, or one of its loops; returns false if too many wait already, or the queue is closed. */
    boolean offer(FunctionCode function, int loop, Tier from, Tier to) {
        synchronized (waiting) {
            if (waiting.size() >= capacity) {
                waiting.removeIf(request -> request.function.get() == null);
            }
            if (waiting.size() >= capacity || threads.isShutdown()) {
                return false;
            }
            waiting.add(new Request(new WeakReference<>(function), loop, from, to));
        }
        try {
            threads.execute(this::compileHottest);
        } catch (RejectedExecutionException _) {
            // The queue is being closed: what waits is forgotten.
        }
        return true;
    }

    private void compileHottest() {
        Request request = takeHottest();
        FunctionCode function = request == null ? null : request.function.get();
        if (function != null) {
            compiler.compile(function, request.loop, request.from, request.to);
        }
    }

    private Request takeHottest() {
        synchronized (waiting) {
            Request hottest = null;
            long most = -1;
            for (Request request : waiting) {
                long heat = request.heat();
                if (hottest == null || heat > most) {
                    hottest = request;
                    most = heat;
                }
            }
            waiting.remove(hottest);
            return hottest;
        }
    }

    /** Runs tasks in this thread and, as far as they are free, in those that compile; returns when all are done. */
    void runAll(List<Runnable> tasks) {
        Batch batch = new Batch(tasks);
        try {
            for (int i = 1; i < Math.min(tasks.size(), threads.getMaximumPoolSize() + 1); i++) {
                threads.execute(batch);
            }
        } catch (RejectedExecutionException _) {
            // The queue is closed: this thread does it all.
        }
        batch.run();
        awaitUninterruptibly(batch.running);
        if (batch.failure.get() != null) {
            throw new IllegalStateException("a compilation failed", batch.failure.get());
        }
    }

    /** Tasks that several threads share. */
    private static final class Batch implements Runnable {
        private final List<Runnable> tasks;
        private final AtomicInteger next = new AtomicInteger();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final CountDownLatch running;

        Batch(List<Runnable> tasks) {
            this.tasks = tasks;
            this.running = new CountDownLatch(tasks.size());
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                try {
                    tasks.get(i).run();
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    running.countDown();
                }
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets what waits, and ends the threads after what they are doing. */
    @Override
    public void close() {
        synchronized (waiting) {
            waiting.clear();
        }
        threads.shutdown();
    }
}
