package dev.terrace.tier2.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreMemoryTest {
    @Test
    void allocatesZerosThatNothingElseHas() {
        StoreMemory memory = new StoreMemory();
        List<MemorySegment> blocks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            MemorySegment block = memory.allocate(1 + i * 7L);
            assertEquals(0, block.address() % StoreMemory.ALIGNMENT);
            assertEquals(-1, block.mismatch(MemorySegment.ofArray(new byte[1 + i * 7])));
            block.fill((byte) i);
            blocks.add(block);
        }
        for (int i = 0; i < blocks.size(); i++) {
            MemorySegment block = blocks.get(i);
            assertEquals((byte) i, block.get(ValueLayout.JAVA_BYTE, 0));
            assertEquals((byte) i, block.get(ValueLayout.JAVA_BYTE, block.byteSize() - 1));
            assertTrue(memory.contains(block.address(), block.byteSize()));
        }
    }

    @Test
    void knowsWhichAddressesAreItsOwn() {
        StoreMemory memory = new StoreMemory();
        assertFalse(memory.contains(0, 8));
        long address = memory.allocate(64).address();
        assertTrue(memory.contains(address + 56, 8));
        assertFalse(memory.contains(address - 1, 8));
        assertFalse(memory.contains(address, 1L << 40));
        assertFalse(memory.contains(Long.MAX_VALUE, 8));
        assertFalse(memory.contains(Long.MIN_VALUE, 8));
        assertFalse(memory.contains(-8, 8));
    }
}
