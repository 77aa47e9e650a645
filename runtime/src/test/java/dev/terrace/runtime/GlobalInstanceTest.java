package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.VecType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class GlobalInstanceTest {
    private final MemorySegment cell = Arena.ofAuto().allocate(16, 16);

    @Test
    void aGlobalThatHasMovedIsReadAndWrittenInItsCell() {
        GlobalInstance global = new GlobalInstance(new GlobalType(VecType.V128, true));
        global.setBits(7);
        global.setHighBits(8);
        assertEquals(0, global.address());
        global.moveTo(cell.address(), cell);
        assertEquals(cell.address(), global.address());
        assertEquals(7, RawMemory.getLong(cell.address()));
        assertEquals(8, RawMemory.getLong(cell.address() + 8));
        global.setBits(9);
        RawMemory.setLong(cell.address() + 8, 10);
        assertEquals(9, RawMemory.getLong(cell.address()));
        assertEquals(10, global.highBits());
    }

    @Test
    void aGlobalMovesOnce() {
        GlobalInstance global = new GlobalInstance(new GlobalType(NumType.I64, true));
        global.moveTo(cell.address(), cell);
        assertThrows(IllegalStateException.class, () -> global.moveTo(cell.address(), cell));
    }

    @Test
    void ofAGlobalThatCannotChangeTheCellIsACopy() {
        GlobalInstance global = new GlobalInstance(new GlobalType(NumType.I64, false));
        global.setBits(5);
        global.moveTo(cell.address(), cell);
        assertEquals(5, RawMemory.getLong(cell.address()));
        assertEquals(0, global.address());
        RawMemory.setLong(cell.address(), 6);
        assertEquals(5, global.bits());
    }

    @Test
    void takingAnothersValueFollowsBothToTheirCells() {
        GlobalInstance from = new GlobalInstance(new GlobalType(VecType.V128, true));
        from.moveTo(cell.address(), cell);
        RawMemory.setLong(cell.address(), 1);
        RawMemory.setLong(cell.address() + 8, 2);
        GlobalInstance to = new GlobalInstance(new GlobalType(VecType.V128, true));
        MemorySegment second = Arena.ofAuto().allocate(16, 16);
        to.moveTo(second.address(), second);
        to.set(from);
        assertEquals(1, RawMemory.getLong(second.address()));
        assertEquals(2, RawMemory.getLong(second.address() + 8));
    }
}
