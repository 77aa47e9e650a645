package dev.terrace.tier1;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that generate classes for guests. A guest's call is linked wherever its stack has come to, perhaps to its end; the
 * translator, and the Java classes that it is the first to use, must not run out of stack.
 */
final class LinkThreads {
    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), LinkThreads::thread);

    private static final ThreadLocal<Boolean> ROOMY = ThreadLocal.withInitial(() -> false);

    private LinkThreads() {}

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().daemon().name("terrace-link").unstarted(work);
    }

    /** Does work in a thread with a stack of its own, and waits for it. */
    static <T> T call(Supplier<T> work) {
        if (ROOMY.get()) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(() -> withRoom(work), THREADS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new LinkageError("a class cannot be generated", e.getCause());
        }
    }

    /** Does work in this thread, which is known to have room. */
    static <T> T withRoom(Supplier<T> work) {
        boolean before = ROOMY.get();
        ROOMY.set(true);
        try {
            return work.get();
        } finally {
            ROOMY.set(before);
        }
    }
}
