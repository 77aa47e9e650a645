package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.terrace.Config;
import dev.terrace.StoreLimits;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableMirrorTest {
    private final Quota quota =
            new Quota(Config.builder().build(), StoreLimits.NONE, new Interruption(false, () -> null, () -> 0));
    private final TableInstance table = table(8);
    private final TableMirror mirror = table.mirror();

    private TableInstance table(int size) {
        return new TableInstance(new TableType(AddressType.I32, Limits.of(size, 100), RefType.EXTERNREF), null, quota);
    }

    private long[] words() {
        long elements = RawMemory.getLong(mirror.address());
        int size = (int) RawMemory.getLong(mirror.address() + 8);
        return IntStream.range(0, size)
                .mapToLong(i -> RawMemory.getLong(elements + 8L * i))
                .toArray();
    }

    private void fillMirror() {
        IntStream.range(0, table.size()).forEach(i -> mirror.set(i, i + 1));
    }

    private void assertWords(long... expected) {
        assertArrayEquals(expected, words());
    }

    @Test
    void itKnowsNothingAtFirstAndIsOneForTheTable() {
        assertWords(0, 0, 0, 0, 0, 0, 0, 0);
        assertSame(mirror, table.mirror());
    }

    @Test
    void readingAnElementKeepsItsWord() {
        fillMirror();
        table.get(3);
        assertWords(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void everyWriteForgetsTheElementsItChanges() {
        fillMirror();
        table.set(0, "a");
        table.fill(2, "b", 2);
        assertWords(0, 2, 0, 0, 5, 6, 7, 8);
        table.copy(5, table, 0, 1);
        table.init(6, new Object[] {"c", "d"}, 1, 1);
        assertWords(0, 2, 0, 0, 5, 0, 0, 8);
        table.copy(7, table(1), 0, 1);
        assertWords(0, 2, 0, 0, 5, 0, 0, 0);
    }

    @Test
    void growingMovesTheElementsAndKeepsTheirWords() {
        fillMirror();
        long before = RawMemory.getLong(mirror.address());
        table.grow(2, "new");
        assertNotEquals(before, RawMemory.getLong(mirror.address()));
        assertWords(1, 2, 3, 4, 5, 6, 7, 8, 0, 0);
        mirror.set(9, 10);
        table.grow(1, "newer");
        assertWords(1, 2, 3, 4, 5, 6, 7, 8, 0, 10, 0);
    }

    @Test
    void resettingForgetsAllElements() {
        fillMirror();
        table.grow(4, null);
        mirror.set(10, 11);
        table.reset(null);
        assertWords(0, 0, 0, 0, 0, 0, 0, 0);
        table.grow(4, null);
        assertWords(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
