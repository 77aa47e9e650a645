package dev.terrace.ffm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeRangesTest {
    private static final int UNIT = 64;

    private record Taken(int start, int units) {}

    /** A model that notes for each unit whether it is taken, and looks through all of them. */
    private static final class Model {
        private final BitSet taken = new BitSet();
        private final int units;

        Model(int units) {
            this.units = units;
        }

        void take(Taken block) {
            assertEquals(0, taken.get(block.start, block.start + block.units).cardinality(), "a block that is taken");
            assertTrue(block.start + block.units <= units, "a block behind the end");
            taken.set(block.start, block.start + block.units);
        }

        boolean hasRoom(int size, int alignment) {
            for (int start = 0; start + size <= units; start += alignment) {
                if (taken.get(start, start + size).isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        int largestFree() {
            int largest = 0;
            for (int start = taken.nextClearBit(0); start < units; ) {
                int end = taken.nextSetBit(start);
                end = end < 0 ? units : end;
                largest = Math.max(largest, end - start);
                start = taken.nextClearBit(end);
            }
            return largest;
        }
    }

    @Test
    void blocks_never_overlap_and_are_refused_only_when_there_is_no_room() {
        int units = 2000;
        FreeRanges ranges = new FreeRanges((long) units * UNIT, UNIT);
        Model model = new Model(units);
        List<Taken> blocks = new ArrayList<>();
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            // First mostly taking, then mostly giving, and so on.
            boolean take = random.nextInt(10) < (i / 500 % 2 == 0 ? 7 : 3);
            if (take || blocks.isEmpty()) {
                int size = 1 + random.nextInt(random.nextInt(5) == 0 ? 200 : 20);
                int alignment = 1 << random.nextInt(7);
                OptionalLong start = ranges.take((long) size * UNIT - random.nextInt(UNIT), (long) alignment * UNIT);
                if (start.isPresent()) {
                    assertEquals(0, start.getAsLong() % ((long) alignment * UNIT));
                    Taken block = new Taken((int) (start.getAsLong() / UNIT), size);
                    model.take(block);
                    blocks.add(block);
                } else {
                    assertFalse(model.hasRoom(size, alignment), "refused though there is room");
                    refused++;
                }
            } else {
                Taken block = blocks.remove(random.nextInt(blocks.size()));
                assertEquals((long) block.units * UNIT, ranges.give((long) block.start * UNIT));
                model.taken.clear(block.start, block.start + block.units);
            }
            assertEquals((long) model.taken.cardinality() * UNIT, ranges.takenBytes());
            assertEquals((long) model.largestFree() * UNIT, ranges.largestFree());
            assertEquals(blocks.size(), ranges.blocks());
        }
        assertTrue(refused > 100, "the range was never full");
        blocks.forEach(block -> ranges.give((long) block.start * UNIT));
        assertEquals(1, ranges.freeRanges());
        assertEquals((long) units * UNIT, ranges.largestFree());
    }

    @Test
    void a_block_is_taken_from_the_smallest_range_that_is_large_enough() {
        FreeRanges ranges = new FreeRanges(100 * UNIT, UNIT);
        long large = ranges.take(20 * UNIT, 1).getAsLong();
        ranges.take(UNIT, 1);
        long small = ranges.take(5 * UNIT, 1).getAsLong();
        ranges.take(UNIT, 1);
        ranges.give(large);
        ranges.give(small);
        assertEquals(small, ranges.take(4 * UNIT, 1).getAsLong());
        assertEquals(large, ranges.take(6 * UNIT, 1).getAsLong());
    }

    @Test
    void a_block_cannot_be_given_back_twice() {
        FreeRanges ranges = new FreeRanges(100 * UNIT, UNIT);
        long start = ranges.take(10, 1).getAsLong();
        ranges.give(start);
        assertThrows(IllegalStateException.class, () -> ranges.give(start));
    }
}
