package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordLayoutTest {
    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final Memory memory = new Memory(store, new MemoryType(AddressType.I32, Limits.of(1, 2), false, 16));

    record Point(int x, int y) {}

    record Numbers(byte a, short b, boolean c, long d, char e, float f, boolean g, double h, byte i) {}

    record Shape(
            byte kind,
            @Length(3) Point[] corners,
            double area,
            @Length(6) String name,
            @Length(3) short[] tags,
            Point centre) {}

    record Even(int value) {
        Even {
            if (value % 2 != 0) {
                throw new IllegalArgumentException("odd");
            }
        }
    }

    record Unsized(String text) {}

    record Unplaced(Object thing) {}

    record Endless(@Length(1) Endless[] inner) {}

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    @Test
    void membersAreAlignedAsInC() {
        RecordLayout<Numbers> layout = RecordLayout.of(Numbers.class);
        assertEquals(
                List.of(0, 2, 4, 8, 16, 20, 24, 32, 40),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").stream()
                        .map(layout::offset)
                        .toList());
        assertEquals(48, layout.size());
        assertEquals(8, layout.alignment());
        RecordLayout<Shape> shape = RecordLayout.of(Shape.class);
        assertEquals(
                List.of(0, 4, 32, 40, 46, 52),
                List.of("kind", "corners", "area", "name", "tags", "centre").stream()
                        .map(shape::offset)
                        .toList());
        assertEquals(64, shape.size());
        assertEquals(4, RecordLayout.of(Point.class).alignment());
    }

    @Test
    void numbersComeBackAsTheyWere() {
        Numbers numbers =
                new Numbers((byte) -1, Short.MIN_VALUE, true, Long.MIN_VALUE, '\uffff', 1.5f, false, Math.PI, (byte) 7);
        memory.fill(0, 200, (byte) 0x55);
        memory.write(3, numbers);
        assertEquals(numbers, memory.read(3, Numbers.class));
        assertEquals(Short.MIN_VALUE, memory.readShort(3 + 2));
        assertEquals(Math.PI, memory.readDouble(3 + 32));
        assertEquals(0, memory.readByte(3 + 1), "between members");
        assertEquals(0x55, memory.readByte(2));
        assertEquals(0x55, memory.readByte(3 + 48));
    }

    @Test
    void arraysStringsAndRecordsLieInPlace() {
        Point[] corners = {new Point(1, 2), new Point(3, 4), new Point(5, 6)};
        memory.write(64, new Shape((byte) 1, corners, 0.5, "größ", new short[] {7, 8, 9}, new Point(10, 11)));
        Shape shape = memory.read(64, Shape.class);
        assertArrayEquals(corners, shape.corners());
        assertEquals("größ", shape.name());
        assertArrayEquals(new short[] {7, 8, 9}, shape.tags());
        assertEquals(new Point(10, 11), shape.centre());
        assertEquals(new Point(3, 4), memory.read(64 + 12, Point.class));
        memory.writeByte(64 + 42, (byte) 0);
        assertEquals("gr", memory.read(64, Shape.class).name());
    }

    @Test
    void recordsOneAfterTheOtherAreAnArray() {
        List<Point> points = List.of(new Point(1, 2), new Point(3, 4));
        memory.writeAll(-16, List.of());
        memory.writeAll(100, points);
        assertEquals(points, memory.readAll(100, 2, Point.class));
        assertEquals(3, memory.readInt(108));
        assertEquals(List.of(), memory.readAll(65536, 0, Point.class));
    }

    @Test
    void whatIsNotInsideIsAClearErrorAndChangesNothing() {
        IndexOutOfBoundsException error =
                assertThrows(IndexOutOfBoundsException.class, () -> memory.read(65529, Point.class));
        assertEquals("8 bytes at address 0xfff9 are not inside a memory of 0x10000 bytes", error.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write(65529, new Point(-1, -1)));
        assertEquals(0, memory.readInt(65532));
        List<Point> points = List.of(new Point(-1, -1), new Point(-1, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.writeAll(65528, points));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.writeAll(-8, points));
        assertEquals(0, memory.readLong(65528));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readAll(0, Integer.MAX_VALUE, Point.class));
        assertThrows(IllegalArgumentException.class, () -> memory.readAll(0, -1, Point.class));
    }

    @Test
    void whatHasNoRoomInItsComponentIsRefusedAndChangesNothing() {
        Point[] corners = {new Point(1, 2), new Point(3, 4), new Point(5, 6)};
        Point centre = new Point(0, 0);
        short[] tags = {1, 2, 3};
        assertRefused("component \"name\" takes 8 bytes, and there is room for 6", "größer", corners, tags, centre);
        assertRefused("component \"name\" is null", null, corners, tags, centre);
        assertRefused("component \"tags\" has 2 elements, and there is room for 3", "", corners, new short[2], centre);
        assertRefused("component \"corners\" is null", "", new Point[3], tags, centre);
        assertRefused("component \"centre\" is null", "", corners, tags, null);
        assertEquals(0, memory.readByte(0));
    }

    private void assertRefused(String message, String name, Point[] corners, short[] tags, Point centre) {
        Shape shape = new Shape((byte) 1, corners, 0.5, name, tags, centre);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> memory.write(0, shape))
                        .getMessage());
    }

    @Test
    void aConstructorMayRefuseWhatIsInMemory() {
        memory.writeInt(0, 3);
        assertEquals(
                "odd",
                assertThrows(IllegalArgumentException.class, () -> memory.read(0, Even.class))
                        .getMessage());
    }

    @Test
    void aRecordWithoutALayoutIsRefused() {
        assertEquals(
                "component \"text\" of dev.terrace.RecordLayoutTest$Unsized, a String, needs a @Length of at least 1",
                assertThrows(IllegalArgumentException.class, () -> RecordLayout.of(Unsized.class))
                        .getMessage());
        assertEquals(
                "component \"thing\" of dev.terrace.RecordLayoutTest$Unplaced, a Object,"
                        + " stands for no member of a C struct",
                assertThrows(IllegalArgumentException.class, () -> RecordLayout.of(Unplaced.class))
                        .getMessage());
        assertEquals(
                "dev.terrace.RecordLayoutTest$Endless contains itself",
                assertThrows(IllegalArgumentException.class, () -> RecordLayout.of(Endless.class))
                        .getMessage());
        assertEquals(
                "dev.terrace.RecordLayoutTest$Point has no component \"z\"; did you mean \"x\" or \"y\"?",
                assertThrows(
                                NoSuchElementException.class,
                                () -> RecordLayout.of(Point.class).offset("z"))
                        .getMessage());
    }
}
