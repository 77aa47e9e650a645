package dev.terrace.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The function of WASI that waits for events. */
final class PollFunctions {
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int MAX_SUBSCRIPTIONS = 4096;
    private static final int ABSOLUTE_TIME = 1;

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;

    private PollFunctions() {}

    /** What a guest waits for. */
    private sealed interface Subscription {
        long userData();

        /**
         * A time.
         *
         * @param delay how far away it was when the guest asked, in nanoseconds
         */
        record Timer(long userData, long delay) implements Subscription {}

        /**
         * A descriptor that can be read or written, which with files and blocking streams is always so, or an error.
         *
         * @param tag whether it is to be read or written
         */
        record Ready(long userData, int tag, Errno errno) implements Subscription {}
    }

    /**
     * Waits until at least one of the subscriptions has happened, and reports all that have. Descriptors are ready at
     * once; a time that lies behind one is reported only if it is over by then.
     */
    @WasiFunction("poll_oneoff")
    static void pollOneoff(Call call, int subscriptions, int events, int count, int result) {
        if (count <= 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        GuestMemory memory = call.memory();
        memory.slice(events, (long) count * EVENT_BYTES);
        List<Subscription> wanted = new ArrayList<>(count);
        boolean ready = false;
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Subscription subscription = read(call, subscriptions + i * SUBSCRIPTION_BYTES);
            wanted.add(subscription);
            switch (subscription) {
                case Subscription.Timer timer -> nearest = Math.min(nearest, timer.delay());
                case Subscription.Ready _ -> ready = true;
            }
        }
        long passed = ready ? 0 : sleep(nearest);
        int at = events;
        for (Subscription subscription : wanted) {
            boolean happened = !(subscription instanceof Subscription.Timer timer) || timer.delay() <= passed;
            if (happened) {
                write(memory, at, subscription);
                at += EVENT_BYTES;
            }
        }
        memory.putInt(result, (at - events) / EVENT_BYTES);
    }

    private static Subscription read(Call call, int address) {
        GuestMemory memory = call.memory();
        long userData = memory.getLong(address, 0);
        int tag = memory.getByte(address, 8);
        switch (tag) {
            case CLOCK -> {
                ClockFunctions.Clock clock = ClockFunctions.Clock.of(memory.getInt(address, 16));
                long timeout = memory.getLong(address, 24);
                boolean absolute = (memory.getShort(address, 40) & ABSOLUTE_TIME) != 0;
                long delay = absolute ? timeout - clock.now(call.context().config()) : timeout;
                // A relative timeout is unsigned: what looks negative is further away than anybody waits.
                return new Subscription.Timer(userData, absolute || delay >= 0 ? Math.max(0, delay) : Long.MAX_VALUE);
            }
            case FD_READ, FD_WRITE -> {
                return new Subscription.Ready(userData, tag, check(call, memory.getInt(address, 16), tag));
            }
            default -> throw new WasiException(Errno.INVAL);
        }
    }

    private static Errno check(Call call, int fd, int tag) {
        try {
            call.descriptors().get(fd, tag == FD_READ ? Rights.FD_READ : Rights.FD_WRITE);
            return Errno.SUCCESS;
        } catch (WasiException e) {
            return e.errno();
        }
    }

    /** Waits, and returns how long: at least what was asked for. */
    private static long sleep(long nanos) {
        long start = System.nanoTime();
        long passed = 0;
        while (passed < nanos) {
            LockSupport.parkNanos(Math.min(nanos - passed, TimeUnit.HOURS.toNanos(1)));
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new WasiException(Errno.INTR);
            }
            passed = System.nanoTime() - start;
        }
        return passed;
    }

    private static void write(GuestMemory memory, int at, Subscription subscription) {
        int tag = subscription instanceof Subscription.Ready ready ? ready.tag() : CLOCK;
        Errno errno = subscription instanceof Subscription.Ready ready ? ready.errno() : Errno.SUCCESS;
        memory.putLong(at, 0, subscription.userData());
        memory.putShort(at, 8, errno.code());
        memory.putByte(at, 10, tag);
        memory.putLong(at, 16, tag == CLOCK ? 0 : 1);
        memory.putShort(at, 24, 0);
    }
}
