package dev.terrace.tier2.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.runtime.RawMemory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlesTest {
    private final NativeStore store = TestStores.create();

    @AfterEach
    void close() {
        store.close();
    }

    private long handle(Object object) {
        return store.toNative(object, false);
    }

    private Object object(long handle) {
        return store.fromNative(handle, false);
    }

    @Test
    void aHandleStandsForItsObjectAndZeroForNull() {
        Object first = new Object();
        Object second = new Object();
        long one = handle(first);
        long two = handle(second);
        assertNotEquals(one, two);
        assertSame(first, object(one));
        assertSame(second, object(two));
        assertEquals(0, handle(null));
        assertNull(object(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Long.MIN_VALUE, 0x5EF1_A6C3L, 0x5EF1_A6C3_7FFF_FFFFL, 0x5EF1_A6C3_FFFF_FFFFL})
    void whatIsNoHandleIsAnErrorAndNotACrash(long bits) {
        handle("something");
        assertThrows(InternalError.class, () -> object(bits));
    }

    @Test
    void objectsStayAsLongAsTheirHandlesAreInTheContextOrOnTheStack() {
        long lowest = store.stackTop() - 100 * Long.BYTES;
        RawMemory.setLong(store.context() + ContextLayout.WASM_SP, lowest);
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            places.add(lowest + (long) i * Long.BYTES);
        }
        for (int i = 0; i < 4; i++) {
            places.add(store.context() + ContextLayout.gpr(i));
            places.add(store.context() + ContextLayout.overflow(i * 1000));
        }
        for (long place : places) {
            RawMemory.setLong(place, handle("object at " + place));
        }
        for (int i = 0; i < 100_000; i++) {
            handle("passing by");
        }
        for (long place : places) {
            assertEquals("object at " + place, object(RawMemory.getLong(place)));
        }
    }

    @Test
    void objectsGoOnceTheirHandlesAreNowhere() throws InterruptedException {
        WeakReference<Object> reference = new WeakReference<>(new Object());
        long handle = handle(reference.get());
        int handles = 0;
        while (reference.get() != null) {
            for (int i = 0; i < 100; i++) {
                handle("passing by");
            }
            handles += 100;
            System.gc();
            assertTrue(handles < 10_000, "the object at " + Long.toHexString(handle) + " stays");
        }
    }

    @Test
    void nothingIsLeftWhenNoNativeCodeIsActive() {
        long handle = handle("gone");
        store.leave(store.stackTop());
        assertThrows(InternalError.class, () -> object(handle));
        assertEquals("new", object(handle("new")));
    }
}
