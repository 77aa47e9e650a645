package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.LimitException;
import dev.terrace.MemoryPlacement;
import dev.terrace.PoolConfig;
import dev.terrace.StoreLimits;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Linear memories as native code uses them: by their descriptors, and with guards around them. */
@EnabledOnOs(OS.LINUX)
class NativeCodeMemoryTest {
    private static final int PAGE = 1 << 16;

    private final MemoryBudget budget = new MemoryBudget(1 << 30);
    private final MemoryPool pool = new MemoryPool(PoolConfig.ofSlots(1), budget);
    private final NativeMemory home = new NativeMemory(budget, null, true);

    private final Quota quota =
            new Quota(Config.builder().build(), StoreLimits.NONE, new Interruption(false, () -> null, () -> 0));

    @AfterEach
    void free() {
        home.close();
        pool.close();
    }

    private LinearMemory memory(MemoryType type) {
        return new LinearMemory(type, quota, MemoryPlacement.NATIVE, home);
    }

    private LinearMemory memory(long pages) {
        return memory(new MemoryType(Limits.atLeast(pages)));
    }

    private static MemoryImage image() {
        return new MemoryImage.Builder().build();
    }

    private LinearMemory pooled(NativeMemory owner, MemoryImage image) {
        return owner.memory(new MemoryType(Limits.atLeast(1)), quota, MemoryPlacement.NATIVE, image);
    }

    private static void assertDescribed(LinearMemory memory) {
        assertEquals(memory.segment().address(), RawMemory.getLong(memory.descriptor()));
        assertEquals(memory.segment().byteSize(), RawMemory.getLong(memory.descriptor() + 8));
    }

