package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Trap;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinearMemoryTest {
    private final NativeMemory home = new NativeMemory();

    @AfterEach
    void free() {
        home.close();
    }

    private LinearMemory memory(MemoryType type) {
        return new LinearMemory(type, LinearMemory.MAX_BYTES_32, home);
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
        long address = memory.segment().address();
        for (int i = 1; i < 1000; i++) {
            memory.segment().set(ValueLayout.JAVA_INT_UNALIGNED, (long) (i - 1) << 16, i);
            assertEquals(i, memory.grow(1));
            if (memory.segment().address() != address) {
                address = memory.segment().address();
                moves++;
            }
        }
        for (int i = 1; i < 1000; i++) {
            assertEquals(i, memory.segment().get(ValueLayout.JAVA_INT_UNALIGNED, (long) (i - 1) << 16));
        }
        assertEquals(true, moves < 20, moves + " moves");
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
    void aSegmentIsDeadAfterTheMemoryHasMovedOrItsHomeIsClosed() {
        LinearMemory memory = memory(1);
        MemorySegment before = memory.segment();
        memory.grow(1);
        assertThrows(IllegalStateException.class, () -> before.get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(0, at(memory, 0));
        home.close();
        assertThrows(IllegalStateException.class, () -> at(memory, 0));
        assertThrows(IllegalStateException.class, () -> memory(1));
    }
}
