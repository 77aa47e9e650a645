package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaiterQueuesTest {
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final WaiterQueues queues = new WaiterQueues();

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    /** Stops a call, again and again as the watchdog does, until it is over. */
    private static void stop(Interruption interruption, CompletableFuture<?> call) {
        while (!call.isDone()) {
            interruption.request();
            Thread.yield();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoeverStopsAThreadThatWaitsDoesNotWaitForALockItself() throws InterruptedException {
        AtomicReference<Thread> inside = new AtomicReference<>();
        Interruption interruption = new Interruption(true, inside::get, () -> 0);
        CompletableFuture<Integer> waits = CompletableFuture.supplyAsync(
                () -> {
                    inside.set(Thread.currentThread());
                    return queues.await(0, () -> true, -1, interruption);
                },
                THREADS);
        while (inside.get() == null || inside.get().getState() != Thread.State.WAITING) {
            Thread.yield();
        }
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Integer> holds = CompletableFuture.supplyAsync(
                () -> queues.await(
                        8,
                        () -> {
                            held.countDown();
                            return await(released);
                        },
                        0,
                        new Interruption(false, () -> null, () -> 0)),
                THREADS);
        held.await();
        interruption.request();
        released.countDown();
        assertEquals(1, holds.join());
        stop(interruption, waits);
        Throwable thrown = waits.handle((_, failure) -> failure).join();
        assertTrue(thrown instanceof CompletionException && thrown.getCause() instanceof Trap, () -> "" + thrown);
        assertEquals(TrapKind.INTERRUPTED, ((Trap) thrown.getCause()).kind());
    }
}
