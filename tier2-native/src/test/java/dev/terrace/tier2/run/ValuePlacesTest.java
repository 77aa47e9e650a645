package dev.terrace.tier2.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.RawMemory;
import dev.terrace.tier2.backend.CallPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValuePlacesTest {
    private final NativeStore store = TestStores.create();
    private final ExecutionStack stack = store.stack();

    @AfterEach
    void close() {
        store.close();
    }

    private long word(int offset) {
        return RawMemory.getLong(store.context() + offset);
    }

    @Test
    void integersAndReferencesGoToGeneralRegistersAndTheOthersToVectorRegisters() {
        ValuePlaces places = new ValuePlaces(
                List.of(NumType.I64, NumType.F64, NumType.I32, RefType.EXTERNREF, NumType.F32, VecType.V128));
        assertEquals(3, places.general());
        assertEquals(3, places.vector());
        assertEquals(0, places.overflows());
        stack.ensure(20);
        long[] slots = {11, 22, -33, 0, 44, 55, 66};
        System.arraycopy(slots, 0, stack.slots, 10, slots.length);
        stack.refs[13] = "a reference";
        places.toContext(stack, 10, store);
        assertEquals(11, word(ContextLayout.gpr(0)));
        assertEquals(-33 & 0xFFFF_FFFFL, word(ContextLayout.gpr(1)));
        assertEquals("a reference", store.fromNative(word(ContextLayout.gpr(2)), false));
        assertEquals(22, word(ContextLayout.xmm(0)));
        assertEquals(44, word(ContextLayout.xmm(1)));
        assertEquals(55, word(ContextLayout.xmm(2)));
        assertEquals(66, word(ContextLayout.xmm(2) + Long.BYTES));
        assertNull(stack.refs[13]);
    }

    @Test
    void valuesThatAreTooManyForRegistersAreBehindThemInOrder() {
        List<ValType> types = new ArrayList<>(Collections.nCopies(8, NumType.I64));
        types.addAll(Collections.nCopies(9, NumType.F64));
        types.add(NumType.I32);
        ValuePlaces places = new ValuePlaces(types);
        assertEquals(CallPlaces.GENERAL_REGISTERS, places.general());
        assertEquals(CallPlaces.VECTOR_REGISTERS, places.vector());
        assertEquals(4, places.overflows());
        stack.ensure(types.size());
        for (int i = 0; i < types.size(); i++) {
            stack.slots[i] = i;
        }
        places.toContext(stack, 0, store);
        assertEquals(6, word(ContextLayout.overflow(0)));
        assertEquals(7, word(ContextLayout.overflow(1)));
        assertEquals(16, word(ContextLayout.overflow(2)));
        assertEquals(17, word(ContextLayout.overflow(3)));
    }

    @Test
    void whatGoesToTheContextComesBackTheSame() {
        List<ValType> types = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            types.addAll(List.of(NumType.I64, VecType.V128, RefType.EXTERNREF, NumType.F64));
        }
        ValuePlaces places = new ValuePlaces(types);
        stack.ensure(200);
        for (int i = 0; i < 100; i++) {
            stack.slots[i] = i * 0x9E37_79B9_7F4A_7C15L;
        }
        for (int i = 0; i < 20; i++) {
            stack.refs[5 * i + 3] = "reference " + i;
        }
        Object[] before = stack.refs.clone();
        places.toContext(stack, 0, store);
        places.toSlots(stack, 100, store);
        for (int i = 0; i < 100; i++) {
            assertEquals(before[i], stack.refs[100 + i]);
            if (before[i] == null) {
                assertEquals(stack.slots[i], stack.slots[100 + i], "slot " + i);
            }
        }
        assertArrayEquals(new Object[100], Arrays.copyOf(stack.refs, 100));
    }

    @Test
    void referencesToFunctionsAreKnownByTheirTypes() {
        assertTrue(ValuePlaces.isFunction(RefType.FUNCREF));
        assertTrue(ValuePlaces.isFunction(new RefType(true, AbsHeapType.NOFUNC)));
        assertFalse(ValuePlaces.isFunction(RefType.EXTERNREF));
        assertFalse(ValuePlaces.isFunction(RefType.EXNREF));
    }
}
