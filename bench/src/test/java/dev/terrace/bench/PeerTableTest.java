package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private static final Peer FAST = new ChicoryPeer(true);
    private static final Peer SLOW = new ChicoryPeer(false);

    private static PeerTable table() {
        return new PeerTable(
                List.of("kernel"),
                List.of(FAST, SLOW),
                List.of(new Comparison("chicory-compiler", "chicory-interp"), new Comparison("other", "node")));
    }

    private static void add(PeerTable table, String group, String kernel, double fast, double slow) {
        table.add(
                group,
                List.of(kernel),
                Map.of(FAST.name(), fast * 1e6, SLOW.name(), slow * 1e6),
                PeerTable.MILLISECONDS);
    }

    @Test
    @DisplayName("Ratios are shown for each line, and their geometric mean and minimum for all lines and each group")
    void ratiosAreSummarised() {
        PeerTable table = table();
        add(table, "core", "fib", 1, 2);
        add(table, "core", "sieve", 1, 32);
        add(table, "gc", "trees", 2, 1);

        assertEquals("""
            kernel                chicory-compiler  chicory-interp  chicory-compiler / chicory-interp
            fib                               1.00            2.00                              2.00x
            sieve                             1.00           32.00                             32.00x
            trees                             2.00            1.00                              0.50x
            geometric mean, core                                                                8.00x
            geometric mean, gc                                                                  0.50x
            geometric mean                                                                      3.17x
            lowest                                                                              0.50x\
            """, table.text().plain());
        assertFalse(table.failed());
    }

    @Test
    @DisplayName("What fails and what is not measured is shown, and takes no part in the means")
    void failuresAreShown() {
        PeerTable table = table();
        add(table, "core", "fib", 1, 2);
        add(table, "core", "sieve", Double.NaN, 2);
        table.add("core", List.of("simd"), Map.of(FAST.name(), 1e6), PeerTable.MILLISECONDS);

        assertEquals("""
            kernel          chicory-compiler  chicory-interp  chicory-compiler / chicory-interp
            fib                         1.00            2.00                              2.00x
            sieve                      fails            2.00                                  -
            simd                        1.00               -                                  -
            geometric mean                                                                2.00x
            lowest                                                                        2.00x\
            """, table.text().plain());
        assertTrue(table.failed());
    }
}
