package dev.terrace.tests.stress;

import dev.terrace.Store;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that stops others. It never waits for one: if a virtual thread had a lock, and all carriers were busy with what
 * is to be stopped, neither would ever go on.
 */
final class Interrupter implements Runnable {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(2);

    /** Who is to be stopped in the next period: whether that was possible. */
    private static final Queue<Request> REQUESTS = new ConcurrentLinkedQueue<>();

    private final List<World> worlds;
    private volatile boolean stopped;

    /** Something to stop. */
    @FunctionalInterface
    private interface Request {
        /** Returns whether there was something that could be stopped; it is tried again if not. */
        boolean stop();
    }

    private Interrupter(List<World> worlds) {
        this.worlds = worlds;
    }

    /** Starts the thread, which counts the epochs of engines up, too. */
    static Interrupter start(List<World> worlds) {
        Interrupter interrupter = new Interrupter(worlds);
        Thread.ofPlatform().daemon().name("interrupter").start(interrupter);
        return interrupter;
    }

    /** Ends the thread. */
    void end() {
        stopped = true;
    }

    /** Stops what runs in a store, or will run there, a little later. */
    static void interrupt(Store store) {
        REQUESTS.add(store::interrupt);
    }

    /** Interrupts a thread, a little later. */
    static void interrupt(Thread thread) {
        REQUESTS.add(() -> {
            thread.interrupt();
            return true;
        });
    }

    @Override
    public void run() {
        while (!stopped) {
            LockSupport.parkNanos(PERIOD);
            worlds.forEach(world -> world.engine().incrementEpoch());
            REQUESTS.removeIf(Request::stop);
        }
    }
}
