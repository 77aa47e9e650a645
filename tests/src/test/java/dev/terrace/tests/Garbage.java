package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes the collector run. */
final class Garbage {
    private static final int COLLECTIONS = 600;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private Garbage() {}

    /** Collects garbage until something is true; fails if it never is. */
    static void collectUntil(Callable<Boolean> condition) throws Exception {
        for (int i = 0; !condition.call() && i < COLLECTIONS; i++) {
            System.gc();
            // Cleaners run in threads of their own.
            LockSupport.parkNanos(PAUSE);
        }
        assertTrue(condition.call());
    }
}
