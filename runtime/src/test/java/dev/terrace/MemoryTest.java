package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final int PAGE = 1 << 16;

    private final Store store = new Store(Engine.create());
    private final Memory memory = new Memory(store, new MemoryType(Limits.of(1, 4)));

    @Test
    void numbersAreLittleEndianAndNeedNoAlignment() {
        memory.writeLong(1, 0x0807060504030201L);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, memory.readBytes(1, 8));
        assertEquals(0x0504_0302, memory.readInt(2));
        assertEquals((short) 0x0302, memory.readShort(2));
        assertEquals(1, memory.readByte(1));
        memory.writeInt(3, -1);
        memory.writeShort(3, (short) 7);
        memory.writeByte(5, (byte) 9);
        assertArrayEquals(new byte[] {7, 0, 9, -1}, memory.readBytes(3, 4));
        memory.writeFloat(11, 1.5f);
        memory.writeDouble(15, -2.25);
        assertEquals(1.5f, memory.readFloat(11));
        assertEquals(-2.25, memory.readDouble(15));
    }

    @Test
    void stringsAreUtf8() {
        assertEquals(6, memory.writeString(10, "Grüß"));
        assertEquals(8, memory.writeCString(10, "Grüße"));
        assertEquals("Grüße", memory.readCString(10));
        assertEquals("Grü", memory.readString(10, 4));
        memory.writeCString(0, "");
        assertEquals("", memory.readCString(0));
    }

    @Test
    void arraysAreCopiedInParts() {
        memory.writeBytes(5, new byte[] {1, 2, 3, 4, 5}, 1, 3);
        byte[] into = new byte[5];
        memory.readBytes(4, into, 0, 5);
        assertArrayEquals(new byte[] {0, 2, 3, 4, 0}, into);
        memory.fill(5, 3, (byte) 7);
        assertEquals(7, memory.slice(5, 3).get(ValueLayout.JAVA_BYTE, 2));
    }

    @Test
    void anAccessThatIsNotWhollyInsideIsRefused() {
        memory.writeInt(PAGE - 4, 1);
        IndexOutOfBoundsException error =
                assertThrows(IndexOutOfBoundsException.class, () -> memory.writeInt(PAGE - 3, 1));
        assertEquals("4 bytes at address 0xfffd are not inside a memory of 0x10000 bytes", error.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readByte(PAGE));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readByte(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readByte(Long.MIN_VALUE));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBytes(0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.slice(1, Long.MAX_VALUE));
        memory.fill(0, PAGE, (byte) 'x');
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readCString(0));
        assertEquals(0, memory.readBytes(PAGE, 0).length);
    }

    @Test
    void growingKeepsBytesAndAddsZeros() {
        memory.fill(0, PAGE, (byte) 3);
        MemorySegment before = memory.segment();
        assertEquals(1, memory.grow(2));
        assertEquals(3, memory.pages());
        assertEquals(3L * PAGE, memory.size());
        assertEquals(PAGE, before.byteSize());
        assertEquals(3, memory.readByte(PAGE - 1));
        assertEquals(0, memory.readByte(PAGE));
        assertEquals(0, memory.readByte(3 * PAGE - 1));
        assertEquals(-1, memory.grow(2));
        assertEquals(-1, memory.grow(-1));
        assertEquals(3, memory.grow(0));
        assertEquals("memory 3 4", memory.type().toString());
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Memory(store, new MemoryType(Limits.of(2, 1))));
        assertThrows(LimitException.class, () -> new Memory(store, new MemoryType(Limits.atLeast(65537))));
        assertThrows(LimitException.class, () -> new Memory(store, new MemoryType(Limits.atLeast(-1))));
    }

    @Test
    void memoriesAreEqualIfTheyAreTheSame() {
        Instance instance = new Linker(store.engine())
                .instantiate(store, Module.fromWat(store.engine(), "(module (memory (export \"m\") 1))"));
        assertEquals(instance.memory("m"), instance.memory("m"));
        assertTrue(!instance.memory("m").equals(memory));
    }
}