    /** Checks that whatever 32-bit indices and offsets reach is the memory, or cannot be accessed. */
    private static void assertGuarded(LinearMemory memory) throws IOException {
        assertDescribed(memory);
        long base = memory.segment().address();
        long end = base + memory.segment().byteSize();
        long farthest = base + 2 * 0xFFFF_FFFFL + 16;
        long covered = end;
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] columns = line.split("[ -]", 3);
            long from = Long.parseUnsignedLong(columns[0], 16);
            long to = Long.parseUnsignedLong(columns[1], 16);
            boolean accessible = !columns[2].startsWith("---");
            if (accessible) {
                assertTrue(to <= base || from >= farthest || (from >= base && to <= end), line);
            } else if (from <= covered && to > covered) {
                covered = to;
            }
        }
        assertTrue(covered >= farthest, "nothing else must be mapped there later");
    }

    private static int at(LinearMemory memory, long address) {
        return memory.segment().get(ValueLayout.JAVA_INT, address);
    }

    private static void set(LinearMemory memory, long address, int value) {
        memory.segment().set(ValueLayout.JAVA_INT, address, value);
    }

    @Test
    void theDescriptorFollowsAMemoryThatMoves() {
        LinearMemory memory = memory(1);
        memory.prepareForNative(false);
        assertDescribed(memory);
        long before = memory.segment().address();
        memory.grow(100);
        assertNotEquals(before, memory.segment().address());
        assertDescribed(memory);
    }

    @Test
    void aSmallMemoryMovesOnceToBeGuardedAndKeepsItsBytes() throws IOException {
        LinearMemory memory = memory(1);
        set(memory, PAGE - 4, 7);
        memory.descriptor();
        memory.prepareForNative(true);
        assertEquals(7, at(memory, PAGE - 4));
        assertGuarded(memory);
        long address = memory.segment().address();
        memory.prepareForNative(true);
        memory.grow(3);
        set(memory, 4 * PAGE - 4, 8);
        assertEquals(address, memory.segment().address());
        assertGuarded(memory);
    }

    @Test
    void anEmptyMemoryCanBeGuarded() throws IOException {
        LinearMemory memory = memory(0);
        memory.prepareForNative(true);
        assertGuarded(memory);
        memory.grow(1);
        assertGuarded(memory);
    }

    @Test
    void whatAResetTakesAwayCannotBeAccessed() throws IOException {
        LinearMemory memory = memory(1);
        memory.prepareForNative(true);
        memory.grow(3);
        set(memory, 3 * PAGE, 9);
        MemorySegment larger = memory.segment();
        memory.reset(image());
        assertGuarded(memory);
        assertThrows(IllegalStateException.class, () -> larger.get(ValueLayout.JAVA_BYTE, 0));
        memory.grow(3);
        assertEquals(0, at(memory, 3 * PAGE));
    }

    @Test
    void aMemoryThatWasResetBeforeIsGuardedToo() throws IOException {
        LinearMemory memory = memory(1000);
        memory.grow(1000);
        memory.reset(image());
        memory.prepareForNative(true);
        assertGuarded(memory);
    }

    @Test
    void aSharedMemoryIsGuardedFromTheBeginning() throws IOException {
        LinearMemory memory =
                memory(new MemoryType(AddressType.I32, Limits.of(1, 4), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2));
        set(memory, 0, 5);
        memory.prepareForNative(true);
        assertGuarded(memory);
        memory.grow(3);
        set(memory, 4 * PAGE - 4, 6);
        assertEquals(5, at(memory, 0));
        assertGuarded(memory);
    }

    @Test
    void aSharedMemoryThatWasMadeWithoutGuardsIsRefused() {
        try (NativeMemory plain = new NativeMemory(budget, null, false)) {
            MemoryType type = new MemoryType(AddressType.I32, Limits.of(1, 4), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
            LinearMemory memory = new LinearMemory(type, quota, MemoryPlacement.NATIVE, plain);
            assertThrows(LimitException.class, () -> memory.prepareForNative(true));
            memory.prepareForNative(false);
        }
    }

    @Test
    void aPooledMemoryIsGuardedWhateverHadItsSlotBefore() throws IOException {
        MemoryImage image = image();
        try (NativeMemory first = new NativeMemory(budget, pool, true)) {
            LinearMemory memory = pooled(first, image);
            memory.touch();
            memory.grow(7);
            set(memory, 7 * PAGE, 1);
        }
        try (NativeMemory second = new NativeMemory(budget, pool, true)) {
            LinearMemory memory = pooled(second, image);
            memory.touch();
            memory.prepareForNative(true);
            assertGuarded(memory);
            MemorySegment kept = memory.segmentToKeep();
            memory.grow(3);
            set(memory, 3 * PAGE, 2);
            assertGuarded(memory);
            memory.reset(image);
            assertGuarded(memory);
            assertThrows(IllegalStateException.class, () -> kept.get(ValueLayout.JAVA_BYTE, 0));
            memory.grow(3);
            assertEquals(0, at(memory, 3 * PAGE));
        }
        try (NativeMemory third = new NativeMemory(budget, pool, true)) {
            LinearMemory memory = pooled(third, image);
            memory.grow(3);
            assertEquals(0, at(memory, 3 * PAGE));
        }
    }

    @Test
    void aMemoryWhoseStoreIsClosedHasNoBytesForNativeCode() {
        NativeMemory owner = new NativeMemory(budget, null, true);
        NativeMemory pooling = new NativeMemory(budget, pool, true);
        LinearMemory memory = new LinearMemory(new MemoryType(Limits.atLeast(1)), quota, MemoryPlacement.NATIVE, owner);
        LinearMemory pooled = pooled(pooling, image());
        long descriptor = memory.descriptor();
        long pooledDescriptor = pooled.descriptor();
        owner.close();
        pooling.close();
        assertEquals(0, RawMemory.getLong(descriptor + 8));
        assertEquals(0, RawMemory.getLong(pooledDescriptor + 8));
        assertThrows(IllegalStateException.class, () -> pooled.prepareForNative(true));
    }

    @Test
    void aMemoryOnTheJavaHeapIsRefused() {
        LinearMemory memory = new LinearMemory(new MemoryType(Limits.atLeast(1)), quota, MemoryPlacement.HEAP, home);
        assertThrows(LimitException.class, memory::descriptor);
        assertThrows(LimitException.class, () -> memory.prepareForNative(false));
    }

    @Test
    void memoriesOfOtherIndicesOrPagesAreNotGuarded() {
        LinearMemory wide =
                memory(new MemoryType(AddressType.I64, Limits.atLeast(1), false, MemoryType.DEFAULT_PAGE_SIZE_LOG2));
        LinearMemory bytes = memory(new MemoryType(AddressType.I32, Limits.atLeast(3), false, 0));
        for (LinearMemory memory : List.of(wide, bytes)) {
            memory.prepareForNative(false);
            assertDescribed(memory);
            assertThrows(IllegalArgumentException.class, () -> memory.prepareForNative(true));
        }
    }

    @Test
    void theBudgetCountsAGuardedMemoryOnce() {
        LinearMemory memory = memory(4);
        memory.prepareForNative(true);
        memory.grow(4);
        memory.reset(image());
        assertEquals(4 * PAGE + " of " + (1 << 30) + " bytes", budget.toString());
    }
}
