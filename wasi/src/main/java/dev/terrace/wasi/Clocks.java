package dev.terrace.wasi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The clocks of one guest, in nanoseconds. */
sealed interface Clocks {
    /** Returns the time since 1970. */
    long realtime();

    /** Returns the time since any moment; never less than before. */
    long monotonic();

    /** Returns the processor time that the process has used. */
    long processTime();

    /** Returns the processor time that the thread has used. */
    long threadTime();

    /** Lets time go by at once if these clocks can do that; if not, returns false, and whoever needs it has to wait. */
    default boolean skip(long nanos) {
        return false;
    }

    /** Clocks that the embedder reads for the guest, and this process's processor time. */
    record Host(LongSupplier realtimeSource, LongSupplier monotonicSource) implements Clocks {
        /** Guests take times for unsigned numbers, and {@link System#nanoTime} may be negative. */
        private static final long START = System.nanoTime();

        /** The system's clocks. */
        static final Host SYSTEM = new Host(Host::systemRealtime, () -> System.nanoTime() - START);

        private static long systemRealtime() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long realtime() {
            return realtimeSource.getAsLong();
        }

        @Override
        public long monotonic() {
            return monotonicSource.getAsLong();
        }

        @Override
        public long processTime() {
            if (ManagementFactory.getOperatingSystemMXBean()
                    instanceof com.sun.management.OperatingSystemMXBean system) {
                long nanos = system.getProcessCpuTime();
                if (nanos >= 0) {
                    return nanos;
                }
            }
            throw new WasiException(Errno.NOTSUP);
        }

        @Override
        public long threadTime() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            if (!threads.isCurrentThreadCpuTimeSupported()
                    || Thread.currentThread().isVirtual()) {
                throw new WasiException(Errno.NOTSUP);
            }
            return threads.getCurrentThreadCpuTime();
        }
    }

    /**
     * Clocks that know nothing of the host's: time stands still but when a guest looks at a clock or waits for one. Every run
     * sees the same times.
     */
    final class Stepping implements Clocks {
        /** As far as waiting goes: guests also wait for the end of time. */
        private static final long FAREST = Long.MAX_VALUE / 2;

        private final long start;
        private final long step;
        private long passed;

        /**
         * Creates clocks.
         *
         * @param start the first real time that they show
         * @param step by how much each look at a clock moves them on
         */
        Stepping(long start, long step) {
            this.start = start;
            this.step = step;
        }

        @Override
        public long realtime() {
            return start + monotonic();
        }

        @Override
        public long monotonic() {
            long now = passed;
            passed += step;
            return now;
        }

        @Override
        public long processTime() {
            return monotonic();
        }

        @Override
        public long threadTime() {
            return monotonic();
        }

        @Override
        public boolean skip(long nanos) {
            passed = nanos < FAREST - passed ? passed + nanos : FAREST;
            return true;
        }
    }
}
