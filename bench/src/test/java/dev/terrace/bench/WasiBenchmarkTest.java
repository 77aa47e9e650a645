package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.TierStrategy;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WasiBenchmarkTest {
    @Test
    @DisplayName("All calls that are measured succeed")
    void allCallsSucceed() throws Throwable {
        WasiBenchmark benchmark = new WasiBenchmark();
        benchmark.tier = TierStrategy.INTERPRETER;
        benchmark.instantiate();
        try {
            benchmark.loop();
            benchmark.realtime();
            benchmark.monotonic();
            benchmark.random8();
            benchmark.random256();
            assertTrue(benchmark.hostRealtime().isAfter(Instant.EPOCH));
            assertTrue(benchmark.hostMonotonic() <= System.nanoTime());
        } finally {
            benchmark.close();
        }
    }
}
