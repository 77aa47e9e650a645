package dev.terrace.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The function of WASI that waits for events. */
final class PollFunctions {
    private static final int EVENT_BYTES = 32;

    /** How many subscriptions one call may have. */
    private static final int MAX_SUBSCRIPTIONS = 4096;

    private static final int ABSOLUTE_TIME = 1;
    private static final int HANGUP = 1;

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;

    private PollFunctions() {}

    /**
     * Where the parts of a subscription are.
     *
     * <pre>
     *   preview 1   userdata 0 | tag 8 | fd 16
     *                                  | clock 16 | timeout 24 | precision 32 | flags 40
     *   snapshot 0  userdata 0 | tag 8 | fd 16
     *                                  | identifier 16 | clock 24 | timeout 32 | precision 40 | flags 48
     * </pre>
     *
     * @param clock where a clock's number is; its timeout and flags are as far behind it in both
     * @param bytes the size of a subscription
     */
    record Layout(int clock, int bytes) {
        static final Layout PREVIEW_1 = new Layout(16, 48);
        static final Layout SNAPSHOT_0 = new Layout(24, 56);
    }

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
         * That a descriptor can be read or written.
         *
         * @param tag which of the two
         */
        record Stream(long userData, int tag, Descriptor descriptor) implements Subscription {}

        /** What cannot be waited for. */
        record Refused(long userData, int tag, Errno errno) implements Subscription {}
    }

    /**
     * Something that happened.
     *
     * @param tag what was waited for
     */
    private record Event(long userData, int tag, Errno errno, Readiness readiness) {}

    /** Waits until at least one of the subscriptions has happened, and reports all that have, in their order. */
    @WasiFunction("poll_oneoff")
    public static void pollOneoff(Call call, int subscriptions, int events, int count, int result) throws IOException {
        poll(call, Layout.PREVIEW_1, subscriptions, events, count, result);
    }

    static void poll(Call call, Layout layout, int subscriptions, int events, int count, int result)
            throws IOException {
        if (count <= 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        GuestMemory memory = call.memory();
        memory.check(subscriptions, (long) count * layout.bytes());
        memory.check(events, (long) count * EVENT_BYTES);
        memory.check(result, Integer.BYTES);
        List<Subscription> wanted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            wanted.add(read(call, layout, subscriptions + i * layout.bytes()));
        }
        List<Event> happened = await(call.context(), wanted);
        for (int i = 0; i < happened.size(); i++) {
            write(memory, events + i * EVENT_BYTES, happened.get(i));
        }
        memory.putInt(result, happened.size());
    }

    private static Subscription read(Call call, Layout layout, int address) {
        GuestMemory memory = call.memory();
        long userData = memory.getLong(address, 0);
        int tag = memory.getByte(address, 8);
        if (tag > FD_WRITE) {
            throw new WasiException(Errno.INVAL);
        }
        try {
            if (tag == CLOCK) {
                int clock = memory.getInt(address, layout.clock());
                long timeout = memory.getLong(address, layout.clock() + 8);
                int flags = memory.getShort(address, layout.clock() + 24);
                return new Subscription.Timer(userData, delay(call.context().clocks(), clock, timeout, flags));
            }
            long right = tag == FD_READ ? Rights.FD_READ : Rights.FD_WRITE;
            Descriptor descriptor = call.descriptors().get(memory.getInt(address, 16));
            descriptor.require(
                    descriptor instanceof ListenerDescriptor && tag == FD_READ
                            ? Rights.POLL_FD_READWRITE
                            : Rights.POLL_FD_READWRITE | right);
            return new Subscription.Stream(userData, tag, descriptor);
        } catch (WasiException e) {
            return new Subscription.Refused(userData, tag, e.errno());
        }
    }

    /** Returns how far away a time is. */
    private static long delay(Clocks clocks, int clock, long timeout, int flags) {
        if ((flags & ~ABSOLUTE_TIME) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (clock == ClockFunctions.PROCESS_CPU_TIME || clock == ClockFunctions.THREAD_CPU_TIME) {
            // Who waits uses no processor time, so it would never pass.
            throw new WasiException(Errno.NOTSUP);
        }
        long now = ClockFunctions.now(clocks, clock);
        // Times are unsigned: what looks negative is further away than anybody waits.
        if (timeout < 0) {
            return Long.MAX_VALUE;
        }
        return flags == ABSOLUTE_TIME ? Math.max(0, timeout - now) : timeout;
    }

    private static List<Event> await(WasiContext context, List<Subscription> wanted) throws IOException {
        Waiter waiter = context.waiter();
        boolean onlyTimers = true;
        long nearest = Long.MAX_VALUE;
        for (Subscription subscription : wanted) {
            switch (subscription) {
                case Subscription.Timer timer -> nearest = Math.min(nearest, timer.delay());
                case Subscription.Stream _, Subscription.Refused _ -> onlyTimers = false;
            }
        }
        long start = System.nanoTime();
        long passed = 0;
        waiter.enter();
        try {
            while (true) {
                List<Event> happened = happened(wanted, passed);
                if (!happened.isEmpty()) {
                    return happened;
                }
                if (onlyTimers && context.clocks().skip(nearest)) {
                    passed = nearest;
                } else {
                    waiter.await(nearest - passed);
                    passed = System.nanoTime() - start;
                }
            }
        } finally {
            waiter.forget();
        }
    }

    private static List<Event> happened(List<Subscription> wanted, long passed) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Subscription subscription : wanted) {
            switch (subscription) {
                case Subscription.Timer(long userData, long delay) -> {
                    if (delay <= passed) {
                        events.add(new Event(userData, CLOCK, Errno.SUCCESS, Readiness.of(0)));
                    }
                }
                case Subscription.Stream stream -> {
                    Event event = look(stream);
                    if (event.readiness().ready()) {
                        events.add(event);
                    }
                }
                case Subscription.Refused(long userData, int tag, Errno errno) ->
                    events.add(new Event(userData, tag, errno, Readiness.of(0)));
            }
        }
        return events;
    }

    private static Event look(Subscription.Stream stream) throws IOException {
        try {
            Readiness readiness = stream.tag() == FD_READ
                    ? stream.descriptor().pollRead()
                    : stream.descriptor().pollWrite();
            return new Event(stream.userData(), stream.tag(), Errno.SUCCESS, readiness);
        } catch (IOException | RuntimeException e) {
            Optional<Errno> errno = HostErrors.errno(e);
            if (errno.isEmpty()) {
                throw e;
            }
            return new Event(stream.userData(), stream.tag(), errno.get(), Readiness.of(0));
        }
    }

    private static void write(GuestMemory memory, int at, Event event) {
        memory.putLong(at, 0, event.userData());
        memory.putShort(at, 8, event.errno().code());
        memory.putByte(at, 10, event.tag());
        memory.putLong(at, 16, event.readiness().bytes());
        memory.putShort(at, 24, event.readiness().hangup() ? HANGUP : 0);
    }
}
