package dev.terrace.wasi;

import java.io.IOException;
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
         * What needs no waiting: a descriptor that can be read or written, which with files and blocking streams is always
         * so, or an error.
         *
         * @param tag what was waited for
         * @param bytes how many bytes can be read or written
         */
        record Ready(long userData, int tag, Errno errno, long bytes) implements Subscription {}
    }

    /**
     * Waits until at least one of the subscriptions has happened, and reports all that have. Descriptors are ready at
     * once; a time that lies behind one is reported only if it is over by then.
     */
    @WasiFunction("poll_oneoff")
    static void pollOneoff(Call call, int subscriptions, int events, int count, int result) throws IOException {
        if (count <= 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        GuestMemory memory = call.memory();
        memory.check(subscriptions, (long) count * SUBSCRIPTION_BYTES);
        memory.check(events, (long) count * EVENT_BYTES);
        memory.check(result, Integer.BYTES);
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

    private static Subscription read(Call call, int address) throws IOException {
        GuestMemory memory = call.memory();
        long userData = memory.getLong(address, 0);
        int tag = memory.getByte(address, 8);
        try {
            return switch (tag) {
                case CLOCK -> {
                    boolean absolute = (memory.getShort(address, 40) & ABSOLUTE_TIME) != 0;
                    long delay = delay(call, memory.getInt(address, 16), memory.getLong(address, 24), absolute);
                    yield new Subscription.Timer(userData, delay);
                }
                case FD_READ -> {
                    Descriptor descriptor = call.descriptors()
                            .get(memory.getInt(address, 16), Rights.FD_READ | Rights.POLL_FD_READWRITE);
                    yield new Subscription.Ready(userData, tag, Errno.SUCCESS, descriptor.readable());
                }
                case FD_WRITE -> {
                    call.descriptors().get(memory.getInt(address, 16), Rights.FD_WRITE | Rights.POLL_FD_READWRITE);
                    yield new Subscription.Ready(userData, tag, Errno.SUCCESS, 1);
                }
                default -> throw new WasiException(Errno.INVAL);
            };
        } catch (WasiException e) {
            if (tag > FD_WRITE) {
                throw e;
            }
            return new Subscription.Ready(userData, tag, e.errno(), 0);
        }
    }

    /** Returns how far away a time is. */
    private static long delay(Call call, int clockId, long timeout, boolean absolute) {
        ClockFunctions.Clock clock = ClockFunctions.Clock.of(clockId);
        if (clock != ClockFunctions.Clock.REALTIME && clock != ClockFunctions.Clock.MONOTONIC) {
            // Who waits uses no processor time, so it would never pass.
            throw new WasiException(Errno.NOTSUP);
        }
        // Times are unsigned: what looks negative is further away than anybody waits.
        if (timeout < 0) {
            return Long.MAX_VALUE;
        }
        return absolute ? Math.max(0, timeout - clock.now(call.context().config())) : timeout;
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
        Subscription.Ready event = switch (subscription) {
            case Subscription.Ready ready -> ready;
            case Subscription.Timer timer -> new Subscription.Ready(timer.userData(), CLOCK, Errno.SUCCESS, 0);
        };
        memory.putLong(at, 0, event.userData());
        memory.putShort(at, 8, event.errno().code());
        memory.putByte(at, 10, event.tag());
        memory.putLong(at, 16, event.bytes());
        memory.putShort(at, 24, 0);
    }
}
