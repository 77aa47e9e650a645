package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeArenaTest {
    private static final long BYTES = 4 << 20;
    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT));

    @BeforeAll
    static void needsBindings() {
        assumeTrue(Linux.isSupported(), "no bindings for this system");
    }

    /** Both ways to make memory executable, even where the system allows the first. */
    static Stream<CodeArena> arenas() {
        return Stream.of(CodeArena.reserve(BYTES), CodeArena.reserveSingle(BYTES));
    }

    /** Returns the code of a function that returns a number: {@code mov eax, number; ret}. */
    private static byte[] returning(int number) {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        return ByteBuffer.allocate(6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xB8)
                .putInt(number)
                .put((byte) 0xC3)
                .array();
    }

    private static int call(CodeArena.Block block) throws Throwable {
        return (int) CALL.invokeExact(MemorySegment.ofAddress(block.address()));
    }

    @Test
    void an_arena_has_two_views_where_the_system_allows_it() {
        assertTrue(CodeArena.reserve(BYTES).isDual());
        assertFalse(CodeArena.reserveSingle(BYTES).isDual());
    }

    @ParameterizedTest
    @MethodSource("arenas")
    void code_runs_where_it_is_installed_though_blocks_come_and_go(CodeArena arena) throws Throwable {
        record Installed(CodeArena.Block block, int number) {}
        List<Installed> installed = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 4000; i++) {
            if (installed.size() > 200 && random.nextBoolean()) {
                Installed old = installed.remove(random.nextInt(installed.size()));
                assertEquals(old.number, call(old.block));
                arena.free(old.block);
            } else {
                long alignment = 1L << random.nextInt(13);
                Optional<CodeArena.Block> block = arena.allocateCode(64 + random.nextInt(20_000), alignment);
                if (block.isEmpty()) {
                    arena.free(installed.remove(random.nextInt(installed.size())).block);
                    continue;
                }
                assertEquals(0, block.get().address() % alignment);
                assertTrue(block.get().address() >= arena.start() && block.get().end() <= arena.end());
                block.get().install(returning(i));
                installed.add(new Installed(block.get(), i));
            }
        }
        for (Installed each : installed) {
            assertEquals(each.number, call(each.block));
        }
        CodeArena.Statistics fragmented = arena.statistics();
        assertEquals(installed.size(), fragmented.codeBlocks());
        assertTrue(fragmented.freeRangesForCode() > 10, fragmented::toString);
        installed.forEach(each -> arena.free(each.block));
        CodeArena.Statistics empty = arena.statistics();
        assertEquals(0, empty.usedByCode());
        assertEquals(1, empty.freeRangesForCode());
        assertEquals(empty.freeForCode(), empty.largestFreeForCode());
    }

    @ParameterizedTest
    @MethodSource("arenas")
    void data_is_written_by_java_and_read_at_the_address_that_code_has(CodeArena arena) {
        CodeArena.Block block = arena.allocateData(1024, 16).orElseThrow();
        block.memory().set(JAVA_LONG, 512, 42);
        MemorySegment read = MemorySegment.ofAddress(block.address()).reinterpret(1024);
        assertEquals(42, read.get(JAVA_LONG, 512));
        assertEquals(0, read.get(JAVA_LONG, 504));
        arena.free(block);
        CodeArena.Block again = arena.allocateData(1024, 16).orElseThrow();
        assertEquals(block.address(), again.address());
        assertEquals(0, again.memory().get(JAVA_LONG, 512), "data begins as zeros");
    }

    @ParameterizedTest
    @MethodSource("arenas")
    void a_full_arena_refuses_and_stays_usable(CodeArena arena) throws Throwable {
        assertEquals(Optional.empty(), arena.allocateCode(BYTES, 16));
        CodeArena.Block all =
                arena.allocateCode(arena.statistics().largestFreeForCode(), 16).orElseThrow();
        assertEquals(Optional.empty(), arena.allocateCode(1, 16));
        arena.free(all);
        CodeArena.Block block = arena.allocateCode(64, 16).orElseThrow();
        block.install(returning(12));
        assertEquals(12, call(block));
    }

    @ParameterizedTest
    @MethodSource("arenas")
    void a_block_cannot_be_freed_twice(CodeArena arena) {
        CodeArena.Block block = arena.allocateCode(100, 16).orElseThrow();
        arena.free(block);
        assertThrows(IllegalStateException.class, () -> arena.free(block));
    }

    @Test
    void what_the_system_refuses_is_named() {
        String message = assertThrows(
                        SystemCallException.class,
                        () -> SystemCallException.check("mmap of 12 bytes", -ErrorNumber.ENOMEM.number()))
                .getMessage();
        assertEquals("mmap of 12 bytes failed with ENOMEM", message);
    }

    @Test
    void sizes_that_no_arena_or_block_can_have_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> CodeArena.reserve(2L << 30));
        assertThrows(IllegalArgumentException.class, () -> CodeArena.reserve(1));
        CodeArena arena = CodeArena.reserve(BYTES);
        assertThrows(IllegalArgumentException.class, () -> arena.allocateCode(0, 16));
        assertThrows(IllegalArgumentException.class, () -> arena.allocateCode(10, 24));
        assertThrows(IllegalArgumentException.class, () -> arena.allocateCode(10, 1 << 20));
    }
}
