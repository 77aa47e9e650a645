package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.Config;
import dev.terrace.LimitException;
import dev.terrace.MemoryPlacement;
import dev.terrace.StoreLimits;
import dev.terrace.Trap;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LinearMemoryTest {
    @Parameter
    private MemoryPlacement placement;

    private final MemoryBudget budget = new MemoryBudget(1 << 30);
    private final NativeMemory home = new NativeMemory(budget, null, false);

    private final Quota quota =
            new Quota(Config.builder().build(), StoreLimits.NONE, new Interruption(false, () -> null, () -> 0));

    @AfterEach
    void free() {
        home.close();
    }

    private LinearMemory memory(MemoryType type) {
        return new LinearMemory(type, quota, placement, home);
    }

    private LinearMemory memory(long pages) {
        return memory(new MemoryType(Limits.atLeast(pages)));
    }

    private static byte at(LinearMemory memory, long address) {
        return memory.segment().get(ValueLayout.JAVA_BYTE, address);
    }

    @Test
    void growingByPagesMovesOnlyNowAndThen() {
        LinearMemory memory = memory(1);
        int moves = 0;
        MemorySegment segment = memory.segment();
        for (int i = 1; i < 1000; i++) {
            memory.segment().set(ValueLayout.JAVA_INT_UNALIGNED, (long) (i - 1) << 16, i);
            assertEquals(i, memory.grow(1));
            assertEquals((long) (i + 1) << 16, memory.segment().byteSize());
            if (!isPartOfTheSame(memory.segment(), segment)) {
                segment = memory.segment();
                moves++;
            }
        }
        for (int i = 1; i < 1000; i++) {
            assertEquals(i, memory.segment().get(ValueLayout.JAVA_INT_UNALIGNED, (long) (i - 1) << 16));
        }
        assertEquals(true, moves < 20, moves + " moves");
    }

    private static boolean isPartOfTheSame(MemorySegment a, MemorySegment b) {
        return a.address() == b.address()
                && a.heapBase().orElse(null) == b.heapBase().orElse(null);
    }

    @Test
    void overlappingRangesAreCopiedAsIfThroughABuffer() {
        LinearMemory memory = memory(1);
        for (int i = 0; i < 8; i++) {
            memory.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        memory.copy(2, memory, 0, 6);
        assertEquals(0x0504_0302_0100_0100L, memory.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
    }

    @Test
    void aBulkOperationThatDoesNotFitChangesNothing() {
        LinearMemory memory = memory(1);
        assertThrows(Trap.class, () -> memory.fill(0xFFFF, 1, 2));
        assertEquals(0, at(memory, 0xFFFF));
        assertThrows(Trap.class, () -> memory.fill(0x10001, 1, 0));
        memory.fill(0x10000, 1, 0);
        assertThrows(Trap.class, () -> memory.copy(0, memory, 0xFFFF, 2));
        assertThrows(Trap.class, () -> memory.copy(-1, memory, 0, 1));
        MemorySegment data = MemorySegment.ofArray(new byte[] {1, 2, 3});
        assertThrows(Trap.class, () -> memory.init(0, data, 2, 2));
        assertThrows(Trap.class, () -> memory.init(0xFFFE, data, 0, 3));
        assertEquals(0, at(memory, 0xFFFE));
        memory.init(0xFFFE, data, 1, 2);
        assertEquals(3, at(memory, 0xFFFF));
    }

    @Test
    void aSharedMemoryNeverMoves() {
        LinearMemory memory =
                memory(new MemoryType(AddressType.I32, Limits.of(1, 4), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2));
        long address = memory.segment().address();
        assertEquals(1, memory.grow(3));
        assertEquals(address, memory.segment().address());
        assertEquals(-1, memory.grow(1));
    }

    @Test
    void pagesOfOneByteGrowByBytes() {
        LinearMemory memory = memory(new MemoryType(AddressType.I32, Limits.atLeast(3), false, 0));
        assertEquals(3, memory.segment().byteSize());
        assertEquals(3, memory.grow(2));
        assertEquals(5, memory.segment().byteSize());
        assertEquals(-1, memory.grow(0xFFFF_FFFBL));
    }

    @Test
    void aSegmentOutsideTheHeapIsDeadAfterTheMemoryHasMovedOrItsHomeIsClosed() {
        assumeTrue(placement == MemoryPlacement.NATIVE);
        LinearMemory memory = memory(1);
        MemorySegment before = memory.segment();
        memory.grow(1);
        assertThrows(IllegalStateException.class, () -> before.get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(0, at(memory, 0));
        home.close();
        assertThrows(IllegalStateException.class, () -> at(memory, 0));
    }

    @Test
    void noMemoryIsMadeOnceItsHomeIsClosed() {
        home.close();
        assertThrows(IllegalStateException.class, () -> memory(1));
    }

    @Test
    void aMemoryOnTheHeapIsAsLargeAsAnArrayCanBe() {
        assumeTrue(placement == MemoryPlacement.HEAP);
        LimitException refused = assertThrows(LimitException.class, () -> memory(1 << 15));
        assertEquals(
                "a memory of 32768 pages of 65536 bytes is larger than the limit of 2147418112 bytes on the Java heap;"
                        + " memories outside, of MemoryPlacement.NATIVE, may be larger",
                refused.getMessage());
        assertEquals(-1, memory(1).grow((1 << 15) - 1));
    }

    @Test
    void theArrayBeginsWithTheMemory() {
        LinearMemory memory = memory(1);
        memory.grow(1);
        if (placement == MemoryPlacement.NATIVE) {
            assertNull(memory.array);
            return;
        }
        memory.array[0x1FFFF] = 5;
        assertEquals(5, at(memory, 0x1FFFF));
        assertEquals(2 << 16, memory.size);
    }

    @Test
    void theBudgetIsGivenBackWhenAMemoryMovesAndWhenItsHomeIsClosed() {
        LinearMemory memory = memory(2);
        assertEquals(2 << 16, budget.usedBytes());
        memory.grow(1);
        assertEquals(3 << 16, budget.usedBytes());
        home.close();
        assertEquals(0, budget.usedBytes());
    }

    @Test
    void beyondTheBudgetAMemoryCannotBeMadeAndDoesNotGrow() {
        try (NativeMemory small = new NativeMemory(new MemoryBudget(10 << 16), null, false)) {
            MemoryType type = new MemoryType(Limits.atLeast(4));
            LinearMemory memory = new LinearMemory(type, quota, placement, small);
            assertEquals(-1, memory.grow(3));
            assertEquals(4, memory.grow(2));
            assertEquals(
                    "no room for a memory of 327680 bytes; all memories together use 393216 of 655360 bytes",
                    assertThrows(
                                    LimitException.class,
                                    () -> new LinearMemory(new MemoryType(Limits.atLeast(5)), quota, placement, small))
                            .getMessage());
        }
    }

    @Test
    void whatIsGarbageIsCollectedBeforeAMemoryIsRefused() {
        MemoryBudget tight = new MemoryBudget(4 << 16);
        for (int i = 0; i < 20; i++) {
            new LinearMemory(new MemoryType(Limits.atLeast(3)), quota, placement, new NativeMemory(tight, null, false));
        }
        assertEquals(3 << 16, tight.usedBytes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLargeMemoryOutsideTheHeapGrowsInPlaceAndTakesNoMoreOfTheBudget() {
        assumeTrue(placement == MemoryPlacement.NATIVE);
        LinearMemory memory = memory(100);
        memory.segment().set(ValueLayout.JAVA_INT_UNALIGNED, (100 << 16) - 4, 7);
        assertEquals(100, memory.grow(1000));
        long address = memory.segment().address();
        for (int pages = 1100; pages < 10_000; pages += 100) {
            long last = ((long) pages << 16) - 4;
            memory.segment().set(ValueLayout.JAVA_INT_UNALIGNED, last, pages);
            assertEquals(pages, memory.grow(100));
            assertEquals(address, memory.segment().address());
            assertEquals(pages, memory.segment().get(ValueLayout.JAVA_INT_UNALIGNED, last));
            assertEquals(0, memory.segment().get(ValueLayout.JAVA_INT_UNALIGNED, ((pages + 100L) << 16) - 4));
            assertEquals((pages + 100L) << 16, budget.usedBytes());
        }
        assertEquals(7, memory.segment().get(ValueLayout.JAVA_INT_UNALIGNED, (100 << 16) - 4));
        MemorySegment segment = memory.segment();
        assertEquals(-1, memory.grow(20_000));
        home.close();
        assertEquals(0, budget.usedBytes());
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
    }
}
