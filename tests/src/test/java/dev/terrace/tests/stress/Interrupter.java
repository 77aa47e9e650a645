package dev.terrace.tests.stress;

import dev.terrace.Store;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The thread that stops others. */
final class Interrupter {
    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private static final int MAX_DELAY_MICROS = 3_000;

    private static ScheduledFuture<?> epochs;

    private Interrupter() {}

    /** Counts the epochs of engines up, from now on. */
    static void countEpochs(List<World> worlds) {
        epochs = THREAD.scheduleAtFixedRate(
                () -> worlds.forEach(world -> world.engine().incrementEpoch()), 0, 3, TimeUnit.MILLISECONDS);
    }

    /** Lets epochs be. */
    static void stopCountingEpochs() {
        epochs.cancel(false);
        epochs = null;
    }

    /** Stops what runs in a store, a little later. */
    static void interrupt(Store store) {
        later(() -> {
            if (!store.interrupt()) {
                // Nothing runs in it yet.
                interrupt(store);
            }
        });
    }

    /** Interrupts a thread, a little later. */
    static void interrupt(Thread thread) {
        later(thread::interrupt);
    }

    private static void later(Runnable task) {
        THREAD.schedule(task, ThreadLocalRandom.current().nextInt(MAX_DELAY_MICROS), TimeUnit.MICROSECONDS);
    }
}
