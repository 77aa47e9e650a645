package dev.terrace.tests.stress;

import dev.terrace.Caller;
import dev.terrace.WasmImport;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The functions of the host that guests import; what they keep for a guest is the {@link Guest} in its store. */
final class GuestHost {
    private static final Executor OTHERS = Executors.newVirtualThreadPerTaskExecutor();

    /** One in so many references that are passed is passed after a collection of garbage. */
    private static final int CALLS_PER_COLLECTION = 20_000;

    /** What {@code fail} throws. */
    static final class Failure extends RuntimeException {}

    /** Returns the number behind a number. */
    @WasmImport
    public int next(int number) {
        return number + 1;
    }

    /** Throws the exception that the guest expects. */
    @WasmImport
    public void fail(Caller caller, int number) {
        throw caller.data(Guest.class).failure();
    }

    /** Calls its caller again. */
    @WasmImport
    public int nest(Caller caller, int number) {
        return (int) caller.func("nested").call(number)[0];
    }

    /** Waits until another thread has done what {@link #next} does. */
    @WasmImport
    public int block(int number) throws ExecutionException, InterruptedException {
        return CompletableFuture.supplyAsync(() -> next(number), OTHERS).get();
    }

    /** Runs another guest, in another store. */
    @WasmImport
    public int elsewhere(Caller caller, int number) {
        Guest guest = caller.data(Guest.class);
        try (Guest other = guest.world().newGuest(guest.random())) {
            return (int) other.call("add", number)[0] - other.number();
        }
    }

    /** Has Java fault, as often as it says. */
    @WasmImport
    public int faults(Caller caller, int number) {
        return JavaFaults.raise(number, caller.data(Guest.class).random());
    }

    /** Returns a reference, after others have been forgotten. */
    @WasmImport
    public Object echo(Caller caller, Object reference) {
        Random random = caller.data(Guest.class).random();
        if (random.nextInt(CALLS_PER_COLLECTION) == 0) {
            System.gc();
        }
        return reference;
    }

    /** Returns a sum of more arguments than there are registers. */
    @WasmImport
    public long sum(
            long a,
            double b,
            long c,
            double d,
            long e,
            double f,
            long g,
            double h,
            long i,
            double j,
            long k,
            double l,
            long m,
            double n,
            long o,
            double p,
            long q,
            double r) {
        return a
                + 2 * c
                + 3 * e
                + 4 * g
                + 5 * i
                + 6 * k
                + 7 * m
                + 8 * o
                + 9 * q
                + (long) (b + 2 * d + 3 * f + 4 * h + 5 * j + 6 * l + 7 * n + 8 * p + 9 * r);
    }
}
