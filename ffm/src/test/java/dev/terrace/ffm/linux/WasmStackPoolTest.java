package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WasmStackPoolTest {
    private static final long STACK_BYTES = 1 << 20;
    private static final long AREA_BYTES = 10_000;

    @BeforeAll
    static void needsBindings() {
        assumeTrue(Linux.isSupported(), "no bindings for this system");
    }

    @Test
    void a_stack_has_its_size_and_headroom_below_and_an_area_above() {
        WasmStack stack = new WasmStackPool(STACK_BYTES, AREA_BYTES, 1).take();
        assertEquals(STACK_BYTES, stack.top() - stack.limit());
        assertTrue(stack.limit() - WasmStack.HEADROOM > stack.start());
        assertTrue(stack.end() - stack.top() >= AREA_BYTES);
        long lowest = stack.limit() - WasmStack.HEADROOM;
        MemorySegment memory = MemorySegment.ofAddress(lowest).reinterpret(stack.end() - lowest);
        for (long at = 0; at < memory.byteSize(); at += 1024) {
            memory.set(JAVA_LONG, at, at);
        }
    }

    @Test
    void stacks_are_used_again_up_to_a_number() {
        WasmStackPool pool = new WasmStackPool(STACK_BYTES, AREA_BYTES, 2);
        List<WasmStack> stacks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stacks.add(pool.take());
        }
        assertNotEquals(stacks.get(0).top(), stacks.get(1).top());
        stacks.forEach(pool::give);
        assertEquals(2, pool.idle());
        assertTrue(stacks.contains(pool.take()));
        assertEquals(1, pool.idle());
    }

    private static MemorySegment memory(WasmStack stack) {
        return MemorySegment.ofAddress(stack.limit()).reinterpret(STACK_BYTES);
    }

    @Test
    void of_many_idle_stacks_the_last_ones_lose_the_memory_of_deep_frames_and_keep_that_of_the_first_frames() {
        int count = 20;
        WasmStackPool pool = new WasmStackPool(STACK_BYTES, AREA_BYTES, count);
        List<WasmStack> stacks = Stream.generate(pool::take).limit(count).toList();
        for (WasmStack stack : stacks) {
            memory(stack).set(JAVA_LONG, 0, 1);
            memory(stack).set(JAVA_LONG, STACK_BYTES - 8, 2);
        }
        stacks.forEach(pool::give);
        List<Long> deep =
                stacks.stream().map(stack -> memory(stack).get(JAVA_LONG, 0)).toList();
        assertEquals(1, deep.getFirst());
        assertEquals(0, deep.getLast());
        stacks.forEach(stack -> assertEquals(2, memory(stack).get(JAVA_LONG, STACK_BYTES - 8)));
    }

    @Test
    void a_stack_that_the_system_refuses_is_an_error_that_says_so() {
        WasmStackPool pool = new WasmStackPool(1L << 60, AREA_BYTES, 1);
        String message = assertThrows(SystemCallException.class, pool::take).getMessage();
        assertTrue(message.startsWith("mmap of ") && message.endsWith(" failed with ENOMEM"), message);
    }
}
